import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { DatabaseProxy } from '../testing/proxy.ts';
import { TestSocket } from '../testing/socket.ts';

let database: TestDatabase;
let proxy: DatabaseProxy;
let app: TestApp;
let now = Date.UTC(2026, 4, 1, 8);
const boot = { chargePointVendor: 'Acme', chargePointModel: 'One' };
const available = { connectorId: 1, errorCode: 'NoError', status: 'Available' };

beforeAll(async () => {
  database = await testDatabase();
  proxy = await DatabaseProxy.open(database.connection);
  app = await startTestApp({ UNKNOWN_STATIONS: 'adopt', MAX_PAYLOAD_BYTES: '20000', DATABASE_URL: proxy.url }, { clock: () => now });
});
afterAll(async () => {
  await app.drop();
  proxy.close();
  await database.drop();
});

async function booted(identity: string, version = 'ocpp1.6'): Promise<{ station: TestSocket; id: number }> {
  const station = await TestSocket.open(app.ocpp, identity, { version });
  await station.call(
    'BootNotification',
    version === 'ocpp1.6' ? boot : { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'One' } },
  );
  const { rows } = await sql<{ id: number }>`select id from station where identity = ${identity}`.execute(app.context.db);
  return { station, id: rows[0]?.id ?? 0 };
}
const framesOf = async (id: number): Promise<{ action: string; request: string; outcome: string }[]> =>
  (
    await sql<{
      action: string;
      request: string;
      outcome: string;
    }>`select action, request, outcome from frame where station_id = ${id} order by id`.execute(app.context.db)
  ).rows;

describe('a commit whose answer is lost', () => {
  it('reached the disk: the station is told to repeat, and the live state knows before its next message', async () => {
    const { station, id } = await booted('unsure');
    const lost = proxy.loseAnswerTo('stationmaster commit', 'StatusNotification');
    const [type, , code] = await station.call('StatusNotification', available);
    await lost;
    expect([type, code]).toEqual([4, 'InternalError']);
    expect(app.gateway.peek(id)?.connectors.size).toBe(0);
    expect((await station.call('DataTransfer', { vendorId: 'Acme' }))[0]).toBe(3);
    expect([...(app.gateway.peek(id)?.connectors.values() ?? [])]).toMatchObject([{ evseId: 1, status: 'Available' }]);
    expect((await station.call('StatusNotification', available))[0]).toBe(3);
    await station.close();
  });

  it('does not make two sessions of one start', async () => {
    const { station, id } = await booted('started');
    const start = { connectorId: 1, idTag: 'CARD', meterStart: 100, timestamp: new Date(now).toISOString() };
    const lost = proxy.loseAnswerTo('stationmaster commit', 'StartTransaction');
    expect((await station.call('StartTransaction', start))[2]).toBe('InternalError');
    await lost;
    const [, , answer] = await station.call('StartTransaction', start);
    const { rows } = await sql<{ id: number }>`select id from session where station_id = ${id}`.execute(app.context.db);
    expect(rows).toEqual([{ id: (answer as { transactionId: number }).transactionId }]);
    await station.close();
  });

  it('in a turn of the API fails there and leaves the next turn the truth', async () => {
    const { station, id } = await booted('turned');
    const at = app.context.clock();
    const connector = {
      stationId: id,
      tenantId: 1,
      evseId: 1,
      connectorId: 1,
      status: 'Faulted',
      reported: 'Faulted',
      errorCode: null,
      info: null,
      vendorId: null,
      vendorErrorCode: null,
      statusAt: at,
    };
    const lost = proxy.loseAnswerTo('stationmaster commit', 'Faulted');
    await expect(app.gateway.turn(id, () => ({ answer: 1, writes: { connector: [connector] } }))).rejects.toThrow();
    await lost;
    expect(await app.gateway.turn(id, (state) => ({ answer: [...state.connectors.values()].map(({ status }) => status) }))).toEqual([
      'Faulted',
    ]);
    await station.close();
  });
});

