import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@stationmaster/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestApp, TEST_KEY, type TestApp } from '../testing/app.ts';
import { expireIdempotencyKeys } from './expire.ts';
import { seal, unseal } from './seal.ts';

describe('in life', () => {
  let app: TestApp;
  let now = Date.UTC(2026, 4, 1, 8);
  const site = { name: 'Depot', timeZone: 'Europe/Berlin', currency: 'EUR' };
  beforeAll(async () => {
    app = await startTestApp({}, { clock: () => now });
  });
  afterAll(() => app?.drop());
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(app.api + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const countOf = async (table: string) =>
    (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(app.context.db)).rows[0]?.n ?? 0;

  test('the same key and body: one thing, the first answer again', async () => {
    const first = await post('/sites', site, { 'idempotency-key': 'one' });
    const again = await post('/sites', site, { 'idempotency-key': 'one' });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect([first.headers.get('idempotent-replay'), again.headers.get('idempotent-replay')]).toEqual([null, 'true']);
    expect(await again.json()).toEqual(await first.json());
    expect(await countOf('site')).toBe(1);
    const { items } = (await (
      await fetch(`${app.api}/audit?action=createSite`, { headers: { authorization: `Bearer ${app.key}` } })
    ).json()) as { items: unknown[] };
    expect(items).toHaveLength(1);
  });

  test('another body, another route: refused', async () => {
    for (const response of [
      await post('/sites', { ...site, name: 'Other' }, { 'idempotency-key': 'one' }),
      await post('/keys', { name: 'x', role: 'viewer' }, { 'idempotency-key': 'one' }),
    ]) {
      expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([409, 'idempotencyReused']);
    }
  });

  test("keys of different callers do not meet; a key's form is checked", async () => {
    const other = (await (await post('/keys', { name: 'other', role: 'administrator' })).json()) as { key: string };
    const made = await post('/sites', { ...site, name: 'Theirs' }, { 'idempotency-key': 'one', authorization: `Bearer ${other.key}` });
    expect(made.status).toBe(201);
    expect((await post('/sites', site, { 'idempotency-key': 'x'.repeat(201) })).status).toBe(400);
  });

  test('a request that failed may be tried again with the same key', async () => {
    const wrong = { ...site, name: 'Priced', tariffId: 999 };
    expect((await post('/sites', wrong, { 'idempotency-key': 'two' })).status).toBe(404);
    expect((await post('/sites', { ...site, name: 'Priced' }, { 'idempotency-key': 'two' })).status).toBe(201);
  });

  test('many at once make one', async () => {
    const before = await countOf('token');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => post('/tokens', { value: '04A1B2C3' }, { 'idempotency-key': 'three' })),
    );
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(await answer.json()).toMatchObject({ error: { code: 'idempotencyRunning' } });
    expect(await countOf('token')).toBe(before + 1);
  });

  test('a secret shown once is in the repeat, and in the database only encrypted', async () => {
    const first = (await (await post('/keys', { name: 'k', role: 'viewer' }, { 'idempotency-key': 'four' })).json()) as { key: string };
    const again = (await (await post('/keys', { name: 'k', role: 'viewer' }, { 'idempotency-key': 'four' })).json()) as { key: string };
    const station = (await (await post('/stations', { id: 'CP-1' }, { 'idempotency-key': 'five' })).json()) as { password: string };
    expect([again.key, first.key.length]).toEqual([first.key, 55]);
    expect(await (await post('/stations', { id: 'CP-1' }, { 'idempotency-key': 'five' })).json()).toMatchObject({
      id: 'CP-1',
      password: station.password,
    });
    const { rows } = await sql<{ all: string }>`select string_agg(t::text, '') as all from idempotency_key t`.execute(app.context.db);
    expect(rows[0]?.all).toContain('sealed');
    expect(rows[0]?.all).not.toContain(first.key);
    expect(rows[0]?.all).not.toContain(station.password);
  });

  test('sealed text opens under its own secret only', () => {
    const sealed = seal('a'.repeat(32), { password: 'p' });
    expect(unseal('a'.repeat(32), sealed)).toEqual({ password: 'p' });
    expect(() => unseal('b'.repeat(32), sealed)).toThrow();
  });

  test('keys end after 24 hours', async () => {
    now += 24 * 3600_000 - 1000;
    expect(await expireIdempotencyKeys(app.context)).toBe(0);
    now += 2000;
    expect(await expireIdempotencyKeys(app.context)).toBeGreaterThan(0);
    expect(await countOf('idempotency_key')).toBe(0);
  });
});

describe('killed between the commit and the answer', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'stationmaster-test-'));
  const main = join(import.meta.dirname, '../main.ts');
  let server: ChildProcess;
  afterAll(async () => {
    await ended(server, 'SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** The real server as its own process; answers with its address. */
  async function start(): Promise<string> {
    server = spawn(process.execPath, [main], {
      env: {
        ...process.env,
        PORT: '0',
        HOST: '127.0.0.1',
        DATA_DIR: dataDir,
        ADMIN_API_KEY: TEST_KEY,
        UNKNOWN_STATIONS: 'adopt',
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    for await (const text of server.stdout as AsyncIterable<Buffer>) {
      said += text.toString();
      const address = /Console\s+(http:\/\/[^/\s]+)/.exec(said)?.[1];
      if (address) return address;
    }
    throw new Error(`the server did not start: ${said}`);
  }
  async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await exit;
  }
  /** A station that boots and never answers a command; `asked` resolves when one arrives. */
  async function silentStation(base: string): Promise<{ asked: Promise<void> }> {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/ocpp/CP-KILL`, 'ocpp1.6');
    const asked = Promise.withResolvers<void>();
    const booted = Promise.withResolvers<void>();
    socket.on('error', booted.reject);
    socket.on('message', (text) => (JSON.parse(String(text))[0] === 3 ? booted.resolve() : asked.resolve()));
    socket.on('open', () => socket.send('[2,"1","BootNotification",{"chargePointVendor":"Acme","chargePointModel":"A"}]'));
    await booted.promise;
    return { asked: asked.promise };
  }

  test('the repeat sends nothing again and is told what became of the first', { timeout: 60_000 }, async () => {
    const first = await start();
    const { asked } = await silentStation(first);
    const order = { params: { stationId: 'CP-KILL' }, body: { verb: 'reset', kind: 'soft' }, idempotencyKey: 'reset-1' } as const;
    const lost = createClient({ baseUrl: first, key: TEST_KEY }).sendCommand(order);
    const failure = expect(lost).rejects.toMatchObject({ code: 'offline' });
    await asked;
    await ended(server, 'SIGKILL');
    await failure;
    const client = createClient({ baseUrl: await start(), key: TEST_KEY });
    const repeat = await client.sendCommand(order);
    const { items } = await client.listCommands({ params: { stationId: 'CP-KILL' } });
    expect(items.filter(({ verb }) => verb === 'reset')).toHaveLength(1);
    expect(repeat).toMatchObject({ id: items.find(({ verb }) => verb === 'reset')?.id, status: 'failed', reason: 'serverStopped' });
    await expect(client.sendCommand({ ...order, body: { verb: 'reset', kind: 'hard' } })).rejects.toMatchObject({
      code: 'idempotencyReused',
    });
  });
});
