import { expect, test } from 'vitest';
import { SealBroken, seal, unseal } from './seal.ts';

const install = { secretKey: 'a'.repeat(32) };

test('opens what was sealed, each time another text', () => {
  const sealed = seal(install, 'channel', 'pässword');
  expect(unseal(install, 'channel', sealed).toString()).toBe('pässword');
  expect(seal(install, 'channel', 'pässword')).not.toBe(sealed);
  expect(sealed).not.toContain(Buffer.from('pässword').toString('base64url'));
});

test.each([
  ['under another secret', { secretKey: 'b'.repeat(32) }, 'channel', (text: string) => text],
  ['for another purpose', install, 'certificate', (text: string) => text],
  ['after a change', install, 'channel', (text: string) => `${text.slice(0, -2)}AA`],
  ['with a short tag', install, 'channel', (text: string) => text.replace(/\.[^.]+(\.[^.]+)$/, '.AAAA$1')],
  ['of another form', install, 'channel', (text: string) => text.replace('v1', 'v2')],
])('does not open %s', (_, config, purpose, change) => {
  expect(() => unseal(config, purpose, change(seal(install, 'channel', 'secret text')))).toThrow(SealBroken);
});
