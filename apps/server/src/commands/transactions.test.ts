import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeLeft } from '../sessions/left.ts';
import { costTeller } from '../sessions/tell-cost.ts';
import { RawStation } from './raw-station.ts';
import { sample16, sample201 } from './samples.ts';
import { type ApiApp, startApiApp } from './test-app.ts';

const card = '04A1B2C3';
const [minute, now] = [60_000, () => new Date().toISOString()];
let app: ApiApp;
let tariffId: number;
const open: RawStation[] = [];
let made = 0;
beforeAll(async () => {
  app = await startApiApp();
  await app.query(`insert into token (tenant_id, value, canonical) values (1, $1, $1)`, [card]);
  const element = { priceComponents: [{ type: 'TIME', price: '6.00', stepSize: 60 }] };
  const { body } = await app.api('POST', '/tariffs', { name: 'Per minute', currency: 'EUR', taxIncluded: true, elements: [element] });
  tariffId = body.id;
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

async function connected(version: Version): Promise<{ id: string; station: RawStation }> {
  const id = `GOES${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0 });
  await app.api('PATCH', `/stations/${id}`, { tariffId });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  const sample = version === 'ocpp1.6' ? sample16 : sample201;
  await sample.boot(station);
  await sample.status(station, 'Available');
  return { id, station };
}
let seqNo = 0;
const event = (
  station: RawStation,
  eventType: 'Started' | 'Updated' | 'Ended',
  more: { transactionInfo: object; [field: string]: unknown },
) => station.call('TransactionEvent', { eventType, timestamp: now(), triggerReason: 'MeterValuePeriodic', seqNo: seqNo++, ...more });
async function running(station: RawStation, id: string, more: object = {}): Promise<{ transactionId: string; sessionId: number }> {
  const transactionId = `tx-${made++}`;
  const evse = { id: 1, connectorId: 1 };
  await event(station, 'Started', { transactionInfo: { transactionId }, evse, idToken: { idToken: card, type: 'ISO14443' }, ...more });
  const { body } = await app.api('GET', `/sessions?stationId=${id}&status=active`);
  return { transactionId, sessionId: body.items[0].id };
}
const send = async (id: string, body: object) => (await app.api('POST', `/stations/${id}/commands`, body)).body;
const records = async (id: string, kind: string) =>
  (await app.api('GET', `/stations/${id}/records?kind=${kind}`)).body.items.map(({ key, data }: { key: string; data: object }) => [
    key,
    data,
  ]);
/** Has the device model of the station told this? */
const told = (id: string, component: string, [variable, instance, value]: [string, string, string]) =>
  app.query(
    `insert into station_variable (station_id, tenant_id, component, variable, variable_instance, value, updated_at) select id, 1, $2, $3, $4, $5, now() from station where identity = $1`,
    [id, component, variable, instance, value],
  );

describe.each<Version>(['ocpp2.0.1', 'ocpp2.1'])('sessions of a station of %s', (version) => {
  test('whether messages of a session, of an ended one or of any wait at the station', async () => {
    const { id, station } = await connected(version);
    const { transactionId, sessionId } = await running(station, id);
    station.on('GetTransactionStatus', { result: { ongoingIndicator: true, messagesInQueue: true } });
    expect(await send(id, { verb: 'getTransactionStatus', sessionId })).toMatchObject({
      status: 'confirmed',
      reason: 'messagesInQueue',
      sessionId,
    });
    expect(station.received).toEqual([{ action: 'GetTransactionStatus', payload: { transactionId } }]);
    await event(station, 'Ended', { transactionInfo: { transactionId } });
    station.on('GetTransactionStatus', { result: { ongoingIndicator: false, messagesInQueue: false } });
    expect(await send(id, { verb: 'getTransactionStatus', sessionId })).toMatchObject({ status: 'confirmed', reason: null });
    expect(await records(id, 'transactionStatus')).toEqual([[transactionId, { ongoing: false, messagesInQueue: false, sessionId }]]);
    station.on('GetTransactionStatus', { result: { messagesInQueue: true } });
    await send(id, { verb: 'getTransactionStatus' });
    expect(station.received.at(-1)?.payload).toEqual({});
    expect(await records(id, 'transactionStatus')).toContainEqual(['', { ongoing: null, messagesInQueue: true, sessionId: null }]);
  });

  test('the cost so far is shown when asked for', async () => {
    const { id, station } = await connected(version);
    const { transactionId, sessionId } = await running(station, id, { timestamp: new Date(Date.now() - 9.5 * minute).toISOString() });
    await event(station, 'Updated', { transactionInfo: { transactionId } });
    station.on('CostUpdated', { result: {} });
    expect((await send(id, { verb: 'costUpdated', sessionId })).status).toBe('confirmed');
    expect(station.received).toEqual([{ action: 'CostUpdated', payload: { transactionId, totalCost: 1 } }]);
  });

  test('the cost is told by itself once a minute while time costs money, to a station that shows it', async () => {
    const { id, station } = await connected(version);
    const { transactionId } = await running(station, id);
    station.on('CostUpdated', { result: {} });
    let later = 0;
    const context = { ...app.context, clock: () => Date.now() + later * minute };
    const tellCost = costTeller(context);
    later = 5;
    expect(await tellCost()).toBe(0);
    // 2.0.1: costs are shown; 2.1: they are not computed at the station.
    await told(id, 'TariffCostCtrlr', ['Enabled', 'Cost', version === 'ocpp2.0.1' ? 'true' : 'false']);
    // The answer to its last message has told it a moment ago.
    later = 0.5;
    expect(await tellCost()).toBe(0);
    later = 5;
    expect(await tellCost()).toBe(1);
    expect(await tellCost()).toBe(0);
    later = 6;
    expect(await tellCost()).toBe(1);
    const costs = station.received.map(({ payload }) => payload as { transactionId: string; totalCost: number });
    expect(costs.map((cost) => cost.transactionId)).toEqual([transactionId, transactionId]);
    expect(costs[1]!.totalCost - costs[0]!.totalCost).toBeCloseTo(0.1, 5);
    station.on('CostUpdated', { error: 'NotImplemented' });
    later = 12;
    expect(await tellCost()).toBe(0);
    later = 15;
    const before = station.received.length;
    await tellCost();
    expect(station.received).toHaveLength(before);
  });

  test('a session is not closed for its car’s leaving while the station says it has it', async () => {
    const { id, station } = await connected(version);
    await running(station, id, { timestamp: new Date(Date.now() - 30 * minute).toISOString() });
    await sample201.status(station, 'Available');
    const context = { ...app.context, clock: () => Date.now() + 5 * minute };
    station.on('GetTransactionStatus', { result: { ongoingIndicator: false, messagesInQueue: true } });
    await closeLeft(context, await stationRow(id));
    expect((await app.api('GET', `/sessions?stationId=${id}&status=active`)).body.items).toHaveLength(1);
    station.on('GetTransactionStatus', { result: { ongoingIndicator: false, messagesInQueue: false } });
    await closeLeft(context, await stationRow(id));
    expect((await app.api('GET', `/sessions?stationId=${id}`)).body.items).toMatchObject([
      { status: 'ended', marks: expect.arrayContaining(['stopMissing']) },
    ]);
  });
});

const stationRow = async (id: string): Promise<number> => (await app.query('select id from station where identity = $1', [id]))[0].id;

describe('limits of 2.1', () => {
  const limit = { maxEnergy: 20_000, maxCost: 15 };
  async function limited(): Promise<{ id: string; station: RawStation; commandId: number }> {
    const { id, station } = await connected('ocpp2.1');
    station.on('RequestStartTransaction', { result: { status: 'Accepted' } });
    const sent = await send(id, { verb: 'start', evseId: 1, token: card, limit });
    expect(sent.status).toBe('accepted');
    expect(station.received[0]?.payload).toEqual({ remoteStartId: sent.id, evseId: 1, idToken: { idToken: card, type: 'ISO14443' } });
    return { id, station, commandId: sent.id };
  }
  const info = (remoteStartId: number, transactionLimit?: object) => ({
    transactionInfo: { transactionId: `limited-${remoteStartId}`, remoteStartId, ...(transactionLimit ? { transactionLimit } : {}) },
    evse: { id: 1, connectorId: 1 },
    idToken: { idToken: card, type: 'ISO14443' },
  });

  test('the first answer tells them, once; a repeat of the event is told again; a higher one of the station is overruled', async () => {
    const { station, commandId } = await limited();
    const first = { ...info(commandId), timestamp: now(), triggerReason: 'RemoteStart', seqNo: 0, eventType: 'Started' };
    expect(await station.call('TransactionEvent', first)).toMatchObject({ transactionLimit: limit });
    expect(await station.call('TransactionEvent', first)).toMatchObject({ transactionLimit: limit });
    const update = (seqNo: number, transactionLimit?: object) =>
      station.call('TransactionEvent', {
        eventType: 'Updated',
        timestamp: now(),
        triggerReason: 'LimitSet',
        seqNo,
        transactionInfo: { transactionId: `limited-${commandId}`, ...(transactionLimit ? { transactionLimit } : {}) },
      });
    expect(await update(1, limit)).not.toHaveProperty('transactionLimit');
    expect(await update(2, { maxEnergy: 50_000, maxCost: 15, maxTime: 60 })).toMatchObject({ transactionLimit: { maxEnergy: 20_000 } });
    expect(await update(3)).not.toHaveProperty('transactionLimit');
  });

  test('only of the kinds that the station supports', async () => {
    const { id, station, commandId } = await limited();
    await told(id, 'TxCtrlr', ['SupportedLimits', '', 'maxTime, maxCost']);
    const answer = await station.call('TransactionEvent', {
      ...info(commandId),
      timestamp: now(),
      triggerReason: 'RemoteStart',
      seqNo: 0,
      eventType: 'Started',
    });
    expect(answer).toMatchObject({ transactionLimit: { maxCost: 15 } });
  });

  test.each<Version>(['ocpp1.6', 'ocpp2.0.1'])('are not in %s', async (version) => {
    const { id, station } = await connected(version);
    expect(await send(id, { verb: 'start', evseId: 1, token: card, limit })).toMatchObject({
      status: 'notSupported',
      reason: 'notInVersion',
    });
    expect(station.received).toEqual([]);
  });

  test('a limit without any kind is refused', async () => {
    const { id } = await connected('ocpp2.1');
    expect(await send(id, { verb: 'start', token: card, limit: {} })).toMatchObject({ error: { code: 'badRequest' } });
  });
});

test('2.1: priority is given by us and by the driver at the station', async () => {
  const { id, station } = await connected('ocpp2.1');
  const { transactionId, sessionId } = await running(station, id);
  station.on('UsePriorityCharging', { result: { status: 'NoProfile' } });
  expect(await send(id, { verb: 'usePriorityCharging', sessionId, active: true })).toMatchObject({
    status: 'rejected',
    reason: 'NoProfile',
  });
  station.on('UsePriorityCharging', { result: { status: 'Accepted' } });
  expect((await send(id, { verb: 'usePriorityCharging', sessionId, active: true })).status).toBe('confirmed');
  expect(station.received.at(-1)?.payload).toEqual({ transactionId, activate: true });
  expect(await records(id, 'priorityCharging')).toEqual([[transactionId, { active: true, by: 'us', sessionId }]]);
  await station.call('NotifyPriorityCharging', { transactionId, activated: false });
  expect(await records(id, 'priorityCharging')).toEqual([[transactionId, { active: false, by: 'station', sessionId }]]);
});

test('2.1: a session resumed after a loss of power, steered and priced by the station', async () => {
  const { id, station } = await connected('ocpp2.1');
  const { transactionId } = await running(station, id);
  const costDetails = {
    totalCost: { currency: 'EUR', typeOfCost: 'NormalCost', total: { inclTax: 2.5 } },
    totalUsage: { energy: 5, chargingTime: 60, idleTime: 0 },
  };
  await event(station, 'Updated', {
    triggerReason: 'TxResumed',
    transactionInfo: { transactionId, operationMode: 'CentralSetpoint' },
    numberOfPhasesUsed: 3,
  });
  const ended = await event(station, 'Ended', { transactionInfo: { transactionId, tariffId: 'T1' }, costDetails });
  // It computes itself: another total of ours would contradict.
  expect(ended).not.toHaveProperty('totalCost');
  const { body } = await app.api('GET', `/sessions?stationId=${id}`);
  expect(body.items[0].marks).toContain('resumed');
  const { body: session } = await app.api('GET', `/sessions/${body.items[0].id}`);
  expect(session.details).toEqual({ resumptions: 1, operationMode: 'CentralSetpoint', phasesUsed: 3, tariffId: 'T1', costDetails });
});
