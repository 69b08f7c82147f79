import type { Place } from './places.ts';
import { isProperty, isType, type Spoil, wrong, wrongTypes } from './spoil.ts';

/** Free text that describes: cut, never refused. */
const descriptive = new Set([
  ...['chargePointModel', 'chargePointVendor', 'chargePointSerialNumber', 'chargeBoxSerialNumber', 'firmwareVersion', 'iccid', 'imsi'],
  ...['meterType', 'meterSerialNumber', 'info', 'vendorErrorCode', 'model', 'vendorName', 'serialNumber', 'techCode', 'techInfo'],
  ...['additionalInfo', 'reasonCode'],
]);
const valueTexts = new Set(['value', 'actualValue', 'data']);

/** No times, or times that could be two. */
const unreadable = ['yesterday', '2026-02-30T12:00:00Z', '2026-03-01T25:00:00Z', '03/04/2026 12:00:00', '2026-03-01'];

/** Times as stations write them. */
const readable = [
  ['2026-03-01T12:00:00', 'timeZone', '2026-03-01T12:00:00Z'],
  ['2026-03-01 12:00:00+0100', 'timeForm', '2026-03-01T12:00:00+01:00'],
  ['0000-00-00T00:00:00Z', 'timeUnset', '1970-01-01T00:00:00Z'],
] as const;

/** Groups of things that can be wrong with a text; of each group some are tried. */
export function textSpoils(action: string, { path, schema }: Place): Spoil[][] {
  const name = path.at(-1) ?? '';
  const isData = action === 'DataTransfer' && path.join() === 'data';
  return [
    ...(isData ? [[dataAsObject]] : []),
    valueTexts.has(name) ? [truthAsValue] : wrongTypes('a text', [{ wrong: true }, true, ['one', 'two']], isType('string')),
    ...(schema.format === 'date-time' ? times : [[digits]]),
    ...(schema.maxLength === undefined ? [] : [[tooLong(schema.maxLength, descriptive.has(name) || isVendorOfFault(action, path))]]),
  ];
}

const dataAsObject: Spoil = {
  name: 'is an object instead of a text',
  value: { colour: 'red' },
  why: 'JSON of the vendor, written without quotes.',
  expect: { repairs: ['dataAsText'], value: '{"colour":"red"}' },
};

const truthAsValue: Spoil = {
  name: 'is a truth value instead of a text',
  value: true,
  why: 'The value of a variable is a text; a truth value in it can only be that value.',
  expect: { repairs: ['booleanAsText'], value: 'true' },
};

const digits: Spoil = {
  name: 'is a number instead of a text',
  value: 12,
  why: 'Digits without quotes.',
  expect: { repairs: ['numberAsText'], value: '12' },
};

const times: Spoil[][] = [
  [
    {
      name: 'is a number that is no time',
      value: 12,
      why: 'Neither seconds nor milliseconds since 1970.',
      expect: { refused: isType('string'), after: ['numberAsText'] },
    },
  ],
  unreadable.map((text) => wrong(`is "${text}"`, text, isProperty('must be a date-time'))),
  readable.map(([text, repair, value]) => ({
    name: `is "${text}"`,
    value: text,
    why: 'Readable in one way only.',
    expect: { repairs: [repair], value },
  })),
];

function isVendorOfFault(action: string, path: readonly string[]): boolean {
  return action === 'StatusNotification' && path.join() === 'vendorId';
}

function tooLong(limit: number, isDescriptive: boolean): Spoil {
  const text = 'x'.repeat(limit + 1);
  if (!isDescriptive) return wrong('is too long', text, isProperty(`must have at most ${limit} characters`));
  const expect = { repairs: ['textCut'], value: text.slice(0, limit) };
  return { name: 'is too long', value: text, why: 'Text that describes; nothing is decided by its end.', expect };
}

/** A value of a list. */
export function listedSpoils(values: readonly string[]): Spoil[][] {
  const [first = ''] = values;
  const other = values.find((each) => each === 'Other' || each === 'OtherError');
  const why = other === undefined ? 'A value that the list does not have.' : "A vendor's own value, where the list has one for others.";
  const whim: Spoil = {
    name: 'is outside its list',
    value: 'Whim',
    why,
    expect: other === undefined ? { refused: isProperty('is none of the allowed values') } : { repairs: ['enumOther'], value: other },
  };
  const number: Spoil = {
    name: 'is a number instead of a value of its list',
    value: 12,
    why,
    expect:
      other === undefined
        ? { refused: isType('string'), after: ['numberAsText'] }
        : { repairs: ['numberAsText', 'enumOther'], value: other },
  };
  const capitals: Spoil = {
    name: 'is written in other capitals',
    value: first.toUpperCase() === first ? first.toLowerCase() : first.toUpperCase(),
    why: 'Some firmware has its own capitals.',
    expect: { repairs: ['enumCase'], value: first },
  };
  return [[whim], [wrong('is an object instead of a value of its list', { wrong: true }, isType('string'))], [number, capitals]];
}
