import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { CertificateFacts } from './text.ts';

type Db = Kysely<Tables>;

export interface CertificateRow {
  id: number;
  tenantId: number;
  /** cross: a root once more, signed by its predecessor. */
  role: 'root' | 'intermediate' | 'cross' | 'leaf';
  use: string;
  origin: 'own' | 'external' | 'imported' | 'seen';
  algorithm: string;
  parentId: number | null;
  stationId: number | null;
  subject: string;
  serial: string;
  fingerprint: string;
  pem: string;
  chain: string;
  names: string[];
  /** Epoch ms, as the others. */
  validFrom: number;
  validTo: number;
  state: string;
  reason: string | null;
  createdAt: number;
  revokedAt: number | null;
  requestType: string | null;
  requestId: number | null;
  attempts: number;
}
/** Of a row, as the alias `c`. */
export const certificateColumns = sql`c.id::float8 as id, c.tenant_id as "tenantId", c.role, c.use, c.origin, c.algorithm, c.parent_id::float8 as "parentId",
  c.station_id::float8 as "stationId", c.subject, c.serial, c.fingerprint, c.pem, c.chain, c.names, (extract(epoch from c.valid_from) * 1000)::float8 as "validFrom",
  (extract(epoch from c.valid_to) * 1000)::float8 as "validTo", c.state, c.reason, (extract(epoch from c.created_at) * 1000)::float8 as "createdAt",
  (extract(epoch from c.revoked_at) * 1000)::float8 as "revokedAt", c.request_type as "requestType", c.request_id as "requestId", c.attempts`;

export interface NewCertificate extends Pick<CertificateRow, 'tenantId' | 'role' | 'use' | 'origin' | 'state'> {
  facts: CertificateFacts;
  at: number;
  parentId?: number | null;
  stationId?: number | null;
  chain?: string;
  names?: readonly string[];
  requestType?: string;
  requestId?: number | null;
  dueAt?: number;
  /** Its private key, sealed. */
  key?: { keyId: string; sealed: Buffer };
}

/** One that is there already (by its fingerprint) stays as it is, but for its state. Returns its id. */
export async function insertCertificate(db: Db, made: NewCertificate): Promise<number> {
  const { facts, parentId = null, stationId = null, chain = '', names = [], requestType = null, requestId = null, dueAt = null } = made;
  const at = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
  const inserted = await sql<{
    id: number;
  }>`insert into certificate (tenant_id, role, use, origin, algorithm, parent_id, station_id, subject, serial,
      fingerprint, pem, chain, names, valid_from, valid_to, state, created_at, request_type, request_id, due_at)
    values (${made.tenantId}, ${made.role}, ${made.use}, ${made.origin}, ${facts.algorithm}, ${parentId}, ${stationId}, ${facts.subject}, ${facts.serial},
      ${facts.fingerprint}, ${facts.pem}, ${chain}, ${[...names]}::text[], ${at(facts.validFrom)}, ${at(facts.validTo)}, ${made.state}, ${at(made.at)}, ${requestType},
      ${requestId}, ${at(dueAt)})
    on conflict (tenant_id, fingerprint) do update set state = excluded.state, origin = case when certificate.origin = 'seen' then excluded.origin else certificate.origin end,
      use = case when certificate.origin = 'seen' then excluded.use else certificate.use end returning id::float8 as id`.execute(db);
  const id = inserted.rows[0]?.id;
  if (id === undefined) throw new Error('certificate not stored');
  if (made.key !== undefined)
    await sql`insert into certificate_key (certificate_id, key_id, sealed) values (${id}, ${made.key.keyId}, ${made.key.sealed}) on conflict do nothing`.execute(
      db,
    );
  return id;
}

/** As `insertCertificate`; one that is there already stays as it is. */
export async function insertSeen(db: Db, made: NewCertificate): Promise<void> {
  const known = await sql`select 1 from certificate where tenant_id = ${made.tenantId} and fingerprint = ${made.facts.fingerprint}`.execute(
    db,
  );
  if (known.rows.length === 0) await insertCertificate(db, made);
}

