import { compareSchedules, type Difference } from './compare.ts';
import type { CompositeSchedule } from './composite-model.ts';
import type { ReportedSchedule } from './reported-schedule.ts';

export type VerdictKind =
  /** The station will do what its profiles say now. */
  | 'applied'
  /** It allows less than that: something else limits as well, the limit holds all the same. */
  | 'limitedFurther'
  /** It will go on as before the change. */
  | 'asBefore'
  /** It allows more than its profiles do. */
  | 'allowsMore'
  /** It leaves out times, setpoints or modes, or tells of others. */
  | 'otherwise';
export interface Verdict {
  kind: VerdictKind;
  differences: readonly Difference[];
}

/**
 * Has a change of profiles had its effect? `theirs` is what the station says after it, `before` and `after` what our own
 * computation makes of the profiles; all in one unit (RangeError).
 */
export function verdictOf(ours: { before: CompositeSchedule; after: CompositeSchedule }, theirs: ReportedSchedule): Verdict {
  const { agrees, differences } = compareSchedules(ours.after, theirs);
  if (agrees) return { kind: 'applied', differences };
  if (compareSchedules(ours.before, theirs).agrees) return { kind: 'asBefore', differences };
  const kinds = new Set(differences.map(({ kind }) => kind));
  if (kinds.has('higher')) return { kind: 'allowsMore', differences };
  const isLess = [...kinds].every((kind) => kind === 'lower' || kind === 'phases');
  return { kind: isLess ? 'limitedFurther' : 'otherwise', differences };
}
