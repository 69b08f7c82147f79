import { describe, expect, it } from 'vitest';
import { frameTime, nextSkew, timing } from './frame-time.ts';
import { parseMoment } from './moment.ts';

const now = Date.UTC(2026, 4, 1, 12);
const hour = 3_600_000;

describe('parseMoment', () => {
  it.each<[string, number | null]>([
    ['2026-05-01T12:00:00Z', now],
    ['2026-05-01T12:00:00.123456Z', now + 123],
    ['2026-05-01T14:00:00+02:00', now],
    ['2026-05-01T12:00:00', now],
    ['2026-05-01 12:00:00', now],
    ['yesterday', null],
    ['', null],
  ])('%s', (text, expected) => expect(parseMoment(text)).toBe(expected));
});

describe('frameTime', () => {
  it.each<[string, string | undefined, { at: number; offset: number | null }]>([
    ['as told', '2026-05-01T10:00:00Z', { at: now - 2 * hour, offset: -2 * hour }],
    ['a clock never set', '1970-01-01T00:00:10Z', { at: now, offset: null }],
    ['the far future', '2099-01-01T00:00:00Z', { at: now, offset: null }],
    ['left out', undefined, { at: now, offset: null }],
  ])('%s', (_, text, expected) => expect(frameTime(text, now)).toEqual(expected));
});

describe('skew and offline', () => {
  it.each<[string, number | null, number | null, { clockSkew: boolean; offline: boolean }]>([
    ['on time', -500, null, { clockSkew: false, offline: false }],
    ['two hours old: it waited', -2 * hour, 0, { clockSkew: false, offline: true }],
    ['from the future: the clock', 5 * 60_000, null, { clockSkew: true, offline: false }],
    ['the clock is known to be late by as much', -hour, -hour, { clockSkew: true, offline: false }],
    ['the clock is late, and it waited too', -3 * hour, -hour, { clockSkew: true, offline: true }],
    ['no usable time', null, 0, { clockSkew: true, offline: false }],
  ])('%s', (_, offset, skew, expected) => expect(timing({ at: now, offset }, skew)).toEqual(expected));

  it('an old timestamp never makes a good clock bad', () => {
    expect(nextSkew(200, -2 * hour)).toBe(200);
    expect(nextSkew(-2 * hour, -hour)).toBe(-hour);
    expect(nextSkew(-hour, 300)).toBe(300);
    expect(nextSkew(300, hour)).toBe(hour);
  });
});
