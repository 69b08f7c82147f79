import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asTenant } from './db/tenant.ts';
import { startTestApp, type TestApp } from './testing/app.ts';
import { type TestDatabase, testDatabase } from './testing/database.ts';
import { DatabaseProxy } from './testing/proxy.ts';
import { TestSocket } from './testing/socket.ts';

const boot = { chargePointVendor: 'Acme', chargePointModel: 'One' };
const available = { connectorId: 1, errorCode: 'NoError', status: 'Available' };
let database: TestDatabase;
let proxy: DatabaseProxy;

beforeAll(async () => {
  database = await testDatabase();
  proxy = await DatabaseProxy.open(database.connection);
});
afterAll(async () => {
  proxy.close();
  await database.drop();
});
const start = (): Promise<TestApp> => startTestApp({ DATABASE_URL: proxy.url, UNKNOWN_STATIONS: 'adopt' });
const ready = async (app: TestApp): Promise<[number, unknown]> => {
  const response = await fetch(`${app.url}/health/ready`);
  return [response.status, await response.json()];
};

describe('a database that goes away', () => {
  it('is said (503 databaseDown); the process lives, and everything works again when it is back', async () => {
    const app = await start();
    const station = await TestSocket.open(app.ocpp, 'waiting');
    await station.call('BootNotification', boot);
    proxy.cut();
    expect(await ready(app)).toEqual([503, { status: 'databaseDown' }]);
    expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
    expect((await station.call('StatusNotification', available)).slice(2, 3)).toEqual(['InternalError']);
    expect((await station.call('Heartbeat', {}))[0]).toBe(3);
    proxy.mend();
    await expect.poll(() => ready(app), { timeout: 10_000 }).toEqual([200, { status: 'ready' }]);
    await expect.poll(async () => (await station.call('StatusNotification', available))[0], { timeout: 10_000 }).toBe(3);
    await station.close();
    await app.drop();
  });
});

describe('a stop', () => {
  it('answers what it stored and stores what it answered', async () => {
    const app = await start();
    const station = await TestSocket.open(app.ocpp, 'stopped');
    await station.call('BootNotification', boot);
    for (let n = 0; n < 40; n += 1) station.socket.send(JSON.stringify([2, `s${n}`, 'StatusNotification', available]));
    await station.until((frame) => frame[1] === 's0');
    const stopped = app.drop();
    expect(await station.closed).toBe(1001);
    await stopped;
    const { rows } = await sql<{
      id: string;
    }>`select message_id as id from frame where message_id like 's%' and action = 'StatusNotification' order by id`.execute(database.db);
    const answered = station.frames.filter(([type, id]) => type === 3 && id.startsWith('s')).map(([, id]) => id);
    expect(answered.length).toBeGreaterThan(0);
    expect(rows.map(({ id }) => id).sort()).toEqual(answered.sort());
  });
});

describe('a database that cannot be used', () => {
  it('because another server has it: the second says so, the first goes on', async () => {
    const app = await start();
    await expect(start()).rejects.toThrow('The database of DATABASE_URL is in use by another Stationmaster.');
    expect((await ready(app))[0]).toBe(200);
    await app.drop();
  });

  it('because a newer version made it', async () => {
    await database.pool.query("insert into migration (name, checksum) values ('9999-of-the-future.sql', 'x')");
    await expect(start()).rejects.toThrow('The database was made by a newer Stationmaster (it knows 9999-of-the-future.sql)');
    await database.pool.query("delete from migration where name like '9999%'");
    await (await start()).drop();
  });

  it('because nobody is there: one sentence, without the password', async () => {
    const refusal = await startTestApp({ DATABASE_URL: 'postgres://nobody:not-to-be-seen@127.0.0.1:9/none' }).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(refusal).toMatch(/^The database of DATABASE_URL cannot be used: .*\.$/);
    expect(refusal).not.toContain('not-to-be-seen');
  });

  // root may write everywhere, so there is nothing to see as root.
  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('because its folder may not be written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stationmaster-closed-'));
    chmodSync(folder, 0o500);
    await expect(startTestApp({ DATA_DIR: join(folder, 'data') })).rejects.toThrow('cannot be written by this user');
    rmSync(folder, { recursive: true, force: true });
  });
});

const external = { host: '127.0.0.1', port: 5432, user: 'postgres', database: 'postgres', connectionTimeoutMillis: 2_000 };
const hasExternal = await isThere();

async function isThere(): Promise<boolean> {
  const client = new pg.Client(external);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

// Only where a PostgreSQL of the machine lets user postgres in without a password.
describe.skipIf(!hasExternal)('a PostgreSQL of the machine (127.0.0.1:5432)', () => {
  it('serves as well as the embedded one, tenants kept apart by row-level security', async () => {
    const name = `stationmaster_test_${process.pid}`;
    const admin = new pg.Client(external);
    await admin.connect();
    await admin.query(`create database ${name}`);
    try {
      const app = await startTestApp({ DATABASE_URL: `postgres://postgres@127.0.0.1:5432/${name}`, UNKNOWN_STATIONS: 'adopt' });
      const station = await TestSocket.open(app.ocpp, 'outside');
      await station.call('BootNotification', boot);
      const seen = (tenant: number): Promise<number> =>
        asTenant(
          app.context.db,
          tenant,
          async (tx) => (await sql<{ n: number }>`select count(*)::int as n from station`.execute(tx)).rows[0]?.n ?? -1,
        );
      expect([await seen(1), await seen(2)]).toEqual([1, 0]);
      const response = await fetch(`${app.api}/stations/outside`, { headers: { authorization: `Bearer ${app.key}` } });
      expect(await response.json()).toMatchObject({ id: 'outside', vendor: 'Acme' });
      await station.close();
      await app.drop();
    } finally {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    }
  });
});
