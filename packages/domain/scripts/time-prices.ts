/**
 * `node packages/domain/scripts/time-prices.ts`: sessions priced a second on one core, by a plain tariff, as
 * with each meter value, and by a full one: four hours, a reading each quarter of an hour, a price by time of day and weekday, idle time with grace and cap,
 * a start fee and a maximum.
 */
import { costOf } from '../src/pricing/cost-of.ts';
import { plainCost } from '../src/pricing/plain-cost.ts';
import { element, tariff } from '../src/pricing/testing/tariff.ts';
import type { SessionPeriod } from '../src/pricing/use.ts';
import type { FullTariff } from '../src/tariff/full-tariff.ts';

const vat = '19';
const plain: FullTariff = {
  ...{ id: 1, version: 1, name: '', currency: 'EUR', taxIncluded: true },
  elements: [
    {
      priceComponents: [
        { type: 'ENERGY', price: '0.59', vat, stepSize: 1 },
        { type: 'FLAT', price: '0.50', vat, stepSize: 1 },
      ],
    },
  ],
};
const byDay = { startTime: '07:00', endTime: '20:00', dayOfWeek: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const };
const full = tariff(
  [
    element([{ type: 'ENERGY', price: '0.59', vat }], byDay),
    element([
      { type: 'ENERGY', price: '0.39', vat },
      { type: 'IDLE_TIME', price: '6', vat, stepSize: 60, graceSeconds: 900, maxAmount: '12' },
      { type: 'FLAT', price: '0.50', vat },
    ]),
  ],
  { taxIncluded: true, maxPrice: { afterTaxes: '60' } },
);
const around = { zone: 'Europe/Berlin' };
const quarter = 900_000;
const sessions = Array.from({ length: 500 }, (_, index): SessionPeriod[] => {
  const from = Date.UTC(2026, index % 12, 1 + (index % 28), 10 + (index % 12), index % 60);
  return Array.from({ length: 16 }, (_, part) => {
    const start = from + part * quarter;
    const isCharging = part < 12;
    return { start, end: start + quarter, state: isCharging ? 'charging' : 'idle', energyWh: isCharging ? 1800 + index : 0 };
  });
});

measure('plain', (periods) => {
  const [startedAt = 0, until = 0] = [periods[0]?.start, periods.at(-1)?.end];
  return plainCost({ tariff: plain, startedAt, until, energyWh: 21_600 }).lines.length;
});
measure('full', (periods) => costOf({ periods, tariff: full, around }).lines.length);

/** The best of seven seconds, after one to warm up. */
function measure(name: string, price: (periods: SessionPeriod[]) => number): void {
  let best = 0;
  for (let round = 0; round < 8; round++) {
    const until = performance.now() + 1_000;
    let priced = 0;
    while (performance.now() < until) {
      for (const periods of sessions) price(periods);
      priced += sessions.length;
    }
    if (round > 0) best = Math.max(best, priced / ((performance.now() - until + 1_000) / 1000));
  }
  process.stdout.write(`${name}: ${Math.round(best)} sessions a second, ${(1e6 / best).toFixed(1)} µs each\n`);
}
