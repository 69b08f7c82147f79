import { expect, test } from 'vitest';
import { element, tariff } from '../pricing/testing/tariff.ts';
import type { FullComponent, FullTariff, Restrictions } from './full-tariff.ts';
import { validateFullTariff } from './validate-full-tariff.ts';

const energy = { type: 'ENERGY' as const, price: '0.5' };
const priced = (component: Partial<FullComponent>): FullTariff => tariff([element([{ ...energy, ...component }])]);
const restricted = (restrictions: Restrictions): FullTariff => tariff([element([energy], restrictions)]);
const component = 'elements.0.priceComponents.0';
const restrictions = 'elements.0.restrictions';

test.each<[string, FullTariff, string]>([
  ['a currency nobody knows', tariff([element([energy])], { currency: 'QQQ' }), 'currency'],
  ['no price', tariff([element([])]), 'elements'],
  ['a dimension twice', tariff([element([energy, energy])]), 'elements.0.priceComponents.1.type'],
  ['a dimension nobody knows', priced({ type: 'WEIGHT' as never }), `${component}.type`],
  ['a word for a price', priced({ price: 'free' }), `${component}.price`],
  ['a step of nothing', priced({ stepSize: 0 }), `${component}.stepSize`],
  ['vat and taxes', priced({ vat: '19', taxes: [{ name: 'VAT', percent: '19' }] }), `${component}.taxes`],
  ['a tax without a name', priced({ taxes: [{ name: ' ', percent: '19' }] }), `${component}.taxes.0.name`],
  ['a tax above 100', priced({ taxes: [{ name: 'VAT', percent: '101' }] }), `${component}.taxes.0.percent`],
  ['a stack of half', priced({ taxes: [{ name: 'VAT', percent: '1', stack: 0.5 }] }), `${component}.taxes.0.stack`],
  ['six taxes', priced({ taxes: Array.from({ length: 6 }, (_, index) => ({ name: `t${index}`, percent: '1' })) }), `${component}.taxes`],
  ['grace for energy', priced({ graceSeconds: 60 }), `${component}.graceSeconds`],
  ['grace below zero', priced({ type: 'IDLE_TIME', graceSeconds: -1 }), `${component}.graceSeconds`],
  ['a negative cap', priced({ maxAmount: '-1' }), `${component}.maxAmount`],
  ['a market price for time', priced({ type: 'TIME', recipe: { series: 'm', lock: 'start', steps: [] } }), `${component}.recipe`],
  ['a recipe of no series', priced({ recipe: { series: '', lock: 'start', steps: [] } }), `${component}.recipe.series`],
  [
    'a recipe that takes more than all off',
    priced({ recipe: { series: 'm', lock: 'start', steps: [{ kind: 'percent', name: 'off', percent: '-101' }] } }),
    `${component}.recipe.steps.0.percent`,
  ],
  [
    'a clamp that is no price',
    priced({ recipe: { series: 'm', lock: 'start', steps: [{ kind: 'atLeast', price: '1,2' }] } }),
    `${component}.recipe.steps.0.price`,
  ],
  ['energy of a reservation', restricted({ reservation: 'RESERVATION' }), `${component}.type`],
  [
    'a reservation by power',
    tariff([element([{ type: 'FLAT', price: '1' }], { reservation: 'RESERVATION', minPowerW: 1 })]),
    `${restrictions}.minPowerW`,
  ],
  ['a time without a zero', restricted({ startTime: '7:30' }), `${restrictions}.startTime`],
  ['a time beyond the day', restricted({ endTime: '24:00' }), `${restrictions}.endTime`],
  ['a day that does not exist', restricted({ startDate: '2026-02-30' }), `${restrictions}.startDate`],
  ['dates the wrong way round', restricted({ startDate: '2026-03-02', endDate: '2026-03-02' }), `${restrictions}.endDate`],
  ['a day nobody knows', restricted({ dayOfWeek: ['FUNDAY' as never] }), `${restrictions}.dayOfWeek`],
  ['an empty list', restricted({ connectors: [] }), `${restrictions}.connectors`],
  ['an empty range', restricted({ minEnergyWh: 5_000, maxEnergyWh: 5_000 }), `${restrictions}.maxEnergyWh`],
  ['a range below zero', restricted({ minDuration: -1 }), `${restrictions}.minDuration`],
  ['no number', restricted({ maxIdleTime: Number.NaN }), `${restrictions}.maxIdleTime`],
  ['a limit of nothing', tariff([element([energy])], { maxPrice: {} }), 'maxPrice'],
  ['a negative limit', tariff([element([energy])], { minPrice: { afterTaxes: '-1' } }), 'minPrice.afterTaxes'],
  [
    'limits the wrong way round',
    tariff([element([energy])], { minPrice: { afterTaxes: '2' }, maxPrice: { afterTaxes: '1' } }),
    'minPrice.afterTaxes',
  ],
  ['an end before the beginning', tariff([element([energy])], { validFrom: 2, validUntil: 1 }), 'validUntil'],
])('finds %s', (_, faulty, path) => {
  expect(validateFullTariff(faulty).map((fault) => fault.path)).toEqual([path]);
});
