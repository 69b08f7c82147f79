import { hostname, networkInterfaces } from 'node:os';
import type { Config } from '../config.ts';
import { defaultTenantId } from '../db/tenant.ts';
import type { ServerPairs } from '../transport/ports.ts';
import type { Authority } from '../transport/sources.ts';
import type { AuthorityWorld } from './authority.ts';
import { issueServerCertificate, stationRoots } from './server-certificate.ts';
import { selectRevokedLeaves } from './store.ts';

/** What the TLS listener shows and trusts, from the built-in authority. Empty until it is first refreshed. */
export interface Serving extends Authority {
  /** Brings it up to date, and tells the listener where something has changed. `isServer`: certificates of our own are needed, not only roots. */
  refresh(world: AuthorityWorld, order: { names: readonly string[]; isServer: boolean }): Promise<void>;
}

export function createServing(): Serving {
  let pairs: ServerPairs = {};
  let roots: string[] = [];
  let revoked: ReadonlySet<string> = new Set();
  let last = '';
  const listeners = new Set<() => void>();
  const onChange = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    server: { current: () => pairs, onChange },
    trust: {
      roots: () => roots,
      isRevoked: ({ fingerprint256 }) => revoked.has(fingerprint256.replaceAll(':', '').toLowerCase()),
      onChange,
    },
    refresh: async (world, { names, isServer }) => {
      const issued = isServer ? await issueServerCertificate(world, defaultTenantId, names) : [];
      const pairOf = (algorithm: string) => {
        const found = issued.find((one) => one.algorithm === algorithm);
        return found && { cert: found.chain, key: found.key };
      };
      const [rsa, ecdsa] = [pairOf('rsa'), pairOf('ec256')];
      const trusted = (await stationRoots(world)).map(({ pem }) => pem);
      revoked = new Set(await selectRevokedLeaves(world.db, world.clock()));
      const now = JSON.stringify([issued.map(({ chain }) => chain), trusted]);
      if (now === last) return;
      last = now;
      pairs = { ...(rsa && { rsa }), ...(ecdsa && { ecdsa }) };
      roots = trusted;
      for (const listener of listeners) listener();
    },
  };
}

/** Every name and address under which this server may be called. */
export function servingNames({ publicUrl, tlsUrl, host }: Pick<Config, 'publicUrl' | 'tlsUrl' | 'host'>): string[] {
  const given = [publicUrl, tlsUrl].flatMap((url) => URL.parse(url)?.hostname.replace(/^\[|\]$/g, '') ?? []);
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const own = Object.values(networkInterfaces()).flatMap(
    (addresses) => addresses?.filter(({ internal }) => !internal).map(({ address }) => address) ?? [],
  );
  // With a public name that is what stations are told; addresses of this machine would only be told to strangers.
  const local = isEverywhere ? [hostname(), ...own.filter((address) => !address.startsWith('fe80'))] : [host];
  return [...new Set([...given, ...(given.length > 0 ? [] : local), 'localhost', '127.0.0.1'])].filter((name) => name !== '');
}
