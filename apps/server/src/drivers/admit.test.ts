import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selectCards } from '../local-lists/cards-store.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { type TestStation, TestWorld } from '../testing/station.ts';
import { forgetLookUps } from '../tokens/look-up.ts';

let database: TestDatabase;
let world: TestWorld;
let old: TestStation;
let late: TestStation;
beforeAll(async () => {
  database = await testDatabase();
  world = new TestWorld(database);
  old = await world.station('A16', 'ocpp1.6');
  late = await world.station('A201', 'ocpp2.0.1');
  await run(`insert into company (id, tenant_id, name) overriding system value values (5, 1, 'Acme')`);
  await run(`insert into driver (id, tenant_id, name, company_id) overriding system value values (7, 1, 'Ann', 5)`);
  await run(`insert into driver_group (id, tenant_id, name, kind) overriding system value values (3, 1, 'Night shift', 'employees')`);
  await run(`insert into driver_group_member (driver_id, group_id, tenant_id) values (7, 3, 1)`);
  await run(`update token set driver_id = 7 where canonical = 'CARD'`);
});
afterAll(() => database.drop());

async function run(statement: string): Promise<void> {
  await sql.raw(statement).execute(database.db);
  forgetLookUps(database.db);
}
const rights = (value: unknown) => run(`update driver_group set rights = '${JSON.stringify(value)}' where id = 3`);
const limits = (table: 'driver' | 'company', value: unknown) => run(`update ${table} set limits = '${JSON.stringify(value)}'`);
const idToken = { idToken: 'CARD', type: 'ISO14443' };
async function answers(): Promise<unknown[]> {
  const told16 = (await old.say('Authorize', { idTag: 'CARD' }))['idTagInfo'] as { status: string };
  const told2x = (await late.say('Authorize', { idToken }))['idTokenInfo'] as { status: string };
  const { rows } = await sql<{ reason: string }>`select reason from tap order by frame_id desc limit 1`.execute(database.db);
  return [told16.status, told2x.status, rows[0]?.reason];
}
const listed = async () => (await selectCards(database.db, { tenant_id: 1, site_id: 1 })).map(({ value, blocked }) => [value, blocked]);
const night = { days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'], from: '22:00', until: '06:00' };
const berlin = (hour: number) => Date.UTC(2026, 4, 4, hour - 2);

test('a group without rights forbids nothing', async () => {
  expect(await answers()).toEqual(['Accepted', 'Accepted', 'known']);
  expect(await listed()).toEqual([
    ['CARD', false],
    ['OTHER', false],
  ]);
});

test('where a group may not charge the card is refused, and the reason is kept', async () => {
  await rights([{ siteIds: [99], hours: null }]);
  expect(await answers()).toEqual(['Invalid', 'NotAtThisLocation', 'notAtThisSite']);
  expect(await listed()).toEqual([['OTHER', false]]);
});

test('outside its hours a group does not charge, and no list of a station names its cards', async () => {
  await rights([{ siteIds: [1], hours: [night] }]);
  world.now = berlin(21);
  expect(await answers()).toEqual(['Invalid', 'NotAtThisTime', 'notAtThisTime']);
  world.now = berlin(22);
  expect(await answers()).toEqual(['Accepted', 'Accepted', 'known']);
  expect(await listed()).toEqual([['OTHER', false]]);
});

test('a card that charges is held up to end it, also when its hours are over', async () => {
  const timestamp = new Date(world.now).toISOString();
  const { transactionId } = await old.say('StartTransaction', { connectorId: 1, idTag: 'CARD', meterStart: 0, timestamp });
  world.now = berlin(24 + 7);
  expect(((await old.say('Authorize', { idTag: 'card' }))['idTagInfo'] as { status: string }).status).toBe('Accepted');
  expect(((await late.say('Authorize', { idToken }))['idTokenInfo'] as { status: string }).status).toBe('NotAtThisTime');
  const ended = await old.say('StopTransaction', {
    transactionId,
    idTag: 'CARD',
    meterStop: 5000,
    timestamp: new Date(world.now).toISOString(),
  });
  expect(ended['idTagInfo']).toMatchObject({ status: 'Accepted' });
  expect(await answers()).toEqual(['Invalid', 'NotAtThisTime', 'notAtThisTime']);
});

test('a start that is refused says so, and its session knows whose it was', async () => {
  const timestamp = new Date(world.now).toISOString();
  const started = await old.say('StartTransaction', { connectorId: 1, idTag: 'CARD', meterStart: 5000, timestamp });
  expect(started['idTagInfo']).toMatchObject({ status: 'Invalid' });
  const [session] = (await old.sessions()).slice(-1);
  expect(session).toMatchObject({ marks: ['tokenRefused'] });
  await old.say('StopTransaction', { transactionId: started['transactionId'], meterStop: 5000, timestamp });
});

test('a limit that is used up refuses: the driver’s, the company’s, of a running session too', async () => {
  await rights([]);
  await limits('driver', [{ of: 'energy', per: 'day', mostWh: 4000, stops: false }]);
  const day = '2026-05-05';
  await run(
    `insert into spending (owner, owner_id, day, currency, tenant_id, energy_wh, total, sessions) values ('driver', 7, '${day}', 'EUR', 1, 3999, 2, 1), ('company', 5, '${day}', 'EUR', 1, 3999, 2, 1)`,
  );
  await run(`update spending set day = (now() at time zone (select time_zone from site where id = 1))::date`);
  world.now = Date.now();
  expect(await answers()).toEqual(['Accepted', 'Accepted', 'known']);
  expect(await listed()).toEqual([['OTHER', false]]);
  const timestamp = new Date(world.now).toISOString();
  const { transactionId } = await old.say('StartTransaction', { connectorId: 1, idTag: 'CARD', meterStart: 0, timestamp });
  world.now += 60_000;
  const sampledValue = [{ value: '1', measurand: 'Energy.Active.Import.Register', unit: 'Wh' }];
  const meterValue = [{ timestamp: new Date(world.now).toISOString(), sampledValue }];
  await old.say('MeterValues', { connectorId: 1, transactionId, meterValue });
  forgetLookUps(database.db);
  const told = (await late.say('Authorize', { idToken }))['idTokenInfo'];
  expect(told).toMatchObject({ status: 'NoCredit' });
  await limits('driver', []);
  await limits('company', [{ of: 'money', per: 'month', most: '2', currency: 'EUR', stops: false }]);
  expect((await late.say('Authorize', { idToken }))['idTokenInfo']).toMatchObject({ status: 'NoCredit' });
  const { rows } = await sql<{ reason: string }>`select reason from tap order by frame_id desc limit 1`.execute(database.db);
  expect(rows).toEqual([{ reason: 'companyLimit' }]);
  await limits('company', [{ of: 'money', per: 'month', most: '2', currency: 'CHF', stops: false }]);
  expect((await late.say('Authorize', { idToken }))['idTokenInfo']).toMatchObject({ status: 'Accepted' });
});

test('a blocked driver is refused everywhere, offline too', async () => {
  await run('update driver set blocked = true');
  expect((await late.say('Authorize', { idToken }))['idTokenInfo']).toMatchObject({ status: 'Blocked' });
  expect(await listed()).toEqual([
    ['CARD', true],
    ['OTHER', false],
  ]);
});

test('what drivers may do counts as a change of the cards, so that lists follow', async () => {
  const revision = async () =>
    (await sql<{ revision: string }>`select revision::text as revision from token_revision where tenant_id = 1`.execute(database.db))
      .rows[0]?.revision;
  const seen = new Set([await revision()]);
  for (const change of [
    `update driver_group set note = 'x'`,
    'update driver set blocked = false',
    'delete from driver_group_member',
    `update company set limits = '[]'`,
  ]) {
    await run(change);
    seen.add(await revision());
  }
  expect(seen.size).toBe(5);
});
