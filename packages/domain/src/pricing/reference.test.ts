import { expect, test } from 'vitest';
import type { FullComponent, FullTariff, Restrictions } from '../tariff/full-tariff.ts';
import { validateFullTariff } from '../tariff/validate-full-tariff.ts';
import { costOf } from './cost-of.ts';
import { randomCase } from './testing/random-case.ts';
import { reference } from './testing/reference.ts';

const minor = (text: string): bigint => BigInt(text.replace('.', ''));
const cases = Array.from({ length: 2_000 }, (_, seed) => {
  const { periods, tariff, around } = randomCase(seed);
  return { seed, periods, tariff, around, expected: reference(periods, tariff, around) };
});

test('random tariffs are valid', () => {
  for (const { seed, tariff } of cases) expect({ seed, faults: validateFullTariff(tariff) }).toEqual({ seed, faults: [] });
});

test('agrees to the smallest coin with a walk second by second', () => {
  for (const { seed, periods, tariff, around, expected } of cases) {
    const { net, tax } = costOf({ periods, tariff, around });
    expect({ seed, net: minor(net), tax: minor(tax) }).toEqual({ seed, ...expected });
  }
});

test.each<[string, (tariff: FullTariff) => FullTariff]>([
  ['a price a thousandth higher', byComponent((component) => ({ ...component, price: (Number(component.price) * 1.001).toFixed(6) }))],
  ['times of day a minute later', byRestrictions((r) => ({ ...r, ...(r.startTime && { startTime: minuteLater(r.startTime) }) }))],
  [
    'an idle time a second longer',
    byRestrictions((r) => ({ ...r, ...(r.minIdleTime !== undefined && { minIdleTime: r.minIdleTime + 1 }) })),
  ],
  ['a grace a second longer', byComponent((c) => ({ ...c, ...(c.graceSeconds !== undefined && { graceSeconds: c.graceSeconds + 1 }) }))],
  ['a threshold a watt-hour higher', byRestrictions((r) => ({ ...r, ...(r.minEnergyWh && { minEnergyWh: r.minEnergyWh + 1 }) }))],
  ['a cap a cent higher', byComponent((c) => ({ ...c, ...(c.maxAmount && { maxAmount: (Number(c.maxAmount) + 0.01).toFixed(4) }) }))],
])('the walk would see %s', (_, plant) => {
  const seen = cases.filter(({ periods, tariff, around, expected }) => {
    const { net, tax } = costOf({ periods, tariff: plant(tariff), around });
    return minor(net) !== expected.net || minor(tax) !== expected.tax;
  });
  expect(seen.length).toBeGreaterThan(2);
});

function byComponent(change: (component: FullComponent) => FullComponent): (tariff: FullTariff) => FullTariff {
  return (tariff) => ({
    ...tariff,
    elements: tariff.elements.map((element) => ({ ...element, priceComponents: element.priceComponents.map(change) })),
  });
}

function byRestrictions(change: (restrictions: Restrictions) => Restrictions): (tariff: FullTariff) => FullTariff {
  return (tariff) => ({
    ...tariff,
    elements: tariff.elements.map((element) => ({
      ...element,
      ...(element.restrictions && { restrictions: change(element.restrictions) }),
    })),
  });
}

function minuteLater(time: string): string {
  return new Date(Date.parse(`2026-01-01T${time}Z`) + 60_000).toISOString().slice(11, 16);
}
