import { expect, test } from 'vitest';
import { InnerAddress, isInner, outerAddress } from './address-guard.ts';

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:a00:1',
  '::127.0.0.1',
  '64:ff9b::10.0.0.1',
  '2002:7f00:1::',
  'ff02::1',
  'not an address',
])('%s is inside', (address) => expect(isInner(address)).toBe(true));

test.each(['1.1.1.1', '172.32.0.1', '8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8'])('%s is outside', (address) =>
  expect(isInner(address)).toBe(false),
);

test('a name that leads inside is refused, unless it is allowed', async () => {
  await expect(outerAddress('localhost', false)).rejects.toThrow(InnerAddress);
  await expect(outerAddress('[::1]', false)).rejects.toThrow(InnerAddress);
  expect((await outerAddress('127.0.0.1', true)).address).toBe('127.0.0.1');
});