/** Authorities of our own that sign or are still trusted, the newest first; with the key that seals theirs. */
export async function selectAuthorities(
  db: Db,
  { tenantId, use }: { tenantId: number; use?: string },
): Promise<(CertificateRow & { keyId: string })[]> {
  const found = await sql<CertificateRow & { keyId: string }>`select ${certificateColumns}, k.key_id as "keyId" from certificate c
      join certificate_key k on k.certificate_id = c.id
    where c.tenant_id = ${tenantId} and c.origin = 'own' and c.role <> 'leaf' and c.state in ('active', 'retiring') ${use === undefined ? sql`` : sql`and c.use = ${use}`}
    order by c.id desc`.execute(db);
  return found.rows;
}

export async function selectSealedKey(db: Db, certificateId: number): Promise<{ keyId: string; sealed: Buffer } | undefined> {
  const found = await sql<{
    keyId: string;
    sealed: Buffer;
  }>`select key_id as "keyId", sealed from certificate_key where certificate_id = ${certificateId}`.execute(db);
  return found.rows[0];
}

export async function setState(
  db: Db,
  ids: readonly number[],
  { state, reason = null, at = null }: { state: string; reason?: string | null; at?: number | null },
): Promise<void> {
  await sql`update certificate set state = ${state}, reason = ${reason}::text, revoked_at = ${at === null ? null : new Date(at)}::timestamptz, due_at = null
    where id = any(${[...ids]}::bigint[])`.execute(db);
}

/** Servers' certificates of exactly these names that are in use, the newest first. */
export async function selectServer(db: Db, { tenantId, names }: { tenantId: number; names: readonly string[] }): Promise<CertificateRow[]> {
  const found = await sql<CertificateRow>`select ${certificateColumns} from certificate c
    where c.tenant_id = ${tenantId} and c.role = 'leaf' and c.use = 'server' and c.state = 'active' and c.names = ${[...names]}::text[] order by c.id desc`.execute(
    db,
  );
  return found.rows;
}

/** What a station's client certificate may end at: our own, and those that were brought in or are of an outside authority. */
export async function selectStationRoots(db: Db, at: number): Promise<CertificateRow[]> {
  const found = await sql<CertificateRow>`select ${certificateColumns} from certificate c
    where c.role = 'root' and c.use = 'csms' and c.origin in ('own', 'external', 'imported') and c.state in ('active', 'retiring') and c.valid_to > ${new Date(at)} order by c.id`.execute(
    db,
  );
  return found.rows;
}

/** Of a root: itself signed by its predecessors, as long as those are valid. */
export async function selectCrosses(
  db: Db,
  { tenantId, subject, at }: { tenantId: number; subject: string; at: number },
): Promise<CertificateRow[]> {
  const found = await sql<CertificateRow>`select ${certificateColumns} from certificate c join certificate p on p.id = c.parent_id
    where c.tenant_id = ${tenantId} and c.role = 'cross' and c.subject = ${subject} and c.valid_to > ${new Date(at)} and p.state <> 'revoked' order by c.id desc`.execute(
    db,
  );
  return found.rows;
}

/** Fingerprints of stations' certificates that were taken back and would still be valid. */
export async function selectRevokedLeaves(db: Db, at: number): Promise<string[]> {
  const found = await sql<{
    fingerprint: string;
  }>`select fingerprint from certificate where role = 'leaf' and state = 'revoked' and valid_to > ${new Date(at)}`.execute(db);
  return found.rows.map(({ fingerprint }) => fingerprint);
}

export async function organisationOf(db: Db, tenantId: number): Promise<string> {
  const found = await sql<{ name: string }>`select name from tenant where id = ${tenantId}`.execute(db);
  return found.rows[0]?.name ?? '';
}
