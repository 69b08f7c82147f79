import { addReadings, energyOf, isPossible, registerRange } from '../meter/meter.ts';
import { powerOf, slopeOf, socOf } from '../meter/power.ts';
import type { Reading } from '../reading.ts';
import { withMarks } from './marks.ts';
import { hasGap } from './sequence.ts';
import { hasStopped, type Session, type SessionState } from './session.ts';

/**
 * The session with these readings. Order, repeats and how they are split over messages make no difference to its energy.
 * Returns the same object when nothing is new.
 */
export function applyReadings<S extends Session>(session: S, readings: readonly Reading[]): S {
  if (readings.length === 0) return session;
  const meter = addReadings(session.state.meter, readings);
  const live = liveValues(session, { ...session.state, meter }, readings);
  const lastReadingAt = readings.reduce(
    (latest, reading) => Math.max(latest, reading.at),
    session.lastReadingAt ?? Number.NEGATIVE_INFINITY,
  );
  const isNew = meter !== session.state.meter || live !== null || lastReadingAt !== session.lastReadingAt;
  if (!isNew) return session;
  const after = derived({ ...session, ...live, lastReadingAt, state: { ...session.state, ...live?.state, meter } });
  if (!hasStopped(session) || after.energyWh === session.energyWh) return after;
  return { ...after, marks: withMarks(after.marks, { lateData: true }) };
}

/** Power and state of charge where these readings are the newest to tell. */
function liveValues(
  session: Session,
  state: SessionState,
  readings: readonly Reading[],
): (Partial<Pick<Session, 'powerW' | 'soc'>> & { state: Partial<SessionState> }) | null {
  const soc = socOf(readings);
  const power =
    session.status === 'ended' ? null : (powerOf(readings) ?? (state.meter === session.state.meter ? null : slopeOf(state.meter)));
  const isNewSoc = soc !== null && (state.socAt === undefined || soc.at > state.socAt);
  const isNewPower =
    power !== null &&
    (state.powerAt === undefined || power.at > state.powerAt || (power.at === state.powerAt && power.value > (session.powerW ?? 0)));
  if (!isNewSoc && !isNewPower) return null;
  return {
    ...(isNewSoc ? { soc: soc.value } : {}),
    ...(isNewPower ? { powerW: power.value } : {}),
    state: { ...(isNewSoc ? { socAt: soc.at } : {}), ...(isNewPower ? { powerAt: power.at } : {}) },
  };
}

/** Everything that follows from the other facts, computed anew. */
export function derived<S extends Session>(session: S): S {
  const { state } = session;
  const energy = energyOf(state.meter);
  const range = registerRange(state.meter);
  const energyWh = state.repair?.energyWh ?? energy?.energyWh ?? 0;
  const isEnded = session.status === 'ended';
  return {
    ...session,
    energyWh,
    meterStartWh: possible(state.startWh) ?? range?.first ?? null,
    meterLastWh: range?.last ?? null,
    meterStopWh: hasStopped(session) ? (possible(state.stopWh) ?? range?.last ?? null) : null,
    powerW: isEnded ? null : session.powerW,
    marks: withMarks(session.marks, {
      startMissing: !state.hasBegun,
      stopMissing: state.isAssumedEnd === true,
      meterReset: energy?.hasReset ?? false,
      meterImplausible: energy?.hasImplausible ?? state.meter.negative === true,
      sequenceGap: hasGap(state.seq ?? []),
      noEnergy: isEnded && energyWh === 0,
      timeReversed: session.endedAt !== null && session.endedAt < session.startedAt,
    }),
  };
}

function possible(value: number | undefined): number | null {
  return value !== undefined && isPossible(value) ? value : null;
}

/** Is the energy known at all? A stop without a start, or a meter that never told, has none that could be priced. */
export function isEnergyKnown(session: Session): boolean {
  return energyOf(session.state.meter) !== null;
}
