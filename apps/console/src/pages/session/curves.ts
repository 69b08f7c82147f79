import type { Answer, Routes } from '@stationmaster/contract';

export type Reading = Answer<Routes['sessionReadings']>['items'][number];
type Point = [number, number];
export interface Curves {
  /** kW over epoch ms. */
  power: Point[];
  /** kWh since the start of the session. */
  energy: Point[];
  /** true: the station sent no power, it was worked out from the meter. */
  derived: boolean;
}

/** `meterStartWh`: what the register stood at `startedAt` (epoch ms). Unknown: the first reading counts as zero. */
export interface CurveStart {
  meterStartWh: number | null;
  startedAt: number;
}

/** Curves of a session from its readings (W and Wh). A known start is the first point of the energy. */
export function curvesOf(powers: readonly Reading[], registers: readonly Reading[], { meterStartWh, startedAt }: CurveStart): Curves {
  const register = wholePlug(registers);
  const zero = meterStartWh ?? register[0]?.[1] ?? 0;
  const read = register.map(([at, wh]): Point => [at, (wh - zero) / 1000]);
  const isStartKnown = meterStartWh !== null && read[0] !== undefined && read[0][0] > startedAt;
  const energy = isStartKnown ? [[startedAt, 0] satisfies Point, ...read] : read;
  const told = wholePlug(powers).map(([at, watts]): Point => [at, watts / 1000]);
  return told.length > 0 ? { power: told, energy, derived: false } : { power: slopes(energy), energy, derived: energy.length > 1 };
}

/** One value a moment: the total where the station tells it, else the sum of its phases. The car's side of the plug is left out. */
function wholePlug(readings: readonly Reading[]): Point[] {
  const byMoment = new Map<number, { total: number | null; phases: number | null }>();
  for (const { at, phase, location, value } of readings) {
    if (value === null || !['', 'Outlet'].includes(location)) continue;
    const moment = Date.parse(at);
    const known = byMoment.get(moment) ?? { total: null, phases: null };
    if (phase === '') known.total = value;
    else if (/^L[123](-N)?$/.test(phase)) known.phases = (known.phases ?? 0) + value;
    byMoment.set(moment, known);
  }
  const points = [...byMoment].flatMap(([at, { total, phases }]): Point[] =>
    total === null && phases === null ? [] : [[at, total ?? phases ?? 0]],
  );
  return points.sort((one, other) => one[0] - other[0]);
}

/** Mean kW between two readings of the register, at the later one. */
function slopes(energy: readonly Point[]): Point[] {
  return energy.slice(1).flatMap(([at, kWh], index): Point[] => {
    const before = energy[index];
    return before && at > before[0] ? [[at, Math.max(0, ((kWh - before[1]) * 3_600_000) / (at - before[0]))]] : [];
  });
}
