import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';

const form = 'v1';

/**
 * Encrypts what must be read again but never shown: passwords of mail servers, tokens, private keys. AES-256-GCM under a key derived (HKDF-SHA-256, RFC 5869)
 * from the install's secret, SECRET_KEY or DATA_DIR/secrets. `purpose` (such as `channel`) is bound to the text: what was sealed for one thing does not open as another.
 */
export function seal({ secretKey }: Pick<Config, 'secretKey'>, purpose: string, text: string | Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secretKey, purpose), nonce);
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  return [form, nonce.toString('base64url'), cipher.getAuthTag().toString('base64url'), sealed.toString('base64url')].join('.');
}

/** What `seal` was given. Throws `SealBroken` when the install's secret is another one, or the text was changed. */
export function unseal({ secretKey }: Pick<Config, 'secretKey'>, purpose: string, sealed: string): Buffer {
  const [version, nonce = '', tag = '', text = ''] = sealed.split('.');
  if (version !== form) throw new SealBroken(purpose);
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secretKey, purpose), Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]);
  } catch {
    throw new SealBroken(purpose);
  }
}

/** The secret of the install is not the one this was sealed under. */
export class SealBroken extends Error {
  constructor(purpose: string) {
    super(`What is sealed for ${purpose} cannot be opened with this install's secret`);
  }
}

const keys = new Map<string, Buffer>();
function keyOf(secret: string, purpose: string): Buffer {
  if (secret === '') throw new Error('there is no secret to seal under');
  const name = `${purpose}\0${secret}`;
  const known = keys.get(name) ?? Buffer.from(hkdfSync('sha256', secret, '', `stationmaster/${form}/${purpose}`, 32));
  keys.set(name, known);
  return known;
}
