import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a browser's `subscribe` gives back. */
export interface Subscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}
export interface Pushed {
  text: string;
  headers: IncomingHttpHeaders;
  /** As it came over the line. */
  body: Buffer;
}
export interface PushService {
  subscribe: (serverKey: string) => Subscription;
  /** The browser is gone, or wants no more. */
  forget: (endpoint: string) => void;
  /** Every subscription that was made, the last at the end. */
  subscribed: Subscription[];
  got: Pushed[];
  /** Why a message was not taken. */
  refused: string[];
  stop: () => Promise<void>;
}
interface Held {
  ecdh: ECDH;
  auth: Buffer;
  serverKey: string;
}

/**
 * A push service with its browser's half: it takes messages as RFC 8030 asks (POST with TTL, 201 with a Location, 410 for what is gone),
 * only from whoever holds the key that the browser subscribed with (RFC 8292), and opens them with the browser's own keys
 * (RFC 8291 over RFC 8188). Written from these papers, apart from what sends. For tests.
 */
export async function pushService(): Promise<PushService> {
  const held = new Map<string, Held>();
  const subscribed: Subscription[] = [];
  const got: Pushed[] = [];
  const refused: string[] = [];
  let origin = '';
  const take = (path: string, headers: IncomingHttpHeaders, body: Buffer): number => {
    const one = held.get(path);
    if (one === undefined) return 410;
    try {
      checkVapid(headers.authorization ?? '', { origin, serverKey: one.serverKey });
      if (!/^\d+$/.test(String(headers['ttl']))) throw new Error('no TTL');
      if (headers['content-encoding'] !== 'aes128gcm') throw new Error('another encoding');
      if (body.length > 4096) throw new Error('too long');
      got.push({ text: opened(body, one), headers, body });
      return 201;
    } catch (error) {
      refused.push(String(error));
      return 400;
    }
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const status = request.method === 'POST' ? take(request.url ?? '', request.headers, Buffer.concat(parts)) : 405;
      response.writeHead(status, status === 201 ? { location: `${origin}/message/${got.length}` } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    subscribed,
    got,
    refused,
    subscribe: (serverKey) => {
      const path = `/push/${randomBytes(16).toString('base64url')}`;
      const [ecdh, auth] = [createECDH('prime256v1'), randomBytes(16)];
      held.set(path, { ecdh, auth, serverKey });
      const made = { endpoint: origin + path, keys: { p256dh: ecdh.generateKeys('base64url'), auth: auth.toString('base64url') } };
      subscribed.push(made);
      return made;
    },
    forget: (endpoint) => void held.delete(new URL(endpoint).pathname),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** RFC 8292 §2 to 4: an ES256 token for this service and no longer than a day, signed by the key the subscription is bound to. */
function checkVapid(authorization: string, { origin, serverKey }: { origin: string; serverKey: string }): void {
  const [, head = '', claims = '', signature = '', key = ''] =
    /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  if (key !== serverKey) throw new Error('not the key of the subscription');
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  if (json(head)['alg'] !== 'ES256') throw new Error('not ES256');
  const { aud, exp, sub } = json(claims);
  if (aud !== origin) throw new Error(`meant for ${String(aud)}`);
  const left = Number(exp) - Date.now() / 1000;
  if (!(left > 0 && left <= 24 * 3600)) throw new Error(`good for ${left} s`);
  if (!/^(mailto:|https:)/.test(String(sub))) throw new Error('nobody to turn to');
  const point = Buffer.from(key, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const publicKey = createPublicKey({ format: 'jwk', key: jwk });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) throw new Error('the signature is wrong');
}

/** RFC 8291 §3.4, as the receiver: salt, record size and sender's key stand before the one record (RFC 8188 §2.1). */
function opened(body: Buffer, { ecdh, auth }: Held): string {
  const [salt, size, length] = [body.subarray(0, 16), body.readUInt32BE(16), body.readUInt8(20)];
  const sender = body.subarray(21, 21 + length);
  const record = body.subarray(21 + length);
  if (length !== 65 || record.length > size) throw new Error('not one record of one sender');
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32));
  const derived = (name: string, bytes: number) => Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${name}\0`, bytes));
  const decipher = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12));
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error('not the last record');
  return padded.subarray(0, end).toString();
}
