import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { randomCase } from '../pricing/testing/random-case.ts';
import { element, tariff } from '../pricing/testing/tariff.ts';
import type { FullElement, FullTariff, Restrictions } from '../tariff/full-tariff.ts';
import { type OcpiOwner, toOcpi221Tariff, toOcpi230Tariff } from './to-ocpi-tariff.ts';
import { toOcppTariff } from './to-ocpp-tariff.ts';

const owner: OcpiOwner = { country_code: 'DE', party_id: 'ABC', id: '7', updatedAt: Date.UTC(2026, 0, 1) };
const energy = { type: 'ENERGY' as const, price: '0.5' };
const basic = element([{ ...energy, vat: '19' }]);
const restricted = (restrictions: Restrictions): FullTariff => tariff([element([{ ...energy, vat: '19' }], restrictions), basic]);
const marks = (losses: readonly { path: string; kind: string }[]): string[] => losses.map(({ path, kind }) => `${kind} ${path}`);

test.each<[string, FullTariff, { ocpi: string[]; ocpp: string[] }]>([
  ['a plain price', tariff([basic]), { ocpi: [], ocpp: [] }],
  ['time of day', restricted({ startTime: '22:00', endTime: '06:00', dayOfWeek: ['SUNDAY'] }), { ocpi: [], ocpp: [] }],
  [
    'holidays',
    restricted({ holidays: 'ONLY' }),
    { ocpi: ['changed elements.0.restrictions.holidays'], ocpp: ['changed elements.0.restrictions.holidays'] },
  ],
  ['time charged', restricted({ minChargingTime: 60 }), { ocpi: ['changed elements.0.restrictions.minChargingTime'], ocpp: [] }],
  ['time idle', restricted({ maxIdleTime: 60 }), { ocpi: ['changed elements.0.restrictions.maxIdleTime'], ocpp: [] }],
  [
    'connector',
    restricted({ connectors: ['CHADEMO'] }),
    { ocpi: ['changed elements.0.restrictions.connectors'], ocpp: ['changed elements.0.restrictions.connectors'] },
  ],
  ['direct current', restricted({ powerTypes: ['DC'] }), { ocpi: ['changed elements.0.restrictions.powerTypes'], ocpp: [] }],
  [
    'three phases',
    restricted({ powerTypes: ['AC_3_PHASE'] }),
    { ocpi: ['changed elements.0.restrictions.powerTypes'], ocpp: ['changed elements.0.restrictions.powerTypes'] },
  ],
  [
    'groups',
    restricted({ driverGroups: ['staff'] }),
    { ocpi: ['changed elements.0.restrictions.driverGroups'], ocpp: ['changed elements.0.restrictions.driverGroups'] },
  ],
  [
    'occupancy',
    restricted({ minOccupancy: 80 }),
    { ocpi: ['changed elements.0.restrictions.minOccupancy'], ocpp: ['changed elements.0.restrictions.minOccupancy'] },
  ],
  [
    'idle time with grace and cap',
    tariff([element([{ type: 'IDLE_TIME', price: '6', graceSeconds: 600, maxAmount: '12' }])]),
    {
      ocpi: [
        'changed elements.0.priceComponents.0.type',
        'changed elements.0.priceComponents.0.graceSeconds',
        'changed elements.0.priceComponents.0.maxAmount',
      ],
      ocpp: ['changed elements.0.priceComponents.0.type', 'changed elements.0.priceComponents.0.maxAmount'],
    },
  ],
  ['steps', tariff([element([{ ...energy, stepSize: 100 }])]), { ocpi: [], ocpp: ['changed elements.0.priceComponents.0.stepSize'] }],
  [
    'a market price',
    tariff([element([{ ...energy, recipe: { series: 'm', lock: 'start', steps: [] } }])]),
    { ocpi: ['changed elements.0.priceComponents.0.recipe'], ocpp: ['changed elements.0.priceComponents.0.recipe'] },
  ],
  ['five digits', tariff([element([{ ...energy, price: '0.12345' }])]), { ocpi: ['changed elements.0.priceComponents.0.price'], ocpp: [] }],
  [
    'a price an hour that no minute has',
    tariff([element([{ type: 'CHARGING_TIME', price: '1' }])]),
    { ocpi: [], ocpp: ['changed elements.0.priceComponents.0.price'] },
  ],
  [
    'two taxes',
    tariff([
      element([
        {
          ...energy,
          taxes: [
            { name: 'GST', percent: '5' },
            { name: 'QST', percent: '9.975' },
          ],
        },
      ]),
    ]),
    { ocpi: ['dropped elements.0.priceComponents.0.taxes'], ocpp: [] },
  ],
  [
    'two rates of one kind',
    tariff([element([{ ...energy, vat: '7' }], { startTime: '12:00' }), basic]),
    { ocpi: [], ocpp: ['changed elements.1.priceComponents.0.vat'] },
  ],
  [
    'an expired reservation',
    tariff([element([{ type: 'FLAT', price: '4' }], { reservation: 'RESERVATION_EXPIRES' }), basic]),
    { ocpi: [], ocpp: ['changed elements.0.priceComponents.0'] },
  ],
  ['an end', tariff([basic], { validUntil: 5 }), { ocpi: [], ocpp: ['changed validUntil'] }],
  [
    'a link and a type',
    tariff([basic], { url: 'https://a.example', purpose: 'REGULAR' }),
    { ocpi: [], ocpp: ['dropped url', 'dropped purpose'] },
  ],
  [
    'a fee that only holds at night',
    tariff([element([{ type: 'FLAT', price: '1' }], { startTime: '22:00' })]),
    { ocpi: [], ocpp: ['changed elements.0.priceComponents.0'] },
  ],
  [
    'a fee after ten kWh',
    tariff([element([{ type: 'FLAT', price: '1' }], { minEnergyWh: 10_000 }), basic]),
    { ocpi: [], ocpp: ['changed elements.0.restrictions.minEnergyWh'] },
  ],
])('%s', (_, known, { ocpi, ocpp }) => {
  expect(marks(toOcpi230Tariff(known, owner).losses)).toEqual(ocpi);
  expect(marks(toOcppTariff(known, 'T-1').losses)).toEqual(ocpp);
});

