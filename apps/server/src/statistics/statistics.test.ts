import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TEST_KEY } from '../testing/app.ts';
import { type StatisticsWorld, startStatisticsWorld } from './test-world.ts';

let world: StatisticsWorld;
const minute = 60;

beforeAll(async () => {
  world = await startStatisticsWorld();
  await world.query(`insert into company (id, tenant_id, name) overriding system value values (5, 1, 'Acme')`);
  await world.query(`insert into cost_centre (id, tenant_id, company_id, name) overriding system value values (7, 1, 5, 'Sales')`);
  await world.query(`insert into driver (id, tenant_id, name) overriding system value values (9, 1, 'Ada')`);
  const paid = { driverId: 9, companyId: 5, costCentreId: 7 };
  // October in Berlin: two of 10.00 + 1.90, one with a known supply cost.
  await world.add({
    id: 101,
    station: 'B1',
    from: '2026-10-05T08:00:00Z',
    minutes: 60,
    wh: 10_000,
    price: ['10.00', '1.90'],
    supply: '2.5125',
    co2: 3800.5,
    ...paid,
  });
  await world.add({
    id: 102,
    station: 'B2',
    from: '2026-10-05T09:00:00Z',
    minutes: 120,
    idleMinutes: 30,
    wh: 20_500.125,
    price: ['10.00', '1.90'],
  });
  // The hour that comes twice: 02:30 summer time and 02:30 winter time.
  await world.add({
    id: 103,
    station: 'B1',
    from: '2026-10-25T00:30:00Z',
    minutes: 30,
    wh: 1000,
    price: ['0.10', '0.02'],
    outcome: 'bill',
  });
  await world.add({ id: 104, station: 'B1', from: '2026-10-25T01:30:00Z', minutes: 30, wh: 1000, price: ['0.20', '0.04'] });
  // The last night of October in UTC is November in Berlin.
  await world.add({ id: 105, station: 'B1', from: '2026-10-31T23:30:00Z', minutes: 10, wh: 500, price: ['0.05', '0.01'] });
  // Money waits, or nobody pays; one has no price; one still runs.
  await world.add({
    id: 106,
    station: 'B1',
    from: '2026-10-06T08:00:00Z',
    minutes: 60,
    wh: 90_000,
    price: ['90.00', '17.10'],
    outcome: 'hold',
  });
  await world.add({
    id: 107,
    station: 'B1',
    from: '2026-10-06T10:00:00Z',
    minutes: 60,
    wh: 7000,
    price: ['7.00', '1.33'],
    outcome: 'drop',
  });
  await world.add({ id: 108, station: 'B1', from: '2026-10-07T10:00:00Z', minutes: 60, wh: 3000 });
  await world.add({ id: 109, station: 'B1', from: '2026-10-08T10:00:00Z', minutes: 60, wh: 3000, isActive: true });
  // Tokyo, in yen; 31 October 16:00 UTC is November there.
  await world.add({ id: 110, station: 'T1', from: '2026-10-31T14:00:00Z', minutes: 60, wh: 5000, currency: 'JPY', price: ['300', '30'] });
  await world.add({ id: 111, station: 'T1', from: '2026-10-31T16:00:00Z', minutes: 60, wh: 5000, currency: 'JPY', price: ['400', '40'] });
  await world.tell('session.checked', [101, 102, 103, 104, 105, 106, 107, 108, 110, 111]);
  await world.counted();
});
afterAll(() => world.stop());

