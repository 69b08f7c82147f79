import { powerOf } from '../meter/power.ts';
import type { Instant, Reading } from '../reading.ts';
import { type CurvePoint, energyBy, energyCurve, lastBy } from './curve.ts';
import type { PeriodState, SessionPeriod } from './use.ts';

type DrivingState = Extract<PeriodState, 'charging' | 'paused' | 'idle'>;
export interface StateChange {
  at: Instant;
  state: DrivingState;
}
export interface SessionFacts {
  startedAt: Instant;
  /** The end, or for a running session the moment it is priced for. */
  until: Instant;
  /** What the station told. Absent or empty: charging until the register last rose, idle after it. */
  states?: readonly StateChange[];
  /** The EVSE was kept for the driver from here to the start. */
  reservedFrom?: Instant;
}

const states: Readonly<Record<string, DrivingState>> = {
  Charging: 'charging',
  SuspendedEVSE: 'paused',
  PausedByStation: 'paused',
  SuspendedEV: 'idle',
  PausedByCar: 'idle',
  EVConnected: 'idle',
  Idle: 'idle',
  Finishing: 'idle',
  Preparing: 'idle',
};

/** What a 2.x chargingState or a connector status (1.6's or ours) means for the price; null: it tells nothing. */
export function periodState(word: string): DrivingState | null {
  return states[word] ?? null;
}

/**
 * A session as periods from one reading or change of state to the next, without gaps from start to end. Their energy adds up to
 * the session's (`energyOf`): what the register counted before the start or after the end is in the first or last period. The
 * readings may come in any order, late or twice.
 */
export function sessionPeriods(given: readonly Reading[], facts: SessionFacts): SessionPeriod[] {
  const until = Math.max(facts.startedAt, facts.until);
  const curve = energyCurve(given);
  const changes = (facts.states ?? []).toSorted((a, b) => a.at - b.at);
  const moments = [...curve, ...changes].map((point) => point.at).filter((at) => at > facts.startedAt && at < until);
  const times = [...new Set([facts.startedAt, ...moments.sort((a, b) => a - b), until])];
  const stateAt = changes.length > 0 ? asTold(changes) : asMetered(curve);
  const flows = flowsOf(given);
  const total = curve.at(-1)?.mWh ?? 0;
  const periods = reserved(facts);
  let before = 0;
  times.forEach((start, index) => {
    const end = times[index + 1] ?? until;
    if (index > 0 && index === times.length - 1) return;
    const by = end === until ? total : energyBy(curve, end);
    const readings = marksAround(curve, start, end);
    periods.push({ start, end, state: stateAt(start, end), energyWh: (by - before) / 1000, ...flowIn(flows, start, end), readings });
    before = by;
  });
  return periods;
}

function reserved({ reservedFrom, startedAt }: SessionFacts): SessionPeriod[] {
  if (reservedFrom === undefined || reservedFrom >= startedAt) return [];
  return [{ start: reservedFrom, end: startedAt, state: 'reserved', energyWh: 0 }];
}

function asTold(changes: readonly StateChange[]): (start: Instant) => DrivingState {
  return (start) => changes[lastBy(changes, start)]?.state ?? 'idle';
}

/** Coarse registers stand still for minutes while a car charges slowly, so only standing still to the end is idle. */
function asMetered(curve: readonly CurvePoint[]): (start: Instant, end: Instant) => DrivingState {
  if (curve.length === 0) return () => 'charging';
  const total = curve.at(-1)?.mWh ?? 0;
  const full = curve.find((point) => point.mWh === total)?.at ?? 0;
  return (start, end) => (total > 0 && (end <= full || start < full) ? 'charging' : 'idle');
}

/** The readings next to a period, outside or at its ends. */
function marksAround(curve: readonly CurvePoint[], start: Instant, end: Instant): NonNullable<SessionPeriod['readings']> {
  const last = lastBy(curve, end);
  const after = curve[last]?.at === end ? curve[last] : curve[last + 1];
  return { from: curve[lastBy(curve, start)]?.mark ?? null, to: after?.mark ?? null };
}

/** Power and current at one moment. */
interface Flow {
  at: Instant;
  powerW: number | null;
  currentA: number | null;
  /** The last current measured until then. */
  heldA: number | null;
}

function flowsOf(readings: readonly Reading[]): Flow[] {
  const moments = new Map<Instant, Reading[]>();
  for (const reading of readings) {
    if (reading.measurand.startsWith('Energy')) continue;
    const known = moments.get(reading.at);
    if (known) known.push(reading);
    else moments.set(reading.at, [reading]);
  }
  let heldA: number | null = null;
  return [...moments]
    .sort(([a], [b]) => a - b)
    .map(([at, group]) => {
      const currentA = currentOf(group);
      heldA = currentA ?? heldA;
      return { at, powerW: powerOf(group)?.value ?? null, currentA, heldA };
    });
}

/** Amperes over all phases, as OCPI counts `min_current`: the phases where they are told, else the one value. */
function currentOf(group: readonly Reading[]): number | null {
  const currents = group.filter(({ measurand, unit, value }) => measurand === 'Current.Import' && unit === 'A' && value !== null);
  const phases = currents.filter(({ phase }) => /^L[123]$/.test(phase));
  if (phases.length > 0) return phases.reduce((sum, { value }) => sum + (value ?? 0), 0);
  return currents.find(({ phase }) => phase === '')?.value ?? null;
}

/** The highest power measured in a period, and its mean current; the current of before where none was measured in it. */
function flowIn(flows: readonly Flow[], start: Instant, end: Instant): Pick<SessionPeriod, 'peakW' | 'currentA'> {
  const before = lastBy(flows, start - 1);
  let peakW: number | null = null;
  let [sum, count] = [0, 0];
  for (let index = before + 1; index < flows.length; index++) {
    const flow = flows[index];
    if (flow === undefined || (flow.at >= end && flow.at > start)) break;
    if (flow.powerW !== null) peakW = Math.max(peakW ?? flow.powerW, flow.powerW);
    if (flow.currentA === null) continue;
    sum += flow.currentA;
    count++;
  }
  return { peakW, currentA: count > 0 ? sum / count : (flows[before]?.heldA ?? null) };
}
