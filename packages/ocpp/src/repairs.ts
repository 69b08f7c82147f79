import type { ErrorObject } from 'ajv';
import { readTime } from './timestamp.ts';

/** One violated keyword, with what stands there now. */
export interface Fault {
  action: string;
  /** Of the member that is wrong; of the member that is too much, for additionalProperties. */
  path: readonly string[];
  value: unknown;
  error: ErrorObject;
}

export type Fix = { set: unknown } | { rename: string } | { remove: readonly string[] };

/**
 * How much a repair loses: 'form' nothing, 'detail' something that no one decides by, 'part' a piece
 * of the message that might have meant something. Rougher ones wait until finer ones are done.
 */
export type Loss = 'form' | 'detail' | 'part';

interface Repair {
  name: string;
  loss: Loss;
  why: string;
  /** `null` when this repair is not for this fault. */
  fix(fault: Fault): Fix | null;
}

const set = (value: unknown): Fix => ({ set: value });

/** Free text that describes and that nothing is looked up by. */
const informational = new Set([
  ...['chargePointModel', 'chargePointVendor', 'chargePointSerialNumber', 'chargeBoxSerialNumber', 'firmwareVersion'],
  ...['iccid', 'imsi', 'meterType', 'meterSerialNumber', 'info', 'vendorErrorCode', 'vendorId'],
  ...['model', 'vendorName', 'serialNumber', 'techCode', 'techInfo', 'additionalInfo', 'reasonCode'],
]);

/** Messages that a station repeats, or throws away with a customer's money, when they are refused. [16 §3.7.1, P2 E] */
const carriesTransaction = new Set(['StartTransaction', 'StopTransaction', 'MeterValues', 'TransactionEvent']);

/** The repairs, the first that fits wins. A new fault of the field is a new row. */
export const repairs = [
  {
    name: 'nullDropped',
    loss: 'form',
    why: 'An absent member is written as null.',
    fix: ({ path, value }) => (value !== null ? null : path.length === 0 ? set({}) : { remove: path }),
  },
  {
    name: 'emptyListAsObject',
    loss: 'form',
    why: 'Some languages write an empty object as [].',
    fix: ({ value, error }) => (expects(error, 'object') && Array.isArray(value) && value.length === 0 ? set({}) : null),
  },
  {
    name: 'elementWrapped',
    loss: 'form',
    why: 'A list of one is written without the list.',
    fix: ({ value, error }) => (expects(error, 'array') ? set([value]) : null),
  },
  {
    name: 'elementUnwrapped',
    loss: 'form',
    why: 'A single value is written as a list of one.',
    fix: ({ value, error }) => (error.keyword === 'type' && Array.isArray(value) && value.length === 1 ? set(value[0]) : null),
  },
  {
    name: 'numberAsText',
    loss: 'form',
    why: 'A text of digits, such as a sampled value or an idTag, is written as a number.',
    fix: ({ value, error }) => (expects(error, 'string') && typeof value === 'number' ? set(String(value)) : null),
  },
  {
    name: 'textAsNumber',
    loss: 'form',
    why: 'A number is written in quotes.',
    fix: ({ value, error }) => (expects(error, 'number', 'integer') && isNumeric(value) ? set(Number(value)) : null),
  },
  {
    name: 'textAsBoolean',
    loss: 'form',
    why: 'A truth value is written in quotes.',
    fix: ({ value, error }) => (expects(error, 'boolean') && (value === 'true' || value === 'false') ? set(value === 'true') : null),
  },
  {
    name: 'enumCase',
    loss: 'form',
    why: 'A value of a list is written with other capitals, or with blanks around it.',
    fix: ({ value, error }) => found(allowed(error).find((each) => typeof value === 'string' && alike(each, value))),
  },
  {
    name: 'celsius',
    loss: 'form',
    why: '1.6 knows Celcius everywhere, Celsius only in places; stations send either. [16 §7.46]',
    fix: ({ value, error }) => (isCelsius(value) ? found(allowed(error).find(isCelsius)) : null),
  },
  {
    name: 'timeZone',
    loss: 'form',
    why: 'A timestamp without a zone is read as UTC.',
    fix: ({ value, error }) => fixTime(value, error, false),
  },
  {
    name: 'timeForm',
    loss: 'form',
    why: 'A timestamp in another readable form.',
    fix: ({ value, error }) => fixTime(value, error, true),
  },
  {
    name: 'memberName',
    loss: 'form',
    why: 'The name of a member is written with other capitals.',
    fix: ({ path, error }) => renamed(path.at(-1) ?? '', error),
  },
  {
    name: 'rounded',
    loss: 'detail',
    why: 'A whole number, such as meterStart in Wh, is written with a fraction.',
    fix: ({ value, error }) => (expects(error, 'integer') && Number.isFinite(value) ? set(Math.round(Number(value))) : null),
  },
  {
    name: 'textCut',
    loss: 'detail',
    why: 'A descriptive text is longer than allowed.',
    fix: ({ path, value, error }) =>
      error.keyword === 'maxLength' && informational.has(path.at(-1) ?? '') ? set(String(value).slice(0, error.params['limit'])) : null,
  },
  {
    name: 'emptyDropped',
    loss: 'detail',
    why: 'An absent member is written as "", [] or {}.',
    fix: ({ path, value }) => (path.length > 0 && isEmpty(value) ? { remove: path } : null),
  },
  {
    name: 'extraDropped',
    loss: 'detail',
    why: 'A member that the message does not have.',
    fix: ({ path, error }) => (error.keyword === 'additionalProperties' ? { remove: path } : null),
  },
  {
    name: 'enumOther',
    loss: 'detail',
    why: "A reason or error code of the vendor's own, where the list has a value for others.",
    fix: ({ error }) => found(allowed(error).find((each) => each === 'Other' || each === 'OtherError')),
  },
  {
    name: 'partDropped',
    loss: 'part',
    why: 'A transaction must not be lost for one bad optional member or one bad sampled value.',
    fix: ({ action, path }) => (carriesTransaction.has(action) && path.length > 0 ? { remove: smallestPart(path) } : null),
  },
] as const satisfies readonly Repair[];

