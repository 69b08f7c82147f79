import type { Calls201 } from '@stationmaster/ocpp';
import { iso } from '../station/face.ts';
import type { EventMessage } from '../station/message.ts';
import type { StopReason } from '../station/state.ts';
import { idTokenOf } from './id-token.ts';
import { meterValue } from './meter-values.ts';

type Request = Calls201['TransactionEvent']['request'];

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
};

export function transactionEvent({
  type,
  session,
  seqNo,
  trigger,
  chargingState,
  sample,
  isOffline,
  stopReason,
  stopToken,
}: EventMessage): Request {
  const remoteStartId = type === 'Started' && session.remoteStartId !== null ? { remoteStartId: session.remoteStartId } : {};
  const stoppedReason = type === 'Ended' && stopReason !== null ? { stoppedReason: reasons[stopReason] } : {};
  return {
    eventType: type,
    timestamp: iso(sample.at),
    triggerReason: trigger,
    seqNo,
    ...(isOffline ? { offline: true } : {}),
    transactionInfo: { transactionId: session.id, chargingState, ...remoteStartId, ...stoppedReason },
    // EVSE and card appear once, in the first event; a card again when it ends the session. [P2 E01-E06]
    ...(type === 'Started'
      ? { evse: { id: session.evseId, connectorId: 1 }, idToken: idTokenOf(session.idToken, session.idTokenType) }
      : {}),
    ...(stopToken === null ? {} : { idToken: idTokenOf(stopToken, session.idTokenType) }),
    meterValue: [meterValue(sample)],
  };
}
