import { expect, test } from 'vitest';
import { isDateTime } from './formats.ts';
import { readTime } from './timestamp.ts';

test.each([
  ['2026-03-01T12:00:00', '2026-03-01T12:00:00Z', false],
  ['2026-03-01 12:00:00.5', '2026-03-01T12:00:00.5Z', false],
  ['2026-03-01T12:00Z', '2026-03-01T12:00:00Z', true],
  ['2026-03-01T12:00:00,25+0100', '2026-03-01T12:00:00.25+01:00', true],
  ['2026-03-01T12:00:00 -05', '2026-03-01T12:00:00-05:00', true],
  ['1772366400', '2026-03-01T12:00:00.000Z', true],
  ['1772366400123', '2026-03-01T12:00:00.123Z', true],
])('%s is %s', (text, expected, hadZone) => {
  expect(readTime(text)).toEqual({ text: expected, hadZone });
});

test.each(['', 'now', '2026-02-30T12:00:00', '01.03.2026 12:00', '2026-03-01'])('"%s" cannot be read', (text) => {
  expect(readTime(text)).toBeNull();
});

test.each([
  ['2024-02-29T23:59:60Z', true],
  ['2026-02-29T00:00:00Z', false],
  ['2026-13-01T00:00:00Z', false],
  ['2026-03-01T24:00:00Z', false],
  ['2026-03-01T12:00:00+25:00', false],
  ['2026-03-01T12:00:00.123456789+05:30', true],
  ['2026-03-01T12:00:00', false],
])('date-time %s: %s', (text, expected) => {
  expect(isDateTime(text)).toBe(expected);
});
