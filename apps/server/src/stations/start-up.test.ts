import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { closeSilent } from '../sessions/left.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { TestWorld } from '../testing/station.ts';
import { onConnected } from './start-up.ts';

let database: TestDatabase;
let world: TestWorld;
const t0 = Date.UTC(2026, 4, 1, 8);
const iso = (seconds: number) => new Date(t0 + seconds * 1000).toISOString();
const bootOf16 = { chargePointVendor: 'Acme', chargePointModel: 'One', firmwareVersion: '1.2' };
const bootOf2x = { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two', serialNumber: '7' } };

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

/** Lets the clock and the timers run, then whatever they began. */
async function pass(ms: number): Promise<void> {
  world.now += ms;
  await vi.advanceTimersByTimeAsync(ms);
  await world.commits.commit({ station: [] });
}
async function neverBooted(identity: string, version: 'ocpp1.6' | 'ocpp2.0.1') {
  const box = await world.station(identity, version);
  await sql`update station set booted_at = null where id = ${box.state.id}`.execute(database.db);
  await box.reload();
  return box;
}

it('a station accepted before goes on without a boot, and is asked nothing when its connectors are known', async () => {
  const box = await world.station('known', 'ocpp1.6');
  await box.say('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available', timestamp: iso(0) });
  await box.reload();
  expect(box.state.phase).toBe('accepted');
  onConnected(world.context, box.state);
  await pass(300_000);
  expect(world.sent).toEqual([]);
});

it('a station that never booted is asked once, then goes on without', async () => {
  const box = await neverBooted('silent', 'ocpp2.0.1');
  expect(box.state.phase).toBe('waitingForBoot');
  await expect(
    box.say('StatusNotification', { timestamp: iso(0), connectorStatus: 'Available', evseId: 1, connectorId: 1 }),
  ).rejects.toThrow('SecurityError');
  onConnected(world.context, box.state);
  await pass(29_000);
  expect(world.sent).toEqual([]);
  await pass(2_000);
  expect(world.sent).toEqual([{ action: 'TriggerMessage', payload: { requestedMessage: 'BootNotification' } }]);
  await pass(61_000);
  expect(box.state.phase).toBe('accepted');
  expect(world.sent).toHaveLength(1);
});

it('a boot is answered, kept and told; statuses are asked for only when none come', async () => {
  const box = await neverBooted('boots', 'ocpp1.6');
  onConnected(world.context, box.state);
  expect(await box.say('BootNotification', bootOf16)).toEqual({ status: 'Accepted', currentTime: iso(0), interval: 300 });
  expect(box.state.phase).toBe('accepted');
  const { rows } = await sql`select vendor, model, firmware_version, booted_at from station where id = ${box.state.id}`.execute(
    database.db,
  );
  expect(rows).toEqual([{ vendor: 'Acme', model: 'One', firmware_version: '1.2', booted_at: new Date(t0) }]);
  await pass(21_000);
  expect(world.sent).toEqual([{ action: 'TriggerMessage', payload: { requestedMessage: 'StatusNotification' } }]);
  await pass(100_000);
  expect(world.sent).toHaveLength(1);

  world.sent.length = 0;
  await box.say('BootNotification', bootOf16);
  world.now += 1000;
  await box.say('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' });
  await pass(21_000);
  expect(world.sent).toEqual([]);
});

it('a pending station is told to wait and its sessions are refused', async () => {
  const box = await world.station('pending', 'ocpp2.0.1');
  await sql`update station set registration = 'Pending' where id = ${box.state.id}`.execute(database.db);
  await box.reload();
  expect(await box.say('BootNotification', bootOf2x)).toMatchObject({ status: 'Pending', interval: 60 });
  await expect(box.say('Authorize', { idToken: { idToken: 'CARD', type: 'ISO14443' } })).rejects.toThrow('SecurityError');
  expect(await box.say('Heartbeat', {})).toEqual({ currentTime: iso(0) });
});

it('a heartbeat writes nothing', async () => {
  const box = await world.station('beats', 'ocpp1.6');
  expect(await box.say('Heartbeat', {})).toEqual({ currentTime: iso(0) });
  expect(await box.count('happening')).toBe(0);
});

it('a session whose car has left is closed after two minutes, and not before', async () => {
  const box = await world.station('left', 'ocpp1.6');
  const { transactionId } = await box.say('StartTransaction', { connectorId: 1, idTag: 'CARD', timestamp: iso(0), meterStart: 0 });
  await box.say('MeterValues', { connectorId: 1, transactionId, meterValue: [{ timestamp: iso(30), sampledValue: [{ value: '300' }] }] });
  world.now = t0 + 60_000;
  await box.say('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available', timestamp: iso(60) });
  await pass(110_000);
  expect(await box.sessions()).toMatchObject([{ status: 'active' }]);
  await pass(15_000);
  await vi.waitFor(() => expect(box.state.sessions.get(transactionId as number)?.status).toBe('ended'));
  expect(await box.sessions()).toMatchObject([{ status: 'ended', energyWh: 300, marks: ['stopMissing'], total: '0.1500' }]);
  await box.say('StopTransaction', { transactionId, timestamp: iso(55), meterStop: 450 });
  expect((await box.sessions())[0]?.['marks']).not.toContain('stopMissing');
  expect(await box.sessions()).toMatchObject([
    { status: 'ended', energyWh: 450, marks: expect.arrayContaining(['lateData']), total: '0.2300' },
  ]);
});

it('measures a clock that is wrong and marks what it times', async () => {
  const box = await world.station('skewed', 'ocpp1.6');
  await box.say('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Preparing', timestamp: iso(600) });
  expect(box.state.clockSkewMs).toBe(600_000);
  await box.say('StartTransaction', { connectorId: 1, idTag: 'CARD', timestamp: iso(601), meterStart: 0 });
  expect(await box.sessions()).toMatchObject([{ marks: ['clockSkew'] }]);
});

it('a session that was silent for a week is closed', async () => {
  const box = await world.station('gone', 'ocpp1.6');
  await box.say('StartTransaction', { connectorId: 1, idTag: 'CARD', timestamp: iso(0), meterStart: 0 });
  world.now = t0 + 6 * 86_400_000;
  expect(await closeSilent(world.context)).toBe(0);
  world.now = t0 + 8 * 86_400_000;
  expect(await closeSilent(world.context)).toBeGreaterThan(0);
  expect(await box.sessions()).toMatchObject([{ status: 'ended', marks: expect.arrayContaining(['stopMissing', 'noEnergy']) }]);
});
