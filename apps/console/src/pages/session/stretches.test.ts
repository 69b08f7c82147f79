import { describe, expect, it } from 'vitest';
import { type FullBill, litBy, stretchAt, stretchesOf } from './stretches.ts';

const at = (time: string): string => `2026-05-01T${time}:00.000Z`;
const ms = (time: string): number => Date.parse(at(time));
const period = (from: string, until: string, state: 'charging' | 'idle', energyWh: number) => ({
  start: at(from),
  end: at(until),
  state,
  energyWh,
  powerW: 0,
});
const line = (...spans: [from: string, until: string][]): unknown => ({
  spans: spans.map(([from, until]) => ({ from: at(from), until: at(until) })),
});
/** Four hours of charging with readings every two hours, then an hour plugged in; a price by night from 22:00, a fee, a price for waiting. */
const bill = {
  course: [period('19:00', '21:00', 'charging', 8000), period('21:00', '23:00', 'charging', 4000), period('23:00', '23:50', 'idle', 0)],
  cost: { lines: [line(['19:00', '22:00']), line(['22:00', '23:50']), line(['19:00', '19:00']), line(['23:30', '23:50'])] },
} as unknown as FullBill;

describe('stretches of a session', () => {
  it('are cut where the state or a line changes, and hold all energy', () => {
    const stretches = stretchesOf(bill);
    expect(stretches).toEqual([
      { from: ms('19:00'), until: ms('22:00'), state: 'charging', energyWh: 10_000, lines: [0, 2] },
      { from: ms('22:00'), until: ms('23:00'), state: 'charging', energyWh: 2000, lines: [1] },
      { from: ms('23:00'), until: ms('23:30'), state: 'idle', energyWh: 0, lines: [1] },
      { from: ms('23:30'), until: ms('23:50'), state: 'idle', energyWh: 0, lines: [1, 3] },
    ]);
  });

  it('are one for each state where nothing is charged, and none without a course', () => {
    expect(stretchesOf({ course: bill.course, cost: null }).map(({ from, lines }) => [from, lines])).toEqual([
      [ms('19:00'), []],
      [ms('23:00'), []],
    ]);
    expect(stretchesOf({ course: [], cost: null })).toEqual([]);
  });

  it('have no line of energy where none flowed, though its price holds on', () => {
    const [day, night] = bill.cost?.lines ?? [];
    const lines = [day, { ...night, type: 'ENERGY' }] as NonNullable<FullBill['cost']>['lines'];
    const cost = { ...bill.cost, lines } as FullBill['cost'];
    expect(stretchesOf({ course: bill.course, cost }).map((stretch) => stretch.lines)).toEqual([[0], [1], []]);
  });

  it('light up with their lines, and lines with their stretches', () => {
    const stretches = stretchesOf(bill);
    expect(litBy(stretches, { kind: 'line', index: 1 })).toEqual({ lines: new Set([1]), stretches: new Set([1, 2, 3]) });
    expect(litBy(stretches, { kind: 'stretch', index: 0 })).toEqual({ lines: new Set([0, 2]), stretches: new Set([0]) });
    expect(litBy(stretches, null)).toEqual({ lines: new Set(), stretches: new Set() });
  });

  it('are found by their moment', () => {
    const stretches = stretchesOf(bill);
    expect(['18:59', '19:00', '22:00', '23:49', '23:50'].map((time) => stretchAt(stretches, ms(time)))).toEqual([null, 0, 1, 3, null]);
  });
});
