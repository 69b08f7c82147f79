import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { costTeller16 } from '../sessions/tell-cost-16.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { TestWorld } from '../testing/station.ts';
import { forgetTariffs } from './book.ts';
import { priceText } from './price-text.ts';

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
const minute = 60_000;
const iso = (at: number): string => new Date(at).toISOString();
const element = (...priceComponents: object[]) => [{ priceComponents }];
const energy = { type: 'ENERGY', price: '0.40', vat: '19', stepSize: 1 };
const idle = { type: 'IDLE_TIME', price: '6', vat: '19', stepSize: 1, graceSeconds: 1800 };

test.each([
  ['energy and idle time', element(energy, idle), {}, '0.40 EUR/kWh, 6 EUR/h not charging after 30 min, tax included'],
  ['before tax', element(energy), { taxIncluded: false }, '0.40 EUR/kWh, plus tax'],
  ['free', element({ ...energy, price: '0' }), {}, '0 EUR/kWh, tax included'],
  ['the operator’s own words', element(energy), { texts: [{ language: 'de', text: 'Günstig' }] }, 'Günstig'],
])('a display shows %s', (_, elements, rest, text) => {
  const tariff = { id: 1, version: 1, name: 'T', currency: 'EUR', taxIncluded: true, elements, ...rest } as Parameters<typeof priceText>[0];
  expect(priceText(tariff, { around: { zone: 'UTC' }, at: 0 })).toBe(text);
});

test.each([
  [
    'figures',
    element(energy, idle, { type: 'FLAT', price: '1', stepSize: 1 }),
    {},
    '0,40 EUR/kWh, 1 EUR je Ladevorgang, 6 EUR/h ohne Laden nach 30 min, inkl. Steuer',
  ],
  ['nothing to pay', [{ priceComponents: [energy], restrictions: { startTime: '10:00', endTime: '11:00' } }], {}, 'kostenlos'],
  [
    'the operator’s own words',
    element(energy),
    {
      texts: [
        { language: 'en', text: 'Cheap' },
        { language: 'de', text: 'Günstig' },
      ],
    },
    'Günstig',
  ],
])('a German reader is told %s in German', (_, elements, rest, text) => {
  const tariff = { id: 1, version: 1, name: 'T', currency: 'EUR', taxIncluded: true, elements, ...rest } as Parameters<typeof priceText>[0];
  expect(priceText(tariff, { around: { zone: 'UTC' }, at: 0, language: 'de' })).toBe(text);
});

test('1.6: a station of the California pricing requirements is told what runs and what it came to', async () => {
  const station = await world.station('CAL', 'ocpp1.6');
  const definition = { id: 50, version: 1, name: 'Rich', currency: 'EUR', taxIncluded: true, elements: element(energy, idle) };
  await sql`insert into tariff (id, tenant_id, name, currency) overriding system value values (50, 1, 'Rich', 'EUR')`.execute(database.db);
  await sql`insert into tariff_version (tenant_id, tariff_id, version, definition) values (1, 50, 1, ${JSON.stringify(definition)}::jsonb)`.execute(
    database.db,
  );
  await sql`insert into tariff_assignment (tenant_id, tariff_id, target, target_id) values (1, 50, 'station', ${station.state.id})`.execute(
    database.db,
  );
  await sql`update station set protocol = 'ocpp1.6', connected_at = now() where id = ${station.state.id}`.execute(database.db);
  forgetTariffs(database.db);
  const tell = costTeller16(world.context);
  const start = world.now;
  const { transactionId } = await station.say('StartTransaction', {
    connectorId: 1,
    idTag: 'CARD',
    meterStart: 1000,
    timestamp: iso(start),
  });
  expect(await tell()).toBe(0);
  await sql`insert into station_variable (station_id, tenant_id, variable, value, updated_at) values (${station.state.id}, 1, 'CustomDisplayCostAndPrice', 'true', now())`.execute(
    database.db,
  );
  world.now = start + 30 * minute;
  const reading = { timestamp: iso(world.now), sampledValue: [{ value: '11000', unit: 'Wh' }] };
  await station.say('MeterValues', { connectorId: 1, transactionId, meterValue: [reading] });
  expect(await tell()).toBe(1);
  expect(await tell()).toBe(0);
  world.now += 2 * minute;
  await station.say('StopTransaction', { transactionId, meterStop: 11_500, timestamp: iso(world.now) });
  expect(await tell()).toBe(1);
  expect(await tell()).toBe(0);
  const said = world.sent.map(({ action, payload }) => {
    const { vendorId, messageId, data } = payload as { vendorId: string; messageId: string; data: string };
    return { action, vendorId, messageId, data: JSON.parse(data) as Record<string, unknown> };
  });
  const common = { action: 'DataTransfer', vendorId: 'org.openchargealliance.costmsg' };
  expect(said).toEqual([
    {
      ...common,
      messageId: 'RunningCost',
      data: {
        transactionId,
        timestamp: iso(start + 30 * minute),
        meterValue: 11_000,
        cost: 4,
        state: 'Charging',
        chargingPrice: { kWhPrice: 0.4, hourPrice: 0, flatFee: 0 },
        idlePrice: { graceMinutes: 30, hourPrice: 6 },
      },
    },
    { ...common, messageId: 'FinalCost', data: { transactionId, cost: 4.2, priceText: '4.20 EUR' } },
  ]);
});
