/** Reports over many ended sessions: how long they take, how fast the sessions are counted, how fast a file of them is written. */
import { CompiledQuery } from 'kysely';
import { upsertFacts } from '../apps/server/src/statistics/facts-store.ts';
import { countSessions } from '../apps/server/src/statistics/keep.ts';
import { startTestApp, type TestApp } from '../apps/server/src/testing/app.ts';

const sessions = Number(process.env['BENCH_REPORT_SESSIONS'] ?? 1_000_000);
const counted = Math.min(sessions, 5_000);
const span = 'from=2025-01-01&until=2026-12-31';
const runs = 5;

export async function reports(): Promise<void> {
  const app = await startTestApp();
  try {
    await fill(app);
    const perSession = await counting(app);
    console.log(`### reports over ${sessions.toLocaleString('en')} ended sessions, over HTTP (median of ${runs}, then the slowest)\n`);
    console.log('| by | rows | ms | slowest ms |\n|---|---|---|---|');
    for (const by of ['site', 'station', 'driver', 'company', 'tariff', 'hour', 'day', 'month', 'driver&and=month', 'site&and=hour'])
      await timed(`by ${by.replace('&and=', ' and ')}`, async () => {
        const { rows, isCut } = (await json(app, `/statistics?${span}&by=${by}`)) as { rows: unknown[]; isCut: boolean };
        return `${rows.length}${isCut ? ' of more' : ''}`;
      });
    await timed('by site, one month', async () =>
      String(((await json(app, '/statistics?from=2025-03-01&until=2025-03-31&by=site')) as { rows: unknown[] }).rows.length),
    );
    await timed('the same straight from the sessions (site, no idle time, no verdicts)', () => direct(app));
    for (const format of ['csv', 'xlsx'])
      await timed(
        `every driver and month as ${format}`,
        async () =>
          `${((await (await ask(app, `/statistics.${format}?${span}&by=driver&and=month`)).arrayBuffer()).byteLength / 1e6).toFixed(1)} MB`,
      );
    console.log(`\nCounting one ended session with 16 readings: ${perSession.wall} µs, of it ${perSession.cpu} µs CPU of the server.\n`);
  } finally {
    await app.drop();
  }
}

