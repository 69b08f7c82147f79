import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits; nobody guesses them, so a fast hash is enough to keep them. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export interface NewKey {
  key: string;
  /** Shown in lists, so that people recognise it. */
  prefix: string;
  hash: Buffer;
}

/** `sm_<prefix>_<secret>`: the shape lets secret scanners find a leaked one. */
export function newApiKey(): NewKey {
  const prefix = randomBytes(4).toString('hex');
  const key = `sm_${prefix}_${randomBytes(32).toString('base64url')}`;
  return { key, prefix, hash: hashSecret(key) };
}