describe('messages of a station', () => {
  it.each([
    ['ocpp1.6', 'Reset', 'NotSupported', 'Reset is sent by the CSMS only.'],
    ['ocpp2.1', 'NotifyPeriodicEventStream', 'NotSupported', 'NotifyPeriodicEventStream is sent with message type 6 only.'],
    ['ocpp1.6', 'TransactionEvent', 'NotImplemented', 'TransactionEvent is not an action of ocpp1.6.'],
    ['ocpp2.0.1', 'heartbeat', 'NotImplemented', 'heartbeat is not an action of ocpp2.0.1.'],
  ])('that are none to answer, %s %s: %s', async (version, action, code, description) => {
    const { station } = await booted(`wrong-${version}-${action}`, version);
    expect(await station.call(action, {})).toEqual([4, expect.any(String), code, description, {}]);
    await station.close();
  });

  it('are taken in their order, however many are under way', async () => {
    const { station, id } = await booted('ordered');
    const sent = Array.from({ length: 500 }, (_, n) => `o${n}`);
    for (const [n, call] of sent.entries())
      station.socket.send(
        JSON.stringify([2, call, n % 3 === 0 ? 'Heartbeat' : 'StatusNotification', n % 3 === 0 ? {} : { ...available, info: call }]),
      );
    await station.until((frame) => frame[1] === 'o499');
    expect(station.frames.filter(([, call]) => call.startsWith('o')).map(([, call]) => call)).toEqual(sent);
    const stored = (await framesOf(id))
      .filter(({ action }) => action === 'StatusNotification')
      .map(({ request }) => (JSON.parse(request) as [number, string])[1]);
    expect(stored).toEqual(sent.filter((_, n) => n % 3 !== 0));
    await station.close();
  });

  it('too large close only its own connection', async () => {
    const [{ station: large }, { station: other }] = await Promise.all([booted('large'), booted('beside')]);
    large.socket.send(JSON.stringify([2, 'x', 'DataTransfer', { vendorId: 'Acme', data: 'x'.repeat(30_000) }]));
    expect(await large.closed).toBe(1009);
    expect((await other.call('Heartbeat', {}))[0]).toBe(3);
    await other.close();
  });

  it('in binary are passed over; the connection lives', async () => {
    const { station } = await booted('binary');
    station.socket.send(Buffer.from(JSON.stringify([2, 'bin', 'Heartbeat', {}])), { binary: true });
    expect((await station.call('Heartbeat', {}))[0]).toBe(3);
    expect(station.frames.some(([, call]) => call === 'bin')).toBe(false);
    await station.close();
  });

  it('with U+0000 are stored without it and do not harm those beside them', async () => {
    const { station, id } = await booted('null');
    const answers = await Promise.all([
      station.call('StatusNotification', { ...available, info: 'a\u0000b' }),
      station.call('DataTransfer', { vendorId: 'A\u0000', data: 'x\u0000\ud800' }),
      station.call('Authorize', { idTag: 'CA\u0000RD' }),
    ]);
    expect(answers.map(([type]) => type)).toEqual([3, 3, 3]);
    for (const { request } of await framesOf(id)) expect(request).not.toContain('\\u0000');
    await station.close();
  });

  it.each<[string, string, object]>([
    ['ocpp1.6', 'StatusNotification', { ...available, connectorId: 3_000_000_000 }],
    [
      'ocpp1.6',
      'StartTransaction',
      { connectorId: 9_007_199_254_740_991, idTag: 'CARD', meterStart: 0, timestamp: '2026-05-01T08:00:00Z' },
    ],
    [
      'ocpp1.6',
      'MeterValues',
      { connectorId: 3_000_000_000, meterValue: [{ timestamp: '2026-05-01T08:00:00Z', sampledValue: [{ value: '1' }] }] },
    ],
    ['ocpp1.6', 'StopTransaction', { transactionId: 1e25, meterStop: 1, timestamp: '2026-05-01T08:00:00Z' }],
    [
      'ocpp2.0.1',
      'StatusNotification',
      { evseId: 3_000_000_000, connectorId: 1, connectorStatus: 'Available', timestamp: '2026-05-01T08:00:00Z' },
    ],
  ])('with numbers no column holds are never "try again": %s %s', async (version, action, payload) => {
    const { station, id } = await booted(`big-${version}-${action}`, version);
    const [type, , code] = await station.call(action, payload);
    expect([type, type === 4 ? code : 'taken']).toEqual(type === 4 ? [4, 'PropertyConstraintViolation'] : [3, 'taken']);
    expect((await framesOf(id)).at(-1)?.outcome).toBe(type === 4 ? 'PropertyConstraintViolation' : 'result');
    expect((await station.call('Heartbeat', {}))[0]).toBe(3);
    await station.close();
  });
});

