import type { Restrictions } from '@stationmaster/domain';
import { createInstance } from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import de from '../../locales/de/speech.json' with { type: 'json' };
import en from '../../locales/en/speech.json' with { type: 'json' };
import { bodyOf } from './body.ts';
import {
  type Component,
  type Element,
  type Fields,
  fieldsOf,
  type PriceFields,
  type RuleFields,
  type TariffBody,
  type WhenFields,
} from './fields.ts';
import { sentencesOf, wholeSentences } from './say.ts';
import type { Speech } from './say-when.ts';

const speech: Record<string, Speech> = {};
beforeAll(async () => {
  for (const [language, locale, sentences] of [
    ['en', 'en-GB', en],
    ['de', 'de-DE', de],
  ] as const) {
    const words = createInstance();
    await words.init({
      lng: language,
      resources: { [language]: { speech: sentences } },
      interpolation: { escapeValue: false },
      showSupportNotice: false,
    } as never);
    speech[language] = { t: words.t, locale, groups: new Map([['7', 'Staff']]) };
  }
});
const said = (tariff: TariffBody, language = 'en'): string[] => {
  const known = speech[language];
  if (known === undefined) throw new Error(language);
  return [...sentencesOf(tariff, known).map(({ text }) => text), ...wholeSentences(tariff, known)].map((text) =>
    text.replaceAll('\u00a0', ' '),
  );
};

const energy = (change: Partial<Component> = {}): Component => ({ type: 'ENERGY', price: '0.39', vat: '19', stepSize: 1, ...change });
const tariff = (elements: Element[], change: Partial<TariffBody> = {}): TariffBody => ({
  name: 'Guests',
  currency: 'EUR',
  taxIncluded: true,
  elements,
  ...change,
});
const when = (restrictions: Restrictions): TariffBody => tariff([{ priceComponents: [energy()], restrictions: restrictions as never }]);
const only = (component: Partial<Component>): TariffBody => tariff([{ priceComponents: [energy(component)] }]);
const recipe = { series: 'DE-LU', lock: 'market' as const, steps: [] };
const idle: Partial<Component> = { type: 'IDLE_TIME', price: '6', graceSeconds: 1800, maxAmount: '12' };

