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
  moving_to: number | null;
  certificate_name: string | null;
  serial_number: string | null;
  registration: string;
  password_hash: Buffer | null;
  previous_password_hash: Buffer | null;
}

/** Who stations are, from the database. Ten thousand that come back at once are looked up together. */
export function createDirectory({
  db,
  clock,
  installKey,
  demo,
  openAccess,
  organization = '',
}: {
  db: Kysely<Tables>;
  clock: () => number;
  installKey: string;
  demo: boolean;
  openAccess: boolean;
  /** What certificates of stations must have as organisation. */
  organization?: string;
}): Directory {
  const find = batched<string, Known>(async (identities) => {
    const { rows } =
      await sql<Credentials>`select id, identity, security_profile, moving_to, certificate_name, serial_number, registration, password_hash, previous_password_hash from station where identity = any(${identities}::text[])`.execute(
        db,
      );
    return new Map(rows.map((row) => [row.identity, knownOf(row, { installKey, organization }, () => void forgetPrevious(row.id))]));
  });
  /** It has come with its new password. Should this fail, it is done the next time it comes. */
  const forgetPrevious = (id: number): Promise<unknown> =>
    sql`update station set previous_password_hash = null where id = ${id}`.execute(db).catch(() => undefined);
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

function knownOf(row: Credentials, { installKey, organization }: { installKey: string; organization: string }, onNew: () => void): Known {
  const {
    id,
    security_profile,
    moving_to,
    certificate_name,
    serial_number,
    registration,
    password_hash,
    previous_password_hash: previous,
  } = row;
  const matches = (password: Buffer, hash: Buffer | null) => hash !== null && verifyPassword(password, { hash, installKey });
  return {
    id: Number(id),
    securityProfile: security_profile,
    movingTo: moving_to,
    // What was agreed counts alone; else the serial number it has told at boot. [2.x A00: CN is the serial number]
    certificateNames: [certificate_name ?? serial_number ?? ''].filter((name) => name !== ''),
    organization,
    registration,
    hasPassword: password_hash !== null,
    verify: (password) => {
      if (!matches(password, password_hash)) return matches(password, previous);
      if (previous !== null) onNew();
      return true;
    },
  };
}
