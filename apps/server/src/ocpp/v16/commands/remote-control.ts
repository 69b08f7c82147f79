import type { ResponseOf } from '@stationmaster/ocpp';
import type { EncodersOf, Said } from '../../../commands/encoded.ts';
import { startProfile } from '../../../commands/start-profile.ts';
import { message, plain } from './message.ts';

/** Connector n is EVSE n. */
export const remoteControl = {
  start: (request, { quirks, likeliestEvseId }) => {
    if (request.tokenType !== undefined) return null;
    const limits = startProfile('ocpp1.6', request);
    if (request.limit !== undefined || limits === null) return null;
    const evseId = request.evseId ?? (quirks.has('remoteStartNeedsConnectorId') ? likeliestEvseId : undefined);
    const payload = {
      idTag: request.token,
      ...(evseId === undefined ? {} : { connectorId: evseId }),
      ...(limits && { chargingProfile: limits.wire.csChargingProfiles }),
    };
    return [message('RemoteStartTransaction', payload, (answer) => limits?.taken(plain(answer)) ?? plain(answer))];
  },
  stop: (_request, facts) =>
    facts.transactionId === null ? [] : [message('RemoteStopTransaction', { transactionId: Number(facts.transactionId) }, plain)],
  // §5.14 knows the whole station only, and no transaction survives it: nobody who asks for less wants all of it.
  reset: (request) =>
    request.evseId !== undefined || request.kind === 'resume'
      ? null
      : [message('Reset', { type: request.kind === 'hard' ? 'Hard' : 'Soft' }, plain)],
  unlock: (request) => [message('UnlockConnector', { connectorId: request.evseId }, readUnlock)],
  changeAvailability: (request) => [
    message('ChangeAvailability', { connectorId: request.evseId, type: request.operative ? 'Operative' : 'Inoperative' }, readAvailability),
  ],
  trigger: ({ message: wanted, evseId }) => {
    if (isPlain(wanted)) return [message('TriggerMessage', { requestedMessage: wanted, ...connectorOf(evseId) }, readTrigger)];
    const requestedMessage = Object.hasOwn(extended, wanted) ? extended[wanted as keyof typeof extended] : null;
    return requestedMessage === null
      ? null
      : [message('ExtendedTriggerMessage', { requestedMessage, ...connectorOf(evseId) }, readTrigger)];
  },
} satisfies EncodersOf<'start' | 'stop' | 'reset' | 'unlock' | 'changeAvailability' | 'trigger'>;

const plainTriggers = [
  'BootNotification',
  'DiagnosticsStatusNotification',
  'FirmwareStatusNotification',
  'Heartbeat',
  'MeterValues',
  'StatusNotification',
] as const;
const isPlain = (wanted: string): wanted is (typeof plainTriggers)[number] => (plainTriggers as readonly string[]).includes(wanted);
/** What only the security extension can be asked for, by our words. */
const extended = {
  LogStatusNotification: 'LogStatusNotification',
  SignChargingStationCertificate: 'SignChargePointCertificate',
} as const;

function connectorOf(evseId: number | undefined): { connectorId?: number } {
  // §5.17: a connectorId must be above 0; 0 means the station and is left out.
  return evseId === undefined || evseId === 0 ? {} : { connectorId: evseId };
}
function readUnlock({ status }: ResponseOf<'ocpp1.6', 'UnlockConnector'>): Said {
  if (status === 'Unlocked') return { status: 'done', reason: null };
  return status === 'NotSupported' ? { status: 'notSupported', reason: null } : { status: 'rejected', reason: status };
}
function readAvailability({ status }: ResponseOf<'ocpp1.6', 'ChangeAvailability'>): Said {
  if (status === 'Scheduled') return { status: 'scheduled', reason: 'scheduled' };
  return { status: status === 'Accepted' ? 'accepted' : 'rejected', reason: null };
}
function readTrigger({ status }: ResponseOf<'ocpp1.6', 'TriggerMessage'>): Said {
  if (status === 'NotImplemented') return { status: 'notSupported', reason: null };
  return { status: status === 'Accepted' ? 'accepted' : 'rejected', reason: null };
}
