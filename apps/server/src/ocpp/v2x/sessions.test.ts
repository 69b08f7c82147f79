import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { type TestStation, TestWorld } from '../../testing/station.ts';

let database: TestDatabase;
let world: TestWorld;
const t0 = Date.UTC(2026, 4, 1, 8);
const iso = (minutes: number) => new Date(t0 + minutes * 60_000).toISOString();
let named = 0;

beforeAll(async () => {
  database = await testDatabase();
  world = new TestWorld(database);
}, 60_000);
afterAll(async () => {
  await world.commits.close();
  await database.drop();
}, 30_000);

async function station(version: 'ocpp1.6' | 'ocpp2.0.1' | 'ocpp2.1'): Promise<TestStation> {
  world.now = t0;
  return await world.station(`S${++named}`, version);
}
/** Says it at that minute, with that timestamp. */
async function at(minutes: number, say: () => Promise<Record<string, unknown>>): Promise<Record<string, unknown>> {
  world.now = t0 + minutes * 60_000 + 200;
  return await say();
}
describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('%s', (version) => {
  const event = (seqNo: number, eventType: string, change: object = {}) => ({
    eventType,
    timestamp: iso(seqNo),
    triggerReason: 'MeterValuePeriodic',
    seqNo,
    transactionInfo: { transactionId: 'tx-1', chargingState: 'Charging' },
    meterValue: [{ timestamp: iso(seqNo), sampledValue: [{ value: 10 + seqNo / 2, unitOfMeasure: { unit: 'kWh' } }] }],
    ...change,
  });
  const card = { idToken: { idToken: 'Card', type: 'ISO14443' } };
  const evse = { evse: { id: 2, connectorId: 1 } };

  it('charges from start to end, with running and final cost', async () => {
    const box = await station(version);
    expect(await at(0, () => box.say('Authorize', card))).toEqual({ idTokenInfo: { status: 'Accepted' } });
    await at(0, () => box.say('StatusNotification', { timestamp: iso(0), connectorStatus: 'Occupied', evseId: 2, connectorId: 1 }));
    expect(await at(0, () => box.say('TransactionEvent', event(0, 'Started', { ...evse, ...card })))).toEqual({
      idTokenInfo: { status: 'Accepted' },
    });
    expect(box.state.connectors.get('2/1')).toMatchObject({ status: 'Charging', reported: 'Occupied' });
    expect(await at(1, () => box.say('TransactionEvent', event(1, 'Updated')))).toEqual({ totalCost: 0.25 });
    const stopped = { transactionInfo: { transactionId: 'tx-1', chargingState: 'EVConnected', stoppedReason: 'Remote' } };
    expect(await at(4, () => box.say('TransactionEvent', event(2, 'Ended', stopped)))).toEqual({ totalCost: 0.5 });
    expect(await box.sessions()).toMatchObject([
      {
        status: 'ended',
        evseId: 2,
        transactionId: 'tx-1',
        idToken: 'Card',
        energyWh: 1000,
        total: '0.5000',
        stopReason: 'Remote',
        marks: [],
      },
    ]);
    expect(box.state.connectors.get('2/1')).toMatchObject({ status: 'Finishing' });
  });

  it('merges events in any order, repeated, over a restart', async () => {
    const box = await station(version);
    const late = { offline: true };
    const events = [
      event(3, 'Ended', late),
      event(1, 'Updated', { ...late, ...card, ...evse }),
      event(3, 'Ended', late),
      event(0, 'Started', late),
    ];
    for (const said of events) {
      await at(30, () => box.say('TransactionEvent', said));
      await box.reload();
    }
    expect(await box.sessions()).toMatchObject([
      {
        status: 'ended',
        evseId: 2,
        idToken: 'Card',
        energyWh: 1500,
        startedAt: new Date(iso(0)),
        endedAt: new Date(iso(3)),
        marks: expect.arrayContaining(['sequenceGap', 'outOfOrder', 'offline']),
      },
    ]);
    await at(31, () => box.say('TransactionEvent', event(2, 'Updated', late)));
    expect((await box.sessions())[0]?.['marks']).not.toContain('sequenceGap');
  });

  it('keeps a session whose start or end is missing', async () => {
    const box = await station(version);
    await at(1, () => box.say('TransactionEvent', event(1, 'Updated', evse)));
    expect(await box.sessions()).toMatchObject([{ status: 'active', marks: ['startMissing'] }]);
    await at(60, () => box.say('TransactionEvent', { ...event(60, 'Started', evse), transactionInfo: { transactionId: 'tx-2' } }));
    expect(await box.sessions()).toMatchObject([
      { status: 'ended', marks: expect.arrayContaining(['startMissing', 'stopMissing']) },
      { status: 'active', transactionId: 'tx-2' },
    ]);
  });

  it('takes a status from NotifyEvent and the configuration from NotifyReport', async () => {
    const box = await station(version);
    const eventData = [
      {
        eventId: 1,
        timestamp: iso(0),
        trigger: 'Delta',
        actualValue: 'Available',
        eventNotificationType: 'HardWiredNotification',
        component: { name: 'Connector', evse: { id: 1, connectorId: 1 } },
        variable: { name: 'AvailabilityState' },
      },
    ];
    await at(0, () => box.say('NotifyEvent', { generatedAt: iso(0), seqNo: 0, eventData: [...eventData, ...eventData] }));
    expect(box.state.connectors.get('1/1')).toMatchObject({ status: 'Available' });
    const reportData = [
      { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'HeartbeatInterval' }, variableAttribute: [{ value: '300' }] },
      {
        component: { name: 'SecurityCtrlr' },
        variable: { name: 'BasicAuthPassword' },
        variableAttribute: [{ value: 'secret', mutability: 'WriteOnly' }],
      },
    ];
    await at(0, () => box.say('NotifyReport', { requestId: 1, generatedAt: iso(0), seqNo: 0, reportData }));
    const rows = await database.db
      .selectFrom('station_variable')
      .select(['variable', 'value'])
      .where('station_id', '=', box.state.id as never)
      .orderBy('variable')
      .execute();
    expect(rows).toEqual([
      { variable: 'BasicAuthPassword', value: null },
      { variable: 'HeartbeatInterval', value: '300' },
    ]);
  });
});
