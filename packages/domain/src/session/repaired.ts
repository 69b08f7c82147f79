import type { Repair } from '../quality/repair.ts';
import type { Instant, Wh } from '../reading.ts';
import { derived } from './readings.ts';
import type { Session } from './session.ts';

/** What a person has set in a session, with what the station told instead. Part of its state, so that later messages keep it. */
export interface RepairState {
  energyWh?: Wh;
  startedAt?: Instant;
  endedAt?: Instant;
  told: { startedAt: Instant; endedAt: Instant | null };
}

/** The ended session as a person has set it right; null: as the station told it. Told facts are kept, so that each repair can be taken back. */
export function withRepair<S extends Session>(session: S, repair: Repair | null): S {
  const { repair: before, ...state } = session.state;
  // A late stop has come since: it is what the station tells now.
  const told = {
    startedAt: before?.startedAt === session.startedAt ? before.told.startedAt : session.startedAt,
    endedAt: before?.endedAt !== undefined && before.endedAt === session.endedAt ? before.told.endedAt : session.endedAt,
  };
  const { energyWh, startedAt, endedAt } = repair ?? {};
  const isNothing = energyWh === undefined && startedAt === undefined && endedAt === undefined;
  if (isNothing && before === undefined) return session;
  const set = {
    ...(energyWh === undefined ? {} : { energyWh }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
  };
  return derived({
    ...session,
    startedAt: startedAt ?? told.startedAt,
    endedAt: endedAt ?? told.endedAt,
    state: isNothing ? state : { ...state, repair: { ...set, told } },
  });
}

/** Has the session these figures already? */
export function hasRepair(session: Session, repair: Repair | null): boolean {
  const { repair: set } = session.state;
  const fits = (wanted: number | undefined, own: number | undefined, shown: number | null) =>
    wanted === own && (wanted === undefined || wanted === shown);
  return (
    fits(repair?.energyWh, set?.energyWh, session.energyWh) &&
    fits(repair?.startedAt, set?.startedAt, session.startedAt) &&
    fits(repair?.endedAt, set?.endedAt, session.endedAt)
  );
}
