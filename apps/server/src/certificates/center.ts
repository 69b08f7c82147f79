import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { defaultTenantId } from '../db/tenant.ts';
import type { Job } from '../jobs/schedule.ts';
import { StartError } from '../start-error.ts';
import type { AuthorityWorld } from './authority.ts';
import { contractChainCheck } from './contract-chain.ts';
import { deliverWaiting } from './deliver.ts';
import { certificateKey } from './key-file.ts';
import { contractsFromPool } from './opcp.ts';
import { estSigner } from './outside-signer.ts';
import { createChest } from './sealed.ts';
import type { CertificateServices } from './services.ts';
import { type Serving, servingNames } from './serving.ts';
import { type SignWorld, signForgotten, signingService } from './sign.ts';
import { builtInSigner } from './signer.ts';
import { statusServices } from './status.ts';
import { selectContractRoots } from './status-store.ts';
import { selectAuthorities } from './store.ts';
import { askWhatStationsTrust, renewStations, warnOfExpiry } from './watch.ts';

export interface CertificateCenter {
  services: CertificateServices;
  /** What the authority works with; for the TLS listener and the API. */
  world: AuthorityWorld;
  /** Brings what the TLS listener shows and trusts up to date: at the start, every hour, and after each change. Never throws. */
  refresh: () => Promise<void>;
  /** As `refresh`, at the start. Throws `StartError` when TLS is to be served with keys that cannot be opened. */
  begin: () => Promise<void>;
  /** The authority's keys were sealed with another key than this server has. */
  isLocked: (tenantId: number) => Promise<boolean>;
  jobs: () => Job[];
  /** For tests of its jobs. */
  parts: SignWorld;
}

/** Everything behind certificates. `context` is asked for once the gateway is there. */
export function createCertificateCenter(
  config: Config,
  { db, clock, log }: Pick<Context, 'db' | 'clock' | 'log'>,
  { context, serving }: { context: () => Context; serving: Serving },
): CertificateCenter {
  const world: AuthorityWorld = { db, clock, log, chest: createChest(certificateKey(config)), baseUrl: baseUrlOf(config) };
  const { signingUrl: url, signingUser: user, signingPassword: password } = config;
  const signer = url === '' ? builtInSigner(world) : estSigner({ url, user, password });
  const parts: SignWorld = { world, signer, context };
  const order = { names: servingNames(config), isServer: config.tlsPort !== '' && config.tlsRsaCert === '' && config.tlsEcdsaCert === '' };
  const refresh = (): Promise<void> =>
    serving.refresh(world, order).catch((error: unknown) => log.error({ err: error }, 'certificates.notServed'));
  const isLocked = async (tenantId: number): Promise<boolean> =>
    (await selectAuthorities(db, { tenantId })).some(({ keyId }) => keyId !== world.chest.keyId);
  return {
    parts,
    world,
    refresh,
    begin: async () => {
      if (order.isServer && (await isLocked(defaultTenantId)))
        throw new StartError(
          'The server’s certificates were made with another key file: bring back certificate-key in the data folder (or CERTIFICATE_KEY) from a backup.',
        );
      await refresh();
    },
    isLocked,
    services: servicesOf(config, parts),
    jobs: () => [
      { name: 'refreshServedCertificates', everyMs: 3_600_000, run: refresh },
      { name: 'warnOfCertificateExpiry', everyMs: 3_600_000, run: () => warnOfExpiry(context()) },
      { name: 'askWhatStationsTrust', everyMs: 3_600_000, run: () => askWhatStationsTrust(context()) },
      { name: 'renewStationCertificates', everyMs: 600_000, run: () => renewStations(context()) },
      { name: 'signForgottenCertificates', everyMs: 60_000, run: () => signForgotten(parts) },
      { name: 'deliverCertificates', everyMs: 10_000, run: () => deliverWaiting(context()) },
    ],
  };
}

/** Where others reach what certificates name: OCSP and revocation lists. */
function baseUrlOf({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  if (publicUrl !== '') return publicUrl;
  const address = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** What stands behind the certificate messages; `contract` only where there is a pool of contracts. */
function servicesOf(config: Config, parts: SignWorld): CertificateServices {
  const { world } = parts;
  const status = statusServices(world, config.ocspHosts);
  const { contractUrl: url, contractTokenUrl: tokenUrl, contractClientId: clientId, contractClientSecret: clientSecret } = config;
  const pool = { url, tokenUrl, clientId, clientSecret };
  const failed = (error: unknown): void => world.log.warn({ err: error }, 'certificates.contractPoolFailed');
  return {
    ...status,
    sign: signingService(parts),
    contract: url === '' ? null : contractsFromPool(pool, { clock: world.clock, failed }),
    contractChain: contractChainCheck({ roots: () => selectContractRoots(world.db, world.clock()), state: status.state }),
  };
}
