import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts private keys for the database. `keyId` tells which key it was, without telling the key. */
export interface Chest {
  keyId: string;
  /** Nonce, tag, cipher text. `bound` (the fingerprint of the certificate) must be given again to open it: keys cannot be swapped between rows. */
  seal: (secret: Buffer, bound: string) => Buffer;
  /** Throws when it was sealed with another key or for another certificate, or was changed since. */
  open: (sealed: Buffer, bound: string) => Buffer;
}

/** AES-256-GCM; `key` has 32 bytes. */
export function createChest(key: Buffer): Chest {
  return {
    keyId: createHash('sha256').update('certificate key id').update(key).digest('hex').slice(0, 16),
    seal: (secret, bound) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
      const text = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open: (sealed, bound) => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(bound))
        .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
    },
  };
}
