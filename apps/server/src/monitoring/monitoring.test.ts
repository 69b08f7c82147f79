import type { VariableMonitor } from '@stationmaster/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';

let app: ApiApp;
const open: RawStation[] = [];
let made = 0;
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

async function connected(version: 'ocpp2.0.1' | 'ocpp2.1'): Promise<{ id: string; station: RawStation }> {
  const id = `MON${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  await station.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } });
  return { id, station };
}
const send = async (id: string, body: object) => (await app.api('POST', `/stations/${id}/commands`, body)).body;
const records = async (id: string, kind: string): Promise<{ key: string; data: VariableMonitor & Record<string, unknown> }[]> =>
  (await app.api('GET', `/stations/${id}/records?kind=${kind}`)).body.items;
const becomes = (id: number, status: string) => app.eventually(`/commands/${id}`, (command) => command.status === status);

const at = '2026-05-01T08:00:00Z';
const place = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'Power' } };
const line = (id: number, value = 5) => ({
  ...place,
  variableMonitoring: [{ id, type: 'Delta', value, severity: 6, transaction: false, eventNotificationType: 'CustomMonitor' }],
});
const plain = ({ variableMonitoring: [first], ...rest }: ReturnType<typeof line>) => {
  const { eventNotificationType: _, ...monitor } = first as NonNullable<typeof first>;
  return { ...rest, variableMonitoring: [monitor] };
};
const wanted = { component: 'EVSE', evseId: 1, variable: 'Power', type: 'Delta', value: 5, severity: 6 };

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('monitors of a station of %s', (version) => {
  const told = (id: number, value?: number) => (version === 'ocpp2.1' ? line(id, value) : plain(line(id, value)));
  const page = (requestId: number, seqNo: number, monitor: object[], tbc = false) => ({ requestId, seqNo, generatedAt: at, tbc, monitor });

  test('a report of everything in pages ends what it does not name', async () => {
    const { id, station } = await connected(version);
    station.on('GetMonitoringReport', { result: { status: 'Accepted' } });
    const report = async (numbers: number[]) => {
      const sent = await send(id, { verb: 'getMonitoringReport' });
      expect(sent.status).toBe('accepted');
      for (const [index, number] of numbers.entries())
        await station.call('NotifyMonitoringReport', page(sent.id, index, [told(number)], index < numbers.length - 1));
      await becomes(sent.id, 'confirmed');
    };
    await report([1, 2, 3]);
    expect(await records(id, 'variableMonitor')).toMatchObject(
      ['1', '2', '3'].map((key) => ({
        key,
        evseId: 1,
        data: { component: 'EVSE', variable: 'Power', type: 'Delta', value: 5, severity: 6 },
      })),
    );
    expect((await records(id, 'variableMonitor'))[0]?.data.origin).toBe(version === 'ocpp2.1' ? 'CustomMonitor' : null);
    await report([3]);
    expect((await records(id, 'variableMonitor')).map(({ key }) => key)).toEqual(['3']);
    station.on('GetMonitoringReport', { result: { status: 'EmptyResultSet' } });
    expect(await send(id, { verb: 'getMonitoringReport' })).toMatchObject({ status: 'confirmed', reason: 'emptyResultSet' });
    expect(await records(id, 'variableMonitor')).toEqual([]);
  });

  test('one that is set is confirmed when the station tells it, on whatever page', async () => {
    const { id, station } = await connected(version);
    const accepted = { ...place, id: 7, type: 'Delta', severity: 6, status: 'Accepted' };
    station.on('SetVariableMonitoring', { result: { setMonitoringResult: [accepted] } });
    station.on('GetMonitoringReport', { result: { status: 'Accepted' } });
    const sent = await send(id, { verb: 'setVariableMonitoring', monitors: [wanted] });
    expect(sent.status).toBe('accepted');
    expect(station.received.at(-1)).toEqual({
      action: 'GetMonitoringReport',
      payload: { requestId: sent.id, componentVariable: [place] },
    });
    expect(await records(id, 'variableMonitor')).toMatchObject([{ key: '7', data: { value: 5, severity: 6 } }]);
    await station.call('NotifyMonitoringReport', page(sent.id, 0, [told(7)], true));
    await station.call('NotifyMonitoringReport', page(sent.id, 1, [told(8, 1)]));
    await becomes(sent.id, 'confirmed');
    const other = await send(id, { verb: 'setVariableMonitoring', monitors: [{ ...wanted, value: 9 }] });
    await station.call('NotifyMonitoringReport', page(other.id, 0, [told(7), told(8, 1)]));
    expect(await becomes(other.id, 'noEffect')).toMatchObject({ reason: 'readsOtherwise' });
  });

  test('the answer must do where a station cannot report; what it refuses is named', async () => {
    const { id, station } = await connected(version);
    const results = [
      { ...place, id: 7, type: 'Delta', severity: 6, status: 'Accepted' },
      { ...place, type: 'UpperThreshold', severity: 4, status: 'UnsupportedMonitorType' },
    ];
    station.on('SetVariableMonitoring', { result: { setMonitoringResult: results.slice(0, 1) } });
    expect(await send(id, { verb: 'setVariableMonitoring', monitors: [wanted] })).toMatchObject({ status: 'confirmed' });
    station.on('SetVariableMonitoring', { result: { setMonitoringResult: results } });
    const monitors = [wanted, { ...wanted, type: 'UpperThreshold', severity: 4 }];
    expect(await send(id, { verb: 'setVariableMonitoring', monitors })).toMatchObject({
      status: 'rejected',
      reason: 'EVSE.Power: UnsupportedMonitorType',
    });
    expect((await records(id, 'variableMonitor')).map(({ key }) => key)).toEqual(['7']);
    station.on('ClearVariableMonitoring', { result: { clearMonitoringResult: [{ id: 7, status: 'Rejected' }] } });
    expect(await send(id, { verb: 'clearVariableMonitoring', ids: [7] })).toMatchObject({ status: 'rejected', reason: 'Rejected: 7' });
    station.on('ClearVariableMonitoring', { result: { clearMonitoringResult: [{ id: 7, status: 'Accepted' }] } });
    expect(await send(id, { verb: 'clearVariableMonitoring', ids: [7] })).toMatchObject({ status: 'confirmed' });
    expect(await records(id, 'variableMonitor')).toEqual([]);
  });

  test('base and level are read back', async () => {
    const { id, station } = await connected(version);
    const reads = (variable: string, value: string) => ({
      result: {
        getVariableResult: [
          { component: { name: 'MonitoringCtrlr' }, variable: { name: variable }, attributeStatus: 'Accepted', attributeValue: value },
        ],
      },
    });
    station.on('SetMonitoringLevel', { result: { status: 'Accepted' } });
    station.on('GetVariables', reads('ActiveMonitoringLevel', '4'));
    expect((await send(id, { verb: 'setMonitoringLevel', severity: 4 })).status).toBe('confirmed');
    expect(await send(id, { verb: 'setMonitoringLevel', severity: 5 })).toMatchObject({ status: 'noEffect', reason: 'readsOtherwise' });
    station.on('SetMonitoringLevel', { result: { status: 'Rejected' } });
    expect((await send(id, { verb: 'setMonitoringLevel', severity: 9 })).status).toBe('rejected');
    station.on('SetMonitoringBase', { result: { status: 'Accepted' } });
    station.on('GetVariables', reads('ActiveMonitoringBase', 'HardwiredOnly'));
    station.on('GetMonitoringReport', { result: { status: 'Accepted' } });
    const sent = await send(id, { verb: 'setMonitoringBase', base: 'HardWiredOnly' });
    expect(sent.status).toBe('accepted');
    await station.call('NotifyMonitoringReport', page(sent.id, 0, [told(1)]));
    await becomes(sent.id, 'confirmed');
    const { body } = await app.api('GET', `/stations/${id}/configuration`);
    expect(body.items.map(({ variable, value }: { variable: string; value: string }) => [variable, value])).toEqual([
      ['ActiveMonitoringBase', 'HardwiredOnly'],
      ['ActiveMonitoringLevel', '4'],
    ]);
  });

  test('never more numbers in a message than the station takes', async () => {
    const { id, station } = await connected(version);
    const limit = { component: { name: 'MonitoringCtrlr' }, variable: { name: 'ItemsPerMessage', instance: 'ClearVariableMonitoring' } };
    await station.call('NotifyReport', {
      requestId: 1,
      seqNo: 0,
      generatedAt: at,
      reportData: [{ ...limit, variableAttribute: [{ value: '2', mutability: 'ReadOnly' }] }],
    });
    station.on('ClearVariableMonitoring', (payload) => ({
      result: { clearMonitoringResult: (payload as { id: number[] }).id.map((number) => ({ id: number, status: 'Accepted' })) },
    }));
    expect((await send(id, { verb: 'clearVariableMonitoring', ids: [1, 2, 3] })).status).toBe('confirmed');
    expect(station.received.map(({ payload }) => payload)).toEqual([{ id: [1, 2] }, { id: [3] }]);
  });
});

describe('events', () => {
  const event = (more: object) => ({
    eventId: 1,
    timestamp: at,
    trigger: 'Alerting',
    actualValue: 'true',
    eventNotificationType: 'HardWiredNotification',
    component: { name: 'ConnectorPlugRetentionLock', evse: { id: 1, connectorId: 1 } },
    variable: { name: 'Problem' },
    ...more,
  });
  const notify = (station: RawStation, ...eventData: object[]) => station.call('NotifyEvent', { generatedAt: at, seqNo: 0, eventData });
  const eventsOf = async (id: string) => (await app.api('GET', `/events?stationId=${id}`)).body.items;

  test('each is kept with its place, cause, code and the monitor that raised it', async () => {
    const { id, station } = await connected('ocpp2.0.1');
    await station.call('NotifyMonitoringReport', { requestId: 0, seqNo: 0, generatedAt: at, monitor: [plain(line(3))] });
    await notify(
      station,
      event({ techCode: 'E17', techInfo: 'The lock does not move' }),
      event({
        ...place,
        eventId: 2,
        cause: 1,
        trigger: 'Delta',
        actualValue: '',
        eventNotificationType: 'CustomMonitor',
        variableMonitoringId: 3,
      }),
    );
    expect(await eventsOf(id)).toMatchObject([
      {
        kind: 'monitor',
        severity: 6,
        component: 'EVSE',
        variable: 'Power',
        evseId: 1,
        data: { cause: 1, trigger: 'Delta', value: '', monitorId: 3, monitor: { type: 'Delta', value: 5 } },
      },
      {
        kind: 'event',
        severity: null,
        type: 'E17',
        text: 'The lock does not move',
        connectorId: 1,
        cleared: false,
        data: { value: 'true', monitorId: null },
      },
    ]);
  });

  test('a problem that is none any more is over, also where only the change is told', async () => {
    const { id, station } = await connected('ocpp2.0.1');
    await notify(station, event({ trigger: 'Delta' }));
    await notify(station, event({ trigger: 'Delta', actualValue: 'false' }));
    expect(await eventsOf(id)).toMatchObject([{ cleared: true }, { cleared: false, clearedAt: '2026-05-01T08:00:00.000Z' }]);
  });

  test('2.1 says how severe it is', async () => {
    const { id, station } = await connected('ocpp2.1');
    await notify(station, event({ severity: 0 }));
    await notify(station, event({ severity: 0, cleared: true }));
    await notify(station, event({ severity: 0, component: { name: 'ConnectorPlugRetentionLock', evse: { id: 2, connectorId: 1 } } }));
    expect(await eventsOf(id)).toMatchObject([
      { evseId: 2, clearedAt: null },
      { severity: 0, cleared: true, clearedAt: null },
      { severity: 0, cleared: false, clearedAt: '2026-05-01T08:00:00.000Z' },
    ]);
    // What is over needs nobody any more.
    const open = (await app.api('GET', `/events?stationId=${id}&open=true`)).body.items;
    expect(open.map(({ evseId }: { evseId: number }) => evseId)).toEqual([2]);
    const found = (await app.api('GET', `/events?stationId=${id}&search=retention`)).body.items;
    expect([found.length, (await app.api('GET', `/events?stationId=${id}&search=fan`)).body.items.length]).toEqual([3, 0]);
  });

  test('a status that comes as an event is a status and no event, unless a monitor or a code is with it', async () => {
    const { id, station } = await connected('ocpp2.1');
    const status = { component: { name: 'Connector', evse: { id: 1, connectorId: 1 } }, variable: { name: 'AvailabilityState' } };
    await notify(station, event({ ...status, trigger: 'Delta', actualValue: 'Available' }));
    expect((await app.api('GET', `/stations/${id}`)).body.connectors).toMatchObject([{ evseId: 1, connectorId: 1, status: 'Available' }]);
    expect(await eventsOf(id)).toEqual([]);
    await notify(station, event({ ...status, actualValue: 'Faulted', techCode: 'E1' }));
    // The fault itself, and the event that tells its code.
    expect(await eventsOf(id)).toMatchObject([
      { component: 'Connector', variable: 'AvailabilityState', type: 'E1' },
      { component: 'Connector', variable: 'Faulted', severity: 4, cleared: false },
    ]);
  });
});

test('a fault of 1.6 begins, changes and ends', async () => {
  const id = `MON${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0 });
  const station = await RawStation.connect(app.ocpp + id, 'ocpp1.6');
  open.push(station);
  await station.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' });
  const say = (status: string, errorCode: string, more: object = {}) =>
    station.call('StatusNotification', { connectorId: 2, status, errorCode, ...more });
  await say('Available', 'NoError');
  await say('Charging', 'HighTemperature');
  await say('Faulted', 'GroundFailure', { vendorErrorCode: '0x17', info: 'RCD' });
  await say('Faulted', 'GroundFailure', { vendorErrorCode: '0x17', info: 'RCD' });
  await say('Available', 'NoError');
  const { body } = await app.api('GET', `/events?stationId=${id}`);
  const seen = body.items.map(({ variable, severity, cleared, type, text }: Record<string, unknown>) => [
    variable,
    severity,
    cleared,
    type,
    text,
  ]);
  expect(seen).toEqual([
    ['GroundFailure', 4, true, '', ''],
    ['GroundFailure', 4, false, '0x17', 'RCD'],
    ['HighTemperature', 6, true, '', ''],
    ['HighTemperature', 6, false, '', ''],
  ]);
  expect(body.items[0]).toMatchObject({ component: 'Connector', evseId: 2 });
});
