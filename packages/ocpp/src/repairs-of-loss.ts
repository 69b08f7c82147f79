import type { ErrorObject } from 'ajv';
import { allowed, expects, type Fault, type Fix, found, isEmpty, isExtra, nameOf, type Repair, set } from './repair-row.ts';

/** Free text that describes and that nothing is looked up by. */
const informational = new Set([
  ...['chargePointModel', 'chargePointVendor', 'chargePointSerialNumber', 'chargeBoxSerialNumber', 'firmwareVersion'],
  ...['iccid', 'imsi', 'meterType', 'meterSerialNumber', 'info', 'vendorErrorCode'],
  ...['model', 'vendorName', 'serialNumber', 'techCode', 'techInfo', 'additionalInfo', 'reasonCode'],
]);

/** Messages that a station repeats, or throws away with a customer's money, when they are refused. [16 §3.7.1, P2 E] */
const carriesTransaction = new Set(['StartTransaction', 'StopTransaction', 'MeterValues', 'TransactionEvent']);

/** What 1.6 calls the states of a connector that 2.x calls Occupied. [16 §7.7, P2 ConnectorStatusEnumType] */
const occupied = new Set(['preparing', 'charging', 'suspendedev', 'suspendedevse', 'finishing']);

/** Objects whose members mean nothing, or something else, when one of them is missing. */
const inseparable = ['costDetails'];

/** Repairs that lose something, the finer before the rougher. */
export const lossyRepairs = [
  {
    name: 'rounded',
    code: 'R30',
    loss: 'detail',
    severity: 'note',
    why: 'A whole number, such as meterStart in Wh, is written with a fraction.',
    fix: ({ value, error }) => (expects(error, 'integer') && Number.isFinite(value) ? set(Math.round(Number(value))) : null),
  },
  {
    name: 'textCut',
    code: 'R31',
    loss: 'detail',
    severity: 'note',
    why: 'A descriptive text is longer than allowed; the frame keeps all of it.',
    fix: (fault) => (fault.error.keyword === 'maxLength' && isInformational(fault) ? set(cut(fault)) : null),
  },
  {
    name: 'timeUnset',
    code: 'R32',
    loss: 'detail',
    severity: 'serious',
    why: 'A clock that was never set writes zeros; 1970 says the same in a legal way.',
    fix: ({ value, error }) => (isFormat(error, 'date-time') && isZeroTime(value) ? set('1970-01-01T00:00:00Z') : null),
  },
  {
    name: 'emptyDropped',
    code: 'R33',
    loss: 'detail',
    severity: 'note',
    why: 'An absent member is written as "", [] or {}.',
    fix: ({ path, value }) => (path.length > 0 && isEmpty(value) ? { remove: path } : null),
  },
  {
    name: 'listAdded',
    code: 'R34',
    loss: 'detail',
    severity: 'warning',
    why: 'A list that may be empty, such as the meter values of 1.6, is left out when it is.',
    fix: ({ error }) => emptyList(error),
  },
  {
    name: 'extraDropped',
    code: 'R35',
    loss: 'detail',
    severity: 'warning',
    why: 'A member that the message does not have.',
    fix: ({ path, error }) => (isExtra(error) ? { remove: path } : null),
  },
  {
    name: 'statusOf16',
    code: 'R36',
    loss: 'detail',
    severity: 'note',
    why: 'A 2.x station writes the states of 1.6: Charging and its neighbours are Occupied.',
    fix: ({ path, value, error }) =>
      path.at(-1) === 'connectorStatus' && occupied.has(String(value).toLowerCase())
        ? found(allowed(error).find((each) => each === 'Occupied'))
        : null,
  },
  {
    name: 'enumOther',
    code: 'R37',
    loss: 'detail',
    severity: 'warning',
    why: "A reason or error code of the vendor's own, where the list has a value for others.",
    fix: ({ value, error }) =>
      typeof value === 'string' ? found(allowed(error).find((each) => each === 'Other' || each === 'OtherError')) : null,
  },
  {
    name: 'customDataDropped',
    code: 'R38',
    loss: 'detail',
    severity: 'note',
    why: "The vendor's own data lack their vendorId; nothing here is decided by them.",
    fix: ({ path }) => upTo('customData', path),
  },
  {
    name: 'signatureDropped',
    code: 'R39',
    loss: 'part',
    severity: 'serious',
    why: 'A signed meter value that is not legal must not take the reading with it; the frame keeps it.',
    fix: ({ path }) => upTo('signedMeterValue', path),
  },
  {
    name: 'partDropped',
    code: 'R40',
    loss: 'part',
    severity: 'serious',
    why: 'A transaction must not be lost for one bad optional member or one bad sampled value.',
    fix: ({ action, path }) => (carriesTransaction.has(action) && path.length > 0 ? { remove: smallestPart(path) } : null),
  },
] as const satisfies readonly Repair[];

/** The vendor of a fault describes; the vendor of a DataTransfer is looked up. */
function isInformational(fault: Fault): boolean {
  const name = nameOf(fault);
  return informational.has(name) || (name === 'vendorId' && fault.action === 'StatusNotification' && fault.path.length === 1);
}

function cut({ value, error }: Fault): string {
  const limit: number = error.params['limit'];
  // Counted as the schema counts, so that no character is cut in two.
  return [...String(value)].slice(0, limit).join('');
}

function isFormat(error: ErrorObject, format: string): boolean {
  return error.keyword === 'format' && error.params['format'] === format;
}

function isZeroTime(value: unknown): boolean {
  return typeof value === 'string' && /^0[0:T Z.+-]*$/i.test(value);
}

function emptyList(error: ErrorObject): Fix | null {
  if (error.keyword !== 'required') return null;
  const name: string = error.params['missingProperty'];
  const schema: { type?: unknown; minItems?: unknown } = error.parentSchema?.['properties']?.[name] ?? {};
  return schema.type === 'array' && schema.minItems === undefined ? { add: name, value: [] } : null;
}

function upTo(name: string, path: readonly string[]): Fix | null {
  const index = path.indexOf(name);
  return index < 0 ? null : { remove: path.slice(0, index + 1) };
}

/**
 * What to leave out so that nothing that stays changes its meaning: of a list, the whole element (a
 * sampled value without its unit would be read as Wh), of an inseparable object the whole of it,
 * otherwise the member itself.
 */
function smallestPart(path: readonly string[]): readonly string[] {
  const whole = path.findIndex((key) => inseparable.includes(key));
  if (whole >= 0) return path.slice(0, whole + 1);
  const index = path.findLastIndex((key) => /^\d+$/.test(key));
  return index < 0 ? path : path.slice(0, index + 1);
}
