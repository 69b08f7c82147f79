import { afterAll, beforeAll, expect, test } from 'vitest';
import { untilReadable } from '../testing/outbox.ts';
import { deleteFacts, selectSweep, selectUncounted } from './facts-store.ts';
import { countSessions, createFactKeeper } from './keep.ts';
import { type StatisticsWorld, startStatisticsWorld } from './test-world.ts';

let world: StatisticsWorld;
const count = 60;
const all = Array.from({ length: count }, (_, n) => 400 + n);

beforeAll(async () => {
  world = await startStatisticsWorld();
  const first = Date.parse('2026-10-20T21:10:00Z');
  for (const [n, id] of all.entries())
    await world.add({
      id,
      station: (['B1', 'B2', 'T1'] as const)[n % 3] ?? 'B1',
      from: new Date(first + n * 5 * 3_600_000).toISOString(),
      minutes: 40,
      idleMinutes: n % 4,
      wh: 1000 + n / 8,
      currency: n % 3 === 2 ? 'JPY' : 'EUR',
      ...(n % 7 === 0 ? {} : { price: [String(10 + n), '1'] as const }),
      ...(n % 5 === 0 ? { supply: '1.2345' } : {}),
      ...(n % 4 === 0 ? { outcome: (['hold', 'drop', 'bill'] as const)[(n / 4) % 3] ?? 'bill' } : {}),
    });
});
afterAll(() => world.stop());

/** Sums by site and currency, from the sessions themselves: nothing of it comes from what was counted. */
const direct = () =>
  world.query(`select e.site_id::text as site, e.currency::text as currency, coalesce(c.outcome, 'bill') as outcome, count(*)::text as sessions, sum(e.energy_wh)::text as wh,
      sum((e.cost ->> 'net')::numeric)::text as net, sum((e.cost ->> 'tax')::numeric)::text as tax, sum(e.total)::numeric(20,4)::text as gross, sum(e.supply_cost)::text as supply,
      (extract(epoch from sum(e.ended_at - e.started_at)))::bigint::text as seconds, min(e.started_at at time zone site.time_zone)::text as first
    from session e join site on site.id = e.site_id left join session_check c on c.session_id = e.id where e.status = 'ended' group by 1, 2, 3 order by 1, 2, 3`);
const counted = () =>
  world.query(`select site_id::text as site, currency, outcome, count(*)::text as sessions, trim_scale(sum(energy_mwh) / 1000)::numeric(20,3)::text as wh,
      trim_scale(sum(net) / 10000)::text as net, trim_scale(sum(tax) / 10000)::text as tax, (sum(gross) / 10000)::numeric(20,4)::text as gross, (sum(supply) / 10000)::numeric(20,4)::text as supply,
      (sum(duration_ms) / 1000)::bigint::text as seconds, min(began)::text as first
    from session_fact group by 1, 2, 3 order by 1, 2, 3`);
async function equal(): Promise<void> {
  const [a, b] = [await direct(), await counted()];
  expect(a.length).toBeGreaterThan(3);
  // Decimals as numbers: the one side has written zeros at the end.
  const numbers = (rows: Record<string, string | null>[]) =>
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, /^-?[\d.]+$/.test(value ?? '') ? Number(value) : value])),
    );
  expect(numbers(b)).toEqual(numbers(a));
}

test('what was never told is counted by going through all, and is the direct sum', async () => {
  await world.query('delete from session_fact');
  await world.query('update session_fact_sweep set below = null, rounds = 0, ended_at = null');
  await createFactKeeper(world.context)();
  await equal();
  expect(await selectSweep(world.context.db)).toMatchObject({ below: null, rounds: 1 });
  const [{ idle }] = await world.query('select sum(idle_ms)::float8 as idle from session_fact');
  // 0, 1, 2 and 3 minutes in turn.
  expect(idle).toBe((count / 4) * 6 * 60_000);
});

test('a process that dies in the middle leaves what the next one ends', async () => {
  const { db } = world.context;
  await deleteFacts(db, all);
  // It had counted some, and had said nothing of its place in the outbox yet.
  await world.tell('session.checked', all);
  await countSessions(db, all.slice(0, 17));
  await untilReadable(db);
  await createFactKeeper(world.context)();
  await equal();
  // Half a round of going through, and then a new process.
  await deleteFacts(db, all.slice(20, 40));
  await world.query('update session_fact_sweep set below = $1, ended_at = null', [all[45]]);
  await createFactKeeper(world.context)();
  await equal();
});

test('what has changed behind our back is found, and only that', async () => {
  const { db } = world.context;
  const [energy, price, verdict, gone] = [401, 402, 403, 404];
  await world.query('update session set energy_wh = energy_wh + 0.125 where id = $1', [energy]);
  await world.query(`update session set cost = cost || '{"tax": "2", "total": "99"}', total = 99 where id = $1`, [price]);
  await world.query(
    `insert into session_check (session_id, tenant_id, station_id, evse_id, started_at, ended_at, outcome, findings, since, checked_at)
     select id, 1, station_id, 1, started_at, ended_at, 'drop', '[]', now(), now() from session where id = $1 on conflict (session_id) do update set outcome = 'drop'`,
    [verdict],
  );
  await world.query('delete from session where id = $1', [gone]);
  const { ids, next } = await selectUncounted(db, { below: null, limit: 1000 });
  expect({ ids, next }).toEqual({ ids: [verdict, price, energy], next: null });
  await countSessions(db, ids);
  await countSessions(db, ids);
  await equal();
});
