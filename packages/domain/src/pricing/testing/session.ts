import type { Instant } from '../../reading.ts';
import type { PeriodState, SessionPeriod } from '../use.ts';

const minuteMs = 60_000;
/** State, minutes, and what the meter told of them. */
type Piece = [state: PeriodState, minutes: number, energyWh?: number, more?: Partial<SessionPeriod>];

/** Periods one after the other. */
export function session(from: Instant | string, ...pieces: readonly Piece[]): SessionPeriod[] {
  let at = typeof from === 'string' ? Date.parse(from) : from;
  return pieces.map(([state, minutes, energyWh = 0, more = {}]) => {
    const start = at;
    at += minutes * minuteMs;
    return { start, end: at, state, energyWh, ...more };
  });
}