/** One tariff for each thing that a tariff can say. */
const everything: [string, TariffBody][] = [
  ['plain', only({})],
  ['time', only({ type: 'TIME', price: '2' })],
  ['charging time', only({ type: 'CHARGING_TIME', price: '2' })],
  ['parking', only({ type: 'PARKING_TIME', price: '2' })],
  ['idle', only({ type: 'IDLE_TIME', price: '2' })],
  ['idle with grace and cap', only(idle)],
  ['idle with a grace of seconds', only({ ...idle, graceSeconds: 1830 })],
  ['idle with a long grace', only({ ...idle, graceSeconds: 1860 })],
  ['idle with two hours', only({ ...idle, graceSeconds: 7200 })],
  ['idle with another cap', only({ ...idle, maxAmount: '12.5' })],
  ['a price with many digits by the minute', only({ type: 'IDLE_TIME', price: '6.000006' })],
  ['start', only({ type: 'FLAT', price: '1' })],
  ['steps', only({ stepSize: 100 })],
  ['other steps', only({ stepSize: 500 })],
  ['steps of time', only({ type: 'TIME', price: '2', stepSize: 900 })],
  ['steps of time in seconds', only({ type: 'TIME', price: '2', stepSize: 90 })],
  ['a negative price', only({ price: '-0.05' })],
  ['no tax', tariff([{ priceComponents: [{ type: 'ENERGY', price: '0.39', stepSize: 1 }] }])],
  ['no tax is not none of it', only({ vat: '0' })],
  ['half percents', only({ vat: '8.1' })],
  ['two rates', tariff([{ priceComponents: [energy(), energy({ type: 'FLAT', price: '1', vat: '7' })] }])],
  ['one of two without tax', tariff([{ priceComponents: [energy(), { type: 'FLAT', price: '1', stepSize: 1 }] }])],
  ['named taxes', tariff([{ priceComponents: [{ type: 'ENERGY', price: '0.39', stepSize: 1, taxes: [{ name: 'GST', percent: '5' }] }] }])],
  [
    'a tax on a tax',
    tariff([
      {
        priceComponents: [
          {
            type: 'ENERGY',
            price: '0.39',
            stepSize: 1,
            taxes: [
              { name: 'GST', percent: '5' },
              { name: 'QST', percent: '9.975', stack: 1 },
            ],
          },
        ],
      },
    ]),
  ],
  ['tax on top', tariff([{ priceComponents: [energy()] }], { taxIncluded: false })],
  ['yen', tariff([{ priceComponents: [energy({ price: '45' })] }], { currency: 'JPY' })],
  ['dinar', tariff([{ priceComponents: [energy({ price: '0.123' })] }], { currency: 'KWD' })],
  ['at least', tariff([{ priceComponents: [energy()] }], { minPrice: { afterTaxes: '1' } })],
  ['at least before tax', tariff([{ priceComponents: [energy()] }], { minPrice: { beforeTaxes: '1' } })],
  ['at most', tariff([{ priceComponents: [energy()] }], { maxPrice: { afterTaxes: '30' } })],
  ['at most, both', tariff([{ priceComponents: [energy()] }], { maxPrice: { beforeTaxes: '20', afterTaxes: '30' } })],
  ['a market price', only({ recipe })],
  ['of another series', only({ recipe: { ...recipe, series: 'AT' } })],
  ['locked', only({ recipe: { ...recipe, lock: 'start' } })],
  ['with a mark-up', only({ recipe: { ...recipe, steps: [{ kind: 'add', name: 'grid', price: '0.12' }] } })],
  ['with less', only({ recipe: { ...recipe, steps: [{ kind: 'add', name: 'grid', price: '-0.12' }] } })],
  ['with percent', only({ recipe: { ...recipe, steps: [{ kind: 'percent', name: 'margin', percent: '10' }] } })],
  ['with percent off', only({ recipe: { ...recipe, steps: [{ kind: 'percent', name: 'margin', percent: '-10' }] } })],
  ['with a floor', only({ recipe: { ...recipe, steps: [{ kind: 'atLeast', price: '0.1' }] } })],
  ['with a ceiling', only({ recipe: { ...recipe, steps: [{ kind: 'atMost', price: '0.1' }] } })],
  [
    'a rule before another',
    tariff([
      { priceComponents: [energy({ price: '0.29' })], restrictions: { startTime: '22:00', endTime: '06:00' } },
      { priceComponents: [energy()] },
    ]),
  ],
  ['a reservation', tariff([{ priceComponents: [energy({ type: 'TIME', price: '2' })], restrictions: { reservation: 'RESERVATION' } }])],
  [
    'a reservation’s fee',
    tariff([{ priceComponents: [energy({ type: 'FLAT', price: '2' })], restrictions: { reservation: 'RESERVATION' } }]),
  ],
  [
    'an expired one',
    tariff([{ priceComponents: [energy({ type: 'FLAT', price: '2' })], restrictions: { reservation: 'RESERVATION_EXPIRES' } }]),
  ],
  ...(
    [
      { startTime: '22:00', endTime: '06:00' },
      { startTime: '22:00' },
      { endTime: '06:00' },
      { dayOfWeek: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] },
      { dayOfWeek: ['SATURDAY', 'SUNDAY'] },
      { dayOfWeek: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'FRIDAY'] },
      { startDate: '2026-12-24', endDate: '2027-01-02' },
      { startDate: '2026-12-24' },
      { endDate: '2027-01-02' },
      { holidays: 'ONLY' },
      { holidays: 'EXCEPT' },
      ...(['EnergyWh', 'PowerW', 'CurrentA', 'Duration', 'ChargingTime', 'IdleTime', 'Occupancy'] as const).flatMap((name) => [
        { [`min${name}`]: 30, [`max${name}`]: 90 },
        { [`min${name}`]: 30 },
        { [`max${name}`]: 30 },
        { [`max${name}`]: 5400 },
      ]),
      { minEnergyWh: 0.5 },
      { connectors: ['IEC_62196_T2'] },
      { connectors: ['IEC_62196_T2', 'CHADEMO'] },
      { powerTypes: ['DC'] },
      { driverGroups: ['7'] },
      { driverGroups: ['8'] },
      { paymentKinds: ['contract'] },
      { paymentKinds: ['adHoc'] },
      { paymentBrands: ['Visa'] },
    ] satisfies Restrictions[]
  ).map((restrictions): [string, TariffBody] => [JSON.stringify(restrictions), when(restrictions)]),
];

describe.each([',', '.'])('written with %s', (separator) => {
  test.each(everything)('%s comes back from the fields as it was', (_, body) => {
    expect(bodyOf(fieldsOf(body, separator))).toEqual({ body, faults: {} });
  });
});
test('what no sentence tells comes back too', () => {
  const body = tariff([{ priceComponents: [energy()] }], {
    validFrom: '2026-01-01T00:00:00.000Z',
    validUntil: '2027-01-01T00:00:30.500Z',
    purpose: 'REGULAR',
    texts: [{ language: 'de', text: 'Hallo' }],
    url: 'https://example.com/prices',
  });
  expect(bodyOf(fieldsOf(body, ',')).body).toEqual(body);
});

