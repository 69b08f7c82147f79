import type { AlignedData } from 'uplot';

/** One curve. `points` are `[epoch ms, value]` in order of time; null is a gap. Colours are names of CSS variables. */
export interface Line {
  label: string;
  points: (readonly [number, number | null])[];
  color: string;
  fill?: string;
  dash?: boolean;
  steps?: boolean;
}

/** One time axis (seconds, as uPlot wants) for all lines; where a line has no point, `undefined` joins its neighbours. */
export function align(lines: readonly Line[]): AlignedData {
  const times = [...new Set(lines.flatMap((line) => line.points.map(([at]) => at)))].sort((a, b) => a - b);
  const place = new Map(times.map((at, index) => [at, index]));
  const columns = lines.map((line) => {
    const column = new Array<number | null | undefined>(times.length).fill(undefined);
    for (const [at, value] of line.points) column[place.get(at) ?? 0] = value;
    // A gap lasts until the line goes on, whatever the others say in between.
    for (let index = 1; index < column.length; index++) if (column[index] === undefined && column[index - 1] === null) column[index] = null;
    return column;
  });
  return [times.map((at) => at / 1000), ...columns];
}

/** Readings further apart than `mostMs` belong to different stretches: nothing is drawn between them. */
export function breakGaps(points: readonly (readonly [number, number | null])[], mostMs: number): (readonly [number, number | null])[] {
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    return next && next[0] - point[0] > mostMs ? [point, [point[0] + 1, null] as const] : [point];
  });
}

/** At most `most` of the entries, evenly spread, the last one always among them. */
export function thin<T>(entries: readonly T[], most: number): T[] {
  if (entries.length <= most) return [...entries];
  const step = (entries.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => entries[Math.round(index * step)] as T);
}
