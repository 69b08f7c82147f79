import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forgetReductions } from '../price-reductions/reductions.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { card, elements, energy, event, idle, stationWith, totals } from '../testing/priced.ts';
import { type TestStation, TestWorld } from '../testing/station.ts';
import { billOf } from './bill.ts';
import { repriceSessions } from './reprice.ts';

/** 2026-05-01 10:00 in Berlin. */
const start = Date.UTC(2026, 4, 1, 8);
const minute = 60_000;
const iso = (at: number): string => new Date(at).toISOString();

let database: TestDatabase;
let world: TestWorld;

beforeAll(async () => {
  database = await testDatabase();
  world = new TestWorld(database);
});
afterAll(async () => {
  await world.commits.close();
  await database.drop();
});
beforeEach(() => {
  world.now = start;
});

describe('a tariff that asks for the course', () => {
  test('charges idle time after the grace, up to its cap, and tells it with each answer', async () => {
    const station = await stationWith(world, elements({ priceComponents: [energy, idle] }));
    await event(station, { kind: 'Started', at: start, seqNo: 0, wh: 1000, state: 'Charging' });
    // 10 kWh × 0.40
    expect(await event(station, { kind: 'Updated', at: start + 60 * minute, seqNo: 1, wh: 11_000, state: 'SuspendedEV' })).toMatchObject({
      totalCost: 4,
    });
    // Half an hour of grace and half an hour at 6.00
    expect(await event(station, { kind: 'Updated', at: start + 120 * minute, seqNo: 2, wh: 11_000, state: 'SuspendedEV' })).toMatchObject({
      totalCost: 7,
    });
    // Three hours: the cap
    expect(await event(station, { kind: 'Ended', at: start + 240 * minute, seqNo: 3, wh: 11_000, state: 'Idle' })).toMatchObject({
      totalCost: 9,
    });
    expect(await totals(station)).toEqual({ stored: 9, anew: 9 });
  });

  test('goes on after a restart of the server with what is in the database', async () => {
    const station = await stationWith(world, elements({ priceComponents: [energy, idle] }));
    await event(station, { kind: 'Started', at: start, seqNo: 0, wh: 0, state: 'Charging' });
    await event(station, { kind: 'Updated', at: start + 30 * minute, seqNo: 1, wh: 5000, state: 'Charging' });
    await station.reload();
    await event(station, { kind: 'Updated', at: start + 60 * minute, seqNo: 2, wh: 10_000, state: 'SuspendedEV' });
    await station.reload();
    expect(await event(station, { kind: 'Ended', at: start + 100 * minute, seqNo: 3, wh: 10_000 })).toMatchObject({ totalCost: 5 });
    expect(await totals(station)).toEqual({ stored: 5, anew: 5 });
  });

  test('1.6: the status of the connector says when charging ended, and a restart forgets none of it', async () => {
    const station = await stationWith(world, elements({ priceComponents: [energy, idle] }), 'ocpp1.6');
    const status = (word: string, at: number) =>
      station.say('StatusNotification', { connectorId: 1, status: word, errorCode: 'NoError', timestamp: iso(at) });
    const { transactionId } = await station.say('StartTransaction', {
      connectorId: 1,
      idTag: 'CARD',
      meterStart: 0,
      timestamp: iso(start),
    });
    await status('Charging', start);
    world.now = start + 60 * minute;
    await status('SuspendedEV', world.now);
    await station.reload();
    world.now = start + 120 * minute;
    await station.say('StopTransaction', { transactionId, meterStop: 10_000, timestamp: iso(world.now) });
    // 10 kWh × 0.40, half an hour × 6.00
    expect(await totals(station)).toEqual({ stored: 7, anew: 7 });
  });

  test('prices by the clock on the wall, also across midnight', async () => {
    const night = { priceComponents: [{ ...energy, price: '0.20' }], restrictions: { startTime: '22:00', endTime: '06:00' } };
    const station = await stationWith(world, elements(night, { priceComponents: [energy] }));
    const from = Date.UTC(2026, 4, 1, 19); // 21:00
    await event(station, { kind: 'Started', at: from, seqNo: 0, wh: 0, state: 'Charging' });
    // Two of four hours and kWh by night from 22:00
    expect(await event(station, { kind: 'Ended', at: from + 240 * minute, seqNo: 1, wh: 4000 })).toMatchObject({ totalCost: 1 });
    const [row] = await station.sessions();
    const bill = await billOf({ db: database.db, book: database.db }, Number(row?.['id']), world.now);
    expect(bill.cost?.lines.map(({ price, quantity, rule }) => ({ price, quantity, element: rule?.element }))).toEqual([
      { price: '0.40', quantity: '1', element: 1 },
      { price: '0.20', quantity: '3', element: 0 },
    ]);
    expect(bill.cost?.lines[1]?.spans[0]).toMatchObject({ from: iso(from + 60 * minute), readings: { from: { wh: 0 }, to: { wh: 4000 } } });
    expect(bill.course).toHaveLength(1);
  });

  test('a reading that comes after the end is priced, also when the session is no longer in memory', async () => {
    const station = await stationWith(world, elements({ priceComponents: [energy, idle] }));
    await event(station, { kind: 'Started', at: start, seqNo: 0, wh: 0, state: 'Charging' });
    await event(station, { kind: 'Ended', at: start + 60 * minute, seqNo: 2, wh: 5000 });
    expect(await totals(station)).toEqual({ stored: 2, anew: 2 });
    await station.reload();
    await event(station, { kind: 'Updated', at: start + 59 * minute, seqNo: 1, wh: 7000 });
    await repriceSessions({ ...world.context, tell: () => undefined });
    const after = await totals(station);
    expect(after.stored).toBe(after.anew);
    expect(await repriceSessions({ ...world.context, tell: () => undefined })).toBe(0);
  });
});

