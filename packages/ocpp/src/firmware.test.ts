import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareFirmware, isWithin } from './firmware.ts';

test.each([
  ['1.9', '1.10'],
  ['1.2.0-rc1', '1.2'],
  ['1.2-beta.2', '1.2-rc.1'],
  ['1.2-rc.9', '1.2-rc.10'],
  ['1.2', '1.2b'],
  ['1.2b', '1.2.1'],
  ['v3.3.0.9', 'V3.3.0.10'],
  ['2024-12-31', '2025-01-01'],
  ['FW 7.11', 'FW 7.11 (build 4)'],
  ['99999999999999999998', '99999999999999999999'],
  ['', '0.1'],
])('%s is before %s', (older, newer) => {
  expect(compareFirmware(older, newer)).toBeLessThan(0);
  expect(compareFirmware(newer, older)).toBeGreaterThan(0);
});

test.each([
  ['1.2', '1.2.0'],
  ['v1.2', '1.2'],
  ['1.02', '1.2'],
  ['1.2+5a', '1.2'],
  ['1.2-RC1', '1.2.rc.1'],
])('%s is %s', (one, other) => {
  expect(compareFirmware(one, other)).toBe(0);
});

test('a range has its first version in it and its last bound out of it', () => {
  const range = { from: '1.2', below: '2.0' };
  expect(['1.1.9', '1.2', '1.10', '2.0-rc1', '2.0', '2.0.0'].map((version) => isWithin(range, version))).toEqual([
    ...[false, true, true, true],
    ...[false, false],
  ]);
  expect(isWithin({}, 'any')).toBe(true);
});

test('it is an order: of three versions none is before itself, whatever makers write', () => {
  const part = fc.constantFrom('0', '1', '2', '10', '01', 'rc', 'beta', 'b', 'v', '.', '-', ' ', '+', 'x');
  const version = fc.oneof(
    fc.array(part, { maxLength: 7 }).map((parts) => parts.join('')),
    fc.string(),
  );
  fc.assert(
    fc.property(version, version, version, (one, two, three) => {
      expect(Math.sign(compareFirmware(one, two))).toBe(-Math.sign(compareFirmware(two, one)) + 0);
      if (compareFirmware(one, two) <= 0 && compareFirmware(two, three) <= 0) expect(compareFirmware(one, three)).toBeLessThanOrEqual(0);
    }),
    { numRuns: 2000 },
  );
});
