import type { ErrorObject } from 'ajv';
import { allowed, expects, type Fault, type Fix, found, isEmpty, isExtra, nameOf, type Repair, set } from './repair-row.ts';
import { readTime } from './timestamp.ts';

/** Text for people in the boot; an empty one is legal and says as little as none. [16 §6.7, P2 ChargingStationType] */
const nameplate = new Set(['chargePointVendor', 'chargePointModel', 'vendorName', 'model']);

/** Texts that hold any value of the device, so that a truth value in them can only be that value. */
const anyValue = new Set(['value', 'actualValue', 'data']);

/** Units as people write them. Units of another size are none of them: W is not kW. */
const units: Readonly<Record<string, string>> = {
  '%': 'Percent',
  '°c': 'Celsius',
  '°f': 'Fahrenheit',
  volt: 'V',
  volts: 'V',
  amp: 'A',
  amps: 'A',
  ampere: 'A',
  amperes: 'A',
  watt: 'W',
  watts: 'W',
  kelvin: 'K',
};

/** Repairs that lose nothing: the same thing is said in another way. */
export const formRepairs = [
  {
    name: 'nullNamed',
    code: 'R1',
    loss: 'form',
    severity: 'note',
    why: 'A station without a nameplate writes null for its vendor or model.',
    fix: (fault) => (fault.value === null && fault.action === 'BootNotification' && nameplate.has(nameOf(fault)) ? set('') : null),
  },
  {
    name: 'noErrorCode',
    code: 'R2',
    loss: 'form',
    severity: 'note',
    why: 'No error is written as null or as an empty error code.',
    fix: ({ action, path, value }) =>
      action === 'StatusNotification' && path.join() === 'errorCode' && (value === null || value === '') ? set('NoError') : null,
  },
  {
    name: 'nullDropped',
    code: 'R3',
    loss: 'form',
    severity: 'note',
    why: 'An absent member is written as null.',
    fix: ({ path, value }) => (value !== null ? null : path.length === 0 ? set({}) : { remove: path }),
  },
  {
    name: 'jsonInText',
    code: 'R4',
    loss: 'form',
    severity: 'warning',
    why: 'An object or a list is encoded twice: as a text that holds JSON.',
    fix: ({ value, error }) => unpacked(value, error),
  },
  {
    name: 'emptyListAsObject',
    code: 'R5',
    loss: 'form',
    severity: 'note',
    why: 'Some languages write an empty object as [].',
    fix: ({ value, error }) => (expects(error, 'object') && Array.isArray(value) && value.length === 0 ? set({}) : null),
  },
  {
    name: 'listAsObject',
    code: 'R6',
    loss: 'form',
    severity: 'note',
    why: 'Some languages write a list as an object with the keys "0", "1", …',
    fix: ({ value, error }) => (expects(error, 'array') && hasIndices(value) ? set(Object.values(value)) : null),
  },
  {
    name: 'elementWrapped',
    code: 'R7',
    loss: 'form',
    severity: 'note',
    why: 'A list of one is written without the list.',
    fix: ({ value, error }) => (expects(error, 'array') && value !== '' ? set([value]) : null),
  },
  {
    name: 'elementUnwrapped',
    code: 'R8',
    loss: 'form',
    severity: 'note',
    why: 'A single value is written as a list of one.',
    fix: ({ value, error }) => (error.keyword === 'type' && Array.isArray(value) && value.length === 1 ? set(value[0]) : null),
  },
  {
    name: 'numberAsText',
    code: 'R9',
    loss: 'form',
    severity: 'note',
    why: 'A text of digits, such as a sampled value or an idTag, is written as a number.',
    fix: ({ value, error }) => (expects(error, 'string') && isExact(value) ? set(String(value)) : null),
  },
  {
    name: 'booleanAsText',
    code: 'R10',
    loss: 'form',
    severity: 'note',
    why: 'The value of a variable is a text; a truth value is written without quotes.',
    fix: (fault) =>
      expects(fault.error, 'string') && typeof fault.value === 'boolean' && isAnyValue(fault) ? set(String(fault.value)) : null,
  },
  {
    name: 'dataAsText',
    code: 'R11',
    loss: 'form',
    severity: 'note',
    why: 'The data of a 1.6 DataTransfer are a text; JSON in it is written without quotes. [16 §6.15]',
    fix: ({ action, path, value, error }) =>
      action === 'DataTransfer' && path.join() === 'data' && expects(error, 'string') && typeof value === 'object' && value !== null
        ? set(JSON.stringify(value))
        : null,
  },
  {
    name: 'textAsNumber',
    code: 'R12',
    loss: 'form',
    severity: 'note',
    why: 'A number is written in quotes.',
    fix: ({ value, error }) => (expects(error, 'number', 'integer') && isNumeric(value) ? set(Number(value)) : null),
  },
  {
    name: 'textAsBoolean',
    code: 'R13',
    loss: 'form',
    severity: 'note',
    why: 'A truth value is written in quotes, or with a capital.',
    fix: ({ value, error }) =>
      expects(error, 'boolean') && typeof value === 'string' && /^(true|false)$/i.test(value) ? set(value.toLowerCase() === 'true') : null,
  },
  {
    name: 'numberAsBoolean',
    code: 'R14',
    loss: 'form',
    severity: 'note',
    why: 'A truth value is written as 0 or 1.',
    fix: ({ value, error }) => (expects(error, 'boolean') && /^[01]$/.test(String(value)) ? set(String(value) === '1') : null),
  },
  {
    name: 'enumCase',
    code: 'R15',
    loss: 'form',
    severity: 'note',
    why: 'A value of a list is written with other capitals, or with blanks around it.',
    fix: ({ value, error }) => found(allowed(error).find((each) => typeof value === 'string' && alike(each, value))),
  },
  {
    name: 'enumSpelling',
    code: 'R16',
    loss: 'form',
    severity: 'note',
    why: 'A value of a list is written with other dots, dashes or blanks in it: Suspended_EV.',
    fix: ({ value, error }) =>
      found(allowed(error).find((each) => typeof value === 'string' && letters(value) !== '' && letters(each) === letters(value))),
  },
  {
    name: 'unitAlias',
    code: 'R17',
    loss: 'form',
    severity: 'note',
    why: 'A unit is written as people write it: %, °C, Volt.',
    fix: ({ path, value, error }) => (path.at(-1) === 'unit' && typeof value === 'string' ? ofUnits(value, error) : null),
  },
  {
    name: 'timeZone',
    code: 'R18',
    loss: 'form',
    severity: 'warning',
    why: 'A timestamp without a zone is read as UTC.',
    fix: ({ value, error }) => fixTime(value, error, false),
  },
  {
    name: 'timeForm',
    code: 'R19',
    loss: 'form',
    severity: 'note',
    why: 'A timestamp in another readable form.',
    fix: ({ value, error }) => fixTime(value, error, true),
  },
  {
    name: 'memberName',
    code: 'R20',
    loss: 'form',
    severity: 'note',
    why: 'The name of a member is written with other capitals, or with underscores.',
    fix: ({ path, error }) => renamed(path.at(-1) ?? '', error),
  },
  {
    name: 'paddingCut',
    code: 'R21',
    loss: 'form',
    severity: 'note',
    why: 'A text is filled up with blanks or zeros of a fixed field behind its end.',
    fix: ({ value, error }) => unpadded(value, error),
  },
] as const satisfies readonly Repair[];

