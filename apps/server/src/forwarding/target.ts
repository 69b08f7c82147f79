import type { Version } from '@stationmaster/ocpp';
import type { Config } from '../config.ts';
import { SealBroken, seal, unseal } from '../secrets/seal.ts';
import type { Problem, Target } from './dial.ts';
import type { ForwardingRow } from './store.ts';

const purpose = 'forwarding';

/** Where the second back end is, with its secrets open; the problem where they cannot be opened. */
export function targetOf(config: Config, row: ForwardingRow, version: Version): Target | Problem {
  const { url, identity, certificate, authority } = row;
  try {
    return {
      ...{ url, identity, version, certificate, authority, mayBeInner: config.privateTargets, maxPayloadBytes: config.maxPayloadBytes },
      password: row.password === null ? null : unseal(config, purpose, row.password).toString(),
      certificateKey: row.certificateKey === null ? null : unseal(config, purpose, row.certificateKey).toString(),
    };
  } catch (error) {
    if (error instanceof SealBroken) return { problem: 'secretLost', detail: '' };
    throw error;
  }
}

/** A secret as it is stored; null and undefined stay what they are. */
export function sealed<T extends null | undefined>(config: Config, secret: string | T): string | T {
  return typeof secret === 'string' ? seal(config, purpose, secret) : secret;
}
