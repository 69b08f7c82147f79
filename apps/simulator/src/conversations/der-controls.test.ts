import { afterEach, beforeEach, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.open('ocpp2.1');
});
afterEach(() => lab.close());

const at = (seconds: number): string => new Date(Lab.start + seconds * 1000).toISOString();
const fixed = (controlId: string, priority: number, more = {}, isDefault = true) => ({
  controlId,
  controlType: 'FixedPFInject',
  isDefault,
  fixedPFInject: { priority, displacement: 0.95, excitation: true, ...more },
});
const curve = (controlId: string, controlType: string) => ({
  controlId,
  controlType,
  isDefault: true,
  curve: { priority: 1, yUnit: 'PctMaxW', curveData: [{ x: 230, y: 100 }] },
});
const set = (control: object) => lab.ask('SetDERControl', control);
const startStops = () => lab.said.filter(({ action }) => action === 'NotifyDERStartStop').map(({ payload }) => payload);

it('R04: takes a control, lets the stronger rule, says whose place it took', async () => {
  expect(await set(fixed('P5', 5))).toEqual({ status: 'Accepted' });
  expect(await set(fixed('P9', 9))).toEqual({ status: 'Accepted' });
  expect(await set(fixed('P2', 2))).toEqual({ status: 'Accepted', supersededIds: ['P5'] });
  expect(await set({ ...fixed('X', 1), fixedPFInject: undefined })).toMatchObject({ status: 'Rejected' });
  expect(await set(curve('Y', 'HVMustTrip'))).toEqual({ status: 'NotSupported' });
  expect(lab.station.state.derControls.map(({ request, isSuperseded }) => [request.controlId, isSuperseded])).toEqual([
    ['P5', true],
    ['P9', true],
    ['P2', false],
  ]);
});

it('R04: reports in parts, by kind and by id; clears', async () => {
  for (const id of ['a', 'b', 'c']) await set(curve(id, 'VoltVar'));
  await set(fixed('f', 1));
  await set({ controlId: 'g', controlType: 'Gradients', isDefault: true, gradient: { priority: 1, gradient: 0.5, softGradient: 0.5 } });
  await lab.during(async () => expect(await lab.ask('GetDERControl', { requestId: 3 })).toEqual({ status: 'Accepted' }));
  expect(
    lab.said.map(({ payload: { requestId, tbc, curve: curves, fixedPFInject, gradient } }) => [
      requestId,
      tbc,
      curves,
      fixedPFInject,
      gradient,
    ]),
  ).toEqual([
    [
      3,
      true,
      ['a', 'b', 'c'].map((id) => expect.objectContaining({ id, curveType: 'VoltVar' })),
      [expect.objectContaining({ id: 'f', isDefault: true })],
      undefined,
    ],
    [3, false, undefined, undefined, [{ id: 'g', gradient: { priority: 1, gradient: 0.5, softGradient: 0.5 } }]],
  ]);
  expect(await lab.ask('ClearDERControl', { isDefault: true, controlType: 'VoltVar' })).toEqual({ status: 'Accepted' });
  expect(await lab.ask('ClearDERControl', { isDefault: false })).toEqual({ status: 'NotFound' });
  expect(await lab.ask('GetDERControl', { requestId: 4, controlId: 'a' })).toEqual({ status: 'NotFound' });
});

it('R04: a scheduled control tells its beginning and its end', async () => {
  await set(fixed('S', 1, { startTime: at(60), duration: 30 }, false));
  await lab.during(() => lab.world.moveTo(Lab.start + 120_000));
  expect(startStops()).toEqual([
    { controlId: 'S', started: true, timestamp: at(60) },
    { controlId: 'S', started: false, timestamp: at(90) },
  ]);
  expect(lab.station.state.derControls).toEqual([]);
});

it('R05: tells an alarm on demand', async () => {
  await lab.during(() => lab.station.send('NotifyDERAlarm', { payload: { controlType: 'HVMustTrip', gridEventFault: 'OverVoltage' } }));
  expect(lab.said.map(({ payload }) => payload)).toEqual([{ controlType: 'HVMustTrip', gridEventFault: 'OverVoltage', timestamp: at(0) }]);
});
