import { iso } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import type { Asked } from './calls.ts';

type Request = Asked<'StatusNotification'>;
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
