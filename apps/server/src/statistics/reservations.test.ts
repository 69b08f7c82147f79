import type { ReportQuery } from '@stationmaster/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTenant } from '../db/tenant.ts';
import { TEST_KEY } from '../testing/app.ts';
import { letterText } from './letter.ts';
import { selectSums } from './report-store.ts';
import { type StatisticsWorld, startStatisticsWorld } from './test-world.ts';

let world: StatisticsWorld;
let kept: number;
let yen: number;
const october = 'from=2026-10-01&until=2026-10-31';

beforeAll(async () => {
  world = await startStatisticsWorld();
  await world.query(`insert into company (id, tenant_id, name) overriding system value values (5, 1, 'Acme')`);
  await world.query(`insert into cost_centre (id, tenant_id, company_id, name) overriding system value values (7, 1, 5, 'Sales')`);
  await world.query(`insert into driver (id, tenant_id, name) overriding system value values (9, 1, 'Ada'), (10, 1, 'Bea')`);
  const elements = [{ priceComponents: [{ type: 'FLAT', price: '4', vat: '25' }], restrictions: { reservation: 'RESERVATION_EXPIRES' } }];
  kept = (await world.api('POST', '/tariffs', { name: 'Kept', currency: 'EUR', elements })).body.id;
  yen = (await world.api('POST', '/tariffs', { name: 'Held', currency: 'JPY', elements })).body.id;
  const paid = { driverId: 9, companyId: 5, costCentreId: 7 };
  await world.add({
    ...{ id: 101, station: 'B1', from: '2026-10-05T08:00:00Z', minutes: 60, wh: 10_000, price: ['10.00', '1.90'], supply: '2.5' },
    ...paid,
  });
  await world.add({ id: 102, station: 'B2', from: '2026-10-05T09:00:00Z', minutes: 60, wh: 9000, price: ['90', '10'], outcome: 'hold' });
  // Without a price and so without a currency.
  await world.add({ id: 103, station: 'T1', from: '2026-10-05T09:00:00Z', minutes: 60, wh: 5000, currency: 'JPY' });
  // Two beside the session of Ada, one where there is no session that counts, by a driver without any.
  await world.reserve({ id: 901, station: 'B1', made: '2026-10-05T06:30:00Z', tariffId: kept, price: ['5.60', '1.40'], ...paid });
  await world.reserve({ id: 902, station: 'B1', made: '2026-10-06T06:30:00Z', tariffId: kept, price: ['2.40', '0.60'], ...paid });
  await world.reserve({ id: 903, station: 'B2', made: '2026-10-07T20:00:00Z', tariffId: kept, price: ['4.00', '1.00'], driverId: 10 });
  // 31 October 16:00 UTC is November in Tokyo, and 23:30 UTC is November in Berlin; 30 September 22:30 UTC is October there.
  await world.reserve({ id: 904, station: 'T1', made: '2026-10-31T14:00:00Z', tariffId: yen, price: ['300', '30'], currency: 'JPY' });
  await world.reserve({ id: 905, station: 'T1', made: '2026-10-31T16:00:00Z', tariffId: yen, price: ['400', '40'], currency: 'JPY' });
  await world.reserve({ id: 906, station: 'B1', made: '2026-10-31T23:30:00Z', tariffId: kept, price: ['8', '2'] });
  await world.reserve({ id: 907, station: 'B1', made: '2026-09-30T22:30:00Z', tariffId: kept, price: ['0.80', '0.20'] });
  // Free, and used: its session pays.
  await world.reserve({ id: 908, station: 'B1', made: '2026-10-05T06:30:00Z', tariffId: kept, price: ['0.00', '0.00'], ...paid });
  await world.reserve({ id: 909, station: 'B1', made: '2026-10-05T06:30:00Z', tariffId: kept, price: null, ...paid });
  await world.tell('session.checked', [101, 102, 103]);
  await world.counted();
});
afterAll(() => world.stop());

const report = async (query: string) => {
  const { status, body } = await world.api('GET', `/statistics?${query}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
};
const file = async (path: string): Promise<string[][]> => {
  const response = await fetch(`http://127.0.0.1:${world.context.config.port}/api/v1/${path}`, {
    headers: { authorization: `Bearer ${TEST_KEY}` },
  });
  return (await response.text())
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
};

