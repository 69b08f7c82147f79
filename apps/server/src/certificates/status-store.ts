import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { type CertificateRow, certificateColumns } from './store.ts';

type Db = Kysely<Tables>;

/** Every authority of our own, of all tenants and also those that sign no more: what they have signed is still asked for. */
export async function selectOwnAuthorities(db: Db): Promise<CertificateRow[]> {
  const found = await sql<CertificateRow>`select ${certificateColumns} from certificate c
    where c.origin = 'own' and c.role in ('root', 'intermediate') order by c.id`.execute(db);
  return found.rows;
}

export async function findOwnAuthority(db: Db, id: number): Promise<CertificateRow | undefined> {
  const found = await sql<CertificateRow>`select ${certificateColumns} from certificate c
    where c.id = ${id} and c.origin = 'own' and c.role in ('root', 'intermediate')`.execute(db);
  return found.rows[0];
}

/** What has become of a certificate of ours; undefined: this authority has signed none with that number. */
export async function selectStateBelow(
  db: Db,
  { authority, serial }: { authority: Pick<CertificateRow, 'id' | 'role' | 'serial' | 'state'>; serial: string },
): Promise<{ state: string; revokedAt: number | null } | undefined> {
  const found = await sql<{
    state: string;
    revokedAt: number | null;
  }>`select state, (extract(epoch from revoked_at) * 1000)::float8 as "revokedAt"
    from certificate where serial = ${serial} and (parent_id = ${authority.id} or id = ${authority.id} and role = 'root') limit 1`.execute(
    db,
  );
  return found.rows[0];
}

/** What this authority has taken back and would still be valid. */
export async function selectRevokedBelow(db: Db, authorityId: number, at: number): Promise<{ serial: string; revokedAt: number }[]> {
  const found = await sql<{
    serial: string;
    revokedAt: number;
  }>`select serial, (extract(epoch from revoked_at) * 1000)::float8 as "revokedAt" from certificate
    where parent_id = ${authorityId} and state = 'revoked' and valid_to > ${new Date(at)} order by id`.execute(db);
  return found.rows;
}

/** Certificates that may be the issuer of one asked for: authorities we know, our own and others. */
export async function selectKnownAuthorities(db: Db): Promise<string[]> {
  const found = await sql<{
    pem: string;
  }>`select pem from certificate where role in ('root', 'intermediate') and state <> 'revoked' order by id desc limit 500`.execute(db);
  return found.rows.map(({ pem }) => pem);
}

/** Roots that contract certificates may end at: of operators of contracts, and of V2G (ISO 15118-2 allows both). */
export async function selectContractRoots(db: Db, at: number): Promise<string[]> {
  const found = await sql<{
    pem: string;
  }>`select pem from certificate where role = 'root' and use in ('mo', 'v2g', 'v2g20') and origin in ('own', 'imported')
    and state in ('active', 'retiring') and valid_to > ${new Date(at)} order by id`.execute(db);
  return found.rows.map(({ pem }) => pem);
}