const october = 'from=2026-10-01&until=2026-10-31';
const report = async (query: string) => {
  const { status, body } = await world.api('GET', `/statistics?${query}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
};
const nothing = { sessions: 0, energyWh: 0, money: [] };

test('figures of a month, by hand', async () => {
  const { rows, total, running, isCut } = await report(`${october}&by=site`);
  const [yard, garage] = rows;
  expect(rows.map(({ keys }: { keys: unknown }) => keys)).toEqual([
    [{ value: String(world.berlin), name: 'Yard' }],
    [{ value: String(world.tokyo), name: 'Garage' }],
  ]);
  expect(yard).toMatchObject({
    // 101, 102, 103, 104 and the one without a price.
    sessions: 5,
    energyWh: 35_500.125,
    durationSeconds: (60 + 120 + 30 + 30 + 60) * minute,
    idleSeconds: 30 * minute,
    co2Grams: 3800.5,
    unpriced: 1,
    money: [
      { currency: 'EUR', sessions: 4, net: '20.30', tax: '3.86', gross: '24.16', supplied: 1, supplyCost: '2.5125', margin: '7.4875' },
    ],
    held: { sessions: 1, energyWh: 90_000, money: [{ currency: 'EUR', gross: '107.10' }] },
    dropped: { sessions: 1, energyWh: 7000, money: [{ currency: 'EUR', gross: '8.33' }] },
  });
  expect(garage).toMatchObject({
    sessions: 1,
    co2Grams: null,
    money: [{ currency: 'JPY', net: '300', tax: '30', gross: '330', supplied: 0, supplyCost: null, margin: null }],
    held: nothing,
    dropped: nothing,
  });
  // Two currencies are never one sum.
  expect(total).toMatchObject({
    sessions: 6,
    energyWh: 40_500.125,
    money: [
      { currency: 'EUR', gross: '24.16' },
      { currency: 'JPY', gross: '330' },
    ],
  });
  expect({ running, isCut }).toEqual({ running: 1, isCut: false });
});

describe('time goes by the clock of the site', () => {
  const keys = (rows: { keys: { value: string }[]; sessions: number }[]) =>
    rows.map((row) => [...row.keys.map(({ value }) => value), row.sessions]);

  test('an hour that comes twice is one hour of the day', async () => {
    expect(keys((await report('from=2026-10-25&until=2026-10-25&by=hour')).rows)).toEqual([['2', 2]]);
  });

  test('days and months end at midnight there', async () => {
    expect(keys((await report('from=2026-10-31&until=2026-11-02&by=site&and=day')).rows)).toEqual([
      [String(world.berlin), '2026-11-01', 1],
      [String(world.tokyo), '2026-10-31', 1],
      [String(world.tokyo), '2026-11-01', 1],
    ]);
    expect(keys((await report('from=2026-09-01&until=2026-11-30&by=month')).rows)).toEqual([
      ['2026-10-01', 6],
      ['2026-11-01', 2],
    ]);
  });

  test('weeks begin on Monday', async () => {
    const weeks = keys((await report(`${october}&by=week`)).rows);
    expect(weeks).toEqual([
      ['2026-10-05', 3],
      ['2026-10-19', 2],
      ['2026-10-26', 1],
    ]);
  });

  test('a site whose clock is changed is dated anew', async () => {
    const site = { name: 'Garage', timeZone: 'Europe/London', currency: 'JPY', openAccess: true };
    expect((await world.api('PATCH', `/sites/${world.tokyo}`, site)).status).toBe(200);
    await world.counted();
    expect((await report(`${october}&by=site&siteId=${world.tokyo}`)).rows[0]).toMatchObject({ sessions: 2 });
    await world.api('PATCH', `/sites/${world.tokyo}`, { ...site, timeZone: 'Asia/Tokyo' });
    await world.counted();
    expect((await report(`${october}&by=site&siteId=${world.tokyo}`)).rows[0]).toMatchObject({ sessions: 1 });
  });
});

test('by who charges and who pays, narrowed, in two dimensions', async () => {
  expect((await report(`${october}&by=company&and=costCentre`)).rows.at(-1)).toMatchObject({
    keys: [
      { value: '5', name: 'Acme' },
      { value: '7', name: 'Acme · Sales' },
    ],
    sessions: 1,
  });
  const { rows, total } = await report(`${october}&by=driver&stationId=B1`);
  expect(rows.map(({ keys: [key], sessions }: { keys: unknown[]; sessions: number }) => [key, sessions])).toEqual([
    [{ value: null, name: '' }, 3],
    [{ value: '9', name: 'Ada' }, 1],
  ]);
  expect(total).toMatchObject({ sessions: 4 });
  expect((await report(`${october}&by=station&driverId=9`)).rows).toMatchObject([{ keys: [{ value: 'B1' }], sessions: 1 }]);
  // What is left out of the rows is in the total, and said.
  expect(await report(`${october}&by=station&limit=1`)).toMatchObject({
    isCut: true,
    rows: [{ keys: [{ value: 'B1' }] }],
    total: { sessions: 6 },
  });
});

test('a report that makes no sense is refused', async () => {
  for (const query of [`${october}&by=site&and=site`, 'from=2026-10-02&until=2026-10-01', 'from=2026-02-30&until=2026-03-01'])
    expect((await world.api('GET', `/statistics?${query}`)).body.error).toMatchObject({ code: 'badRequest' });
});

test('of another tenant nothing is seen', async () => {
  await world.query(`insert into tenant (id, slug, name) overriding system value values (2, 'other', 'Other')`);
  await world.query(`update session_fact set tenant_id = 2 where session_id = 110`);
  expect((await report(`${october}&by=site`)).total).toMatchObject({ sessions: 5 });
  await world.tell('session.checked', [110]);
  await world.counted();
  expect((await report(`${october}&by=site`)).total).toMatchObject({ sessions: 6 });
});

describe('what changes after the end', () => {
  const eur = async () => (await report(`${october}&by=site&siteId=${world.berlin}`)).total;

  test('a person lets money go that was held', async () => {
    const { status } = await world.api('POST', '/sessions/106/repairs', { reason: 'looked at it', change: { billing: 'bill' } });
    expect(status).toBe(201);
    await world.counted();
    // 106 has no tariff: a repair leaves its price alone.
    expect(await eur()).toMatchObject({ sessions: 6, held: nothing, money: [{ gross: '131.26' }] });
  });

  test('a new price and a supply cost that comes later are in', async () => {
    await world.query(`update session set cost = cost || '{"net": "8.00", "tax": "1.52", "total": "9.52"}', total = 9.52 where id = 102`);
    await world.query('update session set supply_cost = 1.25 where id = 102');
    await world.tell('session.supplied', [102]);
    await world.counted();
    expect(await eur()).toMatchObject({
      money: [{ net: '108.30', tax: '20.58', gross: '128.88', supplied: 2, supplyCost: '3.7625', margin: '14.2375' }],
    });
  });
});

test('is no secret, but for viewers', async () => {
  expect((await fetch(`http://127.0.0.1:${world.context.config.port}/api/v1/statistics?${october}`)).status).toBe(401);
  const made = await world.api('POST', '/keys', { name: 'viewer', role: 'viewer' });
  const headers = { authorization: `Bearer ${made.body.key ?? TEST_KEY}` };
  expect((await fetch(`http://127.0.0.1:${world.context.config.port}/api/v1/statistics?${october}`, { headers })).status).toBe(200);
});

test('the month so far ends with the last day that has begun at a site', async () => {
  const day = 86_400_000;
  const afternoon = Math.ceil(Date.now() / day) * day + 16 * 3_600_000;
  world.advance(afternoon - Date.now());
  const until = new Date(afternoon + day).toISOString().slice(0, 10);
  const headers = { authorization: `Bearer ${TEST_KEY}` };
  const file = await fetch(`http://127.0.0.1:${world.context.config.port}/api/v1/statistics.csv?by=site`, { headers });
  expect(file.headers.get('content-disposition')).toContain(`-${until.slice(0, 8)}01-${until}.csv`);
});
