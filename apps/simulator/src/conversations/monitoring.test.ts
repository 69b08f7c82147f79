import { afterEach, describe, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
afterEach(() => lab.close());

const power = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'Power' } };
const state = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'AvailabilityState' } };
const monitor = (place: object, type: string, value: number, more = {}) => ({ ...place, type, value, severity: 4, ...more });
const set = (...setMonitoringData: object[]) => lab.ask('SetVariableMonitoring', { setMonitoringData });
/** Monitor, trigger, value, and whether it is over. */
const events = () =>
  lab.said
    .filter(({ action }) => action === 'NotifyEvent')
    .flatMap(
      ({ payload }) => payload.eventData as { variableMonitoringId: number; trigger: string; actualValue: string; cleared?: boolean }[],
    )
    .map(({ variableMonitoringId, trigger, actualValue, cleared = false }) => [variableMonitoringId, trigger, actualValue, cleared]);

async function charge(): Promise<void> {
  lab.station.plugIn();
  const started = lab.station.waitFor('startAcknowledged');
  lab.station.tap('CARD');
  await started;
}

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('%s', (version) => {
  it('N04, N07: a difference, a threshold passed and cleared', async () => {
    lab = await Lab.open(version);
    expect(await set(monitor(power, 'UpperThreshold', 10_000), monitor(state, 'Delta', 1))).toMatchObject({
      setMonitoringResult: [
        { status: 'Accepted', id: 7 },
        { status: 'Accepted', id: 8 },
      ],
    });
    await lab.during(charge);
    expect(events()).toEqual([
      [8, 'Delta', 'Occupied', false],
      [7, 'Alerting', '11000', false],
    ]);
    await lab.during(() => lab.station.unplug());
    expect(events()).toEqual([
      [7, 'Alerting', '0', true],
      [8, 'Delta', 'Available', false],
    ]);
  });

  it('N08: periodic, at once and by the clock', async () => {
    lab = await Lab.open(version);
    lab.world.moveTo(Lab.start + 10_000);
    await set(monitor(power, 'Periodic', 30), monitor(power, 'PeriodicClockAligned', 60));
    await lab.during(() => lab.world.moveTo(Lab.start + 70_000));
    expect(events()).toEqual([
      [7, 'Periodic', '0', false],
      [8, 'Periodic', '0', false],
      [7, 'Periodic', '0', false],
    ]);
  });

  it('N21: what is hard-wired tells a fault', async () => {
    lab = await Lab.open(version);
    await lab.during(() => lab.station.fault('ConnectorLockFailure'));
    expect(events()).toEqual([
      [1, 'Delta', 'true', false],
      [2, 'Delta', 'true', false],
    ]);
  });

  it.each([
    ['a variable it does not have', monitor({ component: power.component, variable: { name: 'Colour' } }, 'Delta', 1), 'UnknownVariable'],
    [
      'a component it does not have',
      monitor({ component: { name: 'Toaster' }, variable: { name: 'Heat' } }, 'Delta', 1),
      'UnknownComponent',
    ],
    ['a threshold of words', monitor(state, 'UpperThreshold', 1), 'UnsupportedMonitorType'],
    ['a severity out of range', monitor(state, 'Delta', 1, { severity: 10 }), 'Rejected'],
    ['the same once more', monitor(state, 'Delta', 1, { severity: 8 }), 'Duplicate'],
    ['a change of what is hard-wired', monitor({ ...state, variable: { name: 'Problem' } }, 'Delta', 1, { id: 1 }), 'Rejected'],
  ])('N04 refuses %s', async (...[, line, status]) => {
    lab = await Lab.open(version);
    expect(await set(line)).toMatchObject({ setMonitoringResult: [{ status }] });
  });

  it('N02, N06: reports by kind and by name, in the end nothing', async () => {
    lab = await Lab.open(version);
    await set(monitor(power, 'UpperThreshold', 10_000), monitor(power, 'Periodic', 60));
    const report = (request: object) => lab.ask('GetMonitoringReport', { requestId: 5, ...request });
    const ids = () =>
      lab.said.flatMap(({ payload }) =>
        ((payload.monitor ?? []) as { variableMonitoring: { id: number }[] }[]).flatMap(({ variableMonitoring }) =>
          variableMonitoring.map(({ id }) => id),
        ),
      );
    await lab.during(() => report({ monitoringCriteria: ['ThresholdMonitoring', 'PeriodicMonitoring'] }));
    expect(ids()).toEqual([7, 8]);
    await lab.during(() => report({ componentVariable: [power], monitoringCriteria: ['PeriodicMonitoring'] }));
    expect(ids()).toEqual([8]);
    await lab.during(() => report({}));
    expect(ids()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await lab.ask('ClearVariableMonitoring', { id: [7, 8, 1, 99] })).toEqual({
      clearMonitoringResult: [
        { id: 7, status: 'Accepted' },
        { id: 8, status: 'Accepted' },
        { id: 1, status: 'Rejected' },
        { id: 99, status: 'NotFound' },
      ],
    });
    expect(await report({ componentVariable: [power] })).toEqual({ status: 'EmptyResultSet' });
    expect(await lab.ask('ClearVariableMonitoring', { id: Array.from({ length: 21 }, (_, n) => n) })).toBe('OccurrenceConstraintViolation');
  });

  it('N03, N05: how much is watched and how much is told', async () => {
    lab = await Lab.open(version);
    expect(await lab.ask('SetMonitoringLevel', { severity: 9 })).toEqual({ status: 'Accepted' });
    expect(await lab.ask('SetMonitoringLevel', { severity: 10 })).toMatchObject({ status: 'Rejected' });
    await lab.during(() => lab.station.plugIn());
    expect(events()).toEqual([[3, 'Delta', 'Occupied', false]]);
    await set(monitor(power, 'UpperThreshold', 10_000));
    const ids = () => lab.station.state.monitoring.monitors.map(({ id }) => id);
    expect(await lab.ask('SetMonitoringBase', { monitoringBase: 'HardWiredOnly' })).toEqual({ status: 'Accepted' });
    expect(ids()).toEqual([1, 2, 4, 5]);
    await lab.ask('SetMonitoringBase', { monitoringBase: 'FactoryDefault' });
    expect(ids()).toEqual([1, 2, 4, 5, 3, 6]);
  });
});

