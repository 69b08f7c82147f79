import { type Draft, evseOf, type LiveEvse, tell } from './draft.ts';
import type { Answer } from './message.ts';
import { advance } from './power.ts';
import { isOn, numberOf } from './settings.ts';
import type { Card } from './state.ts';
import { settle } from './transaction.ts';

const cardType = 'ISO14443';

/** A card is held to the reader: it ends the session it began, or asks to begin one. */
export function tap(draft: Draft, evseId: number, idToken: string): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined) return;
  const card: Card = { idToken, idTokenType: cardType, groupId: null, remoteStartId: null };
  if (evse.authorized !== null && evse.session !== null) {
    if (evse.authorized.idToken === idToken) stop(draft, evse, card);
    // Another card may still be of the same group: only the CSMS knows.
    else if (isOnline(draft)) ask(draft, evseId, card);
    return;
  }
  if (!evse.isOperative || evse.errorCode !== null || evse.session?.stopReason != null) {
    tell(draft, 'refused', { evseId, idToken, why: 'inoperative' });
    return;
  }
  if (isOnline(draft)) {
    ask(draft, evseId, card);
    return;
  }
  // Nobody to ask: as the station is set. [16 §3.5]
  if (isOn(draft.state, 'startsOffline')) accept(draft, evseId, card);
  else tell(draft, 'refused', { evseId, idToken, why: 'offline' });
}

export function ask(draft: Draft, evseId: number, card: Card): void {
  draft.state.asking += 1;
  draft.effects.push({ kind: 'call', message: { kind: 'authorize', evseId, ...card } });
}

/** The CSMS's word on a card; null when none came, then the station decides as when offline. */
export function authorizeAnswered(draft: Draft, asked: Card & { evseId: number }, answer: Answer | null): void {
  const { evseId, idToken } = asked;
  const isAccepted = answer === null ? isOn(draft.state, 'startsOffline') : answer.tokenStatus === 'Accepted';
  if (!isAccepted) {
    tell(draft, 'refused', { evseId, idToken, why: answer?.tokenStatus ?? 'noAnswer' });
    return;
  }
  const { idTokenType, remoteStartId } = asked;
  const card: Card = { idToken, idTokenType, remoteStartId, groupId: answer?.groupId ?? null };
  const evse = evseOf(draft, evseId);
  if (evse?.session == null || evse.authorized === null) accept(draft, evseId, card);
  else if (card.groupId !== null && card.groupId === evse.authorized.groupId) stop(draft, evse, card);
  else tell(draft, 'refused', { evseId, idToken, why: 'otherSession' });
}

/** The card may charge here: starts when the cable is in, otherwise waits for it. */
export function accept(draft: Draft, evseId: number, card: Card): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined || evse.authorized !== null || evse.session?.stopReason != null) return;
  tell(draft, 'authorized', { evseId, idToken: card.idToken });
  advance(draft, evse);
  evse.authorized = card;
  settle(draft, evse, { trigger: card.remoteStartId === null ? 'Authorized' : 'RemoteStart', card });
  const seconds = numberOf(draft.state, 'connectionTimeoutSeconds');
  if (evse.vehicle === null && seconds > 0)
    draft.effects.push({ kind: 'timer', name: `connection:${evseId}`, afterMs: seconds * 1000, clock: 'world' });
}

/** Nobody plugged in. [16 §9.1.6 ConnectionTimeOut, P2 E03] */
export function connectionTimedOut(draft: Draft, evseId: number): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined || evse.vehicle !== null) return;
  evse.authorized = null;
  settle(draft, evse, { trigger: 'EVConnectTimeout', reason: 'Timeout' });
}

function stop(draft: Draft, evse: LiveEvse, card: Card): void {
  advance(draft, evse);
  evse.authorized = null;
  settle(draft, evse, { trigger: 'StopAuthorized', reason: 'Local', card });
}

function isOnline({ state }: Draft): boolean {
  return state.link === 'open' && state.registration === 'Accepted';
}
