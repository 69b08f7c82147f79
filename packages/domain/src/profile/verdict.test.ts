import { expect, test } from 'vitest';
import { compositeSchedule } from './composite.ts';
import type { ChargingProfile } from './profile.ts';
import type { ReportedSchedule } from './reported-schedule.ts';
import { byDefault, monday, question } from './testing/make.ts';
import { type VerdictKind, verdictOf } from './verdict.ts';

const until = monday + 3_600_000;
const composite = (profiles: ChargingProfile[]) => compositeSchedule(question(profiles));
const said = (periods: { startPeriod: number; limit: number; numberPhases?: number }[], end = until): ReportedSchedule => ({
  from: monday,
  until: end,
  unit: 'A',
  periods: periods.map((period, index) => ({
    ...period,
    from: monday + period.startPeriod * 1000,
    until: monday + (periods[index + 1]?.startPeriod ?? (end - monday) / 1000) * 1000,
  })),
});
const always = (limit: number) => said([{ startPeriod: 0, limit, numberPhases: 3 }]);
const at16 = [byDefault([[0, 16]])];
const at6 = [byDefault([[0, 6]])];

test.each<[string, { before: ChargingProfile[]; after: ChargingProfile[] }, ReportedSchedule, VerdictKind]>([
  ['as set', { before: [], after: at16 }, always(16), 'applied'],
  ['as it was already', { before: at16, after: at16 }, always(16), 'applied'],
  ['the hardware gives less', { before: [], after: at16 }, always(10), 'limitedFurther'],
  ['on fewer phases', { before: [], after: at16 }, said([{ startPeriod: 0, limit: 16, numberPhases: 1 }]), 'limitedFurther'],
  ['raised, and the old limit stays', { before: at6, after: at16 }, always(6), 'asBefore'],
  ['lowered, and the old limit stays', { before: at16, after: at6 }, always(16), 'asBefore'],
  ['the first limit, and it is not kept', { before: [], after: at16 }, always(32), 'allowsMore'],
  [
    'kept for a while only',
    { before: [], after: at16 },
    said([
      { startPeriod: 0, limit: 16 },
      { startPeriod: 600, limit: 32 },
    ]),
    'allowsMore',
  ],
  ['cleared', { before: at6, after: [] }, always(32), 'limitedFurther'],
  ['cleared, and nothing has changed', { before: at6, after: [] }, always(6), 'asBefore'],
  ['nothing said of the second half', { before: [], after: at16 }, said([{ startPeriod: 0, limit: 16 }], monday + 1_800_000), 'otherwise'],
])('%s', (_, { before, after }, theirs, expected) => {
  const verdict = verdictOf({ before: composite(before), after: composite(after) }, theirs);
  expect(verdict.kind).toBe(expected);
  expect(verdict.differences.length > 0).toBe(expected !== 'applied');
});
