import type { SessionsOfReport } from '@stationmaster/contract';
import type { FullCost, Reservation, ReservationStatus } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { reportConditions } from '../sessions/report-filter.ts';

type Db = Kysely<Tables>;

export interface NewReservation {
  /** Of the command that asks for it. */
  id: number;
  stationId: number;
  evseId: number;
  connectorType: string | null;
  idToken: string;
  idTokenType: string;
  tokenId: number | null;
  groupId: string | null;
  expiresAt: number;
}
/** Whose and since when is what its command says. One that is there already stays as it is. */
export async function insertReservation(db: Db, made: NewReservation): Promise<void> {
  await sql`insert into reservation (id, tenant_id, station_id, evse_id, connector_type, id_token, id_token_type, token_id, group_id, created_at, created_by, expires_at)
    select ${made.id}::bigint, tenant_id, ${made.stationId}::bigint, ${made.evseId}::int, ${made.connectorType}::text, ${made.idToken}::text, ${made.idTokenType}::text, ${made.tokenId}::bigint,
      ${made.groupId}::text, requested_at, requested_by, ${new Date(made.expiresAt)}::timestamptz from command where id = ${made.id} on conflict (id) do nothing`.execute(
    db,
  );
}

export interface ReservationRow {
  id: number;
  identity: string;
  station_name: string;
  evse_id: number;
  connector_type: string | null;
  id_token: string;
  id_token_type: string;
  token_id: number | null;
  driver_name: string | null;
  group_id: string | null;
  status: ReservationStatus;
  reason: string | null;
  created_at: Date;
  created_by: string;
  expires_at: Date;
  ended_at: Date | null;
  session_id: number | null;
  cost: FullCost | null;
}
const rows = sql`select r.id, s.identity, s.name as station_name, r.evse_id, r.connector_type, r.id_token, r.id_token_type, r.token_id, nullif(t.driver_name, '') as driver_name,
    r.group_id, r.status, r.reason, r.created_at, r.created_by, r.expires_at, r.ended_at, r.session_id, e.cost
  from reservation r join station s on s.id = r.station_id left join token t on t.id = r.token_id left join reservation_bill e on e.reservation_id = r.id
  left join site on site.id = e.site_id`;

export interface ReservationFilter extends Omit<SessionsOfReport, 'outcome'> {
  stationId?: string | undefined;
  tokenId?: number | undefined;
  driverId?: number | undefined;
  /** Where its station was when it was made. */
  siteId?: number | undefined;
  open: boolean;
  /** Only those that cost something by themselves. */
  charged: boolean;
  before: number | null;
  limit: number;
}
/** Newest first, those before the id `before`. */
export async function selectReservations(
  db: Db,
  { stationId, tokenId, driverId, siteId, open, charged, before, limit, ...narrowed }: ReservationFilter,
): Promise<ReservationRow[]> {
  const conditions = [
    sql`true`,
    ...(before === null ? [] : [sql`r.id < ${before}`]),
    ...(stationId === undefined ? [] : [sql`s.identity = ${stationId}`]),
    ...(tokenId === undefined ? [] : [sql`r.token_id = ${tokenId}`]),
    // Who pays is fixed with the price; without one it is whose card it is.
    ...(driverId === undefined ? [] : [sql`coalesce(e.driver_id, t.driver_id) = ${driverId}`]),
    ...(siteId === undefined ? [] : [sql`e.site_id = ${siteId}`]),
    ...(charged ? [sql`e.total <> 0`] : []),
    ...reportConditions(narrowed, 'made_at'),
    ...(open ? [sql`r.status in ('pending', 'active')`] : []),
  ];
  const found = await sql<ReservationRow>`${rows} where ${sql.join(conditions, sql` and `)} order by r.id desc limit ${limit}`.execute(db);
  return found.rows;
}

export async function findReservation(db: Db, { stationId, id }: { stationId: number; id: number }): Promise<ReservationRow | undefined> {
  const found = await sql<ReservationRow>`${rows} where r.station_id = ${stationId} and r.id = ${id}`.execute(db);
  return found.rows[0];
}

export async function reservationExists(db: Db, id: number): Promise<boolean> {
  const { rows: found } = await sql`select from reservation where id = ${id}`.execute(db);
  return found.length > 0;
}

/** Those of many stations that are not over. */
export async function selectOpen(db: Db, stationIds: readonly number[]): Promise<(Reservation & { stationId: number })[]> {
  const found = await sql<
    Reservation & { stationId: number }
  >`select id::float8 as id, station_id::float8 as "stationId", evse_id as "evseId", id_token as "idToken",
      group_id as "groupId", (extract(epoch from expires_at) * 1000)::float8 as "expiresAt" from reservation
    where station_id = any(${[...stationIds]}::bigint[]) and status in ('pending', 'active')`.execute(db);
  return found.rows;
}

/** Open ones whose time is over, or whose command was taken back before it was sent. */
export async function selectOver(db: Db, at: number): Promise<{ id: number; stationId: number; isUnsent: boolean }[]> {
  const found = await sql<{
    id: number;
    stationId: number;
    isUnsent: boolean;
  }>`select r.id::float8 as id, r.station_id::float8 as "stationId", c.id is not null as "isUnsent" from reservation r
      left join command c on c.id = r.id and r.status = 'pending' and c.status in ('cancelled', 'expired')
    where r.status in ('pending', 'active') and (r.expires_at <= ${new Date(at)} or c.id is not null) order by r.expires_at limit 500`.execute(
    db,
  );
  return found.rows;
}
