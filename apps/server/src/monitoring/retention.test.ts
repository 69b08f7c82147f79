import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { TestWorld } from '../testing/station.ts';
import { deleteOldStreamValues } from './retention.ts';

let database: TestDatabase;
let world: TestWorld;
const now = Date.UTC(2026, 4, 1, 8);
const day = 86_400_000;
beforeAll(async () => {
  database = await testDatabase();
  world = new TestWorld(database);
});
afterAll(async () => {
  await world.commits.close();
  await database.drop();
});

test('values of streams go after 30 days', async () => {
  const { state } = await world.station('STREAM', 'ocpp2.1');
  for (const [frame, age] of [1, 29, 31, 400].entries())
    await sql`insert into stream_values (station_id, tenant_id, stream_id, at, frame_id, pending, points)
      values (${state.id}, 1, 1, ${new Date(now - age * day)}, ${frame}, 0, '[]')`.execute(database.db);
  expect(await deleteOldStreamValues({ db: database.db, clock: () => now })).toBe(2);
  expect(await deleteOldStreamValues({ db: database.db, clock: () => now })).toBe(0);
  const { rows } = await sql<{ frame_id: string }>`select frame_id from stream_values order by frame_id`.execute(database.db);
  expect(rows.map(({ frame_id: id }) => Number(id))).toEqual([0, 1]);
});
