import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { asTenant, defaultTenantId } from '../db/tenant.ts';
import type { Call } from '../http/handler.ts';
import { testDatabase } from '../testing/database.ts';
import { tokenHandlers } from './routes.ts';

test('taps are found by card, station, answer and text, newest first', async () => {
  const { db, drop } = await testDatabase();
  onTestFinished(drop);
  const call: Call = {
    tenantId: defaultTenantId,
    actor: { kind: 'user', id: 1, name: 'op', role: 'viewer' },
    requestId: 'r',
    now: 0,
    tx: (run) => asTenant(db, defaultTenantId, run),
    subject: () => undefined,
  };
  await sql`insert into station (id, tenant_id, identity) overriding system value values (1, 1, 'A'), (2, 1, 'B')`.execute(db);
  await sql`insert into token (id, tenant_id, value, canonical, driver_name) values (7, 1, 'ANNA-1', 'ANNA-1', 'Anna')`.execute(db);
  await sql`insert into tap (tenant_id, station_id, at, id_token, id_token_type, token_id, purpose, status, reason, frame_id) values
    (1, 1, '2026-01-01T00:00:00.001Z', 'anna-1', null, 7, 'authorize', 'Accepted', 'known', 1),
    (1, 1, '2026-01-01T00:00:00.002Z', '4711', 'KeyCode', null, 'start', 'Unknown', 'unknown', 2),
    (1, 2, '2026-01-01T00:00:00.002Z', 'X', null, null, 'start', 'Blocked', 'blocked', 3)`.execute(db);
  const taps = (query: { tokenId?: number; stationId?: string; refused?: 'true'; search?: string; cursor?: string; limit?: number } = {}) =>
    tokenHandlers({}).listTaps({ params: undefined, body: undefined, text: '', query: { limit: 50, ...query } }, call);
  const ids = async (query?: Parameters<typeof taps>[0]): Promise<string[]> => (await taps(query)).items.map(({ idToken }) => idToken);
  expect(await ids()).toEqual(['X', '****', 'anna-1']);
  expect(await ids({ tokenId: 7 })).toEqual(['anna-1']);
  expect(await ids({ stationId: 'B' })).toEqual(['X']);
  expect(await ids({ refused: 'true' })).toEqual(['X', '****']);
  expect(await ids({ search: 'Anna' })).toEqual(['anna-1']);
  const first = await taps({ limit: 1 });
  const rest = await taps({ limit: 5, cursor: first.next ?? '' });
  expect([...first.items, ...rest.items].map(({ idToken }) => idToken)).toEqual(['X', '****', 'anna-1']);
});
