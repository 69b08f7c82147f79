import { iso } from '../station/face.ts';
import type { EventMessage } from '../station/message.ts';
import type { StationState, StopReason } from '../station/state.ts';
import type { Asked } from './calls.ts';
import { transactionIdOf } from './transaction-id.ts';

type Request = Asked<'StopTransaction'>;

/** 1.6 has no word for what only later versions know. */
const reasons: Readonly<Record<StopReason, NonNullable<Request['reason']>>> = {
  Local: 'Local',
  Remote: 'Remote',
  EVDisconnected: 'EVDisconnected',
  DeAuthorized: 'DeAuthorized',
  HardReset: 'HardReset',
  SoftReset: 'SoftReset',
  UnlockCommand: 'UnlockCommand',
  PowerLoss: 'PowerLoss',
  Timeout: 'Other',
  StoppedByEV: 'Other',
  MasterPass: 'Other',
  EnergyLimitReached: 'Other',
  TimeLimitReached: 'Other',
  SOCLimitReached: 'Other',
  LocalOutOfCredit: 'Other',
};

export function stopTransaction({ session, samples, at, stopReason, card }: EventMessage, state: StationState): Request {
  const last = samples.at(-1);
  return {
    transactionId: transactionIdOf(session.id, state),
    meterStop: last?.registerWh ?? session.startWh,
    timestamp: iso(at),
    // Omitted means Local. [16 §7.36]
    ...(stopReason === null || stopReason === 'Local' ? {} : { reason: reasons[stopReason] }),
    ...(card === null ? {} : { idTag: card.idToken.slice(0, 20) }),
  };
}
