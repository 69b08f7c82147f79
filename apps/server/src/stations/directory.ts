import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { batched } from '../db/batched.ts';
import type { Tables } from '../db/tables.gen.ts';
import { defaultTenantId } from '../db/tenant.ts';
import type { Known } from '../gateway/handshake.ts';
import type { Directory } from '../gateway/parts.ts';
import { stranger } from '../lobby/answer.ts';
import { loadStations } from './load.ts';
import { verifyPassword } from './password.ts';
import type { StationState } from './state.ts';

interface Credentials {
  id: number;
  identity: string;
  security_profile: number;
  registration: string;
  password_hash: Buffer | null;
}

/** Who stations are, from the database. Ten thousand that come back at once are looked up together. */
export function createDirectory({
  db,
  clock,
  installKey,
  demo,
  openAccess,
}: {
  db: Kysely<Tables>;
  clock: () => number;
  installKey: string;
  demo: boolean;
  openAccess: boolean;
}): Directory {
  const find = batched<string, Known>(async (identities) => {
    const { rows } =
      await sql<Credentials>`select id, identity, security_profile, registration, password_hash from station where identity = any(${identities}::text[])`.execute(
        db,
      );
    return new Map(rows.map((row) => [row.identity, knownOf(row, installKey)]));
  });
  /** A station without a site has the install's default. */
  const load = async (which: number[] | string[]): Promise<StationState[]> =>
    (await loadStations(db, which, clock())).map((state) => (state.siteId === null ? { ...state, openAccess } : state));
  const byIdentity = batched<string, StationState>(
    async (identities) => new Map((await load(identities)).map((state) => [state.identity, state])),
  );
  const byId = batched<number, StationState>(async (ids) => new Map((await load(ids)).map((state) => [state.id, state])));
  const adopt = batched<string, true>(async (identities) => {
    await sql`insert into station (tenant_id, identity, security_profile, demo) select ${defaultTenantId}, identity, 0, ${demo} from unnest(${identities}::text[]) identity on conflict (identity) do nothing`.execute(
      db,
    );
    return new Map(identities.map((identity) => [identity, true]));
  });
  return {
    find: async (identity) => (await find(identity)) ?? null,
    load: (station) => (typeof station === 'number' ? byId(station) : byIdentity(station)),
    adopt: async (identity) => {
      await adopt(identity);
    },
    stranger,
  };
}

function knownOf({ id, security_profile, registration, password_hash }: Credentials, installKey: string): Known {
  return {
    id: Number(id),
    securityProfile: security_profile,
    registration,
    hasPassword: password_hash !== null,
    verify: (password) => password_hash !== null && verifyPassword(password, { hash: password_hash, installKey }),
  };
}