describe('what is told', () => {
  test('time from start to end is two kinds of time, added where another price holds', () => {
    const known = tariff([
      element([{ type: 'TIME', price: '1' }]),
      element([{ type: 'PARKING_TIME', price: '5' }], { startTime: '08:00', endTime: '20:00' }),
      element([energy]),
    ]);
    const { value, losses } = toOcpi230Tariff(known, owner);
    expect(losses).toEqual([]);
    expect(value.elements).toEqual([
      { price_components: [{ type: 'PARKING_TIME', price: 6, step_size: 1 }], restrictions: { start_time: '08:00', end_time: '20:00' } },
      { price_components: [{ type: 'ENERGY', price: 0.5, step_size: 1 }] },
      {
        price_components: [
          { type: 'TIME', price: 1, step_size: 1 },
          { type: 'PARKING_TIME', price: 1, step_size: 1 },
        ],
      },
    ]);
  });

  test('to an audience: what it meets is not asked, what it does not meet is not told', () => {
    const known = tariff([
      element([{ ...energy, price: '0.3' }], { driverGroups: ['staff'] }),
      element([{ ...energy, price: '0.4' }], { powerTypes: ['DC'], startTime: '20:00' }),
      element([energy]),
    ]);
    const { value, losses } = toOcpi230Tariff(known, owner, { driverGroups: ['guests'], powerType: 'DC' });
    expect(losses).toEqual([]);
    expect(value.elements).toEqual([
      { price_components: [{ type: 'ENERGY', price: 0.4, step_size: 1 }], restrictions: { start_time: '20:00' } },
      { price_components: [{ type: 'ENERGY', price: 0.5, step_size: 1 }] },
    ]);
  });

  test('2.2.1 has prices before tax, 2.3.0 says how they are', () => {
    const known = tariff([element([{ ...energy, price: '0.595', vat: '19' }])], { taxIncluded: true, maxPrice: { afterTaxes: '20' } });
    expect(toOcpi230Tariff(known, owner).value).toMatchObject({
      tax_included: 'YES',
      max_price: { before_taxes: 20, after_taxes: 20 },
      elements: [{ price_components: [{ price: 0.595, vat: 19 }] }],
    });
    const { value, losses } = toOcpi221Tariff(known, owner);
    expect(losses).toEqual([]);
    expect(value).toMatchObject({ max_price: { excl_vat: 20, incl_vat: 20 }, elements: [{ price_components: [{ price: 0.5, vat: 19 }] }] });
    expect(value).not.toHaveProperty('tax_included');
    const third = tariff([element([{ ...energy, price: '0.59', vat: '19' }])], { taxIncluded: true });
    // 0.59 ÷ 1.19 = 0.495798…
    expect(toOcpi221Tariff(third, owner)).toMatchObject({
      value: { elements: [{ price_components: [{ price: 0.4958 }] }] },
      losses: [{ path: 'elements.0.priceComponents.0.price', kind: 'changed' }],
    });
  });

  test('nothing to tell is told as a change, not as an empty tariff', () => {
    const { value, losses } = toOcpi230Tariff(tariff([element([energy], { holidays: 'ONLY' })]), owner);
    expect(value.elements).toEqual([{ price_components: [{ type: 'FLAT', price: 0, step_size: 1 }] }]);
    expect(marks(losses)).toEqual(['changed elements.0.restrictions.holidays', 'changed elements']);
  });

  test('OCPP has a list for each kind of price, per minute and before tax', () => {
    const known = tariff(
      [
        element([{ ...energy, price: '0.476', vat: '19' }], { startTime: '20:00', endTime: '06:00', dayOfWeek: ['SATURDAY'] }),
        element([
          { ...energy, price: '0.595', vat: '19' },
          { type: 'PARKING_TIME', price: '7.14', vat: '19', graceSeconds: 900 },
          { type: 'FLAT', price: '1.19', vat: '19' },
        ]),
        element([{ type: 'TIME', price: '3.57', vat: '19' }], { reservation: 'RESERVATION' }),
      ],
      { taxIncluded: true, minPrice: { afterTaxes: '1.50' }, texts: [{ language: 'de', text: 'nachts günstig' }] },
    );
    const taxRates = [{ type: 'VAT', tax: 19 }];
    expect(toOcppTariff(known, 'T-1')).toEqual({
      losses: [],
      value: {
        tariffId: 'T-1',
        currency: 'EUR',
        description: [{ format: 'UTF8', language: 'de', content: 'nachts günstig' }],
        energy: {
          prices: [
            { priceKwh: 0.4, conditions: { startTimeOfDay: '20:00', endTimeOfDay: '06:00', dayOfWeek: ['Saturday'] } },
            { priceKwh: 0.5 },
          ],
          taxRates,
        },
        idleTime: { prices: [{ priceMinute: 0.1, conditions: { minIdleTime: 900 } }], taxRates },
        fixedFee: { prices: [{ priceFixed: 1 }], taxRates },
        reservationTime: { prices: [{ priceMinute: 0.05 }], taxRates },
        minCost: { inclTax: 1.5 },
      },
    });
  });

  test('each card of a list is a price of its own in OCPP', () => {
    const known = tariff([
      element([{ type: 'FLAT', price: '0.5' }], { paymentKinds: ['CC'], paymentBrands: ['Visa', 'Amex'] }),
      element([{ type: 'FLAT', price: '0.25' }]),
    ]);
    expect(toOcppTariff(known, 'T-1')).toMatchObject({
      losses: [],
      value: {
        fixedFee: {
          prices: [
            { priceFixed: 0.5, conditions: { paymentRecognition: 'CC', paymentBrand: 'Visa' } },
            { priceFixed: 0.5, conditions: { paymentRecognition: 'CC', paymentBrand: 'Amex' } },
            { priceFixed: 0.25 },
          ],
        },
      },
    });
  });
});

