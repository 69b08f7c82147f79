import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { TestSocket } from '../testing/socket.ts';

let app: ApiApp;
const open: { close(): Promise<void> }[] = [];
let made = 0;
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

const boot = { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } };
async function newStation(): Promise<string> {
  const id = `STREAM${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 });
  return id;
}
async function socket(version = 'ocpp2.1', isBooted = true): Promise<{ id: string; station: TestSocket }> {
  const id = await newStation();
  const station = await TestSocket.open(app.ocpp.replace(/\/$/, ''), id, { version });
  open.push(station);
  if (isBooted) await station.call('BootNotification', boot);
  return { id, station };
}
const streamsOf = async (id: string) => (await app.api('GET', `/stations/${id}/records?kind=eventStream`)).body.items;
const valuesOf = async (id: string, stream: number, query = '') =>
  (await app.api('GET', `/stations/${id}/event-streams/${stream}/values${query}`)).body.points;
const framesOf = async (id: string) =>
  (await app.api('GET', `/stations/${id}/frames?action=NotifyPeriodicEventStream`)).body.items as {
    answer: string | null;
    outcome: string;
    explained: { key: string };
  }[];
const base = Date.UTC(2026, 4, 1, 8);
const told = (id: number, data: [number, string][], at = base) => ({
  id,
  pending: 0,
  basetime: new Date(at).toISOString(),
  data: data.map(([t, v]) => ({ t, v })),
});
let sent = 0;
const send = (station: TestSocket, payload: object, action = 'NotifyPeriodicEventStream') =>
  station.socket.send(JSON.stringify([6, `s${sent++}`, action, payload]));

test('a stream is opened for a monitor, tells its values without ever being answered, and is closed', async () => {
  const { id, station } = await socket();
  const monitoring = { id: 3, type: 'Periodic', value: 5, severity: 8, transaction: false, eventNotificationType: 'CustomMonitor' };
  await station.call('NotifyMonitoringReport', {
    requestId: 0,
    seqNo: 0,
    generatedAt: new Date(base).toISOString(),
    monitor: [{ component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'Power' }, variableMonitoring: [monitoring] }],
  });
  const opened = await station.call('OpenPeriodicEventStream', {
    constantStreamData: { id: 9, variableMonitoringId: 3, params: { interval: 10, values: 2 } },
  });
  expect(opened[2]).toEqual({ status: 'Accepted' });
  expect(await streamsOf(id)).toMatchObject([
    { key: '9', data: { monitorId: 3, interval: 10, values: 2, component: 'EVSE', evseId: 1, variable: 'Power', closedAt: null } },
  ]);
  send(
    station,
    told(9, [
      [5, '7300'],
      [0, '7200'],
    ]),
  );
  send(station, told(9, [[0.5, '7400']], base + 10_000));
  // What comes after them is handled after them.
  expect((await station.call('ClosePeriodicEventStream', { id: 9 }))[2]).toEqual({});
  expect(await valuesOf(id, 9)).toEqual([
    [base, '7200'],
    [base + 5000, '7300'],
    [base + 10_500, '7400'],
  ]);
  expect(await valuesOf(id, 9, '?limit=1')).toEqual([[base + 10_500, '7400']]);
  expect(await valuesOf(id, 8)).toEqual([]);
  expect((await streamsOf(id))[0].data.closedAt).not.toBeNull();
  expect(station.frames.filter(([, message]) => String(message).startsWith('s'))).toEqual([]);
  expect((await framesOf(id)).map(({ answer, outcome, explained }) => [answer, outcome, explained.key])).toEqual(
    Array.from({ length: 2 }, () => [null, 'result', 'frame.notifyPeriodicEventStream.in']),
  );
});

test('a wrong one is kept as evidence, and not answered either', async () => {
  const { id, station } = await socket();
  send(station, { id: 9 });
  send(station, boot, 'BootNotification');
  send(station, {}, 'Nonsense');
  await station.call('Heartbeat', {});
  expect(station.frames.filter(([, message]) => String(message).startsWith('s'))).toEqual([]);
  expect((await framesOf(id)).map(({ outcome }) => outcome)).toEqual(['OccurrenceConstraintViolation']);
  const { rows } = await sql<{
    action: string;
    outcome: string;
  }>`select f.action, f.outcome from frame f join station s on s.id = f.station_id
    where s.identity = ${id} and f.request like '[6,%' order by f.id`.execute(app.context.db);
  expect(rows.slice(1)).toEqual([
    { action: 'BootNotification', outcome: 'NotSupported' },
    { action: 'Nonsense', outcome: 'NotSupported' },
  ]);
});

test('one of a station that has not booted does not count', async () => {
  const { id, station } = await socket('ocpp2.1', false);
  send(station, told(1, [[0, '1']]));
  await station.call('Heartbeat', {});
  expect(await valuesOf(id, 1)).toEqual([]);
  expect((await framesOf(id)).map(({ outcome }) => outcome)).toEqual(['SecurityError']);
});

test('as a call it is refused: it is sent with message type 6 only', async () => {
  const { station } = await socket();
  const [type, , code] = await station.call('NotifyPeriodicEventStream', told(1, [[0, '1']]));
  expect([type, code]).toEqual([4, 'NotSupported']);
});

test('the streams of a station are asked for, and their pace is changed and read back', async () => {
  const id = await newStation();
  const station = await RawStation.connect(app.ocpp + id, 'ocpp2.1');
  open.push(station);
  await station.call('BootNotification', boot);
  const command = async (body: object) => (await app.api('POST', `/stations/${id}/commands`, body)).body;
  const reads = (...streams: [number, number][]) =>
    station.on('GetPeriodicEventStream', {
      result: { constantStreamData: streams.map(([number, interval]) => ({ id: number, variableMonitoringId: 3, params: { interval } })) },
    });
  reads([1, 60], [2, 10]);
  expect((await command({ verb: 'getPeriodicEventStreams' })).status).toBe('confirmed');
  expect((await streamsOf(id)).map(({ key }: { key: string }) => key)).toEqual(['1', '2']);
  station.on('AdjustPeriodicEventStream', { result: { status: 'Accepted' } });
  reads([1, 30]);
  expect((await command({ verb: 'adjustPeriodicEventStream', id: 1, interval: 30 })).status).toBe('confirmed');
  expect((await streamsOf(id)).map(({ data }: { data: object }) => data)).toEqual([{ monitorId: 3, interval: 30, values: null }]);
  expect(await command({ verb: 'adjustPeriodicEventStream', id: 1, interval: 5 })).toMatchObject({
    status: 'noEffect',
    reason: 'readsOtherwise',
  });
  station.on('AdjustPeriodicEventStream', { result: { status: 'Rejected' } });
  expect((await command({ verb: 'adjustPeriodicEventStream', id: 1, values: 5 })).status).toBe('rejected');
});
