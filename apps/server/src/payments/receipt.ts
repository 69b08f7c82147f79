import { createHmac } from 'node:crypto';
import type { Config } from '../config.ts';
import { ocppUrl } from '../lobby/ocpp-url.ts';

/** 144 bits. */
const keyBytes = 18;
/** The page of a payment; behind it the key. */
export const receiptPath = '/r/';

/**
 * What the address of a payment's receipt cannot be guessed by: made from the install's secret, so that it is known before
 * anything is stored and a repeated question gets the same answer.
 */
export function receiptKey(
  { secretKey }: Pick<Config, 'secretKey'>,
  { stationId, reference }: { stationId: number; reference: string },
): string {
  return createHmac('sha256', secretKey).update(`receipt/${stationId}/${reference}`).digest().subarray(0, keyBytes).toString('base64url');
}

/** As drivers reach it. */
export function publicAddress(config: Pick<Config, 'publicUrl' | 'host' | 'port'>, path: string): string {
  return `${ocppUrl(config)
    .replace(/^ws/, 'http')
    .replace(/\/ocpp\/$/, '')}${path}`;
}

export function receiptAddress(config: Pick<Config, 'publicUrl' | 'host' | 'port'>, key: string): string {
  return publicAddress(config, `${receiptPath}${key}`);
}
