import { type Draft, evseOf, type LiveEvse, settleStatus, stationClock } from './draft.ts';
import { isFree, isReserved, type Reservation, suits } from './reserved.ts';
import { isOn } from './settings.ts';
import type { Card, Evse, StationState } from './state.ts';

type Status = 'Accepted' | 'Faulted' | 'Occupied' | 'Rejected' | 'Unavailable';

/** ReserveNow; the same id again changes a reservation. */
export function reserve(draft: Draft, wanted: Reservation): Status {
  const { state } = draft;
  const others = state.reservations.filter(({ id }) => id !== wanted.id);
  const status = statusFor(draft, wanted, others);
  if (status !== 'Accepted') return status;
  state.reservations = [...others, wanted];
  draft.effects.push({ kind: 'timer', name: `reservation:${wanted.id}`, afterMs: wanted.expiresAt - stationClock(draft), clock: 'world' });
  return status;
}

export function cancelReservation(draft: Draft, id: number): 'Accepted' | 'Rejected' {
  if (!draft.state.reservations.some((one) => one.id === id)) return 'Rejected';
  drop(draft, id);
  return 'Accepted';
}

/** Nobody came in time. [16 §3.7, P2 H04] */
export function reservationExpired(draft: Draft, id: number): void {
  if (!draft.state.reservations.some((one) => one.id === id)) return;
  drop(draft, id);
  settleAll(draft);
  draft.effects.push({ kind: 'call', message: { kind: 'reservation', reservationId: id, status: 'Expired' } });
}

/** The EVSE can no longer keep the promise. [P2 H01] */
export function releaseReservations(draft: Draft, evseId: number): void {
  for (const { id } of draft.state.reservations.filter((one) => one.evseId === evseId)) {
    drop(draft, id);
    draft.effects.push({ kind: 'call', message: { kind: 'reservation', reservationId: id, status: 'Removed' } });
  }
}

/** The reservation that this card may use here. */
export function reservationFor({ state }: Draft, evse: Evse, card: Pick<Card, 'idToken' | 'groupId'>): Reservation | undefined {
  const isHis = ({ idToken, groupId }: Reservation): boolean =>
    idToken.toLowerCase() === card.idToken.toLowerCase() || (groupId !== null && groupId.toLowerCase() === card.groupId?.toLowerCase());
  const his = state.reservations.filter((one) => isHis(one) && suits(one, evse));
  return his.find(({ evseId }) => evseId === evse.id) ?? his.find(({ evseId }) => evseId === null);
}

/** The card has come: the promise is kept. */
export function useReservation(draft: Draft, id: number): void {
  drop(draft, id);
  settleAll(draft);
}

export function settleAll(draft: Draft): void {
  for (const evse of draft.state.evses) settleStatus(draft, evse);
}

function statusFor(draft: Draft, wanted: Reservation, others: readonly Reservation[]): Status {
  const { state } = draft;
  if (wanted.expiresAt <= stationClock(draft)) return 'Rejected';
  const rest: StationState = { ...state, reservations: others };
  if (wanted.evseId !== null) {
    const evse = evseOf(draft, wanted.evseId);
    if (evse === undefined) return 'Rejected';
    return isFree(rest, evse) && !isReserved(rest, evse) ? 'Accepted' : whyNot([evse]);
  }
  if (!isOn(state, 'reservesAny')) return 'Rejected';
  const suitable = draft.state.evses.filter((evse) => suits(wanted, evse));
  if (suitable.length === 0) return 'Rejected';
  return suitable.some((evse) => isFree(rest, evse) && !isReserved(rest, evse)) ? 'Accepted' : whyNot(suitable);
}

function whyNot(evses: readonly LiveEvse[]): Status {
  if (evses.every(({ errorCode }) => errorCode !== null)) return 'Faulted';
  return evses.every(({ isOperative, errorCode }) => !isOperative || errorCode !== null) ? 'Unavailable' : 'Occupied';
}

function drop(draft: Draft, id: number): void {
  draft.state.reservations = draft.state.reservations.filter((one) => one.id !== id);
  draft.effects.push({ kind: 'cancel', name: `reservation:${id}` });
}
