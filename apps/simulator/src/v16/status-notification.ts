import type { Calls16 } from '@stationmaster/ocpp';
import { iso } from '../station/face.ts';
import type { Message } from '../station/message.ts';

type Request = Calls16['StatusNotification']['request'];
const errorCodes: readonly Request['errorCode'][] = [
  'ConnectorLockFailure',
  'EVCommunicationError',
  'GroundFailure',
  'HighTemperature',
  'OverCurrentFailure',
  'PowerMeterFailure',
  'ReaderFailure',
  'UnderVoltage',
  'OverVoltage',
  'WeakSignal',
];

export function statusNotification({ evseId, status, errorCode, at }: Extract<Message, { kind: 'status' }>): Request {
  const known = errorCodes.find((code) => code === errorCode);
  const code = errorCode === null ? 'NoError' : (known ?? 'OtherError');
  return {
    connectorId: evseId,
    status,
    errorCode: code,
    timestamp: iso(at),
    ...(code === 'OtherError' && errorCode !== null ? { vendorErrorCode: errorCode.slice(0, 50) } : {}),
  };
}
