import { quirkRepairs } from './quirk-repairs.ts';
import type { Deviation } from './repair-row.ts';
import { repairs } from './repairs.ts';

/** A deviation with the key of the sentence that tells an operator of it. */
export interface ToldDeviation extends Deviation {
  key: `deviation.${string}`;
}

/** All that `acceptRequest` and `acceptResponse` can name, for lists of what a station gets wrong. */
export const deviations: readonly ToldDeviation[] = [...repairs, ...quirkRepairs].map(({ name, code, loss, severity, why }) => ({
  ...{ name, code, loss, severity, why },
  key: `deviation.${name}`,
}));

const byName = new Map(deviations.map((deviation) => [deviation.name, deviation]));

/** `null` for a name that is none, or one of an older release. */
export function deviationOf(name: string): ToldDeviation | null {
  return byName.get(name) ?? null;
}
