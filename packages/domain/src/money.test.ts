import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal.ts';
import { millionths, shortText } from './money.ts';

describe('millionths', () => {
  it.each([
    ['0.39', 390_000n],
    ['-0.000001', -1n],
    ['12', 12_000_000n],
    ['+1.5', 1_500_000n],
    ['0.0000005', 1n],
    ['-0.0000005', -1n],
    ['0.00000049', 0n],
    ['999999999999.999999', 999_999_999_999_999_999n],
  ])('%s', (text, value) => expect(millionths(text)).toBe(value));

  it.each(['', '1,5', '.5', '1.', '1e3', 'NaN', '--1', ' 1'])('refuses “%s”', (text) => expect(() => millionths(text)).toThrow(RangeError));

  it('is what a decimal library says, and comes back as the same text', () => {
    const decimal = fc.tuple(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(decimal, ([value, digits]) => {
        const text = shortText(value, digits);
        expect(millionths(text)).toBe(BigInt(new Decimal(text).times(1_000_000).toFixed(0)));
        expect(shortText(millionths(text), 6)).toBe(text);
      }),
    );
  });
});
