import { type Draft, tell } from './draft.ts';
import { knownBy, remember } from './known-cards.ts';
import type { Answer, EventMessage } from './message.ts';
import { isOn, numberOf } from './settings.ts';

/** A transaction message goes to the end of the queue; one at a time goes out, in the order of happening. */
export function enqueue(draft: Draft, message: EventMessage): void {
  draft.state.queue = [...draft.state.queue, message];
  sendNext(draft);
}

export function sendNext(draft: Draft): void {
  const { state, effects } = draft;
  const [head] = state.queue;
  if (head === undefined || state.isSending || state.isHolding || state.link !== 'open' || state.registration !== 'Accepted') return;
  state.isSending = true;
  effects.push({ kind: 'call', message: head });
}

/** The retry timer has run out. */
export function retry(draft: Draft): void {
  draft.state.isHolding = false;
  sendNext(draft);
}

/** The message at the head has its answer and leaves the queue. Returns the session whose card the CSMS refuses, if it must end. */
export function delivered(draft: Draft, message: EventMessage, answer: Answer): string | null {
  const { state, effects } = draft;
  if (!leaveQueue(draft, message)) return null;
  const { session, type } = message;
  if (answer.tokenStatus !== undefined) remember(draft, knownBy(answer, message.card ?? session));
  if (type === 'Started') {
    const transactionId = answer.transactionId ?? null;
    const isForgotten = message.isOffline && state.behaviour.forgetsOfflineNumbers;
    if (transactionId !== null && !isForgotten) state.transactionIds = new Map([...state.transactionIds, [session.id, transactionId]]);
    effects.push({ kind: 'ledger', sessionId: session.id, change: { isStartAcknowledged: true, transactionId } });
    tell(draft, 'startAcknowledged', { sessionId: session.id, transactionId });
    if (state.behaviour.repeatsStart && state.link === 'open') effects.push({ kind: 'call', message });
  }
  if (type === 'Updated') tell(draft, 'updateAcknowledged', { sessionId: session.id });
  if (type === 'Ended') {
    state.transactionIds = new Map([...state.transactionIds].filter(([id]) => id !== session.id));
    effects.push({ kind: 'ledger', sessionId: session.id, change: { isStopAcknowledged: true } });
    tell(draft, 'stopAcknowledged', { sessionId: session.id });
  }
  sendNext(draft);
  const isRefused = answer.tokenStatus !== undefined && answer.tokenStatus !== 'Accepted';
  return isRefused && type !== 'Ended' && isOn(state, 'stopsOnInvalidId') ? session.id : null;
}

/**
 * No usable answer. After an error it is tried `TransactionMessageAttempts` times with growing pauses, then given up
 * [16 §3.7.1]; silence is no refusal: it is sent again for as long as it takes.
 */
export function undelivered(draft: Draft, message: EventMessage, wasRefused: boolean): void {
  const { state, effects } = draft;
  if (!isHead(draft, message)) return;
  state.isSending = false;
  if (state.link !== 'open') return;
  state.attempts += 1;
  if (wasRefused && state.attempts >= Math.max(1, numberOf(state, 'attempts'))) {
    leaveQueue(draft, message);
    effects.push({ kind: 'ledger', sessionId: message.session.id, change: { lostMessages: 1 } });
    tell(draft, 'messageLost', { sessionId: message.session.id, type: message.type });
    sendNext(draft);
    return;
  }
  state.isHolding = true;
  effects.push({ kind: 'timer', name: 'retry', afterMs: numberOf(state, 'retrySeconds') * 1000 * state.attempts, clock: 'real' });
}

function leaveQueue(draft: Draft, message: EventMessage): boolean {
  if (!isHead(draft, message)) return false;
  draft.state.queue = draft.state.queue.slice(1);
  draft.state.isSending = false;
  draft.state.attempts = 0;
  return true;
}

function isHead({ state }: Draft, message: EventMessage): boolean {
  const [head] = state.queue;
  return head === message && state.isSending;
}
