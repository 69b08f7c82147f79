import { iso } from '../station/face.ts';
import type { EventMessage, Sample } from '../station/message.ts';
import { listOf } from '../station/settings.ts';
import type { StationState, StopReason } from '../station/state.ts';
import type { Sent } from './calls.ts';
import { costDetailsOf } from './cost-details.ts';
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
  EnergyLimitReached: 'EnergyLimitReached',
  TimeLimitReached: 'TimeLimitReached',
  SOCLimitReached: 'SOCLimitReached',
  LocalOutOfCredit: 'LocalOutOfCredit',
};

export function transactionEvent(event: EventMessage, state: StationState): Request {
  const { type, session, seqNo, trigger, chargingState, samples, isOffline, stopReason, card, at } = event;
  const remoteStartId = card?.remoteStartId == null ? {} : { remoteStartId: card.remoteStartId };
  const stoppedReason = type === 'Ended' && stopReason !== null ? { stoppedReason: reasons[stopReason] } : {};
  const [first, ...rest] = samples.map((sample) => meterValue(sample, measurandsOf(type, sample, state)));
  return {
    eventType: type,
    timestamp: iso(at),
    // What only 2.1 knows, only 2.1 stations do.
    triggerReason: trigger as Request['triggerReason'],
    seqNo,
    ...(isOffline ? { offline: true } : {}),
    transactionInfo: { transactionId: session.id, chargingState, ...remoteStartId, ...stoppedReason, ...info21(event) },
    // EVSE and card are told once: the EVSE in the first event, a card when it begins or ends. [P2 E01-E06]
    ...(type === 'Started' ? { evse: { id: session.evseId, connectorId: 1 } } : {}),
    ...(card === null ? {} : { idToken: idTokenOf(card) }),
    ...(card?.reservationId == null ? {} : { reservationId: card.reservationId }),
    ...(first === undefined ? {} : { meterValue: [first, ...rest] }),
    ...costs21(event, state),
  };
}

/** 2.1: the limit once it is taken, the tariff once it is another. */
function info21({ trigger, session }: EventMessage): object {
  if (trigger === 'LimitSet') return { transactionLimit: session.limit };
  return trigger === 'TariffChanged' ? { tariffId: session.tariff?.tariffId } : {};
}

/** 2.1: what it cost, at the end. */
function costs21(event: EventMessage, state: StationState): object {
  const costDetails = event.type === 'Ended' && state.version === 'ocpp2.1' ? costDetailsOf(event, state) : null;
  return costDetails === null ? {} : { costDetails };
}

function measurandsOf(type: EventMessage['type'], { context }: Sample, state: StationState): string[] {
  if (context === 'Sample.Clock') return listOf(state, type === 'Ended' ? 'alignedEndedMeasurands' : 'alignedMeasurands');
  return listOf(state, type === 'Started' ? 'startedMeasurands' : type === 'Ended' ? 'endedMeasurands' : 'updatedMeasurands');
}
