import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { TestSocket } from '../testing/socket.ts';

let app: TestApp;
let now = Date.UTC(2026, 4, 1, 8);
const boot = { chargePointVendor: 'Acme', chargePointModel: 'One' };
const start = { connectorId: 1, idTag: 'CARD', meterStart: 100, timestamp: '2026-05-01T08:00:00Z' };

beforeAll(async () => {
  app = await startTestApp(
    { UNKNOWN_STATIONS: 'adopt', MAX_MESSAGES_PER_SECOND: '50', PING_INTERVAL_SECONDS: '30', MAX_PAYLOAD_BYTES: '20000' },
    { clock: () => now },
  );
});
afterAll(() => app.drop());

const open = (identity: string, version = 'ocpp1.6'): Promise<TestSocket> => TestSocket.open(app.ocpp, identity, { version });
async function count(text: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  return (await text.execute(app.context.db)).rows[0]?.n ?? -1;
}
async function idOf(identity: string): Promise<number> {
  return (await sql<{ id: number }>`select id from station where identity = ${identity}`.execute(app.context.db)).rows[0]?.id ?? 0;
}

describe('the gateway', () => {
  it.each(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'])('speaks %s from boot to heartbeat', async (version) => {
    const station = await open(`hello-${version}`, version);
    expect(station.socket.protocol).toBe(version);
    const [type, , answer] = await station.call(
      'BootNotification',
      version === 'ocpp1.6' ? boot : { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'One' } },
    );
    expect([type, answer]).toMatchObject([3, { status: 'Accepted', currentTime: new Date(now).toISOString() }]);
    expect(await station.call('Heartbeat', {})).toMatchObject([3, expect.any(String), { currentTime: new Date(now).toISOString() }]);
    await station.close();
  });

  it('writes a message and its answer before it answers, and no row for a heartbeat', async () => {
    const station = await open('evidence');
    const id = await idOf('evidence');
    await station.call('Heartbeat', {});
    await station.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' });
    expect(await count(sql`select count(*)::int as n from frame where station_id = ${id} and action = 'Heartbeat'`)).toBe(0);
    expect(
      await count(
        sql`select count(*)::int as n from frame where station_id = ${id} and action = 'StatusNotification' and answer like '[3,%'`,
      ),
    ).toBe(1);
    await station.close();
  });

  it.each([
    { version: 'ocpp1.6', action: 'Fly', payload: {}, code: 'NotImplemented' },
    { version: 'ocpp1.6', action: 'Reset', payload: { type: 'Soft' }, code: 'NotSupported' },
    {
      version: 'ocpp1.6',
      action: 'StatusNotification',
      payload: { errorCode: 'NoError', status: 'Available' },
      code: 'OccurenceConstraintViolation',
    },
    {
      version: 'ocpp2.0.1',
      action: 'BootNotification',
      payload: { reason: 'PowerUp', chargingStation: { model: 'One' } },
      code: 'OccurrenceConstraintViolation',
    },
  ])('$version $action $payload is refused with $code', async ({ version, action, payload, code }) => {
    const station = await open(`refused-${version}`, version);
    const frame = await station.call(action, payload);
    expect(frame.slice(0, 1).concat(frame[2])).toEqual([4, code]);
    await station.close();
  });

  it('lets the newest connection win and gives it what the older one had begun', async () => {
    const first = await open('twice');
    await first.call('BootNotification', boot);
    first.socket.send(JSON.stringify([2, 'lost', 'StartTransaction', start]));
    const second = await open('twice');
    expect(await first.closed).toBe(1008);
    const [type, , again] = await second.call('StartTransaction', start);
    expect(type).toBe(3);
    const id = await idOf('twice');
    const { rows } = await sql<{ id: number }>`select id from session where station_id = ${id}`.execute(app.context.db);
    expect(rows).toEqual([{ id: (again as { transactionId: number }).transactionId }]);
    expect(app.gateway.peek(id)?.sessions.size).toBe(1);
    await second.close();
  });

  it('takes turns for a station whether it is connected or not', async () => {
    const station = await open('turns');
    const id = await idOf('turns');
    expect(await app.gateway.turn(id, (state) => ({ answer: state.identity }))).toBe('turns');
    await station.close();
    expect(await app.gateway.turn(id, (state) => ({ answer: state.identity }))).toBe('turns');
    await expect(app.gateway.turn(987_654, () => ({ answer: 1 }))).rejects.toThrow('no station');
  });

  it('sends one call at a time and keeps each in the message log without its secrets', async () => {
    const station = await open('called');
    await station.call('BootNotification', boot);
    const id = await idOf('called');
    const one = app.gateway.send(id, {
      action: 'ChangeConfiguration',
      payload: { key: 'AuthorizationKey', value: 'top-secret-value' },
      timeoutMs: 20_000,
      commandId: null,
    });
    const two = app.gateway.send(id, { action: 'Reset', payload: { type: 'Soft' }, timeoutMs: 20_000, commandId: null });
    const [, firstId] = await station.until((frame) => frame[2] === 'ChangeConfiguration');
    expect(station.frames.some((frame) => frame[2] === 'Reset')).toBe(false);
    station.socket.send(JSON.stringify([3, firstId, { status: 'Accepted' }]));
    const [, secondId] = await station.until((frame) => frame[2] === 'Reset');
    station.socket.send(JSON.stringify([4, secondId, 'NotSupported', '', {}]));
    expect(await one).toMatchObject({ kind: 'result', payload: { status: 'Accepted' } });
    const refused = await two;
    expect(refused).toMatchObject({ kind: 'error', code: 'NotSupported' });
    await station.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' });
    expect(
      await count(
        sql`select count(*)::int as n from frame where station_id = ${id} and direction = 'out' and action = 'ChangeConfiguration' and outcome = 'result' and request not like '%top-secret%'`,
      ),
    ).toBe(1);
    await station.close();
    expect(await app.gateway.send(id, { action: 'Reset', payload: { type: 'Soft' }, timeoutMs: 20_000, commandId: null })).toEqual({
      kind: 'offline',
    });
  });

  it('reads a station that floods slowly, loses nothing of it and serves the others meanwhile', async () => {
    const [flood, other] = await Promise.all([open('flood'), open('calm')]);
    for (let n = 0; n < 300; n += 1) flood.socket.send(JSON.stringify([2, `f${n}`, 'Heartbeat', {}]));
    expect((await other.call('Heartbeat', {}))[0]).toBe(3);
    await flood.until((frame) => frame[1] === 'f299');
    expect(flood.frames.map((frame) => frame[1])).toEqual(Array.from({ length: 300 }, (_, n) => `f${n}`));
    await Promise.all([flood.close(), other.close()]);
  });

  it('closes a connection over a message that is too large', async () => {
    const station = await open('large');
    station.socket.send(JSON.stringify([2, 'x', 'DataTransfer', { vendorId: 'Acme', data: 'x'.repeat(30_000) }]));
    expect(await station.closed).toBe(1009);
  });

  it('pings the silent and ends those that stay silent', async () => {
    const station = await open('silent');
    const pinged = new Promise((resolve) => station.socket.once('ping', resolve));
    // A modem that vanished answers no ping.
    Object.assign(station.socket, { _autoPong: false });
    now += 31_000;
    await pinged;
    now += 31_000;
    expect(await station.closed).toBe(1006);
  });
});

