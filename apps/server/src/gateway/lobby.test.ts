import { once } from 'node:events';
import { connect } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { TestSocket } from '../testing/socket.ts';

const boot = { chargePointVendor: 'Acme', chargePointModel: 'One', chargePointSerialNumber: 'X-1' };
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ MAX_LOBBY_SOCKETS: '3' });
});
afterAll(() => app.drop());

interface Entry {
  id: number;
  stationId: string | null;
  reason: string;
  path: string;
  attempts: number;
  connected: boolean;
  adoptable: boolean;
  said: Record<string, unknown> | null;
}
async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const headers = { authorization: `Bearer ${app.key}`, 'content-type': 'application/json' };
  const response = await fetch(`${app.api}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
const listed = async (): Promise<Entry[]> => (await ask<{ items: Entry[] }>('GET', '/lobby?limit=200')).items;
/** The entry once it says what is asked of it: attempts are written together twice a second. */
async function entry(fits: (entry: Entry) => boolean): Promise<Entry | undefined> {
  const found = async (): Promise<Entry | undefined> => (await listed()).find(fits);
  await expect.poll(found, { timeout: 10_000 }).toBeDefined();
  return found();
}

describe('the lobby', () => {
  it('lists an unknown box with what it said, believes nothing else, and lets it in at once when it is adopted', async () => {
    const box = await TestSocket.open(app.ocpp, 'NEW-1');
    expect((await box.call('BootNotification', boot))[2]).toMatchObject({ status: 'Pending', interval: 60 });
    for (const [action, payload] of [
      ['StartTransaction', { connectorId: 1, idTag: 'A', meterStart: 0, timestamp: '2026-05-01T08:00:00Z' }],
      ['StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' }],
      ['Heartbeat', {}],
      ['Nonsense', {}],
    ] as const)
      expect((await box.call(action, payload)).slice(2, 3)).toEqual(['SecurityError']);
    const found = await entry(({ stationId, said }) => stationId === 'NEW-1' && said !== null);
    expect(found).toMatchObject({ reason: 'unknownStation', connected: true, adoptable: true, said: boot });
    await ask('POST', `/lobby/${found?.id}/adopt`, {});
    expect(await box.closed).toBe(1001);
    const station = await TestSocket.open(app.ocpp, 'NEW-1');
    expect((await station.call('BootNotification', boot))[2]).toMatchObject({ status: 'Accepted' });
    expect((await listed()).some(({ stationId }) => stationId === 'NEW-1')).toBe(false);
    await station.close();
  });

  it('lists whom it refused, and why', async () => {
    const { password } = await ask<{ password: string }>('POST', '/stations', { id: 'OURS', securityProfile: 1 });
    for (const [id, options, status] of [
      ['OURS', {}, '401'],
      ['OURS', { password: 'not-the-right-one' }, '401'],
      ['OURS', { password, userName: 'THEIRS' }, '401'],
      ['NOWHERE', { path: '/' }, '404'],
      ['COLON', { path: '/a%3Ab' }, '400'],
      ['SILENT', { version: '' }, '400'],
      ['FOREIGN', { version: 'ocpp0.9' }, '400'],
    ] as const)
      await expect(TestSocket.open(app.ocpp, id, options)).rejects.toThrow(status);
    const reasons = ['noPassword', 'wrongPassword', 'wrongUserName', 'noStationId', 'badStationId', 'noSubprotocol', 'wrongSubprotocol'];
    const told = async (): Promise<string[]> => (await listed()).map(({ reason }) => reason);
    await expect.poll(told, { timeout: 10_000 }).toEqual(expect.arrayContaining(reasons));
    const text = JSON.stringify(await listed());
    expect(text).not.toContain('not-the-right-one');
    expect(text).not.toContain(password);
    const ours = await TestSocket.open(app.ocpp, 'OURS', { password });
    expect((await ours.call('BootNotification', boot))[2]).toMatchObject({ status: 'Accepted' });
    await ours.close();
  });

  it('holds no more boxes than it is told to', async () => {
    const boxes = await Promise.all(['m1', 'm2', 'm3'].map((id) => TestSocket.open(app.ocpp, id)));
    await expect(TestSocket.open(app.ocpp, 'm4')).rejects.toThrow('503');
    await entry(({ stationId, reason }) => stationId === 'm4' && reason === 'lobbyFull');
    await Promise.all(boxes.map((box) => box.close()));
    await expect.poll(() => app.gateway.counts.strangers).toBe(0);
  });

  it('keeps at most a thousand of a flood of three thousand names, and still answers', async () => {
    const { db } = app.context;
    await sql`insert into lobby_attempt (tenant_id, key, identity, path, remote_address, offered, user_agent, reason, first_at, last_at)
      select 1, 'old-' || n, 'old-' || n, '/', '10.0.0.1', '', '', 'unknownStation', now() - interval '1 day', now() - interval '1 day' from generate_series(1, 900) n`.execute(
      db,
    );
    const before = process.memoryUsage().heapUsed;
    const names = Array.from({ length: 3_000 }, (_, n) => `flood-${n}`);
    const knock = async (): Promise<void> => {
      for (let name = names.pop(); name !== undefined; name = names.pop()) await refused(name);
    };
    await Promise.all(Array.from({ length: 50 }, knock));
    const rows = async (): Promise<unknown> =>
      (await sql`select count(*)::int as n, bool_or(identity like 'flood-%') as flooded from lobby_attempt`.execute(db)).rows[0];
    await expect.poll(rows, { timeout: 10_000 }).toEqual({ n: 1_000, flooded: true });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
    const box = await TestSocket.open(app.ocpp, 'after-the-flood');
    expect((await box.call('BootNotification', boot))[0]).toBe(3);
    await box.close();
  });
});

describe('UNKNOWN_STATIONS', () => {
  it('refuse turns strangers away, listed; adopt takes them in', async () => {
    const strict = await startTestApp({ UNKNOWN_STATIONS: 'refuse' });
    await expect(TestSocket.open(strict.ocpp, 'stranger')).rejects.toThrow('404');
    const rows = async (): Promise<unknown[]> => (await sql`select identity, reason from lobby_attempt`.execute(strict.context.db)).rows;
    await expect.poll(rows, { timeout: 10_000 }).toEqual([{ identity: 'stranger', reason: 'unknownStation' }]);
    await strict.drop();
    const open = await startTestApp({ UNKNOWN_STATIONS: 'adopt' });
    const station = await TestSocket.open(open.ocpp, 'stranger');
    expect((await station.call('BootNotification', boot))[2]).toMatchObject({ status: 'Accepted' });
    await station.close();
    await open.drop();
  });
});

describe('/metrics', () => {
  it('tells nothing without a key, and what a dashboard needs with one', async () => {
    expect((await fetch(`${app.url}/metrics`)).status).toBe(401);
    const response = await fetch(`${app.url}/metrics`, { headers: { authorization: `Bearer ${app.key}` } });
    const text = await response.text();
    for (const name of [
      'calls_total',
      'call_seconds',
      'connections',
      'refused_handshakes_total',
      'commit_group_size',
      'commit_seconds',
      'commit_failures_total',
      'stations_connected',
      'lobby_connected',
      'commit_waiting',
    ])
      expect(text).toContain(`# TYPE stationmaster_${name} `);
    expect(text).toMatch(/stationmaster_calls_total\{version="ocpp1.6",action="BootNotification",outcome="result"\} [1-9]/);
    expect(text).toMatch(/stationmaster_refused_handshakes_total\{reason="wrongPassword"\} 1\n/);
    expect(text).not.toContain('Nonsense');
  });

  it('is open when it is told to be', async () => {
    const open = await startTestApp({ METRICS_OPEN: 'true' });
    expect((await fetch(`${open.url}/metrics`)).status).toBe(200);
    await open.drop();
  });
});

/** An upgrade of a name nobody knows, with a subprotocol we do not speak: answered and closed. */
async function refused(name: string): Promise<void> {
  const socket = connect(app.port, '127.0.0.1');
  socket.write(
    `GET /ocpp/${name} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n`,
  );
  socket.resume();
  await once(socket, 'close');
}
