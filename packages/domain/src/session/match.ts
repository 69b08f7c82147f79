import { addRegister, energyOf, registerRange } from '../meter/meter.ts';
import type { Instant, Wh } from '../reading.ts';
import { hasStopped, type Session } from './session.ts';

/** What a message tells that has no transaction id. */
export interface Evidence {
  evseId: number | null;
  at: Instant;
  meterWh: Wh | null;
  idToken: string | null;
}

const clockTolerance = 60_000;
const roundingWh = 100;

/**
 * 1.6 errata 3.18: a station that was offline at the start sends transactionId −1 (others 0). Such a message belongs to a
 * session only when exactly one that has not been stopped fits by place, time, meter and card; else to none.
 */
export function matchUnnumbered<S extends Session>(sessions: Iterable<S>, evidence: Evidence): S | null {
  const fitting = [...sessions].filter((session) => !hasStopped(session) && fits(session, evidence));
  const [only] = fitting;
  return fitting.length === 1 && only !== undefined ? only : null;
}

/**
 * A start that comes after its own stop, from a queue sent in the wrong order: the one stopped session without a start that
 * it can begin, by card, time and meter; null when none or several fit.
 */
export function matchStopped<S extends Session>(
  sessions: Iterable<S>,
  start: { at: Instant; meterStartWh: Wh; idToken: string },
): S | null {
  const fitting = [...sessions].filter((session) => !session.state.hasBegun && hasStopped(session) && canBegin(session, start));
  const [only] = fitting;
  return fitting.length === 1 && only !== undefined ? only : null;
}

function canBegin(session: Session, { at, meterStartWh, idToken }: { at: Instant; meterStartWh: Wh; idToken: string }): boolean {
  if (session.endedAt === null || session.endedAt < at) return false;
  if (session.stopIdToken !== null && session.stopIdToken.toLowerCase() !== idToken.toLowerCase()) return false;
  const range = registerRange(session.state.meter);
  if (range === null || range.first < meterStartWh - roundingWh) return false;
  return energyOf(addRegister(session.state.meter, at, meterStartWh))?.hasImplausible === false;
}

function fits(session: Session, { evseId, at, meterWh, idToken }: Evidence): boolean {
  if (evseId !== null && session.evseId !== evseId) return false;
  if (at < session.startedAt - clockTolerance) return false;
  if (idToken !== null && session.idToken !== null && idToken.toLowerCase() !== session.idToken.toLowerCase()) return false;
  const range = registerRange(session.state.meter);
  // A register that fell to near zero was reset; one that is only lower is another connector's.
  return meterWh === null || range === null || meterWh >= range.first - roundingWh || meterWh <= range.first / 2;
}
