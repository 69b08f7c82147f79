import type { Code } from './outcome.ts';

/** One thing that is wrong with a member, and what must come of it. */
export interface Spoil {
  name: string;
  why: string;
  /** What stands there instead; `undefined` when nothing does. */
  value: unknown;
  expect: Expect;
}

export interface Refused {
  code: Code;
  says: string;
}

export type Expect =
  /** Mended: the repairs, and what stands there after them. */
  | { repairs: readonly string[]; value: unknown }
  /** Refused for what is missing, unless what lacks it can do without. */
  | { missing: Refused }
  /** As good as absent: dropped by this repair, refused when it may not be absent. */
  | { dropped: string; refused: Refused }
  /** Refused, unless the part around it can be left out, after these repairs. */
  | { refused: Refused; after?: readonly string[] }
  /** The same of an element of a list: the only one. */
  | { wrapped: unknown; refused: Refused };

export const isType = (type: string): Refused => ({ code: 'type', says: `must be of type ${type}` });
export const isProperty = (says: string): Refused => ({ code: 'property', says });
export const isOccurrence = (says: string): Refused => ({ code: 'occurrence', says });

const reasons: Partial<Record<Code, string>> = {
  type: 'Right place, wrong type of data.',
  property: 'Right type, value not allowed.',
  occurrence: 'A wrong number of elements.',
};

export function wrong(name: string, value: unknown, refused: Refused): Spoil {
  return { name, value, why: reasons[refused.code] ?? '', expect: { refused } };
}

/** Values of a type that is not asked for. */
export function wrongTypes(asked: string, values: readonly unknown[], refused: Refused): Spoil[] {
  return values.map((value) => wrong(`is ${JSON.stringify(value)} instead of ${asked}`, value, refused));
}
