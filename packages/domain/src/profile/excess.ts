import type { Instant, Reading } from '../reading.ts';
import { compositeSchedule } from './composite.ts';
import type { CompositePeriod } from './composite-model.ts';
import { type ChargingKnowledge, questionOf } from './knowledge.ts';
import type { RateUnit } from './profile.ts';

/** What an EVSE takes: A a phase (L1 first; one figure where the meter does not tell them apart), and W over all. */
export interface Draw {
  at: Instant;
  amperes: readonly number[];
  watts: number | null;
}
/** What it takes beside what it may; of a limit for each phase the phase that is furthest above. */
export interface Excess {
  at: Instant;
  unit: RateUnit;
  measured: number;
  limit: number;
}

/** The newest figures of what flows to the car; null: the readings tell of no flow. */
export function drawOf(readings: readonly Reading[]): Draw | null {
  const flows = readings.filter(({ measurand, location, value }) => value !== null && location === 'Outlet' && isFlow(measurand));
  const at = flows.reduce((newest, reading) => Math.max(newest, reading.at), Number.NEGATIVE_INFINITY);
  const now = flows.filter((reading) => reading.at === at);
  if (now.length === 0) return null;
  const of = (measurand: string): Reading[] => now.filter((reading) => reading.measurand === measurand);
  return { at, amperes: amperesOf(of('Current.Import')), watts: wattsOf(of('Power.Active.Import')) };
}

const isFlow = (measurand: string): boolean => measurand === 'Current.Import' || measurand === 'Power.Active.Import';
const phases = ['L1', 'L2', 'L3'];

/** `L1-N` is phase L1 as well. A figure over all phases is the highest of them, as a car takes the same from each. */
function amperesOf(readings: readonly Reading[]): number[] {
  const each = phases.map((phase) => readings.find((reading) => reading.phase.replace(/-N$/, '') === phase)?.value ?? null);
  if (each.some((value) => value !== null)) return each.map((value) => value ?? 0);
  const whole = readings.find(({ phase }) => phase === '')?.value ?? null;
  return whole === null ? [] : [whole];
}

function wattsOf(readings: readonly Reading[]): number | null {
  const whole = readings.find(({ phase }) => phase === '')?.value ?? null;
  if (whole !== null) return whole;
  const each = readings.filter(({ phase }) => phases.includes(phase.replace(/-N$/, '')));
  return each.length === 0 ? null : each.reduce((sum, { value }) => sum + (value ?? 0), 0);
}

/** Meters and cars are not exact: 5 %, and this much at least. */
const slack = { A: 0.5, W: 100 };

/**
 * Does an EVSE take more than its profiles let it? Measured in the unit of the profile that decides: of a limit in watt a
 * car on one phase may take all. null: no, or it cannot be told.
 */
export function excessOf(known: ChargingKnowledge, evseId: number, draw: Draw): Excess | null {
  const inAmpere = periodAt(known, evseId, { at: draw.at, unit: 'A' });
  if (inAmpere === undefined || inAmpere.limit === null) return null;
  const isInAmpere = unitOf(inAmpere, known) === 'A' && draw.amperes.length > 0;
  if (isInAmpere) return amperesAbove(inAmpere, draw);
  const isAlternating = known.evses.find(({ id }) => id === evseId)?.phases !== 0;
  const fromCurrent = isAlternating && draw.amperes.length === phases.length ? sum(draw.amperes) * known.voltage : null;
  const watts = draw.watts ?? fromCurrent;
  const limit = periodAt(known, evseId, { at: draw.at, unit: 'W' })?.limit ?? null;
  return watts === null || limit === null || !isAbove(watts, limit, 'W') ? null : { at: draw.at, unit: 'W', measured: watts, limit };
}

function periodAt(known: ChargingKnowledge, evseId: number, { at, unit }: { at: Instant; unit: RateUnit }): CompositePeriod | undefined {
  return compositeSchedule(questionOf(known, { evseId, from: at, durationSeconds: 1, unit })).periods[0];
}

/** The unit of the first profile that decides the limit; watt where the hardware does. */
function unitOf({ decisions }: CompositePeriod, { profiles }: ChargingKnowledge): RateUnit {
  const by = decisions.find(({ part }) => part === 'limit')?.by;
  if (by === undefined || by === 'station') return 'W';
  return profiles.find(({ id, evseId }) => id === by.id && evseId === by.evseId)?.schedules[0]?.unit ?? 'W';
}

function amperesAbove({ limit, limit_L2, limit_L3 }: CompositePeriod, { at, amperes }: Draw): Excess | null {
  const limits = [limit ?? 0, limit_L2 ?? limit ?? 0, limit_L3 ?? limit ?? 0];
  const above = amperes.flatMap((measured, phase) => {
    const most = limits[phase] ?? 0;
    return isAbove(measured, most, 'A') ? [{ at, unit: 'A' as const, measured, limit: most }] : [];
  });
  return above.toSorted((a, b) => b.measured - b.limit - (a.measured - a.limit))[0] ?? null;
}

const isAbove = (measured: number, limit: number, unit: RateUnit): boolean => measured > limit + Math.max(slack[unit], limit * 0.05);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
