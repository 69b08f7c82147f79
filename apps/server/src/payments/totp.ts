import { createHmac, timingSafeEqual } from 'node:crypto';

const symbols = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/**
 * The alphabet of version 1 is named base62, yet the text that we have prints it without the letter o. Which one a station uses is a
 * setting, never guessed: to accept both would double what can be hit by chance.
 */
export const alphabets = { 61: symbols.replace('o', ''), 62: symbols } as const;

export interface Totp {
  secret: string;
  /** Characters. */
  length: number;
  validitySeconds: number;
  symbols: keyof typeof alphabets;
}

/**
 * The one-time password of an interval, version 1 (2.1 C25, after RFC 6238): the interval's number as 8 bytes, HMAC-SHA-256 under the
 * shared secret, then a character for each of `length` bytes of it, from an offset that its last byte tells.
 */
export function totpOf({ secret, length, symbols: count }: Omit<Totp, 'validitySeconds'>, interval: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(interval));
  const hash = createHmac('sha256', secret).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  const alphabet = alphabets[count];
  return Array.from({ length }, (_, index) => alphabet[(hash[(offset + index) % hash.length] ?? 0) % alphabet.length]).join('');
}

/** Is it the one of this interval, of the one before or of the next? Clocks differ, and scanning takes a while. */
export function isTotp(totp: Totp, given: string, at: number): boolean {
  const now = Math.floor(at / 1000 / totp.validitySeconds);
  const candidates = [now - 1, now, now + 1].filter((interval) => interval >= 0).map((interval) => totpOf(totp, interval));
  // Each is compared in full: how long it takes tells nothing.
  return candidates.map((one) => one.length === given.length && timingSafeEqual(Buffer.from(one), latin(given))).includes(true);
}

/** One byte a character, as long as the text; what is no Latin character is no character of ours. */
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
