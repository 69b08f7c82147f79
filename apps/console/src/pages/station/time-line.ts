import type { Reservation, Session } from '../../api.ts';
import { holder, isOpen } from './reservations.ts';

/** Epoch milliseconds. */
export interface Stretch {
  from: number;
  to: number;
}
export interface Bar extends Stretch {
  key: string;
  who: string | null;
}
/** One plug, or 0: any plug of the station. */
export interface Line {
  evseId: number;
  sessions: (Bar & { session: Session })[];
  reservations: (Bar & { reservation: Reservation })[];
}

/** What it shows: the time past, and of what is reserved ahead at most half as much again. */
export function shownTime(now: number, pastMs: number, reservations: readonly Reservation[]): Stretch {
  const ends = reservations.filter(isOpen).map(({ expiresAt }) => Date.parse(expiresAt));
  return { from: now - pastMs, to: Math.min(Math.max(now, ...ends), now + pastMs / 2) };
}

/** The place of a bar in per cent of what is shown; null: outside. */
export function placeOf({ from, to }: Stretch, shown: Stretch): { left: number; width: number } | null {
  const [start, end] = [Math.max(from, shown.from), Math.min(to, shown.to)];
  if (end < start) return null;
  const whole = shown.to - shown.from;
  return { left: ((start - shown.from) / whole) * 100, width: ((end - start) / whole) * 100 };
}

/** What each plug did and shall do; what is running goes on until now. A reservation that was never kept is none. */
export function linesOf(
  evseIds: readonly number[],
  { sessions, reservations }: { sessions: readonly Session[]; reservations: readonly Reservation[] },
  { now, shown }: { now: number; shown: Stretch },
): Line[] {
  const isShown = (bar: Stretch) => placeOf(bar, shown) !== null;
  const sessionBars = sessions
    .map((session) => ({
      key: `s${session.id}`,
      who: session.driverName ?? session.idToken,
      from: Date.parse(session.startedAt),
      to: session.endedAt === null ? now : Date.parse(session.endedAt),
      session,
    }))
    .filter(isShown);
  const reservationBars = reservations
    .filter(({ status }) => status !== 'refused')
    .map((reservation) => ({
      key: `r${reservation.id}`,
      who: holder(reservation),
      from: Date.parse(reservation.createdAt),
      to: Date.parse(reservation.endedAt ?? reservation.expiresAt),
      reservation,
    }))
    .filter(isShown);
  const others = [...sessionBars.map(({ session }) => session.evseId), ...reservationBars.map(({ reservation }) => reservation.evseId)];
  return [...new Set([...evseIds, ...others])]
    .sort((a, b) => (a || Number.POSITIVE_INFINITY) - (b || Number.POSITIVE_INFINITY))
    .map((evseId) => ({
      evseId,
      sessions: sessionBars.filter(({ session }) => session.evseId === evseId),
      reservations: reservationBars.filter(({ reservation }) => reservation.evseId === evseId),
    }));
}
