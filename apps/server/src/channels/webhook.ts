import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * `t=<seconds since 1970>,v1=<hex HMAC-SHA-256 of "t.body">` under the channel's secret: who receives it can tell that it is from us,
 * whole, and not an old one sent again.
 */
export function signatureOf(secret: string, body: string, at: number): string {
  const seconds = Math.floor(at / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** What a receiver does; at most `toleranceMs` old. */
export function isSignedBy(
  secret: string,
  { body, signature, at }: { body: string; signature: string; at: number },
  toleranceMs = 300_000,
): boolean {
  const [, seconds = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  if (given === '' || Math.abs(at - Number(seconds) * 1000) > toleranceMs) return false;
  const wanted = createHmac('sha256', secret).update(`${seconds}.${body}`).digest();
  return timingSafeEqual(wanted, Buffer.from(given, 'hex'));
}