test.each(['en', 'de'])('in %s no two of these tariffs sound the same', (language) => {
  const texts = everything.map(([name, body]) => [said(body, language).join(' | '), name] as const);
  const twins = texts.filter(([text], index) => texts.findIndex(([other]) => other === text) !== index);
  expect(twins).toEqual([]);
  expect(texts.filter(([text]) => /tariff:|say\.|\{\{|undefined|NaN/.test(text))).toEqual([]);
});

const night: Element[] = [
  {
    priceComponents: [energy({ price: '0.29' })],
    restrictions: { dayOfWeek: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'], startTime: '22:00', endTime: '06:00' },
  },
  { priceComponents: [energy({ price: '0.45' }), energy(idle)] },
];
test('as a person says it, in English', () =>
  expect(said(tariff(night))).toEqual([
    'Monday to Friday, 22:00 to 06:00: €0.29 per kWh',
    'At all other times: €0.45 per kWh',
    'After charging has ended: 30 min free, then €0.10 a minute, at most €12.00',
    '19 % tax included',
  ]));
test('as a person says it, in German', () =>
  expect(said(tariff(night), 'de')).toEqual([
    'Montag bis Freitag, 22:00 bis 06:00 Uhr: 0,29 € je kWh',
    'Sonst: 0,45 € je kWh',
    'Nach dem Ende des Ladens: 30 min frei, dann 0,10 € je Minute, höchstens 12,00 €',
    '19 % Steuer enthalten',
  ]));
test('a market price', () => {
  const steps = [
    { kind: 'add' as const, name: 'grid fee', price: '0.12' },
    { kind: 'percent' as const, name: 'mark-up', percent: '10' },
    { kind: 'atLeast' as const, price: '0.1' },
    { kind: 'atMost' as const, price: '0.6' },
  ];
  expect(said(only({ recipe: { ...recipe, steps } }))[0]).toBe(
    'Market price “DE-LU”, +€0.12 grid fee, +10 % mark-up, at least €0.10, at most €0.60, per kWh, changing with the market; where the market has no price €0.39 per kWh',
  );
});

describe('faults stand at the field', () => {
  const fields = fieldsOf(tariff(night), '.');
  const [first, second] = fields.rules as [RuleFields, RuleFields];
  const energyPrice = first.prices[0] as PriceFields;
  const price = (change: Partial<PriceFields>): Partial<Fields> => ({
    rules: [{ ...first, prices: [{ ...energyPrice, ...change }] }, second],
  });
  const condition = (when: WhenFields): Partial<Fields> => ({ rules: [{ ...first, when }, second] });
  const place = 'rules.0.prices.0';
  test.each<[string, Partial<Fields>, Record<string, string>]>([
    ['no name', { name: ' ' }, { name: 'name' }],
    ['no price', price({ price: '' }), { [`${place}.price`]: 'missing' }],
    ['a word for a price', price({ price: 'free' }), { [`${place}.price`]: 'number' }],
    ['a price beyond all', price({ price: '9999999' }), { [`${place}.price`]: 'price' }],
    ['a tax above 100', { tax: { kind: 'one', percent: '119', rates: [] } }, { 'tax.percent': 'vat' }],
    ['one thing twice', { rules: [{ ...first, prices: [energyPrice, energyPrice] }] }, { 'rules.0.prices.1.type': 'type' }],
    ['a grace that is none', price({ type: 'IDLE_TIME', grace: 'x' }), { [`${place}.grace`]: 'minutes' }],
    ['a condition without ends', condition({ energy: { from: '', until: '' } }), { 'rules.0.when.energy': 'empty' }],
    ['ends the wrong way round', condition({ energy: { from: '5', until: '5' } }), { 'rules.0.when.energy': 'order' }],
    ['no days', condition({ days: [] }), { 'rules.0.when.days': 'days' }],
    ['dates the wrong way round', condition({ dates: { from: '2026-05-02', until: '2026-05-01' } }), { 'rules.0.when.dates': 'dates' }],
    ['energy of a reservation', condition({ reservation: 'RESERVATION' }), { [`${place}.type`]: 'reserved' }],
    ['no rule', { rules: [] }, { rules: 'elements' }],
    ['a market without a name', price({ recipe: { series: '', lock: 'start', steps: [] } }), { [`${place}.recipe.series`]: 'series' }],
    [
      'a step without a value',
      price({ recipe: { series: 'm', lock: 'start', steps: [{ key: 1, kind: 'atMost', name: '', value: '' }] } }),
      { [`${place}.recipe.steps.0.value`]: 'missing' },
    ],
    [
      'least above most',
      { min: { beforeTaxes: '', afterTaxes: '5' }, max: { beforeTaxes: '', afterTaxes: '4' } },
      { 'min.afterTaxes': 'afterTaxes' },
    ],
    ['an end before the beginning', { validFrom: '2026-05-02T00:00', validUntil: '2026-05-01T00:00' }, { validUntil: 'validUntil' }],
    ['an address that is none', { url: 'here' }, { url: 'url' }],
  ])('%s', (_, change, expected) => expect(bodyOf({ ...fields, ...change }).faults).toEqual(expected));
});
