import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawStation } from './raw-station.ts';
import { sample16, sample201 } from './samples.ts';
import { type ApiApp, startApiApp } from './test-app.ts';

const card = '04A1B2C3';
const timestamp = '2026-05-01T08:00:00Z';
let app: ApiApp;
const open: RawStation[] = [];
let made = 0;
beforeAll(async () => {
  app = await startApiApp();
  await app.query(`insert into token (tenant_id, value, canonical) values (1, $1, $1)`, [card]);
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

async function connected(version: Version = 'ocpp2.1'): Promise<{ id: string; station: RawStation }> {
  const id = `ADDS${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0 });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  await (version === 'ocpp1.6' ? sample16 : sample201).boot(station);
  return { id, station };
}
const send = async (id: string, body: object) => (await app.api('POST', `/stations/${id}/commands`, body)).body;
const becomes = (id: number, status: string) => app.eventually(`/commands/${id}`, (command) => command.status === status);
const records = async (id: string, kind: string): Promise<[string, Record<string, unknown>][]> =>
  (await app.api('GET', `/stations/${id}/records?kind=${kind}`)).body.items.map(({ key, data }: { key: string; data: object }) => [
    key,
    data,
  ]);
const events = async (id: string) => (await app.api('GET', `/events?stationId=${id}`)).body.items;

const curve = { priority: 1, yUnit: 'PctMaxVar', curveData: [{ x: 95, y: 44 }] };
const held = (id: string, more: object = {}) => ({ id, curveType: 'VoltVar', isDefault: false, isSuperseded: false, curve, ...more });

describe('control by the grid', () => {
  test('a control is held, starts, displaces another, and ends', async () => {
    const { id, station } = await connected();
    station.on('SetDERControl', { result: { status: 'Accepted', supersededIds: ['old'] } });
    const sent = await send(id, { verb: 'setDERControl', controlType: 'VoltVar', settings: curve });
    expect(sent.status).toBe('confirmed');
    const controlId = String(sent.id);
    expect(station.received[0]?.payload).toEqual({ isDefault: false, controlId, controlType: 'VoltVar', curve });
    expect(await records(id, 'derControl')).toEqual([
      [controlId, { controlId, controlType: 'VoltVar', isDefault: false, isSuperseded: false, settings: curve }],
    ]);
    expect(await records(id, 'derState')).toEqual([['old', { isActive: false, supersededBy: controlId }]]);
    await station.call('NotifyDERStartStop', { controlId, started: true, timestamp, supersededIds: ['older'] });
    expect(new Map(await records(id, 'derState'))).toEqual(
      new Map([
        [controlId, { isActive: true, supersededBy: null }],
        ['old', { isActive: false, supersededBy: controlId }],
        ['older', { isActive: false, supersededBy: controlId }],
      ]),
    );
    await station.call('NotifyDERStartStop', { controlId, started: false, timestamp });
    expect((await records(id, 'derState')).find(([key]) => key === controlId)?.[1]).toEqual({ isActive: false, supersededBy: null });
    expect((await events(id)).map(({ type, variable }: { type: string; variable: string }) => [type, variable])).toEqual([
      ['Stopped', controlId],
      ['Started', controlId],
    ]);
  });

  test('all controls come in pages; what is missing is gone', async () => {
    const { id, station } = await connected();
    station.on('SetDERControl', { result: { status: 'Accepted' } });
    await send(id, { verb: 'setDERControl', controlType: 'FreqWatt', controlId: 'gone', settings: { ...curve, yUnit: 'PctMaxW' } });
    station.on('GetDERControl', { result: { status: 'Accepted' } });
    const sent = await send(id, { verb: 'getDERControl' });
    await station.call('ReportDERControl', {
      requestId: sent.id,
      tbc: true,
      curve: [held('a'), held('b', { isSuperseded: true, isDefault: true })],
    });
    expect((await app.api('GET', `/commands/${sent.id}`)).body.status).toBe('accepted');
    await station.call('ReportDERControl', {
      requestId: sent.id,
      enterService: [{ id: 'c', enterService: { priority: 0, highVoltage: 105, lowVoltage: 95, highFreq: 50.1, lowFreq: 49.5 } }],
      limitMaxDischarge: [{ id: 'd', isDefault: true, isSuperseded: false, limitMaxDischarge: { priority: 0, pctMaxDischargePower: 60 } }],
    });
    await becomes(sent.id, 'confirmed');
    expect(
      (await records(id, 'derControl')).map(([key, { controlType, isDefault, isSuperseded }]) => [
        key,
        controlType,
        isDefault,
        isSuperseded,
      ]),
    ).toEqual([
      ['a', 'VoltVar', false, false],
      ['b', 'VoltVar', true, true],
      ['c', 'EnterService', null, null],
      ['d', 'LimitMaxDischarge', true, false],
    ]);
  });

  test('one is removed by its id; after removing many, what is left is read back', async () => {
    const { id, station } = await connected();
    station.on('SetDERControl', { result: { status: 'Accepted' } });
    for (const controlId of ['a', 'b', 'c']) await send(id, { verb: 'setDERControl', controlType: 'VoltVar', controlId, settings: curve });
    station.on('ClearDERControl', { result: { status: 'Accepted' } });
    expect((await send(id, { verb: 'clearDERControl', controlId: 'a' })).status).toBe('confirmed');
    expect((await records(id, 'derControl')).map(([key]) => key)).toEqual(['b', 'c']);
    station.on('GetDERControl', { result: { status: 'Accepted' } });
    const some = await send(id, { verb: 'clearDERControl' });
    expect(some.status).toBe('accepted');
    await station.call('ReportDERControl', { requestId: some.id, curve: [held('c', { isDefault: true })] });
    await becomes(some.id, 'confirmed');
    expect((await records(id, 'derControl')).map(([key]) => key)).toEqual(['c']);
    station.on('GetDERControl', { result: { status: 'NotFound' } });
    expect((await send(id, { verb: 'clearDERControl', isDefault: true })).status).toBe('confirmed');
    expect(await records(id, 'derControl')).toEqual([]);
    // A station that cannot list has removed them all the same.
    station.on('GetDERControl', { error: 'NotSupported' });
    expect((await send(id, { verb: 'clearDERControl' })).status).toBe('confirmed');
  });

  test.each([
    ['Rejected', 'rejected', null],
    ['NotFound', 'rejected', 'NotFound'],
    ['NotSupported', 'notSupported', null],
  ])('a control answered %s', async (status, expected, reason) => {
    const { id, station } = await connected();
    station.on('SetDERControl', { result: { status } });
    expect(await send(id, { verb: 'setDERControl', controlType: 'VoltVar', settings: curve })).toMatchObject({ status: expected, reason });
    expect(await records(id, 'derControl')).toEqual([]);
  });

  test('an alarm is an open event until the grid is back', async () => {
    const { id, station } = await connected();
    const alarm = { controlType: 'HVMustTrip', gridEventFault: 'OverVoltage', timestamp, extraInfo: '262 V' };
    await station.call('NotifyDERAlarm', alarm);
    await station.call('NotifyDERAlarm', { ...alarm, alarmEnded: true });
    expect(await events(id)).toMatchObject([
      { kind: 'derAlarm', severity: 7, component: 'HVMustTrip', type: 'OverVoltage', text: '262 V', cleared: true },
      { kind: 'derAlarm', severity: 4, cleared: false, at: '2026-05-01T08:00:00.000Z' },
    ]);
  });
});

describe('battery swap', () => {
  const swap = (eventType: string, requestId: number, serialNumber: string) => ({
    eventType,
    requestId,
    idToken: { idToken: card, type: 'ISO14443' },
    batteryData: [{ evseId: 1, serialNumber, soC: 12, soH: 97 }],
  });

  test('the battery that is taken confirms it; both ends are kept', async () => {
    const { id, station } = await connected();
    station.on('RequestBatterySwap', { result: { status: 'Accepted' } });
    const sent = await send(id, { verb: 'requestBatterySwap', token: card });
    expect(station.received[0]?.payload).toEqual({ requestId: sent.id, idToken: { idToken: card, type: 'ISO14443' } });
    await station.call('BatterySwap', swap('BatteryIn', sent.id, 'B1'));
    expect((await app.api('GET', `/commands/${sent.id}`)).body.status).toBe('accepted');
    await station.call('BatterySwap', swap('BatteryOut', sent.id, 'B2'));
    await becomes(sent.id, 'confirmed');
    expect(
      (await records(id, 'batterySwap')).map(([key, { batteries }]) => [key, (batteries as { serialNumber: string }[])[0]?.serialNumber]),
    ).toEqual([
      [`${sent.id}/BatteryIn`, 'B1'],
      [`${sent.id}/BatteryOut`, 'B2'],
    ]);
  });

  test('nobody took it, none is there, and a stranger is not asked for', async () => {
    const { id, station } = await connected();
    station.on('RequestBatterySwap', { result: { status: 'Accepted' } });
    const sent = await send(id, { verb: 'requestBatterySwap', token: card });
    await station.call('BatterySwap', swap('BatteryOutTimeout', sent.id, 'B3'));
    expect(await becomes(sent.id, 'failed')).toMatchObject({ reason: 'BatteryOutTimeout' });
    station.on('RequestBatterySwap', { result: { status: 'Rejected', statusInfo: { reasonCode: 'NoBatteryAvailable' } } });
    expect(await send(id, { verb: 'requestBatterySwap', token: card })).toMatchObject({ status: 'rejected', reason: 'NoBatteryAvailable' });
    expect(await send(id, { verb: 'requestBatterySwap', token: 'STRANGER' })).toMatchObject({ error: { code: 'tokenRefused' } });
    expect(station.received).toHaveLength(2);
  });

  test('the code somebody typed is not kept', async () => {
    const { id, station } = await connected();
    await station.call('BatterySwap', { ...swap('BatteryIn', 5, 'B4'), idToken: { idToken: '4711', type: 'KeyCode' } });
    expect((await records(id, 'batterySwap'))[0]?.[1]).toMatchObject({ token: '****' });
  });
});

describe('payments', () => {
  test('a settlement belongs to its session; money that did not come is an open event', async () => {
    const { id, station } = await connected();
    const transactionId = await sample201.startSession(station, { token: card, remoteStartId: 1 });
    const { body } = await app.api('GET', `/sessions?stationId=${id}`);
    const settlement = { transactionId, pspRef: 'PSP-1', settlementAmount: 12.5, settlementTime: timestamp };
    expect(await station.call('NotifySettlement', { ...settlement, status: 'Settled', receiptUrl: 'https://r.example.org/1' })).toEqual({});
    expect(await records(id, 'settlement')).toMatchObject([
      ['PSP-1', { status: 'Settled', amount: 12.5, sessionId: body.items[0].id, receiptUrl: 'https://r.example.org/1' }],
    ]);
    expect(await events(id)).toEqual([]);
    await station.call('NotifySettlement', { ...settlement, pspRef: 'PSP-2', status: 'Failed', statusInfo: 'card expired' });
    expect(await events(id)).toMatchObject([{ severity: 4, component: 'Settlement', type: 'Failed', text: 'card expired' }]);
  });

  test('a VAT number is judged by its form, and repeated', async () => {
    const { id, station } = await connected();
    expect(await station.call('VatNumberValidation', { vatNumber: 'DE123456789', evseId: 1 })).toMatchObject({
      status: 'Accepted',
      vatNumber: 'DE123456789',
      evseId: 1,
      statusInfo: { reasonCode: 'NoError' },
    });
    expect(await station.call('VatNumberValidation', { vatNumber: 'DE12' })).toEqual({
      status: 'Rejected',
      vatNumber: 'DE12',
      statusInfo: { reasonCode: 'InvalidValue' },
    });
    expect(new Map(await records(id, 'vatNumber')).get('DE12')).toMatchObject({ form: 'malformed', status: 'Rejected' });
  });

  test('an EVSE waits for a payment on a web page until it is given up', async () => {
    const { id, station } = await connected();
    station.on('NotifyWebPaymentStarted', { result: {} });
    expect((await send(id, { verb: 'notifyWebPaymentStarted', evseId: 1 })).status).toBe('confirmed');
    expect(station.received[0]?.payload).toEqual({ evseId: 1, timeout: 120 });
    const [, data] = (await records(id, 'webPayment'))[0] ?? [];
    expect(Number(data?.['until']) - Number(data?.['startedAt'])).toBe(120_000);
    await send(id, { verb: 'notifyWebPaymentStarted', evseId: 1, timeoutSeconds: 0 });
    expect(await records(id, 'webPayment')).toEqual([]);
  });
});

test('the car as a source: what it may do, the grid’s signal, and what it gave back', async () => {
  const { id, station } = await connected();
  const transactionId = await sample201.startSession(station, { token: card, remoteStartId: 2 });
  const sessionId = (await app.api('GET', `/sessions?stationId=${id}`)).body.items[0].id;
  station.on('NotifyAllowedEnergyTransfer', { result: { status: 'Accepted' } });
  expect((await send(id, { verb: 'notifyAllowedEnergyTransfer', sessionId, allowed: ['DC', 'DC_BPT'] })).status).toBe('confirmed');
  expect(station.received[0]?.payload).toEqual({ transactionId, allowedEnergyTransfer: ['DC', 'DC_BPT'] });
  expect(await records(id, 'energyTransfer')).toEqual([[transactionId, { allowed: ['DC', 'DC_BPT'], sessionId }]]);
  station.on('AFRRSignal', { result: { status: 'Accepted' } });
  expect((await send(id, { verb: 'afrrSignal', signal: -3, at: '2026-05-01T10:00:00+02:00' })).status).toBe('confirmed');
  expect(station.received[1]?.payload).toEqual({ signal: -3, timestamp: '2026-05-01T08:00:00.000Z' });
  station.on('AFRRSignal', { result: { status: 'Rejected', statusInfo: { reasonCode: 'NoSignalWattCurve' } } });
  expect(await send(id, { verb: 'afrrSignal', signal: -3 })).toMatchObject({ status: 'rejected', reason: 'NoSignalWattCurve' });
  const exported = (value: number) => ({ value, measurand: 'Energy.Active.Export.Register', unitOfMeasure: { unit: 'kWh' } });
  for (const [seqNo, value] of [10, 12.5].entries())
    await station.call('TransactionEvent', {
      eventType: 'Updated',
      timestamp: new Date(Date.now() + seqNo * 1000).toISOString(),
      triggerReason: 'OperationModeChanged',
      seqNo: seqNo + 1,
      transactionInfo: { transactionId, operationMode: 'CentralSetpoint' },
      meterValue: [{ timestamp: new Date(Date.now() + seqNo * 1000).toISOString(), sampledValue: [exported(value)] }],
    });
  expect((await app.api('GET', `/sessions/${sessionId}`)).body.details).toEqual({ operationMode: 'CentralSetpoint', exportedWh: 2500 });
  const { body } = await app.api('GET', `/sessions/${sessionId}/readings?measurand=Energy.Active.Export.Register`);
  expect(body.items.map(({ value }: { value: number }) => value)).toEqual([10_000, 12_500]);
});

test.each<Version>(['ocpp1.6', 'ocpp2.0.1'])('%s has none of it', async (version) => {
  const { id, station } = await connected(version);
  const bodies = [
    { verb: 'setDERControl', controlType: 'VoltVar', settings: curve },
    { verb: 'getDERControl' },
    { verb: 'clearDERControl' },
    { verb: 'requestBatterySwap', token: card },
    { verb: 'notifyWebPaymentStarted', evseId: 1 },
    { verb: 'afrrSignal', signal: 1 },
  ];
  for (const body of bodies) expect(await send(id, body)).toMatchObject({ status: 'notSupported', reason: 'notInVersion' });
  expect(station.received).toEqual([]);
});
