import { describe, expect, test } from 'vitest';
import { checkResponse } from '../../../ocpp/src/index.ts';
import { compareSchedules } from './compare.ts';
import { compositeSchedule } from './composite.ts';
import { type CompositeAnswer16, reportedSchedule } from './reported-schedule.ts';
import { byDefault, monday, question } from './testing/make.ts';

const asked = { from: monday, durationSeconds: 3600 };
const start = new Date(monday).toISOString();
const ours = compositeSchedule(
  question([
    byDefault([
      [0, 16],
      [1800, 10],
    ]),
  ]),
);

describe('the answer of 1.6', () => {
  const answer: CompositeAnswer16 & { connectorId: number } = {
    status: 'Accepted',
    connectorId: 1,
    scheduleStart: start,
    chargingSchedule: {
      chargingRateUnit: 'A',
      duration: 3600,
      chargingSchedulePeriod: [
        { startPeriod: 0, limit: 16, numberPhases: 3 },
        { startPeriod: 1800, limit: 10 },
      ],
    },
  };
  const compared = (sent: CompositeAnswer16) => {
    expect(checkResponse('ocpp1.6', 'GetCompositeSchedule', sent)).toEqual({ ok: true });
    const read = reportedSchedule('ocpp1.6', sent, asked);
    return read === null ? null : compareSchedules(ours, read).agrees;
  };
  const schedule = answer.chargingSchedule ?? { chargingRateUnit: 'A', chargingSchedulePeriod: [] };
  const { scheduleStart: _, ...startless } = answer;
  const { duration: __, ...endless } = schedule;

  test.each<[string, CompositeAnswer16, boolean | null]>([
    ['as it should be', answer, true],
    ['with the start inside only', { ...startless, chargingSchedule: { ...schedule, startSchedule: start } }, true],
    ['without start and length: as asked', { ...startless, chargingSchedule: endless }, true],
    ['refused', { status: 'Rejected' }, null],
    ['accepted without a schedule', { status: 'Accepted' }, null],
  ])('%s', (_name, sent, expected) => {
    expect(compared(sent)).toBe(expected);
  });
  test('2.x may refuse too', () => {
    expect(reportedSchedule('ocpp2.0.1', { status: 'Rejected' }, asked)).toBeNull();
  });
});

describe('the answer of 2.x', () => {
  const answered = (chargingSchedulePeriod: { startPeriod: number; limit: number }[]) =>
    reportedSchedule(
      'ocpp2.1',
      { status: 'Accepted', schedule: { duration: 600, scheduleStart: start, chargingRateUnit: 'W', chargingSchedulePeriod } },
      asked,
    );

  test('is placed in time', () => {
    expect(
      answered([
        { startPeriod: 0, limit: 100 },
        { startPeriod: 60, limit: 50 },
      ]),
    ).toEqual({
      from: monday,
      until: monday + 600_000,
      unit: 'W',
      periods: [
        { from: monday, until: monday + 60_000, startPeriod: 0, limit: 100 },
        { from: monday + 60_000, until: monday + 600_000, startPeriod: 60, limit: 50 },
      ],
    });
  });
  test('out of order, doubled or beyond its end it is still read', () => {
    const periods = answered([
      { startPeriod: 60, limit: 50 },
      { startPeriod: 0, limit: 100 },
      { startPeriod: 60, limit: 40 },
      { startPeriod: 600, limit: 1 },
    ])?.periods;
    expect(periods?.map(({ startPeriod, limit }) => [startPeriod, limit])).toEqual([
      [0, 100],
      [60, 40],
    ]);
  });
  test('custom data is left out', () => {
    const sent = [{ startPeriod: 0, limit: 100, customData: { vendorId: 'acme' } }];
    expect(answered(sent)?.periods).toEqual([{ from: monday, until: monday + 600_000, startPeriod: 0, limit: 100 }]);
  });
});
