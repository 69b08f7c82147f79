import { iso } from '../station/face.ts';
import type { EventMessage, Sample } from '../station/message.ts';
import { listOf } from '../station/settings.ts';
import type { StationState, StopReason } from '../station/state.ts';
import type { Sent } from './calls.ts';
import { idTokenOf } from './id-token.ts';
import { meterValue } from './meter-values.ts';

type Request = Sent<'TransactionEvent'>;

/** 2.x has its own words for some reasons. */
const reasons: Readonly<Record<StopReason, NonNullable<Request['transactionInfo']['stoppedReason']>>> = {
  Local: 'Local',
  Remote: 'Remote',
  EVDisconnected: 'EVDisconnected',
  DeAuthorized: 'DeAuthorized',
  PowerLoss: 'PowerLoss',
  HardReset: 'ImmediateReset',
  SoftReset: 'ImmediateReset',
  UnlockCommand: 'Other',
  Timeout: 'Timeout',
  StoppedByEV: 'StoppedByEV',
  MasterPass: 'MasterPass',
};

export function transactionEvent(event: EventMessage, state: StationState): Request {
  const { type, session, seqNo, trigger, chargingState, samples, isOffline, stopReason, card, at } = event;
  const remoteStartId = card?.remoteStartId == null ? {} : { remoteStartId: card.remoteStartId };
  const stoppedReason = type === 'Ended' && stopReason !== null ? { stoppedReason: reasons[stopReason] } : {};
  const [first, ...rest] = samples.map((sample) => meterValue(sample, measurandsOf(type, sample, state)));
  return {
    eventType: type,
    timestamp: iso(at),
    triggerReason: trigger,
    seqNo,
    ...(isOffline ? { offline: true } : {}),
    transactionInfo: { transactionId: session.id, chargingState, ...remoteStartId, ...stoppedReason },
    // EVSE and card are told once: the EVSE in the first event, a card when it begins or ends. [P2 E01-E06]
    ...(type === 'Started' ? { evse: { id: session.evseId, connectorId: 1 } } : {}),
    ...(card === null ? {} : { idToken: idTokenOf(card) }),
    ...(card?.reservationId == null ? {} : { reservationId: card.reservationId }),
    ...(first === undefined ? {} : { meterValue: [first, ...rest] }),
  };
}

function measurandsOf(type: EventMessage['type'], { context }: Sample, state: StationState): string[] {
  if (context === 'Sample.Clock') return listOf(state, type === 'Ended' ? 'alignedEndedMeasurands' : 'alignedMeasurands');
  return listOf(state, type === 'Started' ? 'startedMeasurands' : type === 'Ended' ? 'endedMeasurands' : 'updatedMeasurands');
}
