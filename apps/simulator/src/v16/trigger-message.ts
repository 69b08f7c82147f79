import { type Draft, evseOf } from '../station/draft.ts';
import type { Obeyed, Saying } from '../station/face.ts';
import { signingFor } from '../station/file-sayings.ts';
import { sayNow } from '../station/say-now.ts';
import { sayBoot, sayHeartbeat, sayMeterValues, sayStatus } from '../station/sayings.ts';
import type { Asked, Said } from './calls.ts';
import { sayDiagnosticsStatus, sayFirmwareStatus16, sayLogStatus16, saySignedFirmwareStatus } from './file-sayings.ts';

const triggers: Readonly<Record<Asked<'TriggerMessage'>['requestedMessage'], Saying>> = {
  BootNotification: sayBoot,
  DiagnosticsStatusNotification: sayDiagnosticsStatus,
  FirmwareStatusNotification: sayFirmwareStatus16,
  Heartbeat: sayHeartbeat,
  MeterValues: sayMeterValues,
  StatusNotification: sayStatus,
};

/** With the security extension FirmwareStatusNotification means the signed one. [whitepaper §5.4] */
const extendedTriggers: Readonly<Record<Asked<'ExtendedTriggerMessage'>['requestedMessage'], Saying>> = {
  BootNotification: sayBoot,
  FirmwareStatusNotification: saySignedFirmwareStatus,
  Heartbeat: sayHeartbeat,
  LogStatusNotification: sayLogStatus16,
  MeterValues: sayMeterValues,
  SignChargePointCertificate: signingFor('ChargingStationCertificate'),
  StatusNotification: sayStatus,
};

export function triggerMessage(draft: Draft, { requestedMessage, connectorId }: Asked<'TriggerMessage'>): Obeyed<Said<'TriggerMessage'>> {
  return trigger(draft, triggers[requestedMessage], connectorId);
}

export function extendedTriggerMessage(
  draft: Draft,
  { requestedMessage, connectorId }: Asked<'ExtendedTriggerMessage'>,
): Obeyed<Said<'ExtendedTriggerMessage'>> {
  return trigger(draft, extendedTriggers[requestedMessage], connectorId);
}

function trigger(draft: Draft, saying: Saying, connectorId: number | undefined): Obeyed<Said<'TriggerMessage'>> {
  if (connectorId !== undefined && evseOf(draft, connectorId) === undefined) return { answer: { status: 'Rejected' } };
  return { answer: { status: 'Accepted' }, after: () => sayNow(draft, saying, connectorId ?? null) };
}