export type RepairName = (typeof repairs)[number]['name'];

function expects(error: ErrorObject, ...types: string[]): boolean {
  return error.keyword === 'type' && types.includes(error.params['type']);
}

function allowed(error: ErrorObject): string[] {
  return error.keyword === 'enum' ? error.params['allowedValues'] : [];
}

function found(value: string | undefined): Fix | null {
  return value === undefined ? null : set(value);
}

function alike(one: string, other: string): boolean {
  return one.toLowerCase() === other.trim().toLowerCase();
}

function isCelsius(value: unknown): boolean {
  return typeof value === 'string' && /^cel[cs]ius$/i.test(value);
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'string' && /^\s*[+-]?\d{1,15}(\.\d+)?\s*$/.test(value);
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === '';
}

function fixTime(value: unknown, error: ErrorObject, hadZone: boolean): Fix | null {
  if (error.keyword !== 'format' || error.params['format'] !== 'date-time') return null;
  const time = readTime(String(value));
  return time?.hadZone === hadZone ? set(time.text) : null;
}

function renamed(name: string, error: ErrorObject): Fix | null {
  if (error.keyword !== 'additionalProperties') return null;
  const right = Object.keys(error.parentSchema?.['properties'] ?? {}).find((each) => alike(each, name));
  return right === undefined || Object.hasOwn(Object(error.data), right) ? null : { rename: right };
}

/**
 * What to leave out so that nothing that stays changes its meaning: of a list, the whole element (a
 * sampled value without its unit would be read as Wh), otherwise the member itself.
 */
function smallestPart(path: readonly string[]): readonly string[] {
  const index = path.findLastIndex((key) => /^\d+$/.test(key));
  return index < 0 ? path : path.slice(0, index + 1);
}
