import { frameTime } from '@stationmaster/domain';
import { limitResumed } from '../../charging/again.ts';
import { planForWaiting } from '../../charging/needs.ts';
import { receiptMessage } from '../../payments/message.ts';
import { type Event, recordEvent } from '../../sessions/event.ts';
import { watchForLeft } from '../../stations/start-up.ts';
import { effectStep, joinSteps } from '../../stations/step.ts';
import { withoutNull } from '../text.ts';
import type { Handler2x, Request2x } from './handler.ts';
import { idTokenInfo } from './id-token-info.ts';
import { toReadings } from './meter-value.ts';
import { detailsOf, limitOf } from './transaction-details.ts';

/** 2.x E01–E15: the one message that tells of sessions, in any order, repeated or missing. */
export const transactionEvent: Handler2x<'TransactionEvent'> = async ({ request, ...turn }, context) => {
  const event = toEvent(request, turn.at);
  const { session, authorization, step, commandId, limit } = await recordEvent(context, turn, event);
  const isFinal = request.eventType === 'Ended';
  // I12: a station that computes itself is told no other total.
  const isOurs = event.details?.costDetails === undefined;
  const evseId = session.evseId || null;
  const answer = {
    // I02: running and final cost; 0 means free, absent unknown. Started has none yet.
    ...(session.total === null || request.eventType === 'Started' || !isOurs ? {} : { totalCost: Number(session.total) }),
    ...(authorization === null ? {} : { idTokenInfo: idTokenInfo(authorization) }),
    ...(isFinal && session.idTokenType === 'DirectPayment' ? await receiptMessage(context, turn.state, session) : {}),
    ...(limit === null || turn.state.version !== 'ocpp2.1' ? {} : { transactionLimit: limit }),
  };
  return {
    answer,
    // F06: it was asked for.
    ...(request.triggerReason === 'Trigger'
      ? joinSteps([step, effectStep(turn, { kind: 'message', action: 'TransactionEvent', evseId })])
      : step),
    sessionId: session.id,
    ...(commandId === null ? {} : { commandId }),
    after: isFinal
      ? [() => watchForLeft(context, turn.state)]
      : [
          () => planForWaiting(context, turn.state, session.evseId),
          ...(event.isResumed ? [() => limitResumed(context, turn.state, session)] : []),
        ],
  };
};

function toEvent(request: Request2x<'TransactionEvent'>, receivedAt: number): Event {
  const { eventType, timestamp, seqNo, offline = false, transactionInfo, evse, idToken, meterValue, triggerReason } = request;
  return {
    kind: eventType,
    transactionId: withoutNull(transactionInfo.transactionId),
    time: frameTime(timestamp, receivedAt),
    seqNo,
    isOffline: offline,
    chargingState: transactionInfo.chargingState ?? null,
    // Left out it means Local (E06.FR.08).
    stopReason: transactionInfo.stoppedReason ?? (eventType === 'Ended' ? 'Local' : null),
    remoteStartId: transactionInfo.remoteStartId ?? null,
    reservationId: request.reservationId ?? null,
    evseId: evse?.id ?? null,
    connectorId: evse?.connectorId ?? null,
    token: idToken === undefined ? null : { idToken: withoutNull(idToken.idToken), type: withoutNull(idToken.type) },
    isResumed: triggerReason === 'TxResumed',
    details: detailsOf(request),
    theirs: limitOf(request),
    isTokenForStop: triggerReason === 'StopAuthorized' || triggerReason === 'Deauthorized',
    readings: toReadings(meterValue, receivedAt),
  };
}
