import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { TestWorld } from '../testing/station.ts';
import { limitChange } from './change.ts';
import { heldProfiles, readFeed } from './knowledge.ts';

let database: TestDatabase;
let world: TestWorld;
beforeAll(async () => {
  database = await testDatabase();
  world = new TestWorld(database);
});
afterAll(() => database?.drop());

const wire = (id: number, purpose: string, limit: number) => ({
  id,
  stackLevel: 0,
  chargingProfilePurpose: purpose,
  chargingProfileKind: 'Absolute',
  chargingSchedule: [
    { id: 1, startSchedule: '2026-05-01T00:00:00Z', chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
  ],
});
const report = (profile: object, more: object = {}) => ({
  requestId: 1,
  chargingLimitSource: 'CSO',
  evseId: 1,
  chargingProfile: [profile],
  ...more,
});

test('a restart of the server forgets no limit, and none comes back', async () => {
  const station = await world.station('KEEPS', 'ocpp2.1');
  expect(station.state.limits).toBeUndefined();
  await station.say('ReportChargingProfiles', report(wire(4, 'TxDefaultProfile', 16)));
  await station.say('ReportChargingProfiles', report(wire(901, 'ChargingStationExternalConstraints', 10), { chargingLimitSource: 'EMS' }));
  const { chargingSchedule } = wire(0, '', 8);
  await station.say('NotifyChargingLimit', { chargingLimit: { chargingLimitSource: 'SO', isGridCritical: true }, chargingSchedule });
  const feed = await readFeed(database.db, station.state.id);
  const own = {
    id: 7,
    evseId: 2,
    stackLevel: 1,
    purpose: 'TxDefaultProfile',
    kind: 'Relative',
    schedules: [{ id: 1, unit: 'A', periods: [{ startPeriod: 0, limit: 6 }] }],
  } as const;
  const { writes, advance } = limitChange(station.state, { kind: 'set', profile: own }, { commandId: 1, at: world.now, feed });
  await world.commits.commit(writes);
  advance(station.state);
  const known = station.state.limits;
  expect(known && heldProfiles(station.state, known).map(({ id, purpose, evseId }) => [id, purpose, evseId])).toEqual([
    [7, 'TxDefaultProfile', 2],
    [4, 'TxDefaultProfile', 1],
    [901, 'ChargingStationExternalConstraints', 1],
    [-1, 'ChargingStationExternalConstraints', 0],
  ]);
  await station.reload();
  expect(station.state.limits).toEqual(known);

  await station.say('ClearedChargingLimit', { chargingLimitSource: 'EMS', evseId: 1 });
  await station.say('ClearedChargingLimit', { chargingLimitSource: 'SO' });
  const cleared = limitChange(station.state, { kind: 'cleared', criteria: {} }, { commandId: 2, at: world.now, feed });
  await world.commits.commit(cleared.writes);
  cleared.advance(station.state);
  const left = { set: new Map(), reported: new Map(), external: new Map() };
  expect(station.state.limits).toMatchObject(left);
  await station.reload();
  expect(station.state.limits).toBeUndefined();
  const { rows } = await sql`select id, ended_why as why from charging_profile where station_id = ${station.state.id}`.execute(database.db);
  expect(rows).toEqual([{ id: 7, why: 'cleared' }]);
});

test('the profile of a session ends with it, and no other', async () => {
  const station = await world.station('ENDS', 'ocpp2.1');
  const event = (eventType: string, seqNo: number, more: object = {}) => ({
    eventType,
    timestamp: new Date(world.now).toISOString(),
    triggerReason: eventType === 'Ended' ? 'StopAuthorized' : 'Authorized',
    seqNo,
    transactionInfo: { transactionId: 'T1' },
    ...more,
  });
  await station.say('TransactionEvent', event('Started', 0, { evse: { id: 1, connectorId: 1 } }));
  const profile = {
    evseId: 1,
    stackLevel: 0,
    purpose: 'TxProfile',
    kind: 'Relative',
    schedules: [{ id: 1, unit: 'A', periods: [{ startPeriod: 0, limit: 6 }] }],
  } as const;
  const feed = await readFeed(database.db, station.state.id);
  for (const [id, transactionId] of [
    [1, 'T1'],
    [2, 'T2'],
  ] as const) {
    const set = limitChange(
      station.state,
      { kind: 'set', profile: { ...profile, id, transactionId } },
      { commandId: id, at: world.now, feed },
    );
    await world.commits.commit(set.writes);
    set.advance(station.state);
  }
  await station.say('ReportChargingProfiles', report({ ...wire(1, 'TxProfile', 6), transactionId: 'T1' }));
  await station.say('TransactionEvent', event('Ended', 1));
  expect([...(station.state.limits?.set.keys() ?? [])]).toEqual([2]);
  expect(station.state.limits?.reported.size).toBe(0);
  const { rows } = await sql`select id, ended_why as why from charging_profile where station_id = ${station.state.id} order by id`.execute(
    database.db,
  );
  expect(rows).toEqual([
    { id: 1, why: 'transactionEnded' },
    { id: 2, why: null },
  ]);
});
