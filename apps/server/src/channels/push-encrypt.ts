import { createCipheriv, createECDH, createPrivateKey, createSign, hkdfSync, randomBytes } from 'node:crypto';

/** Keys of a browser's push subscription, base64url. */
export interface PushKeys {
  p256dh: string;
  auth: string;
}
/** An application server's key pair on P-256, base64url: the point uncompressed, the scalar plain. */
export interface VapidKeys {
  publicKey: string;
  privateKey: string;
}

export function newVapidKeys(): VapidKeys {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  return { publicKey: pair.getPublicKey('base64url'), privateKey: pair.getPrivateKey().toString('base64url').padStart(43, 'A') };
}

/** What is random of one message; given in the test with the RFC's own figures. */
export interface PushSecrets {
  privateKey: Buffer;
  salt: Buffer;
}

/** A push message as its subscription's browser alone can read it: RFC 8291 over RFC 8188 `aes128gcm`, one record. At most 3,993 bytes of text. */
export function encryptPush(text: Buffer, keys: PushKeys, given?: PushSecrets): Buffer {
  if (text.length > 3993) throw new RangeError('a push message is at most 3,993 bytes');
  const own = createECDH('prime256v1');
  if (given === undefined) own.generateKeys();
  else own.setPrivateKey(given.privateKey);
  const salt = given?.salt ?? randomBytes(16);
  const theirs = Buffer.from(keys.p256dh, 'base64url');
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, own.getPublicKey()]);
  const secret = hkdfSync('sha256', own.computeSecret(theirs), Buffer.from(keys.auth, 'base64url'), info, 32);
  const key = hkdfSync('sha256', Buffer.from(secret), salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = hkdfSync('sha256', Buffer.from(secret), salt, 'Content-Encoding: nonce\0', 12);
  const cipher = createCipheriv('aes-128-gcm', Buffer.from(key), Buffer.from(nonce));
  // The delimiter 2: the last record.
  const record = Buffer.concat([cipher.update(Buffer.concat([text, Buffer.from([2])])), cipher.final(), cipher.getAuthTag()]);
  const head = Buffer.alloc(21);
  salt.copy(head, 0);
  head.writeUInt32BE(4096, 16);
  head.writeUInt8(65, 20);
  return Buffer.concat([head, own.getPublicKey(), record]);
}

/** The `Authorization` of a push message, RFC 8292. `subject`: where the push service reaches us, mailto: or https:. `at` in epoch ms. */
export function vapidHeader(
  endpoint: string,
  { publicKey, privateKey }: VapidKeys,
  { subject, at }: { subject: string; at: number },
): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(at / 1000) + 12 * 3600, sub: subject };
  const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
  const point = Buffer.from(publicKey, 'base64url');
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
      d: privateKey,
    },
  });
  const signature = createSign('sha256').update(signed).sign({ key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return `vapid t=${signed}.${signature}, k=${publicKey}`;
}
