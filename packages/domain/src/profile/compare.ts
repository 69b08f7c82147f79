import type { CompositePeriod, CompositeSchedule } from './composite-model.ts';
import { cuts } from './leading.ts';
import type { Span } from './local-time.ts';
import type { SchedulePeriod } from './profile.ts';
import type { ReportedSchedule } from './reported-schedule.ts';

/** How far the two may be apart and still agree. */
export interface Tolerance {
  /** In the unit of the schedules. */
  limit: number;
  /** Of our figure, 0.01 = 1 %; the larger of the two counts. */
  share: number;
  /** A difference that is over sooner is a matter of clocks. */
  seconds: number;
}

export type DifferenceKind =
  /** The station allows more than its profiles do: one of them is not applied. */
  | 'higher'
  /** It allows less, or limits where we know no limit: something local limits too. */
  | 'lower'
  | 'phases'
  | 'phaseToUse'
  | 'dischargeLimit'
  | 'setpoint'
  | 'operationMode'
  /** The station says nothing of this time. */
  | 'notReported';

export interface Difference extends Span {
  kind: DifferenceKind;
  /** null: no limit, or nothing said. */
  ours: number | string | null;
  theirs: number | string | null;
}

export interface Comparison {
  agrees: boolean;
  /** In order of time; neighbours of one kind with the same figures are one. A short one is part of one that lasts. */
  differences: Difference[];
}

/**
 * Does the station mean to do what its profiles say? Both schedules must be in one unit (RangeError): ask ours in that of
 * the answer. Where the station begins later than `ours` or ends earlier, that is a difference only beyond `seconds`.
 * Without a tolerance of its own: 0.1 (the precision of 1.6 and 2.0.1), 1 %, and 2 s or what random delays may add.
 */
export function compareSchedules(ours: CompositeSchedule, theirs: ReportedSchedule, tolerance?: Tolerance): Comparison {
  if (ours.unit !== theirs.unit) throw new RangeError(`ours is in ${ours.unit}, the station's in ${theirs.unit}`);
  const within = tolerance ?? { limit: 0.1, share: 0.01, seconds: Math.max(2, ours.randomizedDelay) };
  const found = cuts(ours, [ours.periods, theirs.periods]).flatMap((span) => {
    const our = ours.periods.find((each) => each.from <= span.from && span.from < each.until);
    const their = theirs.periods.find((each) => each.from <= span.from && span.from < each.until);
    return our ? differencesOf(our, their, within).map((each) => ({ ...each, from: span.from, until: span.until })) : [];
  });
  const differences = lasting(found, within.seconds * 1000);
  return { agrees: differences.length === 0, differences };
}

type Unplaced = Omit<Difference, 'from' | 'until'>;

function differencesOf(our: CompositePeriod, their: SchedulePeriod | undefined, within: Tolerance): Unplaced[] {
  if (their === undefined) return [{ kind: 'notReported', ours: our.limit, theirs: null }];
  return [
    ...limitDifference(our, their, within),
    ...differs('phases', our.numberPhases, their.numberPhases),
    ...differs('phaseToUse', our.phaseToUse, their.phaseToUse),
    ...differs('operationMode', our.operationMode, their.operationMode),
    ...figureDifference('dischargeLimit', [our, their], within),
    ...figureDifference('setpoint', [our, their], within),
  ];
}

const phases = ['limit', 'limit_L2', 'limit_L3'] as const;

/** A phase without a figure of its own has that of L1. The first phase that differs is told. */
function limitDifference(our: CompositePeriod, their: SchedulePeriod, within: Tolerance): Unplaced[] {
  for (const phase of phases) {
    if (our[phase] === undefined && their[phase] === undefined) continue;
    const ours = our[phase] ?? our.limit;
    const theirs = their[phase] ?? their.limit ?? null;
    if (!isNear(ours, theirs, within)) return [{ kind: isHigher(theirs, ours) ? 'higher' : 'lower', ours, theirs }];
  }
  return [];
}

function figureDifference(
  kind: 'dischargeLimit' | 'setpoint',
  [our, their]: readonly [CompositePeriod, SchedulePeriod],
  within: Tolerance,
): Unplaced[] {
  const [ours, theirs] = [our[kind] ?? null, their[kind] ?? null];
  return isNear(ours, theirs, within) ? [] : [{ kind, ours, theirs }];
}

/** What a station leaves out, it does not deny. */
function differs(kind: DifferenceKind, ours: number | string | undefined, theirs: number | string | undefined): Unplaced[] {
  return theirs === undefined || ours === theirs ? [] : [{ kind, ours: ours ?? null, theirs }];
}

const isHigher = (a: number | null, b: number | null): boolean => (a ?? Number.POSITIVE_INFINITY) > (b ?? Number.POSITIVE_INFINITY);

function isNear(ours: number | null, theirs: number | null, { limit, share }: Tolerance): boolean {
  if (ours === null || theirs === null) return ours === theirs;
  return Math.abs(ours - theirs) <= Math.max(limit, Math.abs(ours) * share) + 1e-9;
}

/** Of each kind what goes on for longer than `most` ms, whatever the figures do meanwhile. */
function lasting(found: readonly Difference[], most: number): Difference[] {
  const kinds = Map.groupBy(found, ({ kind }) => kind).values();
  const runs = [...kinds].flatMap((each) => runsOf(each, () => true)).filter(({ first, last }) => last.until - first.from > most);
  const joined = runs.flatMap(({ parts }) => runsOf(parts, (a, b) => a.ours === b.ours && a.theirs === b.theirs));
  return joined.map(({ first, last }) => ({ ...first, until: last.until })).sort((a, b) => a.from - b.from);
}

interface Run {
  first: Difference;
  last: Difference;
  parts: Difference[];
}

/** What follows without a gap and is alike, put together. */
function runsOf(found: readonly Difference[], isAlike: (a: Difference, b: Difference) => boolean): Run[] {
  const runs: Run[] = [];
  for (const each of found) {
    const run = runs.at(-1);
    if (run?.last.until === each.from && isAlike(run.last, each)) {
      run.last = each;
      run.parts.push(each);
    } else runs.push({ first: each, last: each, parts: [each] });
  }
  return runs;
}