describe('the lobby', () => {
  let strict: TestApp;
  beforeAll(async () => {
    strict = await startTestApp({ MAX_CONNECTIONS_PER_ADDRESS: '2' });
  });
  afterAll(() => strict.drop());

  it('keeps an unknown station waiting, believes nothing it says and sends it back when it is adopted', async () => {
    const box = await TestSocket.open(strict.ocpp, 'box');
    expect((await box.call('BootNotification', boot))[2]).toMatchObject({ status: 'Pending' });
    expect((await box.call('StartTransaction', start)).slice(2, 3)).toEqual(['SecurityError']);
    strict.gateway.releaseLobby('box');
    expect(await box.closed).toBe(1001);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from station`.execute(strict.context.db);
    expect(rows[0]?.n).toBe(0);
  });

  it('lets only so many wait from one address', async () => {
    const two = await Promise.all([TestSocket.open(strict.ocpp, 'one'), TestSocket.open(strict.ocpp, 'two')]);
    await expect(TestSocket.open(strict.ocpp, 'three')).rejects.toThrow('503');
    await Promise.all(two.map((box) => box.close()));
  });

  it.each<[string, Parameters<typeof TestSocket.open>[2], string]>([
    ['no subprotocol', { version: '' }, '400'],
    ['a foreign subprotocol', { version: 'mqtt' }, '400'],
    ['no station id', { path: '/' }, '404'],
    ['a colon in the id', { path: '/a%3Ab' }, '400'],
  ])('refuses %s before the upgrade', async (_, options, status) => {
    await expect(TestSocket.open(strict.ocpp, 'box', options)).rejects.toThrow(status);
  });
});
