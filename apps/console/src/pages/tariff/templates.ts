import { minorUnit } from '@stationmaster/domain';
import { emptyPrice, type Fields, fieldsOf, newKey, noLimit, noTax, type TariffBody } from './fields.ts';

export const templates = ['plain', 'night', 'market', 'allowance'] as const;
export type Template = (typeof templates)[number];

/** A tariff to begin from. `name` gives the words that end up on bills; `series` is the market price to follow. */
export function templateFields(
  template: Template,
  { currency, separator, series, name }: { currency: string; separator: string; series: string; name: (key: string) => string },
): Fields {
  const amount = (value: number): string => (minorUnit(currency) === 0 ? String(Math.round(value * 100)) : value.toFixed(2));
  const energy = (value: number): TariffBody['elements'][number]['priceComponents'][number] => ({
    type: 'ENERGY',
    price: amount(value),
    stepSize: 1,
  });
  const body = (elements: TariffBody['elements']): Fields => ({
    ...fieldsOf({ name: '', currency, taxIncluded: true, elements }, separator),
    tax: noTax,
  });
  switch (template) {
    case 'plain':
      return { ...body([]), min: noLimit, rules: [{ key: newKey(), prices: [emptyPrice('ENERGY')], when: {} }] };
    case 'night':
      return body([
        { priceComponents: [energy(0.29)], restrictions: { startTime: '22:00', endTime: '06:00' } },
        {
          priceComponents: [
            energy(0.45),
            { type: 'IDLE_TIME', price: minorUnit(currency) === 0 ? '600' : '6', stepSize: 1, graceSeconds: 1800, maxAmount: amount(12) },
          ],
        },
      ]);
    case 'market': {
      const steps = [
        { kind: 'add' as const, name: name('gridFee'), price: amount(0.12) },
        { kind: 'percent' as const, name: name('markUp'), percent: '10' },
        { kind: 'atLeast' as const, price: amount(0.1) },
        { kind: 'atMost' as const, price: amount(0.6) },
      ];
      return body([{ priceComponents: [{ ...energy(0.45), recipe: { series, lock: 'market', steps } }] }]);
    }
    case 'allowance':
      return body([{ priceComponents: [energy(0.59)] }]);
  }
}
