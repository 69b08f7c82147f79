import { frameTime } from '@stationmaster/domain';
import { limitResumed } from '../../charging/again.ts';
import { planForWaiting } from '../../charging/needs.ts';
import { receiptMessage } from '../../payments/message.ts';
import { type Event, recordEvent } from '../../sessions/event.ts';
import { watchForLeft } from '../../stations/start-up.ts';
import { effectStep, joinSteps } from '../../stations/step.ts';
import { withoutNull } from '../text.ts';
import type { Answer2x, Handler2x, Request2x } from './handler.ts';
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
  // Field by field: it is made with every meter value.
  const answer: Answer2x<'TransactionEvent'> = {};
  // I02: running and final cost; 0 means free, absent unknown. Started has none yet.
  if (session.total !== null && request.eventType !== 'Started' && isOurs) answer.totalCost = Number(session.total);
  if (authorization !== null) answer.idTokenInfo = idTokenInfo(authorization);
  if (isFinal && session.idTokenType === 'DirectPayment') Object.assign(answer, await receiptMessage(context, turn.state, session));
  if (limit !== null && turn.state.version === 'ocpp2.1') Object.assign(answer, { transactionLimit: limit });
  const after = isFinal ? [() => watchForLeft(context, turn.state)] : [() => planForWaiting(context, turn.state, session.evseId)];
  if (!isFinal && event.isResumed) after.push(() => limitResumed(context, turn.state, session));
  // F06: it was asked for.
  const isAsked = request.triggerReason === 'Trigger';
  const { writes, advance } = isAsked ? joinSteps([step, effectStep(turn, { kind: 'message', action: 'TransactionEvent', evseId })]) : step;
  const decision = { answer, writes, advance, sessionId: session.id, after };
  return commandId === null ? decision : { ...decision, commandId };
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
