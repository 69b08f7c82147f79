import { expect, test } from 'vitest';
import { isTotp, totpOf } from './totp.ts';

const base = { secret: 'MySharedSecret', length: 8 } as const;

test.each([
  [0, 62, 'h1YTm5Wo'],
  [0, 61, 'j20Wp7Ys'],
  [59_000_000, 62, '5AViTp52'],
  [59_000_000, 61, '8CXjVr54'],
] as const)('of interval %d with %d characters', (interval, symbols, expected) => {
  expect(totpOf({ ...base, symbols }, interval)).toBe(expected);
});

test('holds in its own interval and its neighbours', () => {
  const totp = { ...base, symbols: 62, validitySeconds: 30 } as const;
  const at = 59_000_000 * 30_000;
  const isRight = (shift: number): boolean => isTotp(totp, '5AViTp52', at + shift);
  expect([-30_001, -30_000, 0, 29_999, 59_999, 60_000].map(isRight)).toEqual([false, true, true, true, true, false]);
  for (const wrong of ['', '5AViTp5', '5AViTp53', '5AViTp52x', '8CXjVr54', 'ŐAViTp52']) expect(isTotp(totp, wrong, at), wrong).toBe(false);
});