test('what reservations earned by themselves is revenue, and said apart', async () => {
  const { rows, total } = await report(`${october}&by=site`);
  const eur = {
    currency: 'EUR',
    // Of sessions alone: what the energy cost is known of them.
    ...{ sessions: 1, supplied: 1, supplyCost: '2.50', margin: '7.50' },
    // 10.00 + 5.60 + 2.40 + 4.00 + 0.80; 1.90 + 1.40 + 0.60 + 1.00 + 0.20
    ...{ net: '22.80', tax: '5.10', gross: '27.90' },
    // 7.00 + 3.00 + 5.00 + 1.00
    ...{ reservations: 4, reservationsGross: '16.00' },
  };
  const jpy = { currency: 'JPY', sessions: 0, net: '300', tax: '30', gross: '330', reservations: 1, reservationsGross: '330' };
  expect(rows).toMatchObject([
    { keys: [{ name: 'Yard' }], sessions: 1, energyWh: 10_000, reservations: 4, money: [eur], held: { sessions: 1 } },
    { keys: [{ name: 'Garage' }], sessions: 1, energyWh: 5000, unpriced: 1, reservations: 1, money: [jpy] },
  ]);
  expect(total).toMatchObject({ sessions: 2, durationSeconds: 7200, reservations: 5, money: [eur, jpy] });
});

type Key = string | number | null;
const dimensions: [string, [Key, number, number][]][] = [
  [
    'station',
    [
      ['B1', 3, 22.9],
      ['B2', 1, 5],
    ],
  ],
  [
    'driver',
    [
      [null, 1, 1],
      ['9', 2, 21.9],
      ['10', 1, 5],
    ],
  ],
  [
    'company',
    [
      [null, 2, 6],
      ['5', 2, 21.9],
    ],
  ],
  [
    'costCentre',
    [
      [null, 2, 6],
      ['7', 2, 21.9],
    ],
  ],
  // The session has no tariff.
  [
    'tariff',
    [
      [null, 0, 11.9],
      ['1', 4, 16],
    ],
  ],
  // 06:30, 08:00, 20:00 and 22:30 UTC are two hours later in summer.
  [
    'hour',
    [
      ['0', 1, 1],
      ['8', 2, 10],
      ['10', 0, 11.9],
      ['22', 1, 5],
    ],
  ],
  [
    'day',
    [
      ['2026-10-01', 1, 1],
      ['2026-10-05', 1, 18.9],
      ['2026-10-06', 1, 3],
      ['2026-10-07', 1, 5],
    ],
  ],
  [
    'week',
    [
      ['2026-09-28', 1, 1],
      ['2026-10-05', 3, 26.9],
    ],
  ],
  ['month', [['2026-10-01', 4, 27.9]]],
];

test.each(dimensions)('by %s, and the rows add up to the total', async (by, expected) => {
  const query = `${october}&by=${by}&siteId=${world.berlin}`;
  const { rows, total } = await report(query);
  const shown = rows
    .filter(({ money }: { money: unknown[] }) => money.length > 0)
    .map((row: { keys: { value: Key }[]; reservations: number; money: { gross: string }[] }) => [
      row.keys[0]?.value,
      row.reservations,
      Number(row.money[0]?.gross),
    ]);
  const named = expected.map(([key, ...figures]) => [by === 'tariff' && key !== null ? String(kept) : key, ...figures]);
  expect(shown).toEqual(named);
  const sum = (name: string) =>
    rows.reduce((all: number, { money }: { money: Record<string, string>[] }) => all + Number(money[0]?.[name] ?? 0), 0);
  for (const name of ['net', 'tax', 'gross', 'reservations', 'reservationsGross'])
    expect([name, sum(name).toFixed(2)]).toEqual([name, Number(total.money[0][name]).toFixed(2)]);
  // What sessions alone earned and what reservations did is all there is.
  const [{ sessions }] = await world.query(
    `select sum(gross)::float8 / 10000 as sessions from session_fact where outcome = 'bill' and currency = 'EUR'`,
  );
  expect((sessions + sum('reservationsGross')).toFixed(2)).toBe(total.money[0].gross);

  // The file has the same rows with the same figures.
  const [head = [], ...lines] = await file(`statistics.csv?${query}`);
  const place = (name: string) => head.indexOf(name);
  const column = (name: string) => lines.reduce((all, line) => all + Number(line[place(name)]), 0);
  expect(column('Reservations without session')).toBe(total.reservations);
  expect(column('Gross from reservations').toFixed(2)).toBe(total.money[0].reservationsGross);
  expect(column('Gross revenue').toFixed(2)).toBe(total.money[0].gross);
});