/** The files of the Open Charge Alliance, beside the repository where they may not be copied into it. */
const official = new URL('../../../../../shared/protocol/ocpp/2.1/SetDefaultTariffRequest.json', import.meta.url);
const isHere = existsSync(official);

interface Schema {
  $ref?: string;
  type?: string;
  enum?: string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  maxLength?: number;
  definitions?: Record<string, Schema>;
}

/** What of a value breaks the schema: the keywords that the official file uses. */
function breaks(value: unknown, schema: Schema, [root, path]: readonly [Schema, string]): string[] {
  const known = schema.$ref === undefined ? schema : (root.definitions?.[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (known.enum && !known.enum.includes(value as string)) return [`${path} is none of ${known.enum}`];
  if (known.type === 'integer' || known.type === 'number')
    return typeof value === 'number' && (known.type === 'number' || Number.isInteger(value)) ? [] : [`${path} is no ${known.type}`];
  if (known.type === 'string')
    return typeof value === 'string' && value.length <= (known.maxLength ?? 1e9) ? [] : [`${path} is no such string`];
  if (known.type === 'array') {
    const list = value as unknown[];
    const fits = list.length >= (known.minItems ?? 0) && list.length <= (known.maxItems ?? 1e9);
    return [
      ...(fits ? [] : [`${path} has ${list.length}`]),
      ...list.flatMap((item, index) => breaks(item, known.items ?? {}, [root, `${path}.${index}`])),
    ];
  }
  const missing = (known.required ?? [])
    .filter((key) => (value as Record<string, unknown>)[key] === undefined)
    .map((key) => `${path}.${key} is missing`);
  const inner = Object.entries(value as Record<string, unknown>).flatMap(([key, own]) => {
    const property = known.properties?.[key];
    return property === undefined ? [`${path}.${key} is not known`] : breaks(own, property, [root, `${path}.${key}`]);
  });
  return [...missing, ...inner];
}

test.skipIf(!isHere)(`what is told of random tariffs fits the official schema${isHere ? '' : ' (skipped: ../shared is not here)'}`, () => {
  const schema: Schema = JSON.parse(readFileSync(official, 'utf8').replace(/^\uFEFF/, ''));
  const told = (elements: FullElement[], rest: Partial<FullTariff> = {}) => ({
    evseId: 0,
    tariff: toOcppTariff(tariff(elements, rest), 'T-1').value,
  });
  expect(breaks(told([basic], { texts: [{ language: 'de', text: 'x' }], validFrom: 0 }), schema, [schema, ''])).toEqual([]);
  for (let seed = 0; seed < 500; seed++) {
    const { tariff: known, around } = randomCase(seed);
    const whole = { evseId: 0, tariff: toOcppTariff(known, 'T-1', seed % 2 === 0 ? around : {}).value };
    expect({ seed, breaks: breaks(whole, schema, [schema, '']) }).toEqual({ seed, breaks: [] });
  }
  expect(breaks({ evseId: 0.5, tariff: { currency: 'EURO', energy: { prices: [] }, extra: 1 } }, schema, [schema, ''])).toHaveLength(5);
});
