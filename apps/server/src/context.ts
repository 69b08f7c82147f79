import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { CertificateCenter } from './certificates/center.ts';
import type { CertificateServices } from './certificates/services.ts';
import type { Config } from './config.ts';
import type { Tables } from './db/tables.gen.ts';
import type { Writes } from './db/writes.ts';
import type { GatewayPort } from './gateway/port.ts';

/** What verbs and handlers may use of the world. Take the fields you need by name: `Pick<Context, 'db' | 'clock'>`. */
export interface Context {
  config: Config;
  /** Queries as the owner, past row-level security: gateway and jobs. The API uses `asTenant` from db/tenant.ts. */
  db: Kysely<Tables>;
  /** Commits rows durably, together with those of others; resolves after the commit. */
  commit: (writes: Writes) => Promise<void>;
  /** Epoch milliseconds. */
  clock: () => number;
  /** Ids known before the commit, taken from database sequences in blocks. */
  ids: { session: () => Promise<number>; frame: () => number };
  /** The stations' side of the house. */
  gateway: GatewayPort;
  /** What stands behind the certificate messages. */
  certificates: CertificateServices;
  /** The certificate authority itself. */
  authority: CertificateCenter;
  /** New happenings are in the outbox: whoever listens may read them. */
  tell: () => void;
  log: Logger;
}
