import { expect, test } from 'vitest';
import { offsetOf } from './zone-offset.ts';

test.each([
  ['winter', 'Europe/Berlin', '2026-03-01T12:00', '+01:00'],
  ['summer', 'Europe/Berlin', '2026-07-01T12:00', '+02:00'],
  ['the hour that never comes', 'Europe/Berlin', '2026-03-29T02:30', '+01:00'],
  ['the minute before it', 'Europe/Berlin', '2026-03-29T01:59', '+01:00'],
  ['the minute after it', 'Europe/Berlin', '2026-03-29T03:00', '+02:00'],
  ['the hour that comes twice', 'Europe/Berlin', '2026-10-25T02:30', '+02:00'],
  ['the minute after it', 'Europe/Berlin', '2026-10-25T03:00', '+01:00'],
  ['the hour that comes twice, west', 'America/New_York', '2026-11-01T01:30', '-04:00'],
  ['the hour after it, west', 'America/New_York', '2026-11-01T02:30', '-05:00'],
  ['half hours', 'Asia/Kolkata', '2026-03-01T12:00', '+05:30'],
  ['no offset', 'UTC', '2026-03-01T12:00', '+00:00'],
  ['no zone', 'Moon/Base', '2026-03-01T12:00', null],
])('%s: %s %s', (_, zone, local, expected) => {
  expect(offsetOf(zone, Date.parse(`${local}:00Z`))).toBe(expected);
});
