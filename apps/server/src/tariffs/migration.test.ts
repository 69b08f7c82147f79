import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbedded } from '../db/embedded/embedded.ts';
import { migrate } from '../db/migrate.ts';

/** A database of before the full tariff: what it holds must come over as it was. */
let embedded: Awaited<ReturnType<typeof startEmbedded>>;
let client: pg.Client;
const dataDir = mkdtempSync(join(tmpdir(), 'stationmaster-test-'));
const folder = join(import.meta.dirname, '../db/migrations');

beforeAll(async () => {
  embedded = await startEmbedded(dataDir, 'test-password', pino({ level: 'silent' }));
  client = new pg.Client(embedded.connection);
  await client.connect();
  await client.query(
    'create table migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
  );
  for (const name of readdirSync(folder)
    .filter((one) => one.endsWith('.sql') && one < '0020')
    .sort()) {
    const text = readFileSync(join(folder, name), 'utf8');
    await client.query(text);
    await client.query('insert into migration (name, checksum) values ($1, $2)', [name, createHash('sha256').update(text).digest('hex')]);
  }
});
afterAll(async () => {
  await client.end();
  await embedded.stop(true);
  rmSync(dataDir, { recursive: true, force: true });
});

const tariff = (version: number, price: string) => ({
  id: 5,
  version,
  name: 'Day',
  currency: 'EUR',
  taxIncluded: true,
  elements: [
    {
      priceComponents: [
        { type: 'ENERGY', price, vat: '19', stepSize: 1 },
        { type: 'FLAT', price: '0.5', stepSize: 1 },
      ],
    },
  ],
});
const cost = {
  currency: 'EUR',
  net: '3.86',
  tax: '0.64',
  total: '4.50',
  lines: [
    { type: 'ENERGY', price: '0.40', quantity: '10', unit: 'kWh', net: '3.361344537815', vat: '19' },
    { type: 'FLAT', price: '0.5', quantity: '1', unit: 'session', net: '0.5', vat: null },
  ],
  taxes: [{ vat: '19', net: '3.36', tax: '0.64' }],
};

test('tariffs become versions, sessions refer to theirs, costs have the full shape, places keep their tariff', async () => {
  await client.query(
    `insert into tariff (id, tenant_id, name, currency, definition, version) overriding system value values (5, 1, 'Day', 'EUR', $1, 2)`,
    [tariff(2, '0.49')],
  );
  await client.query(
    `insert into site (id, tenant_id, name, time_zone, currency, open_access, tariff_id) overriding system value values (1, 1, 'S', 'UTC', 'EUR', true, 5)`,
  );
  await client.query(
    `insert into station (id, tenant_id, identity, site_id, tariff_id) overriding system value values (1, 1, 'A', 1, null), (2, 1, 'B', 1, 5)`,
  );
  await client.query(
    `insert into session (id, tenant_id, station_id, evse_id, start_key, status, started_at, received_at, heard_at, currency, tariff, cost, total)
     values (1, 1, 1, 1, 'a', 'ended', now(), now(), now(), 'EUR', $1, $2, 4.5), (2, 1, 1, 1, 'b', 'active', now(), now(), now(), 'EUR', $3, null, null)`,
    [tariff(1, '0.40'), cost, tariff(2, '0.49')],
  );
  await migrate(embedded.connection);
  const { rows } = await client.query(
    `select e.id::int as id, v.version, v.definition #>> '{elements,0,priceComponents,0,price}' as price, e.cost, e.total::text as total
     from session e join tariff_version v on v.id = e.tariff_version_id order by e.id`,
  );
  expect(rows).toMatchObject([
    { id: 1, version: 1, price: '0.40', total: '4.5000' },
    { id: 2, version: 2, price: '0.49', cost: null },
  ]);
  expect(rows[0].cost).toEqual({
    ...cost,
    due: '4.50',
    payments: [],
    taxes: [{ name: 'VAT', ...cost.taxes[0] }],
    lines: [
      {
        ...cost.lines[0],
        isReservation: false,
        name: null,
        rule: { element: 0, component: 0 },
        added: '0',
        amount: '4',
        spans: [],
        taxes: [{ name: 'VAT', percent: '19' }],
      },
      {
        ...cost.lines[1],
        isReservation: false,
        name: null,
        rule: { element: 0, component: 1 },
        added: '0',
        amount: '0.5',
        spans: [],
        taxes: [],
      },
    ],
  });
  const { rows: places } = await client.query(
    'select target, target_id::int as id, tariff_id::int as tariff from tariff_assignment order by target, target_id',
  );
  expect(places).toEqual([
    { target: 'site', id: 1, tariff: 5 },
    { target: 'station', id: 2, tariff: 5 },
  ]);
});