describe('2.1: N11 to N15, periodic event streams', () => {
  const stream = (params: object) => monitor(power, 'Periodic', 10, { periodicEventStream: params });

  it('opens one, sends without an answer, adjusts, and closes with its monitor', async () => {
    lab = await Lab.open('ocpp2.1');
    const opened = lab.csms.hears('OpenPeriodicEventStream');
    await set(stream({ values: 3 }));
    expect((await opened).payload).toEqual({ constantStreamData: { id: 7, variableMonitoringId: 7, params: { values: 3 } } });
    await lab.during(() => lab.world.moveTo(Lab.start + 60_000));
    expect(lab.said.map(({ action, payload }) => [action, payload])).toEqual(
      [10, 40].map((second) => [
        'NotifyPeriodicEventStream',
        {
          id: 7,
          pending: 0,
          basetime: new Date(Lab.start + second * 1000).toISOString(),
          data: [0, 10, 20].map((t) => ({ t, v: '0' })),
        },
      ]),
    );
    expect(await lab.ask('AdjustPeriodicEventStream', { id: 7, params: { interval: 40 } })).toEqual({ status: 'Accepted' });
    expect(await lab.ask('AdjustPeriodicEventStream', { id: 8, params: { interval: 40 } })).toEqual({ status: 'Rejected' });
    expect(await lab.ask('GetPeriodicEventStream')).toEqual({
      constantStreamData: [{ id: 7, variableMonitoringId: 7, params: { interval: 40 } }],
    });
    await lab.during(() => lab.world.moveTo(Lab.start + 100_000));
    expect(lab.said.map(({ payload }) => (payload.data as object[]).length)).toEqual([3]);
    await lab.during(() => lab.ask('ClearVariableMonitoring', { id: [7] }));
    expect(lab.said.map(({ action }) => action)).toEqual(['NotifyPeriodicEventStream', 'ClosePeriodicEventStream']);
    expect(await lab.ask('GetPeriodicEventStream')).toEqual({});
  });

  it('goes on with events when the CSMS does not want the stream', async () => {
    lab = await Lab.open('ocpp2.1');
    lab.csms.replies('OpenPeriodicEventStream', { status: 'Rejected' });
    await lab.during(() => set(stream({ values: 3 })));
    await lab.during(() => lab.world.moveTo(Lab.start + 10_000));
    expect(events()).toEqual([[7, 'Periodic', '0', false]]);
  });
});
