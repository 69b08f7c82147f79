import { begin, end } from './charging.ts';
import { type Draft, evseOf, settleStatus, tell } from './draft.ts';
import type { Answer } from './message.ts';
import { isOn, numberOf } from './settings.ts';

const cardType = 'ISO14443';

interface Card {
  evseId: number;
  idToken: string;
  idTokenType: string;
  remoteStartId: number | null;
}

/** A card is held to the reader: it ends the session it began, or asks to begin one. */
export function tap(draft: Draft, evseId: number, idToken: string): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined) return;
  if (evse.session !== null) {
    if (evse.session.idToken === idToken) end(draft, evse, { reason: 'Local', trigger: 'StopAuthorized', stopToken: idToken });
    return;
  }
  if (!evse.isOperative || evse.errorCode !== null) {
    tell(draft, 'refused', { evseId, idToken, why: 'inoperative' });
    return;
  }
  const { state } = draft;
  if (state.link === 'open' && state.registration === 'Accepted') {
    ask(draft, { evseId, idToken, idTokenType: cardType, remoteStartId: null });
    return;
  }
  // Nobody to ask: as the station is set. [16 §3.5]
  if (isOn(state, 'startsOffline')) {
    accept(draft, { evseId, idToken, idTokenType: cardType, remoteStartId: null });
    return;
  }
  tell(draft, 'refused', { evseId, idToken, why: 'offline' });
}

export function ask(draft: Draft, card: Card): void {
  draft.state.asking += 1;
  draft.effects.push({ kind: 'call', message: { kind: 'authorize', ...card } });
}

/** The CSMS's word on a card; null when none came, then the station decides as when offline. */
export function authorizeAnswered(draft: Draft, asked: Card, answer: Answer | null): void {
  const isAccepted = answer === null ? isOn(draft.state, 'startsOffline') : answer.tokenStatus === 'Accepted';
  if (!isAccepted) {
    tell(draft, 'refused', { evseId: asked.evseId, idToken: asked.idToken, why: answer?.tokenStatus ?? 'noAnswer' });
    return;
  }
  accept(draft, asked);
}

/** The card may charge here: starts when the cable is in, otherwise waits for it. */
export function accept(draft: Draft, { evseId, idToken, idTokenType, remoteStartId }: Card): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined || evse.session !== null) return;
  tell(draft, 'authorized', { evseId, idToken });
  if (evse.vehicle !== null) {
    begin(draft, evse, { idToken, idTokenType, remoteStartId, trigger: remoteStartId === null ? 'Authorized' : 'RemoteStart' });
    return;
  }
  evse.authorized = { idToken, idTokenType, remoteStartId };
  const seconds = numberOf(draft.state, 'connectionTimeoutSeconds');
  if (seconds > 0) draft.effects.push({ kind: 'timer', name: `connection:${evseId}`, afterMs: seconds * 1000, clock: 'world' });
  settleStatus(draft, evse);
}

/** Nobody plugged in. [16 §9.1.6 ConnectionTimeOut] */
export function connectionTimedOut(draft: Draft, evseId: number): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined) return;
  evse.authorized = null;
  settleStatus(draft, evse);
}
