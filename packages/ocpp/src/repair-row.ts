import type { ErrorObject } from 'ajv';

/** One violated keyword, with what stands there now. */
export interface Fault {
  action: string;
  /** Of the member that is wrong; of the member that is too much, for additionalProperties; of the object that lacks it, for required. */
  path: readonly string[];
  value: unknown;
  error: ErrorObject;
}

export type Fix = { set: unknown } | { add: string; value: unknown } | { rename: string } | { remove: readonly string[] };

/**
 * How much a repair loses: 'form' nothing, 'detail' something that no one decides by, 'part' a piece
 * of the message that might have meant something. Rougher ones wait until finer ones are done.
 */
export type Loss = 'form' | 'detail' | 'part';

/**
 * What it is to the operator: 'note' a slip of the pen, 'warning' something was read in the likeliest
 * way, or left out, that a firmware update should mend, 'serious' evidence or a time was lost.
 */
export type Severity = 'note' | 'warning' | 'serious';

/** What is said of a deviation wherever it is listed. */
export interface Deviation {
  name: string;
  /** For reports and tickets. Never used for another meaning, even when its repair is gone. */
  code: `R${number}`;
  loss: Loss;
  severity: Severity;
  why: string;
}

/** A deviation of the form, and how it is mended. */
export interface Repair extends Deviation {
  /** `null` when this repair is not for this fault. */
  fix(fault: Fault): Fix | null;
}

export const set = (value: unknown): Fix => ({ set: value });

export function expects(error: ErrorObject, ...types: string[]): boolean {
  return error.keyword === 'type' && types.includes(error.params['type']);
}

export function allowed(error: ErrorObject): string[] {
  return error.keyword === 'enum' ? error.params['allowedValues'] : [];
}

export function found(value: string | undefined): Fix | null {
  return value === undefined ? null : set(value);
}

/**
 * A member that the object does not have. The schemas close their enumerations like objects; what
 * stands where a word belongs is not mended by emptying it.
 */
export function isExtra(error: ErrorObject): boolean {
  return error.keyword === 'additionalProperties' && error.parentSchema?.['type'] === 'object';
}

export function nameOf({ path }: Pick<Fault, 'path'>): string {
  return path.at(-1) ?? '';
}

/** "", [] and {}: how an absent member is written too. */
export function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === '';
}
