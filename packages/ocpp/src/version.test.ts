import { expect, test } from 'vitest';
import { negotiate } from './version.ts';

test.each([
  [['ocpp2.1', 'ocpp1.6'], 'ocpp2.1'],
  [['ocpp1.6', 'ocpp2.1'], 'ocpp1.6'],
  [['ocpp2.0', 'ocpp2.0.1'], 'ocpp2.0.1'],
  [['ocpp1.5', 'OCPP1.6'], null],
  [[], null],
])('%j speaks %s', (offered, expected) => {
  expect(negotiate(offered)).toBe(expected);
});
