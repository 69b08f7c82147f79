import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { noteAsked } from '../ocpp/gate.ts';
import { closeSilent } from '../sessions/left.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { TestWorld } from '../testing/station.ts';
import { inventoryAfter } from './inventory.ts';
import { onConnected } from './start-up.ts';

let database: TestDatabase;
let world: TestWorld;
const t0 = Date.UTC(2026, 4, 1, 8);
const iso = (seconds: number) => new Date(t0 + seconds * 1000).toISOString();
const bootOf16 = { chargePointVendor: 'Acme', chargePointModel: 'One', firmwareVersion: '1.2' };
const bootOf2x = { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two', serialNumber: '7' } };

const connectorEvent = {
  eventId: 1,
  timestamp: iso(0),
  trigger: 'Delta',
  actualValue: 'Available',
  eventNotificationType: 'HardWiredNotification',
  component: { name: 'Connector', evse: { id: 1, connectorId: 1 } },
  variable: { name: 'AvailabilityState' },
};

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
/** Waits for what the timers began; the clock of the timers does not matter to it. */
const sooner = (isSo: () => void) => vi.waitFor(isSo, { timeout: 20_000, interval: 20 });

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

it.each([
  ['ocpp1.6', bootOf16, 'SetChargingProfile'],
  ['ocpp2.0.1', bootOf2x, 'GetChargingProfiles'],
] as const)('%s: after a boot the limits of a station are looked after', async (version, request, action) => {
  const box = await world.station(`limited-${version}`, version);
  const profile = {
    id: 5,
    evseId: 1,
    stackLevel: 0,
    purpose: 'TxDefaultProfile',
    kind: 'Absolute',
    schedules: [{ id: 1, unit: 'A', startSchedule: iso(0), periods: [{ startPeriod: 0, limit: 16 }] }],
  };
  await sql`insert into charging_profile (station_id, id, tenant_id, profile, command_id, set_at)
    values (${box.state.id}, 5, 1, ${JSON.stringify(profile)}, 1, ${new Date(t0)})`.execute(database.db);
  await box.reload();
  await box.say('BootNotification', request);
  await pass(26_000);
  await sooner(() => expect(world.sent.map((one) => one.action)).toContain(action));
});

it('a pending station is told to wait and its sessions are refused', async () => {
  const box = await world.station('pending', 'ocpp2.0.1');
  await sql`update station set registration = 'Pending' where id = ${box.state.id}`.execute(database.db);
  await box.reload();
  expect(await box.say('BootNotification', bootOf2x)).toMatchObject({ status: 'Pending', interval: 60 });
  await expect(box.say('Authorize', { idToken: { idToken: 'CARD', type: 'ISO14443' } })).rejects.toThrow('SecurityError');
  // TC_B_30: whatever it says of itself.
  const status = { timestamp: iso(0), connectorStatus: 'Available', evseId: 1, connectorId: 1 };
  await expect(box.say('StatusNotification', status)).rejects.toThrow('SecurityError');
  await expect(box.say('Heartbeat', {})).rejects.toThrow('SecurityError');
  // What it was asked for is heard, nothing else. (B02.FR.09)
  noteAsked(box.state, { action: 'TriggerMessage', payload: { requestedMessage: 'StatusNotification' } });
  noteAsked(box.state, { action: 'GetReport', payload: { requestId: 1 } });
  expect(await box.say('StatusNotification', status)).toEqual({});
  expect(await box.say('NotifyReport', { requestId: 1, seqNo: 0, generatedAt: iso(0) })).toEqual({});
  await expect(box.say('NotifyEvent', { generatedAt: iso(0), seqNo: 0, eventData: [connectorEvent] })).rejects.toThrow('SecurityError');
  // Its next boot begins anew. (TC_B_02)
  await sql`update station set registration = 'Accepted' where id = ${box.state.id}`.execute(database.db);
  const { phase } = box.state;
  await box.reload();
  Object.assign(box.state, { phase });
  expect(await box.say('BootNotification', { ...bootOf2x, reason: 'Triggered' })).toMatchObject({ status: 'Accepted', interval: 300 });
  expect(await box.say('Heartbeat', {})).toEqual({ currentTime: iso(0) });
});

it('a rejected station hears nothing but that, whatever it was asked for', async () => {
  const box = await world.station('rejected', 'ocpp2.1');
  await sql`update station set registration = 'Rejected' where id = ${box.state.id}`.execute(database.db);
  await box.reload();
  expect(await box.say('BootNotification', bootOf2x)).toMatchObject({ status: 'Rejected', interval: 3600 });
  noteAsked(box.state, { action: 'TriggerMessage', payload: { requestedMessage: 'Heartbeat' } });
  await expect(box.say('Heartbeat', {})).rejects.toThrow('SecurityError');
});

it('a 2.x station is asked for every connector that stays silent after its boot, and once for what it is made of', async () => {
  const box = await neverBooted('inventory', 'ocpp2.0.1');
  await box.say('BootNotification', bootOf2x);
  await pass(21_000);
  // No connector is known: what it has tells which there are.
  await sooner(() => expect(world.sent).toMatchObject([{ action: 'GetBaseReport', payload: { reportBase: 'FullInventory' } }]));
  const [{ payload } = { payload: {} }] = world.sent;
  const { requestId } = payload as { requestId: number };
  const connector = (evse: number, value: string) => ({
    component: { name: 'Connector', evse: { id: evse, connectorId: 1 } },
    variable: { name: 'AvailabilityState' },
    variableAttribute: [{ value, mutability: 'ReadOnly' }],
  });
  const report = {
    requestId,
    seqNo: 0,
    generatedAt: iso(22),
    reportData: [connector(1, 'Available'), connector(2, 'Faulted')],
  };
  await box.say('NotifyReport', report);
  expect([...box.state.connectors.values()].map(({ evseId, status }) => [evseId, status])).toEqual([
    [1, 'Available'],
    [2, 'Faulted'],
  ]);
  const { rows } = await sql`select requested_by, verb from command where id = ${requestId}`.execute(database.db);
  expect(rows).toEqual([{ requested_by: 'Stationmaster', verb: 'readBaseReport' }]);

  // It restarts, with the same firmware: nobody asks again, but for the connector that says nothing.
  world.sent.length = 0;
  world.now += 60_000;
  await box.say('BootNotification', bootOf2x);
  await box.say('StatusNotification', {
    timestamp: new Date(world.now).toISOString(),
    connectorStatus: 'Available',
    evseId: 1,
    connectorId: 1,
  });
  // No further than that: the pool of connections counts by the same clock.
  await pass(inventoryAfter(box.state));
  const evse = { id: 2, connectorId: 1 };
  await sooner(() => expect(world.sent).toHaveLength(1));
  expect(world.sent).toEqual([{ action: 'TriggerMessage', payload: { requestedMessage: 'StatusNotification', evse } }]);

  // With another firmware it is asked.
  world.sent.length = 0;
  await box.say('BootNotification', { ...bootOf2x, chargingStation: { ...bootOf2x.chargingStation, firmwareVersion: '2.0' } });
  await pass(inventoryAfter(box.state));
  await sooner(() => expect(world.sent.map(({ action }) => action)).toContain('GetBaseReport'));
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
