import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { awaitedEffect } from '../commands/awaiting.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { type TestStation, TestWorld } from '../testing/station.ts';
import { onConnected } from './start-up.ts';

let database: TestDatabase;
let world: TestWorld;
const t0 = Date.UTC(2026, 4, 1, 8);
const iso = (seconds: number) => new Date(t0 + seconds * 1000).toISOString();

beforeAll(async () => {
  database = await testDatabase();
  world = new TestWorld(database);
}, 60_000);
afterAll(async () => {
  await world.commits.close();
  await database.drop();
}, 30_000);
beforeEach(() => {
  world.now = t0;
  world.sent.length = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => void vi.useRealTimers());

async function pass(ms: number): Promise<void> {
  world.now += ms;
  await vi.advanceTimersByTimeAsync(ms);
  await world.commits.commit({ station: [] });
}
const bootOf = (vendor: string, model: string, firmwareVersion?: string) => ({
  chargePointVendor: vendor,
  chargePointModel: model,
  ...(firmwareVersion === undefined ? {} : { firmwareVersion }),
});
async function meterReads(station: TestStation, value: string): Promise<unknown> {
  const start = { connectorId: 1, idTag: 'CARD', meterStart: 0, timestamp: iso(0) };
  const { transactionId } = await station.say('StartTransaction', start);
  await station.say('MeterValues', {
    connectorId: 1,
    transactionId,
    meterValue: [{ timestamp: iso(3600), sampledValue: [{ value }] }],
  });
  return (await station.sessions())[0]?.['energyWh'];
}

it('is known from the boot on, and after a restart of the server without one', async () => {
  const box = await world.station('kilowatts', 'ocpp1.6');
  await box.say('BootNotification', bootOf('Granit Strom', 'G3', '3.0'));
  expect(await meterReads(box, '4.2')).toBe(4200);
  await box.reload();
  expect([...box.state.quirks]).toEqual(['meterValuesInKwhWithoutUnit', 'powerInKwWithoutUnit']);
});

it('ends with the firmware that has mended it', async () => {
  const box = await world.station('mended', 'ocpp1.6');
  await box.say('BootNotification', bootOf('Granit Strom', 'G3', '3.0'));
  await box.say('BootNotification', bootOf('Granit Strom', 'G3', '3.1'));
  expect(box.state.quirks.size).toBe(0);
  expect(await meterReads(box, '4.2')).toBe(4.2);
});

it('timestampsInLocalTime: the zone of the site is that of the clock; without a site nothing is changed', async () => {
  const box = await world.station('local', 'ocpp1.6');
  await box.say('BootNotification', bootOf('Lumen Park', 'L7'));
  const start = { connectorId: 1, idTag: 'CARD', meterStart: 0, timestamp: '2026-05-01T10:00:00Z' };
  await box.say('StartTransaction', start);
  expect((await box.sessions())[0]?.['startedAt']).toEqual(new Date(t0));
  await sql`update station set site_id = null where id = ${box.state.id}`.execute(database.db);
  await box.reload();
  await box.say('StartTransaction', { ...start, connectorId: 2 });
  expect((await box.sessions())[1]?.['startedAt']).toEqual(new Date(t0 + 7_200_000));
});

it('bootInsteadOfHeartbeat: a second boot is no restart, unless it was told to restart', async () => {
  const box = await world.station('again', 'ocpp1.6');
  const boot = bootOf('Isarvolt', 'Kiosk', '1.6');
  const bootedAt = async () =>
    (await sql<{ at: Date }>`select booted_at as at from station where id = ${box.state.id}`.execute(database.db)).rows[0]?.at.getTime();
  await box.say('BootNotification', boot);
  world.now = t0 + 300_000;
  expect(await box.say('BootNotification', boot)).toEqual({ status: 'Accepted', currentTime: iso(300), interval: 300 });
  expect(await bootedAt()).toBe(t0);
  const reset = awaitedEffect({ id: 1, request: { verb: 'reset', kind: 'soft' }, sessionId: null, at: world.now });
  if (reset !== null) box.state.awaiting.set(1, { ...reset, until: t0 + 900_000 });
  world.now = t0 + 600_000;
  await box.say('BootNotification', boot);
  expect(await bootedAt()).toBe(t0 + 600_000);
  expect(box.state.awaiting.size).toBe(0);
  world.now = t0 + 700_000;
  await box.say('BootNotification', bootOf('Isarvolt', 'Kiosk', '1.7'));
  expect(await bootedAt()).toBe(t0 + 700_000);
});

it('noMessageAfterReset: a station that is back from a reset is asked for its boot, once', async () => {
  const box = await world.station('silent', 'ocpp1.6');
  await box.say('BootNotification', bootOf('Kestrel', 'Street', '2.9'));
  await box.say('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available', timestamp: iso(0) });
  await box.reload();
  onConnected(world.context, box.state);
  await pass(15_000);
  expect(world.sent).toEqual([]);
  const reset = awaitedEffect({ id: 1, request: { verb: 'reset', kind: 'soft' }, sessionId: null, at: world.now });
  if (reset !== null) box.state.awaiting.set(1, reset);
  onConnected(world.context, box.state);
  await pass(9_000);
  expect(world.sent).toEqual([]);
  await pass(2_000);
  expect(world.sent).toEqual([{ action: 'TriggerMessage', payload: { requestedMessage: 'BootNotification' } }]);
  await box.say('BootNotification', bootOf('Kestrel', 'Street', '2.9'));
  expect(box.state.awaiting.size).toBe(0);
});

it('neverBoots: it is taken as booted by its first message', async () => {
  const box = await world.station('wakes', 'ocpp2.0.1');
  await sql`update station set vendor = 'Fjordkraft Lade', model = 'Nook', booted_at = null where id = ${box.state.id}`.execute(
    database.db,
  );
  await box.reload();
  expect(box.state.phase).toBe('accepted');
  await sql`update station set registration = 'Pending' where id = ${box.state.id}`.execute(database.db);
  await box.reload();
  expect(box.state.phase).toBe('pending');
});

it('answersSlowly: its patience is a minute and a half at least, from its boot on', async () => {
  const box = await world.station('slow', 'ocpp1.6');
  expect(box.state.callTimeoutMs).toBe(30_000);
  await box.say('BootNotification', bootOf('Delphin', 'HPC 2'));
  expect(box.state.callTimeoutMs).toBe(90_000);
  await sql`update station set call_timeout_ms = 120000 where id = ${box.state.id}`.execute(database.db);
  await box.reload();
  expect(box.state.callTimeoutMs).toBe(120_000);
});

it('a station without quirks shares one empty set with all the others', async () => {
  const [one, other] = [await world.station('plain-1', 'ocpp1.6'), await world.station('plain-2', 'ocpp2.1')];
  expect(one.state.quirks.size).toBe(0);
  expect(one.state.quirks).toBe(other.state.quirks);
});