/** Whatever a row is narrowed by, as a list takes it. */
const filters: Record<string, (value: string) => string> = {
  ...{ station: (value) => `stationId=${value}`, driver: (value) => `driverId=${value}`, company: (value) => `companyId=${value}` },
  ...{ costCentre: (value) => `costCentreId=${value}`, tariff: (value) => `tariffId=${value}`, site: (value) => `siteId=${value}` },
  ...{ hour: (value) => `hour=${value}`, day: (value) => `fromDay=${value}&untilDay=${value}` },
};
test.each(Object.keys(filters))('by %s, each figure opens the reservations it counts', async (by) => {
  const { rows } = await report(`${october}&by=${by}`);
  for (const { keys, reservations, money } of rows) {
    const [{ value }] = keys;
    const days = by === 'day' ? '' : '&fromDay=2026-10-01&untilDay=2026-10-31';
    const narrowed = value === null ? `without=${by}` : filters[by]?.(value);
    const { items } = (await world.api('GET', `/reservations?charged=true${days}&${narrowed}`)).body;
    const costs = items.map(({ cost }: { cost: { total: string } }) => Number(cost.total));
    const gross = money.reduce((sum: number, { reservationsGross }: { reservationsGross: string }) => sum + Number(reservationsGross), 0);
    expect([value, items.length, costs.reduce((sum: number, cost: number) => sum + cost, 0)]).toEqual([value, reservations, gross]);
  }
  expect(rows.some(({ reservations }: { reservations: number }) => reservations > 0)).toBe(true);
});

test('narrowed, and in two dimensions', async () => {
  const of = async (query: string) => (await report(`${october}&by=site${query}`)).total;
  expect(await of('&driverId=10')).toMatchObject({ sessions: 0, reservations: 1, money: [{ gross: '5.00', reservationsGross: '5.00' }] });
  expect(await of('&stationId=B2')).toMatchObject({ sessions: 0, reservations: 1, held: { sessions: 1 } });
  expect(await of('&companyId=5&costCentreId=7')).toMatchObject({ reservations: 2, money: [{ gross: '21.90' }] });
  expect(await of(`&tariffId=${yen}`)).toMatchObject({ reservations: 1, money: [{ currency: 'JPY' }] });
  const { rows } = await report(`${october}&by=driver&and=day&companyId=5`);
  expect(rows).toMatchObject([
    { keys: [{ name: 'Ada' }, { value: '2026-10-05' }], sessions: 1, reservations: 1, money: [{ gross: '18.90' }] },
    { keys: [{ name: 'Ada' }, { value: '2026-10-06' }], sessions: 0, reservations: 1, money: [{ gross: '3.00' }] },
  ]);
});

test('where groups are many they are ranked first, and the figures are the same', async () => {
  const sums = (query: ReportQuery, how: { limit: number; many?: number }) =>
    asTenant(world.context.db, 1, (db) => selectSums(db, { tenantId: 1, query, ...how }));
  const days = { from: '2026-10-01', until: '2026-10-31' };
  for (const dimensions of [
    { by: 'site' },
    { by: 'driver', and: 'day' },
    { by: 'tariff', and: 'hour' },
    { by: 'station', siteId: world.berlin },
  ] as const)
    for (const limit of [1, 2, 3, 1000]) {
      const query = { ...days, ...dimensions };
      const plain = await sums(query, { limit });
      expect(plain.length).toBeGreaterThan(1);
      expect(await sums(query, { limit, many: 0 }), `${JSON.stringify(query)} ${limit}`).toEqual(plain);
    }
});

test('a bill that is corrected or taken back changes the report at once', async () => {
  const gross = async () => (await report(`${october}&by=site&driverId=10`)).total;
  await world.query(
    `update reservation_bill set cost = cost || '{"net": "8.00", "tax": "2.00", "total": "10.00"}', total = 10 where reservation_id = 903`,
  );
  expect(await gross()).toMatchObject({
    reservations: 1,
    money: [{ net: '8.00', tax: '2.00', gross: '10.00', reservationsGross: '10.00' }],
  });
  await world.query(`update reservation_bill set cost = null, total = null, outcome = 'used' where reservation_id = 903`);
  expect(await gross()).toMatchObject({ reservations: 0, money: [] });
});

test('a mail says how much of the revenue they are', async () => {
  const { total } = await report(`${october}&by=site&companyId=5`);
  const query = { by: 'site' as const, from: '2026-10-01', until: '2026-10-31' };
  const { text } = letterText({ name: 'October', query, language: 'de', total, isComplete: true, isTest: false, url: '' });
  expect(text.replaceAll('\u00a0', ' ')).toContain(
    'Umsatz brutto: 21,90 €\nMarge: 7,50 €\nIm Umsatz enthaltene Reservierungen ohne Ladevorgang: 2, 10,00 €\n',
  );
  const none = letterText({
    ...{ name: 'October', query, language: 'en', isComplete: true, isTest: false, url: '' },
    total: { ...total, reservations: 0 },
  });
  expect(none.text).not.toContain('eservation');
});

test('of another tenant nothing is seen', async () => {
  await world.query(`insert into tenant (id, slug, name) overriding system value values (2, 'other', 'Other')`);
  await world.query('update reservation_bill set tenant_id = 2 where reservation_id = 904');
  expect((await report(`${october}&by=site&siteId=${world.tokyo}`)).total).toMatchObject({ reservations: 0, money: [] });
  await world.query('update reservation_bill set tenant_id = 1 where reservation_id = 904');
});