test('an EVSE that was kept for the driver costs from when it was reserved', async () => {
  const kept = {
    priceComponents: [{ type: 'TIME' as const, price: '3', stepSize: 1 }],
    restrictions: { reservation: 'RESERVATION' as const },
  };
  const station = await stationWith(world, elements(kept, { priceComponents: [energy] }));
  await sql`insert into reservation (id, tenant_id, station_id, evse_id, id_token, id_token_type, token_id, status, created_at, created_by, expires_at)
    select 70, 1, ${station.state.id}, 1, 'CARD', 'Central', id, 'active', ${new Date(start - 40 * minute)}, 'x', ${new Date(start + 40 * minute)} from token where value = 'CARD'`.execute(
    database.db,
  );
  await event(station, { kind: 'Started', at: start, seqNo: 0, wh: 0, state: 'Charging' });
  // 40 minutes × 3.00 an hour and 5 kWh × 0.40
  expect(await event(station, { kind: 'Ended', at: start + 30 * minute, seqNo: 1, wh: 5000 })).toMatchObject({ totalCost: 4 });
  expect(await totals(station)).toEqual({ stored: 4, anew: 4 });
});

describe('what a driver pays less', () => {
  async function reduced(station: TestStation, name: string, rule: object): Promise<void> {
    await sql`insert into price_reduction (tenant_id, name, target, target_id, rule) values (1, ${name}, 'station', ${station.state.id}, ${JSON.stringify(rule)}::jsonb)`.execute(
      database.db,
    );
    forgetReductions(database.db);
  }
  const charged = async (station: TestStation, at: number, wh: number) => {
    const common = { triggerReason: 'MeterValuePeriodic', evse: { id: 1, connectorId: 1 } };
    const values = (when: number, value: number) => [
      { timestamp: iso(when), sampledValue: [{ value, measurand: 'Energy.Active.Import.Register', unitOfMeasure: { unit: 'Wh' } }] },
    ];
    const transactionInfo = { transactionId: `D${at}` };
    world.now = at;
    await station.say('TransactionEvent', {
      ...common,
      eventType: 'Started',
      timestamp: iso(at),
      seqNo: 0,
      transactionInfo,
      idToken: { ...card, idToken: 'OTHER' },
      meterValue: values(at, 0),
    });
    world.now = at + 60 * minute;
    const { totalCost } = await station.say('TransactionEvent', {
      ...common,
      eventType: 'Ended',
      timestamp: iso(world.now),
      seqNo: 1,
      transactionInfo,
      meterValue: values(world.now, wh),
    });
    return totalCost;
  };

  test('30 kWh a day are free, whatever the tariff; the next day anew', async () => {
    const station = await stationWith(world, elements({ priceComponents: [energy] }));
    await reduced(station, 'Staff', { kind: 'plan', per: 'day', energyWh: 30_000 });
    expect(await charged(station, start, 20_000)).toBe(0);
    // 10 of 20 kWh × 0.40
    expect(await charged(station, start + 120 * minute, 20_000)).toBe(4);
    expect(await charged(station, start + 240 * minute, 5000)).toBe(2);
    expect(await charged(station, start + 24 * 60 * minute, 30_000)).toBe(0);
    const sessions = await station.sessions();
    const bills = await Promise.all(sessions.map(({ id }) => billOf({ db: database.db, book: database.db }, Number(id), world.now)));
    expect(bills.map(({ cost }) => cost?.total)).toEqual(['0.00', '4.00', '2.00', '0.00']);
    expect(bills[1]?.cost?.lines.at(-1)).toMatchObject({ type: 'REDUCTION', name: 'Staff', added: '10' });
  });

  test('a discount and a tier come off a tariff that asks for the course as well', async () => {
    const station = await stationWith(world, elements({ priceComponents: [energy, idle] }));
    await reduced(station, 'Spring', { kind: 'percent', percent: '10' });
    expect(await charged(station, start + 48 * 60 * minute, 10_000)).toBe(3.6);
    expect(await totals(station)).toEqual({ stored: 3.6, anew: 3.6 });
    await reduced(station, 'Gold', {
      kind: 'loyalty',
      per: 'month',
      counts: 'sessions',
      tiers: [{ name: 'Gold', from: 1, percent: '50' }],
    });
    expect(await charged(station, start + 50 * 60 * minute, 10_000)).toBe(1.8);
  });
});
