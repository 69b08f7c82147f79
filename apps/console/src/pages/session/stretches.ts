import type { Answer, Routes } from '@stationmaster/contract';

export type FullBill = Answer<Routes['sessionBill']>;
export type BillCost = NonNullable<FullBill['cost']>;
export type BillLine = BillCost['lines'][number];
type CourseState = FullBill['course'][number]['state'];

/** A part of a session in which neither what the car does nor what is charged for changes. Times are epoch ms. */
export interface Stretch {
  from: number;
  until: number;
  state: CourseState;
  energyWh: number;
  /** Indexes of the lines of the bill that charge for it; a fee stands where it was charged. */
  lines: number[];
}

/** Course and bill as one: cut wherever the state changes or a line begins or ends. */
export function stretchesOf({ course, cost }: Pick<FullBill, 'course' | 'cost'>): Stretch[] {
  const periods = course.map((period) => ({ ...period, from: Date.parse(period.start), until: Date.parse(period.end) }));
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return [];
  const spans = (cost?.lines ?? []).flatMap((line, index) =>
    line.spans.map(({ from, until }) => ({ index, isEnergy: line.type === 'ENERGY', from: Date.parse(from), until: Date.parse(until) })),
  );
  const changes = periods.flatMap((period, index) => (periods[index - 1]?.state === period.state ? [] : [period.from]));
  const cuts = [first.from, ...changes, ...spans.flatMap(({ from, until }) => (from < until ? [from, until] : [])), last.until];
  const moments = [...new Set(cuts)].filter((at) => at >= first.from && at <= last.until).sort((a, b) => a - b);
  return moments.slice(0, -1).map((from, index) => {
    const until = moments[index + 1] ?? from;
    const isLast = until === last.until;
    const within = periods.filter((period) => period.from < until && period.until > from);
    const energyWh = within.reduce((sum, period) => sum + period.energyWh * share(period, { from, until }), 0);
    // An energy price also holds while nothing flows, but is not paid then.
    const covers = (span: (typeof spans)[number]): boolean =>
      span.isEnergy && energyWh === 0
        ? false
        : span.from === span.until
          ? span.from >= from && (span.from < until || isLast)
          : span.from <= from && span.until >= until;
    const lines = [...new Set(spans.filter(covers).map((span) => span.index))];
    return { from, until, state: within[0]?.state ?? first.state, energyWh, lines };
  });
}

interface Between {
  from: number;
  until: number;
}
/** How much of a period lies between two moments, from 0 to 1. */
function share(period: Between, { from, until }: Between): number {
  const length = period.until - period.from;
  return length === 0 ? 0 : (Math.min(period.until, until) - Math.max(period.from, from)) / length;
}

/** Index of the stretch of a moment; null: outside of the session. */
export function stretchAt(stretches: readonly Stretch[], at: number): number | null {
  const index = stretches.findIndex(({ from, until }) => from <= at && at < until);
  return index < 0 ? null : index;
}

/** What a person points at: a line of the bill, or a stretch of the session. */
export interface Pointed {
  kind: 'line' | 'stretch';
  index: number;
}
/** What lights up with it. */
export function litBy(
  stretches: readonly Stretch[],
  pointed: Pointed | null,
): { lines: ReadonlySet<number>; stretches: ReadonlySet<number> } {
  if (pointed === null) return { lines: new Set(), stretches: new Set() };
  const { kind, index } = pointed;
  if (kind === 'stretch') return { lines: new Set(stretches[index]?.lines), stretches: new Set([index]) };
  return { lines: new Set([index]), stretches: new Set(stretches.flatMap(({ lines }, place) => (lines.includes(index) ? [place] : []))) };
}
