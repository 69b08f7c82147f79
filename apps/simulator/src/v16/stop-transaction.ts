import { iso } from '../station/face.ts';
import type { EventMessage } from '../station/message.ts';
import { listOf } from '../station/settings.ts';
import type { StationState, StopReason } from '../station/state.ts';
import type { Asked } from './calls.ts';
import { meterValue } from './meter-values.ts';
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
  const transactionData = dataOf(samples, state);
  return {
    transactionId: transactionIdOf(session.id, state),
    meterStop: last?.registerWh ?? session.startWh,
    timestamp: iso(at),
    // Omitted means Local. [16 §7.36]
    ...(stopReason === null || stopReason === 'Local' ? {} : { reason: reasons[stopReason] }),
    ...(card === null ? {} : { idTag: card.idToken.slice(0, 20) }),
    ...(transactionData.length === 0 ? {} : { transactionData }),
  };
}

/** What StopTxnSampledData and StopTxnAlignedData ask for, each with its own measurands. [16 §9.1.25, §9.1.27] */
function dataOf(samples: EventMessage['samples'], state: StationState): NonNullable<Request['transactionData']> {
  return samples.flatMap((sample) => {
    const measurands = listOf(state, sample.context === 'Sample.Clock' ? 'alignedEndedMeasurands' : 'endedMeasurands');
    return measurands.length === 0 && sample.signed === undefined ? [] : [meterValue(sample, measurands)];
  });
}
