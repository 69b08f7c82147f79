import { type Draft, evseOf, type LiveEvse, tell } from './draft.ts';
import { type KnownCard, knownBy, recall, remember } from './known-cards.ts';
import type { Answer } from './message.ts';
import { advance } from './power.ts';
import { reservationFor, useReservation } from './reservations.ts';
import { isGroupReserved, isReserved } from './reserved.ts';
import { isOn, numberOf, textOf } from './settings.ts';
import type { Card, StopReason } from './state.ts';
import { settle } from './transaction.ts';

const cardType = 'ISO14443';

/** A card is held to the reader: it ends the session it began, or asks to begin one. */
export function tap(draft: Draft, evseId: number, idToken: string): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined) return;
  const card: Card = {
    idToken,
    idTokenType: cardType,
    groupId: null,
    remoteStartId: null,
    reservationId: null,
    tariff: null,
    profile: null,
  };
  if (evse.authorized !== null && evse.session !== null) {
    if (evse.authorized.idToken === idToken) stop(draft, evse, { card });
    // Another card may still be of the same group.
    else if (isOnline(draft)) ask(draft, evseId, card);
    else decide(draft, { ...card, evseId }, recall(draft, card));
    return;
  }
  if (!evse.isOperative || evse.errorCode !== null || evse.session?.stopReason != null) {
    refuse(draft, { evseId, idToken }, 'inoperative');
    return;
  }
  if (isReserved(draft.state, evse) && !isGroupReserved(draft.state, evse) && reservationFor(draft, evse, card) === undefined) {
    refuse(draft, { evseId, idToken }, 'reserved');
    return;
  }
  if (evse.lockedUntil !== null && draft.at < evse.lockedUntil) {
    refuse(draft, { evseId, idToken }, 'paying');
    return;
  }
  const known = recall(draft, card);
  if (!isOnline(draft)) decideAlone(draft, { ...card, evseId }, known);
  else if (known?.status === 'Accepted' && isOn(draft.state, 'startsKnownAtOnce')) decide(draft, { ...card, evseId }, known);
  else ask(draft, evseId, card);
}

export function ask(draft: Draft, evseId: number, card: Card): void {
  draft.state.asking += 1;
  draft.effects.push({ kind: 'call', message: { kind: 'authorize', evseId, ...card } });
}

type Asked = Card & { evseId: number };

/** The CSMS's word on a card; null when none came, then the station decides as when offline. */
export function authorizeAnswered(draft: Draft, asked: Asked, answer: Answer | null): void {
  if (answer === null) {
    decideAlone(draft, asked, recall(draft, asked));
    return;
  }
  const { idToken, idTokenType } = asked;
  const known = knownBy(answer, { idToken, idTokenType });
  remember(draft, known);
  decide(draft, { ...asked, tariff: answer.tariff ?? null }, known);
}

/** The card may charge here: starts when the cable is in, otherwise waits for it. */
export function accept(draft: Draft, evseId: number, card: Card): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined || evse.authorized !== null || evse.session?.stopReason != null) return;
  const reservation = reservationFor(draft, evse, card);
  if (reservation === undefined && isReserved(draft.state, evse)) {
    refuse(draft, { evseId, idToken: card.idToken }, 'reserved');
    return;
  }
  tell(draft, 'authorized', { evseId, idToken: card.idToken });
  advance(draft, evse);
  evse.authorized = { ...card, reservationId: reservation?.id ?? null };
  if (reservation !== undefined) useReservation(draft, reservation.id);
  settle(draft, evse, { trigger: card.remoteStartId === null ? 'Authorized' : 'RemoteStart', card: evse.authorized });
  const seconds = numberOf(draft.state, 'connectionTimeoutSeconds');
  if (evse.vehicle === null && seconds > 0)
    draft.effects.push({ kind: 'timer', name: `connection:${evseId}`, afterMs: seconds * 1000, clock: 'world' });
}

/** Nobody plugged in. [16 §9.1.6 ConnectionTimeOut, P2 E03] */
export function connectionTimedOut(draft: Draft, evseId: number): void {
  const evse = evseOf(draft, evseId);
  if (evse === undefined || evse.vehicle !== null) return;
  const { session, authorized } = evse;
  evse.authorized = null;
  settle(draft, evse, { trigger: 'EVConnectTimeout', reason: 'Timeout' });
  // The reservation was used and yet nothing came of it. [21P2 H04]
  if (session === null && authorized?.reservationId != null && draft.state.version === 'ocpp2.1')
    draft.effects.push({
      kind: 'call',
      message: { kind: 'reservation', reservationId: authorized.reservationId, status: 'NoTransaction' },
    });
}

/** Nobody to ask: as the station is set. [16 §3.5, P2 C13-C15] */
function decideAlone(draft: Draft, asked: Asked, known: KnownCard | null): void {
  const { state } = draft;
  if (known !== null && isOn(state, 'startsKnownOffline')) decide(draft, asked, known);
  else if (known === null && isOn(state, 'startsOffline')) decide(draft, asked, { ...asked, status: 'Accepted', expiresAt: null });
  else refuse(draft, asked, 'offline');
}

function decide(draft: Draft, asked: Asked, known: KnownCard | null): void {
  const { evseId, idToken, idTokenType, remoteStartId, tariff, profile } = asked;
  if (known?.status !== 'Accepted') {
    refuse(draft, asked, known?.status ?? 'offline');
    return;
  }
  const card: Card = { idToken, idTokenType, remoteStartId, groupId: known.groupId, reservationId: null, tariff, profile };
  const masterGroup = textOf(draft.state, 'masterPass');
  if (masterGroup !== '' && known.groupId === masterGroup) {
    stopAll(draft, asked, card);
    return;
  }
  const evse = evseOf(draft, evseId);
  if (evse?.session == null || evse.authorized === null) accept(draft, evseId, card);
  else if (card.groupId !== null && card.groupId === evse.authorized.groupId) stop(draft, evse, { card });
  else refuse(draft, asked, 'otherSession');
}

function stop(draft: Draft, evse: LiveEvse, { card, reason = 'Local' }: { card: Card; reason?: StopReason }): void {
  advance(draft, evse);
  evse.authorized = null;
  settle(draft, evse, { trigger: 'StopAuthorized', reason, card });
}

/** A master pass starts nothing and, where no display lets it choose, stops everything. [P2 C16] */
function stopAll(draft: Draft, asked: Asked, card: Card): void {
  const running = draft.state.evses.filter(({ session, authorized }) => session !== null && authorized !== null);
  if (running.length === 0) refuse(draft, asked, 'masterPass');
  for (const evse of running) stop(draft, evse, { card, reason: 'MasterPass' });
}

function refuse(draft: Draft, { evseId, idToken }: { evseId: number; idToken: string }, why: string): void {
  tell(draft, 'refused', { evseId, idToken, why });
}

function isOnline({ state }: Draft): boolean {
  return state.link === 'open' && state.registration === 'Accepted';
}
