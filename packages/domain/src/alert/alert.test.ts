import { describe, expect, test } from 'vitest';
import { mostAttempts, retryAfter } from './backoff.ts';
import { alertKinds, completeParameters, ruleParameters, standardRules } from './kinds.ts';
import { type AlertProgress, decideNotices, gatherMs, type Telling } from './notices.ts';
import { momentOf, quietUntil } from './quiet.ts';

const minute = 60_000;
const opened = Date.UTC(2026, 4, 4, 10);
const alert = (more: Partial<AlertProgress> = {}): AlertProgress => ({
  openedAt: opened,
  endedAt: null,
  acknowledgedAt: null,
  items: 1,
  step: 0,
  toldAt: null,
  toldItems: 0,
  ...more,
});
const telling = (more: Partial<Telling> = {}): Telling => ({
  steps: [
    { afterMinutes: 0, channelIds: [] },
    { afterMinutes: 30, channelIds: [2] },
  ],
  groupMs: 5 * minute,
  tellEnd: true,
  quiet: null,
  ...more,
});

describe('who is told', () => {
  test('the first word waits for what comes with it', () => {
    expect(decideNotices(alert(), telling(), opened)).toMatchObject({ notices: [], again: opened + gatherMs });
    const at = opened + gatherMs;
    expect(decideNotices(alert({ items: 5000 }), telling(), at)).toEqual({
      notices: [{ occasion: 'opened', steps: [0], number: 1 }],
      step: 1,
      toldAt: at,
      toldItems: 5000,
      again: at + 30 * minute,
    });
  });

  test('what joins later is told once in a while, not one by one', () => {
    const told = alert({ step: 1, toldAt: opened, toldItems: 1, items: 400 });
    expect(decideNotices(told, telling(), opened + minute)).toMatchObject({ notices: [], again: opened + 5 * minute });
    expect(decideNotices(told, telling(), opened + 5 * minute)).toMatchObject({
      notices: [{ occasion: 'grew', steps: [0], number: 400 }],
      toldItems: 400,
    });
  });

  test('steps come once each, in their time, and none after somebody took note', () => {
    const at = opened + gatherMs + 30 * minute;
    const told = alert({ step: 1, toldAt: opened + gatherMs, toldItems: 1 });
    expect(decideNotices(told, telling(), at)).toMatchObject({ notices: [{ occasion: 'escalated', steps: [1] }], step: 2, again: null });
    expect(decideNotices({ ...told, acknowledgedAt: opened + minute }, telling(), at)).toMatchObject({ notices: [], again: null });
  });

  test('the end is told to those who heard of the beginning, and what ended unheard is not told at all', () => {
    const ended = { endedAt: opened + 10 * minute };
    expect(decideNotices(alert({ ...ended, step: 1, toldAt: opened, toldItems: 1 }), telling(), opened + 10 * minute).notices).toEqual([
      { occasion: 'ended', steps: [0], number: 1 },
    ]);
    expect(decideNotices(alert(ended), telling(), opened + 10 * minute)).toMatchObject({ notices: [], again: null });
    expect(decideNotices(alert({ ...ended, step: 1, toldAt: opened }), telling({ tellEnd: false }), opened).notices).toEqual([]);
  });

  test('quiet hours hold everything back until they end', () => {
    const quiet = { from: 22 * 60, to: 6 * 60, timeZone: 'Europe/Berlin' };
    const night = Date.UTC(2026, 4, 4, 21, 30); // 23:30 there
    const morning = Date.UTC(2026, 4, 5, 4);
    expect(decideNotices(alert({ openedAt: night }), telling({ quiet }), night + minute)).toMatchObject({ notices: [], again: morning });
    expect(decideNotices(alert({ openedAt: night }), telling({ quiet }), morning).notices).toEqual([
      { occasion: 'opened', steps: [0, 1], number: 2 },
    ]);
  });
});

test.each([
  ['over midnight, before it', 22 * 60, 6 * 60, '2026-05-04T21:00:00Z', '2026-05-05T04:00:00Z'],
  ['over midnight, after it', 22 * 60, 6 * 60, '2026-05-04T01:00:00Z', '2026-05-04T04:00:00Z'],
  ['in the morning it is over', 22 * 60, 6 * 60, '2026-05-04T04:00:00Z', null],
  ['at noon', 12 * 60, 13 * 60, '2026-05-04T10:30:00Z', '2026-05-04T11:00:00Z'],
  ['the night the clock goes forward', 22 * 60, 6 * 60, '2026-03-28T23:00:00Z', '2026-03-29T04:00:00Z'],
  ['the end is left out that night', 22 * 60, 150, '2026-03-28T23:00:00Z', '2026-03-29T01:00:00Z'],
])('quiet: %s', (_, from, to, at, until) => {
  expect(quietUntil({ from, to, timeZone: 'Europe/Berlin' }, Date.parse(at))).toBe(until === null ? null : Date.parse(until));
});

test('a moment that comes twice is the first, one that is left out the next there is', () => {
  const day = Date.UTC(2026, 9, 25) / 86_400_000;
  expect(momentOf('Europe/Berlin', { day, msOfDay: 2.5 * 3_600_000 })).toBe(Date.UTC(2026, 9, 25, 0, 30));
});

test('tries wait longer and longer, and end after some hours', () => {
  expect([1, 2, 3, 12].map(retryAfter)).toEqual([15_000, 30_000, 60_000, 3_600_000]);
  const total = Array.from({ length: mostAttempts - 1 }, (_, index) => retryAfter(index + 1)).reduce((sum, ms) => sum + ms, 0);
  expect(total / 3_600_000).toBeGreaterThan(5);
  expect(total / 3_600_000).toBeLessThan(12);
});

test('each kind is watched from the beginning, and numbers stay within bounds', () => {
  expect(new Set(standardRules.map(({ kind }) => kind))).toEqual(new Set(alertKinds));
  for (const kind of alertKinds)
    for (const [standard, least, most] of Object.values(ruleParameters[kind])) {
      expect(standard).toBeGreaterThanOrEqual(least);
      expect(standard).toBeLessThanOrEqual(most);
    }
  expect(completeParameters('offline', { minutes: 99_999, count: 3 })).toEqual({ minutes: 10_080 });
  expect(completeParameters('refusals', { count: 1 })).toEqual({ count: 2, minutes: 60 });
});
