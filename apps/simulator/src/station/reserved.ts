import type { Evse, StationState } from './state.ts';

/** A promise of the CSMS: until then only this card, or one of its group, charges here. [16 §3.7, P2 H] */
export interface Reservation {
  id: number;
  /** null: any EVSE. */
  evseId: number | null;
  connectorType: string | null;
  idToken: string;
  groupId: string | null;
  /** By the station's clock, ms. */
  expiresAt: number;
}

type Reserving = Pick<StationState, 'evses' | 'reservations'>;

export function isReserved(state: Reserving, evse: Evse): boolean {
  return holding(state, evse).length > 0;
}

/** Whether a card of another group could still be let in by the CSMS's word. */
export function isGroupReserved(state: Reserving, evse: Evse): boolean {
  return holding(state, evse).some(({ groupId }) => groupId !== null);
}

export function suits({ evseId, connectorType }: Reservation, evse: Evse): boolean {
  return (evseId === null || evseId === evse.id) && (connectorType === null || connectorType === connectorTypeOf(evse));
}

/** The one connector that our EVSEs have. */
export function connectorTypeOf({ kind }: Pick<Evse, 'kind'>): string {
  return kind === 'AC' ? 'sType2' : 'cCCS2';
}

/** Those that keep an EVSE from strangers: its own, and those for any EVSE once no free one is left over. [P2 H01] */
function holding(state: Reserving, evse: Evse): readonly Reservation[] {
  if (state.reservations.length === 0) return [];
  const own = state.reservations.filter(({ evseId }) => evseId === evse.id);
  if (own.length > 0 || !isFree(state, evse)) return own;
  const any = state.reservations.filter((one) => one.evseId === null && suits(one, evse));
  const free = state.evses.filter((one) => isFree(state, one) && (any.length === 0 || any.some((reservation) => suits(reservation, one))));
  return any.length >= free.length ? any : [];
}

/** Nobody is there and nothing is wrong. */
export function isFree(state: Reserving, evse: Evse): boolean {
  const isIdle = evse.vehicle === null && evse.session === null && evse.authorized === null;
  return isIdle && evse.isOperative && evse.errorCode === null && !state.reservations.some(({ evseId }) => evseId === evse.id);
}
