import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { card, event } from '../testing/priced.ts';
import { TestWorld } from '../testing/station.ts';
import { forgetLookUps } from '../tokens/look-up.ts';

let database: TestDatabase;
let world: TestWorld;
beforeAll(async () => {
  database = await testDatabase();
  world = new TestWorld(database);
});
afterAll(() => database.drop());

const run = (statement: string) => sql.raw(statement).execute(database.db);
async function payers(stationId: number): Promise<unknown> {
  const { rows } = await sql`select driver_id::int as driver, company_id::int as company, cost_centre_id::int as "costCentre" from session
    where station_id = ${stationId}`.execute(database.db);
  return rows;
}

test('who charges and who pays stays with the session, whatever becomes of the driver', async () => {
  const old = await world.station('P16', 'ocpp1.6');
  const late = await world.station('P201', 'ocpp2.0.1');
  await run(`insert into company (id, tenant_id, name) overriding system value values (5, 1, 'Acme')`);
  await run(`insert into cost_centre (id, tenant_id, company_id, name) overriding system value values (6, 1, 5, 'Sales')`);
  await run(`insert into driver (id, tenant_id, name, company_id, cost_centre_id) overriding system value values (7, 1, 'Ann', 5, 6)`);
  await run(`update token set driver_id = 7 where canonical = 'CARD'`);
  forgetLookUps(database.db);
  const at = world.now;

  const started = { connectorId: 1, idTag: 'CARD', meterStart: 0, timestamp: new Date(at).toISOString() };
  const { transactionId } = await old.say('StartTransaction', started);
  await run('update driver set company_id = null, cost_centre_id = null where id = 7');
  forgetLookUps(database.db);
  await old.reload();
  await old.say('StopTransaction', { transactionId, meterStop: 1000, timestamp: new Date(at + 60_000).toISOString() });
  expect(await payers(old.state.id)).toEqual([{ driver: 7, company: 5, costCentre: 6 }]);

  await event(late, { kind: 'Started', at, seqNo: 0 });
  expect(await payers(late.state.id)).toEqual([{ driver: 7, company: null, costCentre: null }]);
});

test('a card bears the name of its driver, and follows it', async () => {
  const nameOnCard = async () =>
    (await sql`select driver_name as name from token where canonical = ${card.idToken}`.execute(database.db)).rows;
  expect(await nameOnCard()).toEqual([{ name: 'Ann' }]);
  await run(`update driver set name = 'Ann Berg' where id = 7`);
  expect(await nameOnCard()).toEqual([{ name: 'Ann Berg' }]);
  await run(`update token set driver_name = 'Somebody' where canonical = 'CARD'`);
  expect(await nameOnCard()).toEqual([{ name: 'Ann Berg' }]);
});
