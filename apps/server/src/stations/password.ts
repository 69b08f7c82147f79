import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const LENGTH = 32;

/** A random station password: 32 characters without look-alikes, 187 bits. Fits 2.x BasicAuthPassword (16 to 40 characters). */
export function generatePassword(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** Keyed and fast: ten thousand stations come back at once, and the passwords are random (docs/adr/0004). */
export function hashPassword(password: string | Buffer, installKey: string): Buffer {
  return createHmac('sha256', installKey).update(password).digest();
}

/** Constant time. A 1.6 station may send the bytes or their hex text, and either may be what was typed. [SW, field] */
export function verifyPassword(sent: Buffer, { hash, installKey }: { hash: Buffer; installKey: string }): boolean {
  const candidates = [sent, Buffer.from(sent.toString('hex')), Buffer.from(sent.toString('hex').toUpperCase())];
  if (/^([0-9a-f]{2})+$/i.test(sent.toString('latin1'))) candidates.push(Buffer.from(sent.toString('latin1'), 'hex'));
  let matches = false;
  for (const candidate of candidates) matches = timingSafeEqual(hashPassword(candidate, installKey), hash) || matches;
  return matches;
}
