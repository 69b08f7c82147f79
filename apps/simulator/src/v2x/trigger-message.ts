import { type Draft, evseOf } from '../station/draft.ts';
import type { Obeyed, Saying } from '../station/face.ts';
import { sayFirmwareStatus, sayLogStatus, signingFor } from '../station/file-sayings.ts';
import { sayNow } from '../station/say-now.ts';
import { sayBoot, sayHeartbeat, sayMeterValues, sayStatus, sayTransactions } from '../station/sayings.ts';
import { listOf } from '../station/settings.ts';
import type { Asked, Said } from './calls.ts';
import { sayEvent } from './notify-event.ts';
import { sayPublishStatus } from './publish-firmware.ts';

type Request = Asked<'TriggerMessage'>;

const triggers: Readonly<Record<Exclude<Request['requestedMessage'], 'CustomTrigger'>, Saying>> = {
  BootNotification: sayBoot,
  FirmwareStatusNotification: sayFirmwareStatus,
  Heartbeat: sayHeartbeat,
  LogStatusNotification: sayLogStatus,
  MeterValues: sayMeterValues,
  PublishFirmwareStatusNotification: sayPublishStatus,
  SignChargingStationCertificate: signingFor('ChargingStationCertificate'),
  // The key for the CSMS does for both. [P2 A02]
  SignCombinedCertificate: signingFor('ChargingStationCertificate'),
  SignV2G20Certificate: signingFor('V2G20Certificate'),
  SignV2GCertificate: signingFor('V2GCertificate'),
  StatusNotification: sayStatus,
  TransactionEvent: sayTransactions,
};

export function triggerMessage(draft: Draft, { requestedMessage, evse, customTrigger }: Request): Obeyed<Said<'TriggerMessage'>> {
  const saying = requestedMessage === 'CustomTrigger' ? custom(draft, customTrigger) : triggers[requestedMessage];
  if (saying === null) return { answer: { status: 'NotImplemented' } };
  const isUnknown = evse !== undefined && evseOf(draft, evse.id) === undefined;
  if (isUnknown || (requestedMessage === 'TransactionEvent' && !isRunning(draft, evse?.id))) return { answer: { status: 'Rejected' } };
  return { answer: { status: 'Accepted' }, after: () => sayNow(draft, saying, evse?.id ?? null) };
}

/** The maker's own: a self-test, whose result is an event. [21P2 F06] */
function custom({ state }: Draft, name: string | undefined): Saying | null {
  return name !== undefined && listOf(state, 'customTriggers').includes(name) ? sayEvent : null;
}

function isRunning({ state }: Draft, evseId: number | undefined): boolean {
  return state.evses.some(({ id, session }) => session !== null && (evseId === undefined || evseId === id));
}
