import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface FirmwareRow {
  id: number;
  vendor: string;
  model: string;
  version: string;
  reported_version: string;
  file_id: number | null;
  file_name: string | null;
  size: number | null;
  sha256: Buffer | null;
  md5: Buffer | null;
  stored_at: Date | null;
  expected_sha256: Buffer | null;
  signature: string | null;
  signing_certificate: string | null;
  signature_fits: boolean | null;
  notes: string;
  stations: number;
  fitting: number;
  created_by: string;
  created_at: Date;
}
/** A station of this vendor, and of this model where one is named. */
const fits = sql`s.tenant_id = w.tenant_id and lower(s.vendor) = lower(w.vendor) and (w.model = '' or lower(s.model) = lower(w.model))`;
const rows = sql`select w.id::float8 as id, w.vendor, w.model, w.version, w.reported_version, w.file_id::float8 as file_id, f.name as file_name, f.size::float8 as size, f.sha256, f.md5, f.stored_at,
    w.expected_sha256, w.signature, w.signing_certificate, w.signature_fits, w.notes, w.created_by, w.created_at,
    (select count(*) from station s where ${fits} and lower(s.firmware_version) = lower(w.reported_version))::int as stations,
    (select count(*) from station s where ${fits})::int as fitting
  from firmware w left join file f on f.id = w.file_id`;

/** Newest first, those before the id `before`. */
export async function selectFirmware(db: Db, { before, limit }: { before: number | null; limit: number }): Promise<FirmwareRow[]> {
  return (
    await sql<FirmwareRow>`${rows} where w.archived_at is null and (${before}::bigint is null or w.id < ${before}) order by w.id desc limit ${limit}`.execute(
      db,
    )
  ).rows;
}
/** Also what has been taken out of the library. */
export async function findFirmware(db: Db, id: number): Promise<FirmwareRow | undefined> {
  return (await sql<FirmwareRow>`${rows} where w.id = ${id}`.execute(db)).rows[0];
}

export interface FirmwareFields {
  reportedVersion?: string | undefined;
  expectedSha256?: string | null | undefined;
  signature?: string | null | undefined;
  signingCertificate?: string | null | undefined;
  notes?: string | undefined;
}
const bytes = (hex: string | null): Buffer | null => (hex === null ? null : Buffer.from(hex, 'hex'));

export async function insertFirmware(
  db: Db,
  made: FirmwareFields & { tenantId: number; vendor: string; model: string; version: string; createdBy: string; at: number },
): Promise<number> {
  const { rows: inserted } = await sql<{
    id: number;
  }>`insert into firmware (tenant_id, vendor, model, version, reported_version, expected_sha256, signature, signing_certificate, notes, created_by, created_at, updated_at)
    values (${made.tenantId}, ${made.vendor}, ${made.model}, ${made.version}, ${made.reportedVersion || made.version}, ${bytes(made.expectedSha256 ?? null)}, ${made.signature ?? null},
      ${made.signingCertificate ?? null}, ${made.notes ?? ''}, ${made.createdBy}, ${new Date(made.at)}, ${new Date(made.at)}) returning id::float8 as id`.execute(
    db,
  );
  return inserted[0]?.id ?? 0;
}

/** Sets what is given. */
export async function changeFirmware(db: Db, id: number, { fields, at }: { fields: FirmwareFields; at: number }): Promise<void> {
  const { reportedVersion, expectedSha256, signature, signingCertificate, notes } = fields;
  const sets: RawBuilder<unknown>[] = [
    sql`updated_at = ${new Date(at)}`,
    ...(reportedVersion === undefined
      ? []
      : [sql`reported_version = case when ${reportedVersion} = '' then version else ${reportedVersion} end`]),
    ...(expectedSha256 === undefined ? [] : [sql`expected_sha256 = ${bytes(expectedSha256)}`]),
    ...(signature === undefined ? [] : [sql`signature = ${signature}`]),
    ...(signingCertificate === undefined ? [] : [sql`signing_certificate = ${signingCertificate}`]),
    ...(notes === undefined ? [] : [sql`notes = ${notes}`]),
  ];
  await sql`update firmware set ${sql.join(sets)} where id = ${id}`.execute(db);
}
export async function setSignatureFits(db: Db, id: number, isFitting: boolean | null): Promise<void> {
  await sql`update firmware set signature_fits = ${isFitting} where id = ${id}`.execute(db);
}
/** The row of the file that it had before, if any. */
export async function setFile(db: Db, id: number, fileId: number): Promise<number | null> {
  const { rows: before } = await sql<{
    file_id: number | null;
  }>`with was as (select file_id from firmware where id = ${id} for update) update firmware w set file_id = ${fileId} from was where w.id = ${id} returning was.file_id::float8 as file_id`.execute(
    db,
  );
  return before[0]?.file_id ?? null;
}
export async function archiveFirmware(db: Db, id: number, at: number): Promise<void> {
  await sql`update firmware set archived_at = ${new Date(at)} where id = ${id} and archived_at is null`.execute(db);
}
/** The name of a campaign that is not over and needs it. */
export async function openCampaignWith(db: Db, firmwareId: number): Promise<string | undefined> {
  const { rows: found } = await sql<{
    name: string;
  }>`select name from firmware_campaign where firmware_id = ${firmwareId} and ended_at is null limit 1`.execute(db);
  return found[0]?.name;
}

export interface HistoryRow {
  at: Date;
  version: string | null;
  campaign_id: number | null;
  campaign_name: string | null;
  campaign_version: string | null;
  direction: 'forward' | 'back' | null;
  state: string | null;
  reason: string | null;
  attempt: number | null;
  command_id: number | null;
  kind: number;
  id: number;
}
/** What the station has told and what campaigns did with it, newest first, those before the key `[epoch ms, kind, id]`. */
export async function selectHistory(
  db: Db,
  { identity, before, limit }: { identity: string; before: readonly [number, number, number] | null; limit: number },
): Promise<HistoryRow[]> {
  const [at, kind, id] = before ?? [null, null, null];
  const { rows: found } = await sql<HistoryRow>`with of as (select id from station where identity = ${identity}), all_of as (
      select v.seen_at as at, v.version, null::bigint as campaign_id, null::text as direction, null::text as state, null::text as reason, null::int as attempt, null::bigint as command_id, 0 as kind, v.id
        from station_firmware v where v.station_id = (select id from of)
      union all select t.at, null, t.campaign_id, t.direction, t.state, t.reason, t.attempt, t.command_id, 1, t.id from firmware_step t where t.station_id = (select id from of))
    select a.at, a.version, a.campaign_id::float8 as campaign_id, c.name as campaign_name, w.version as campaign_version, a.direction, a.state, a.reason, a.attempt, a.command_id::float8 as command_id,
      a.kind, a.id::float8 as id
    from all_of a left join firmware_campaign c on c.id = a.campaign_id left join firmware w on w.id = c.firmware_id
    where ${at}::float8 is null or (date_trunc('milliseconds', a.at), a.kind, a.id) < (to_timestamp(${at}::float8 / 1000), ${kind}::int, ${id}::bigint)
    order by date_trunc('milliseconds', a.at) desc, a.kind desc, a.id desc limit ${limit}`.execute(db);
  return found;
}
