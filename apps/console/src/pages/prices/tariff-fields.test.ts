import { expect, test } from 'vitest';
import type { Tariff } from '../../api.ts';
import { bodyOf, decimalOf, type Fields, faultsOf, fieldsOf, hasMixedTax } from './tariff-fields.ts';

const typed = (change: Partial<Fields>): Fields => ({
  name: 'Guests',
  currency: 'EUR',
  taxIncluded: true,
  tax: '19',
  prices: { ENERGY: '0,39', TIME: '', FLAT: '' },
  ...change,
});
const stored: Tariff = {
  id: 1,
  version: 2,
  archived: false,
  usedBy: { sites: 0, stations: 0 },
  createdAt: '',
  updatedAt: '',
  name: 'Guests',
  currency: 'EUR',
  taxIncluded: false,
  elements: [
    {
      priceComponents: [
        { type: 'ENERGY', price: '0.3925', vat: '19', stepSize: 100 },
        { type: 'FLAT', price: '1', vat: '7', stepSize: 1 },
      ],
    },
  ],
};

test.each([
  ['0,39', '0.39'],
  [' 12 ', '12'],
  ['0.3925', '0.3925'],
  ['1.000,50', null],
  ['', null],
  ['-1', null],
  ['0.1234567', null],
  ['1e3', null],
])('%s is read as %s', (text, decimal) => expect(decimalOf(text)).toBe(decimal));

test('comma or point, the same price is sent', () => {
  expect(bodyOf(typed({}))).toEqual({
    name: 'Guests',
    currency: 'EUR',
    taxIncluded: true,
    elements: [{ priceComponents: [{ type: 'ENERGY', price: '0.39', vat: '19', stepSize: 1 }] }],
  });
  expect(bodyOf(typed({ prices: { ENERGY: '0.39', TIME: '', FLAT: '' } }))).toEqual(bodyOf(typed({})));
});
test('no tax is no vat, not a vat of zero', () => {
  for (const tax of ['', '0', '0,0']) expect(bodyOf(typed({ tax })).elements[0]?.priceComponents[0]).not.toHaveProperty('vat');
});
test('billing steps, which the form does not show, are kept', () => {
  expect(bodyOf(fieldsOf(stored, ',', 'EUR'), stored).elements[0]?.priceComponents).toMatchObject([
    { type: 'ENERGY', price: '0.3925', stepSize: 100 },
    { type: 'FLAT', price: '1', stepSize: 1 },
  ]);
});
test('a stored price is shown with the separator of the language', () =>
  expect(fieldsOf(stored, ',', 'EUR').prices).toEqual({ ENERGY: '0,3925', TIME: '', FLAT: '1' }));
test.each([
  ['a letter in a price', { prices: { ENERGY: '0,39x', TIME: '', FLAT: '' } }, { ENERGY: 'badNumber' }],
  ['more tax than price', { tax: '119' }, { tax: 'badTax' }],
  ['a symbol as currency', { currency: '€' }, { currency: 'badCurrency' }],
  ['no price at all', { prices: { ENERGY: '', TIME: ' ', FLAT: '' } }, { prices: 'nothing' }],
  ['free of charge on purpose', { prices: { ENERGY: '0', TIME: '', FLAT: '' } }, {}],
])('%s', (_, change, faults) => expect(faultsOf(typed(change))).toEqual(faults));
test('different rates in one price are noticed', () => {
  expect(hasMixedTax(stored)).toBe(true);
  expect(hasMixedTax(undefined)).toBe(false);
});
