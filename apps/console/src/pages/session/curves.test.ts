import { expect, test } from 'vitest';
import { curvesOf, type Reading } from './curves.ts';

const base = Date.parse('2026-05-01T10:00:00Z');
function reading(minute: number, value: number | null, more: Partial<Reading> = {}): Reading {
  return {
    at: new Date(base + minute * 60_000).toISOString(),
    evseId: 1,
    measurand: '',
    phase: '',
    location: 'Outlet',
    context: '',
    unit: '',
    value,
    signed: null,
    raw: '',
    frameId: 1,
    ...more,
  };
}
const at = (minute: number) => base + minute * 60_000;

test('energy counts from the meter at the start, in kWh', () => {
  expect(curvesOf([], [reading(0, 1_000_500), reading(30, 1_004_000)], { meterStartWh: 1_000_000, startedAt: base }).energy).toEqual([
    [at(0), 0.5],
    [at(30), 4],
  ]);
});
test('without a known start the first reading is zero', () => {
  expect(curvesOf([], [reading(0, 7000), reading(30, 9000)], { meterStartWh: null, startedAt: base }).energy).toEqual([
    [at(0), 0],
    [at(30), 2],
  ]);
});
test('phases are summed where there is no total, and never added to one', () => {
  const phases = ['L1', 'L2', 'L3'].map((phase) => reading(1, 2000, { phase }));
  expect(curvesOf(phases, [], { meterStartWh: null, startedAt: base }).power).toEqual([[at(1), 6]]);
  expect(curvesOf([...phases, reading(1, 5900)], [], { meterStartWh: null, startedAt: base }).power).toEqual([[at(1), 5.9]]);
});
test('what the car measures and what could not be read is left out', () => {
  expect(
    curvesOf([reading(1, 9000, { location: 'EV' }), reading(2, null), reading(3, 7000)], [], { meterStartWh: null, startedAt: base }).power,
  ).toEqual([[at(3), 7]]);
});
test('a station without power readings gets its power from the meter', () => {
  const curves = curvesOf([], [reading(0, 0), reading(15, 2750), reading(30, 5500)], { meterStartWh: 0, startedAt: base });
  expect(curves).toMatchObject({
    derived: true,
    power: [
      [at(15), 11],
      [at(30), 11],
    ],
  });
});
test('a register that falls back gives no negative power', () => {
  expect(curvesOf([], [reading(0, 5000), reading(15, 100)], { meterStartWh: 0, startedAt: base }).power).toEqual([[at(15), 0]]);
});
test('the start of the session begins the energy curve when the meter was told', () => {
  expect(curvesOf([], [reading(5, 1500)], { meterStartWh: 1000, startedAt: base }).energy).toEqual([
    [at(0), 0],
    [at(5), 0.5],
  ]);
});