function unpacked(value: unknown, error: ErrorObject): Fix | null {
  if (!expects(error, 'object', 'array') || typeof value !== 'string' || !/^\s*[[{]/.test(value)) return null;
  try {
    const inside: unknown = JSON.parse(value);
    return Array.isArray(inside) === expects(error, 'array') ? set(inside) : null;
  } catch {
    return null;
  }
}

function hasIndices(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || isEmpty(value)) return false;
  return Object.keys(value).every((key, index) => key === String(index));
}

/** A whole number beyond 2^53 has lost its last digits on the way in: another card's number, perhaps. */
function isExact(value: unknown): boolean {
  return typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value));
}

function isAnyValue(fault: Fault): boolean {
  return anyValue.has(nameOf(fault));
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'string' && /^\s*[+-]?\d{1,15}(\.\d+)?\s*$/.test(value);
}

function alike(one: string, other: string): boolean {
  return one.toLowerCase() === other.trim().toLowerCase();
}

function letters(text: string): string {
  return text.replace(/[\s._-]/g, '').toLowerCase();
}

function ofUnits(value: string, error: ErrorObject): Fix | null {
  const unit = units[value.trim().toLowerCase()];
  return unit === undefined ? null : found(allowed(error).find((each) => each === unit));
}

function fixTime(value: unknown, error: ErrorObject, hadZone: boolean): Fix | null {
  if (error.keyword !== 'format' || error.params['format'] !== 'date-time') return null;
  const time = readTime(String(value));
  return time?.hadZone === hadZone ? set(time.text) : null;
}

function renamed(name: string, error: ErrorObject): Fix | null {
  if (!isExtra(error)) return null;
  const right = Object.keys(error.parentSchema?.['properties'] ?? {}).find((each) => letters(each) === letters(name));
  return right === undefined || Object.hasOwn(Object(error.data), right) ? null : { rename: right };
}

function unpadded(value: unknown, error: ErrorObject): Fix | null {
  if (error.keyword !== 'maxLength') return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: U+0000 is what such fields are filled with.
  const text = String(value).replace(/[\s\u0000]+$/, '');
  // Counted as the schema counts: a character beyond U+FFFF is one.
  return text !== '' && [...text].length <= error.params['limit'] ? set(text) : null;
}
