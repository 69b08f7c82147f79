import type { Meter } from '@stationmaster/domain';

/** Registers creep by standby of the station itself; that is no charging. */
const standbyWh = 20;

/** When the energy register last rose by more than standby; null: there is no register with two values. */
export function lastRise({ series }: Meter): number | null {
  let last: number | null = null;
  for (const points of Object.values(series)) {
    if (points.length < 4) continue;
    let at = points.length - 2;
    const end = points[at + 1] ?? 0;
    while (at > 0 && Math.abs(end - (points[at - 1] ?? 0)) <= standbyWh) at -= 2;
    last = Math.max(last ?? 0, points[at] ?? 0);
  }
  return last;
}
