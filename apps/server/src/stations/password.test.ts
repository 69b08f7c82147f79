import { describe, expect, it } from 'vitest';
import { generatePassword, hashPassword, verifyPassword } from './password.ts';

const installKey = 'a-key-of-this-installation-0123456789';
const verify = (sent: string | Buffer, kept: string | Buffer): boolean =>
  verifyPassword(Buffer.from(sent as string), { hash: hashPassword(kept, installKey), installKey });

describe('a station password', () => {
  it('is 32 characters that nobody confuses, never the same twice', () => {
    const made = new Set(Array.from({ length: 200 }, generatePassword));
    expect(made.size).toBe(200);
    for (const password of made) expect(password).toMatch(/^[A-HJ-NP-Za-km-z2-9]{32}$/);
  });

  it.each<[string, string | Buffer, string | Buffer, boolean]>([
    ['the same text', 'Pa:ss word', 'Pa:ss word', true],
    ['another case', 'password', 'Password', false],
    ['a part of it', 'passwor', 'password', false],
    ['nothing', '', 'password', false],
    ['bytes for their hex text', Buffer.from('00ff3a07', 'hex'), '00ff3a07', true],
    ['bytes for their hex text in capitals', Buffer.from('00ff3a07', 'hex'), '00FF3A07', true],
    ['the hex text for the bytes', '00ff3a07', Buffer.from('00ff3a07', 'hex'), true],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe]), Buffer.from([0xff, 0xfe]), true],
    ['other bytes', Buffer.from([0xff, 0xfd]), Buffer.from([0xff, 0xfe]), false],
  ])('sent as %s', (_, sent, kept, is) => expect(verify(sent, kept)).toBe(is));

  it('is kept under the key of the installation: under another it is wrong', () => {
    const hash = hashPassword('password', installKey);
    expect(verifyPassword(Buffer.from('password'), { hash, installKey: `${installKey}x` })).toBe(false);
    expect(hash.toString('latin1')).not.toContain('password');
  });
});