async function timed(name: string, run: () => Promise<string>): Promise<void> {
  const took: number[] = [];
  let answer = '';
  for (let n = 0; n < runs; n++) {
    const began = performance.now();
    answer = await run();
    took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  console.log(`| ${name} | ${answer} | ${Math.round(took[runs >> 1] ?? 0)} | ${Math.round(took.at(-1) ?? 0)} |`);
}

function ask(app: TestApp, path: string): Promise<Response> {
  return fetch(app.api + path, { headers: { authorization: `Bearer ${app.key}` } });
}
async function json(app: TestApp, path: string): Promise<unknown> {
  const response = await ask(app, path);
  if (!response.ok) throw new Error(await response.text());
  return await response.json();
}
const query = (app: TestApp, text: string): Promise<{ rows: unknown[] }> => app.context.db.executeQuery(CompiledQuery.raw(text));

async function direct(app: TestApp): Promise<string> {
  const { rows } = await query(
    app,
    `select site_id, currency, count(*), sum(energy_wh), sum(ended_at - started_at), sum((cost ->> 'net')::numeric), sum((cost ->> 'tax')::numeric), sum(total), sum(supply_cost), sum(co2_g)
     from session where tenant_id = 1 and status = 'ended' and started_at >= '2025-01-01' and started_at < '2027-01-01' group by 1, 2`,
  );
  return String(rows.length);
}

/** A hundred sites in four zones, two thousand stations, twenty thousand drivers, a session every 60 s. */
async function fill(app: TestApp): Promise<void> {
  const cost = {
    currency: 'EUR',
    net: '10.71',
    tax: '2.03',
    total: '12.74',
    payments: [],
    due: '12.74',
    lines: [
      {
        type: 'ENERGY',
        isReservation: false,
        name: null,
        rule: { element: 0, component: 0 },
        price: '0.59',
        quantity: '21.6',
        unit: 'kWh',
        added: '0',
        amount: '12.744',
        net: '10.709243697479',
        vat: '19',
        taxes: [{ name: 'VAT', percent: '19' }],
        spans: [
          {
            from: 1.79e12,
            until: 1.79e12 + 1.44e7,
            quantity: '21.6',
            market: null,
            readings: { from: { at: 1.79e12, wh: 0 }, to: { at: 1.79e12 + 1.44e7, wh: 21_600 } },
          },
        ],
      },
    ],
    taxes: [{ name: 'VAT', vat: '19', net: '10.71', tax: '2.03' }],
  };
  await query(
    app,
    `insert into site (id, tenant_id, name, time_zone, currency, open_access) overriding system value
    select n, 1, 'Site ' || n, (array['Europe/Berlin', 'Europe/London', 'America/New_York', 'Asia/Tokyo'])[1 + n % 4], 'EUR', true from generate_series(1, 100) n`,
  );
  await query(
    app,
    `insert into station (id, tenant_id, identity, site_id) overriding system value select n, 1, 'B' || n, 1 + n % 100 from generate_series(1, 2000) n`,
  );
  await query(
    app,
    `insert into driver (id, tenant_id, name) overriding system value select n, 1, 'Driver ' || n from generate_series(1, 20000) n`,
  );
  await query(
    app,
    `insert into company (id, tenant_id, name) overriding system value select n, 1, 'Company ' || n from generate_series(1, 50) n`,
  );
  await query(
    app,
    `insert into session (id, tenant_id, station_id, site_id, driver_id, company_id, evse_id, start_key, status, started_at, ended_at, received_at, heard_at, energy_wh, currency, total, cost, supply_cost, co2_g, id_token, state)
    select n, 1, 1 + n % 2000, 1 + n % 2000 % 100, 1 + n * 7 % 20000, 1 + n % 50, 1, 'k' || n, 'ended', s, s + interval '4 h', s, s, 21600 + n % 1000, 'EUR', 12.74, '${JSON.stringify(cost)}', 4.32, 7400, 'CARD' || n % 20000,
      '{"meter":{"series":{}},"hasBegun":true}'
    from generate_series(1, ${sessions}::int) n, lateral (select timestamptz '2025-01-01T00:00Z' + n * interval '60 s' as s) t`,
  );
  await query(
    app,
    `insert into session_check (session_id, tenant_id, station_id, evse_id, started_at, ended_at, outcome, findings, since, checked_at)
    select id, 1, station_id, 1, started_at, ended_at, case when id % 500 = 0 then 'hold' when id % 501 = 0 then 'drop' else 'bill' end, '[]', ended_at, ended_at from session`,
  );
  await query(
    app,
    `insert into sample (tenant_id, station_id, session_id, evse_id, at, series, frame_id, readings)
    select 1, station_id, id, 1, started_at + m * interval '15 min', 1, 0, '[["Energy.Active.Import.Register","","Outlet","Sample.Periodic","Wh",' || least(m, 12) * 1800 || ',null,""]]'
    from session, generate_series(0, 15) m where id <= ${counted}`,
  );
  await reserved(app);
  const batch = 20_000;
  for (let first = 1; first <= sessions; first += batch)
    await upsertFacts(
      app.context.db,
      Array.from({ length: Math.min(batch, sessions - first + 1) }, (_, n) => ({ id: first + n, idleMs: 1_800_000 })),
    );
  await query(app, 'update session_fact_sweep set rounds = 1, ended_at = now()');
  await query(app, 'vacuum analyze session, session_fact, session_check, sample, reservation, reservation_bill');
}

/** As many reservations without a session as one in fifty sessions, half of them with a price. */
async function reserved(app: TestApp): Promise<void> {
  const [{ id }] = (
    await query(
      app,
      `with t as (insert into tariff (tenant_id, name, currency) values (1, 'Kept', 'EUR') returning id)
    insert into tariff_version (tenant_id, tariff_id, version, definition) select 1, id, 1, '{"name":"Kept"}' from t returning id`,
    )
  ).rows as [{ id: string }];
  await query(
    app,
    `insert into reservation (id, tenant_id, station_id, evse_id, id_token, id_token_type, status, created_at, created_by, expires_at, ended_at)
    select n, 1, 1 + n % 2000, 1, 'CARD', 'Central', 'expired', s, 'bench', s, s
    from generate_series(1, ${sessions}::int / 50) n, lateral (select timestamptz '2025-01-01T00:00Z' + n * interval '50 min' as s) t`,
  );
  await query(
    app,
    `insert into reservation_bill (reservation_id, tenant_id, tariff_version_id, facts, driver_id, company_id, site_id, made_at, currency, outcome, cost, total)
    select id, 1, ${id}, '{}', 1 + id * 7 % 20000, 1 + id % 50, 1 + id % 2000 % 100, created_at, 'EUR', 'expired', '{"net":"5.60","tax":"1.40","total":"7.00"}', 7 * (id % 2)
    from reservation`,
  );
}

async function counting(app: TestApp): Promise<{ wall: number; cpu: number }> {
  const ids = Array.from({ length: counted }, (_, n) => n + 1);
  const began = performance.now();
  const cpu = process.cpuUsage();
  await countSessions(app.context.db, ids);
  const { user, system } = process.cpuUsage(cpu);
  return { wall: Math.round(((performance.now() - began) * 1000) / counted), cpu: Math.round((user + system) / counted) };
}
