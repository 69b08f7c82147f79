import { createHmac, hkdfSync } from 'node:crypto';
import type { Config } from '../config.ts';
import { seal, unseal } from '../secrets/seal.ts';

type Install = Pick<Config, 'secretKey'>;
const purpose = 'configuration';

export const sealSecret = (install: Install, value: string): string => seal(install, purpose, value);

/** Throws `SealBroken` when the install's secret has changed since. */
export const openSecret = (install: Install, sealed: string): string => unseal(install, purpose, sealed).toString('utf8');

/** Tells one secret from another without telling it: the same for the same value in this install. */
export function sealOf({ secretKey }: Install, value: string): string {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'stationmaster configuration name', 32));
  return createHmac('sha256', key).update(value).digest('base64url').slice(0, 22);
}