describe('calls of ours', () => {
  it('that time out do not hold up the next; an answer that comes late is matched and buys more patience', async () => {
    const { station, id } = await booted('late');
    await sql`update station set call_timeout_ms = 1 where id = ${id}`.execute(app.context.db);
    await app.gateway.refresh([id]);
    const clear = { action: 'ClearCache', payload: {}, timeoutMs: 1, commandId: null };
    expect(await app.gateway.send(id, clear)).toMatchObject({ kind: 'timedOut' });
    const [, call] = await station.until((frame) => frame[2] === 'ClearCache');
    const next = app.gateway.send(id, { action: 'Reset', payload: { type: 'Soft' }, timeoutMs: 20_000, commandId: null });
    const [, second] = await station.until((frame) => frame[2] === 'Reset');
    station.socket.send(JSON.stringify([3, second, { status: 'Accepted' }]));
    expect(await next).toMatchObject({ kind: 'result' });
    now += 20_000;
    station.socket.send(JSON.stringify([3, call, { status: 'accepted' }]));
    await expect.poll(() => app.gateway.peek(id)?.callTimeoutMs, { timeout: 10_000 }).toBe(30_000);
    const { rows } =
      await sql`select answer, outcome, repairs, extract(epoch from answered_at - at)::int as took from frame where station_id = ${id} and action = 'ClearCache'`.execute(
        app.context.db,
      );
    expect(rows).toEqual([{ answer: `[3,"${call}",{"status":"accepted"}]`, outcome: 'timedOut', repairs: ['enumCase'], took: 20 }]);
    await station.close();
  });

  it('are answered with small faults: the answer is read as it is meant, and the message log names what was done', async () => {
    const { station, id } = await booted('sloppy');
    const asked = app.gateway.send(id, { action: 'Reset', payload: { type: 'Soft' }, timeoutMs: 20_000, commandId: null });
    const [, call] = await station.until((frame) => frame[2] === 'Reset');
    station.socket.send(JSON.stringify([3, call, { status: 'accepted', reason: null }]));
    expect(await asked).toMatchObject({ kind: 'result', payload: { status: 'Accepted' } });
    const { rows } = await sql`select outcome, repairs, answer from frame where station_id = ${id} and action = 'Reset'`.execute(
      app.context.db,
    );
    expect(rows).toEqual([
      { outcome: 'result', repairs: ['enumCase', 'nullDropped'], answer: `[3,"${call}",{"status":"accepted","reason":null}]` },
    ]);
    await station.close();
  });

  it('keep secrets of both directions out of the message log', async () => {
    const { station, id } = await booted('secretive');
    const asked = app.gateway.send(id, {
      action: 'GetConfiguration',
      payload: { key: ['AuthorizationKey'] },
      timeoutMs: 20_000,
      commandId: null,
    });
    const [, call] = await station.until((frame) => frame[2] === 'GetConfiguration');
    station.socket.send(
      JSON.stringify([3, call, { configurationKey: [{ key: 'AuthorizationKey', readonly: false, value: 'hush-hush' }] }]),
    );
    expect(await asked).toMatchObject({ kind: 'result', payload: { configurationKey: [{ value: 'hush-hush' }] } });
    await station.call('StatusNotification', available);
    const { rows } = await sql<{
      answer: string;
    }>`select answer from frame where station_id = ${id} and action = 'GetConfiguration'`.execute(app.context.db);
    expect(rows[0]?.answer).toContain('"value":"***"');
    await station.close();
  });
});

describe('connections of a station', () => {
  it('an older one that ends later does not mark the newer as gone', async () => {
    const { station: first, id } = await booted('again');
    now += 1_000;
    const { station: second } = await booted('again');
    expect(await first.closed).toBe(1008);
    expect((await second.call('Heartbeat', {}))[0]).toBe(3);
    await second.call('StatusNotification', available);
    const { rows } = await sql<{
      on: boolean;
    }>`select connected_at > coalesce(disconnected_at, '-infinity') as on from station where id = ${id}`.execute(app.context.db);
    expect(rows).toEqual([{ on: true }]);
    expect(app.gateway.peek(id)).toBeDefined();
    await second.close();
  });

  it('one that says nothing at all takes nothing from the others', async () => {
    const silent = await TestSocket.open(app.ocpp, 'says-nothing');
    const { station } = await booted('says-something');
    expect((await station.call('Heartbeat', {}))[0]).toBe(3);
    expect(silent.frames).toEqual([]);
    await Promise.all([silent.close(), station.close()]);
  });
});
