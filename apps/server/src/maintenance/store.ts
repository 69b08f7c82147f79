import type { Repeat } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface WindowRow {
  id: number;
  tenant_id: number;
  name: string;
  note: string;
  site_id: number | null;
  site_name: string | null;
  station_ids: string[];
  stations: number;
  starts_at: Date;
  ends_at: Date;
  repeat: Repeat;
  repeat_until: Date | null;
  time_zone: string;
  cancel_reservations: boolean;
  suppress_alerts: boolean;
  counts_as_uptime: boolean;
  created_by: string;
  created_at: Date;
  cancelled_at: Date | null;
  next: { starts_at: string; ends_at: string } | null;
}
export interface WindowFilter {
  /** Epoch ms. */
  at: number;
  state?: 'current' | 'past' | undefined;
  id?: number | undefined;
  stationId?: string | undefined;
}
/** Current: going on or to come, soonest first; past: newest first. */
export async function selectWindows(db: Db, { at, state, id, stationId }: WindowFilter): Promise<WindowRow[]> {
  const next = sql`(select jsonb_build_object('starts_at', o.starts_at, 'ends_at', o.ends_at) from maintenance_occurrence o
    where o.window_id = w.id and o.ends_at > ${new Date(at)} order by o.starts_at limit 1)`;
  const where = [
    sql`true`,
    ...(id === undefined ? [] : [sql`w.id = ${id}`]),
    ...(state === undefined ? [] : [state === 'current' ? sql`${next} is not null` : sql`${next} is null`]),
    ...(stationId === undefined ? [] : [sql`exists (select from station s where s.identity = ${stationId} and ${mine})`]),
  ];
  const { rows } =
    await sql<WindowRow>`select w.*, site.name as site_name, (select count(*) from station s where ${mine}) as stations, ${next} as next
    from maintenance_window w left join site on site.id = w.site_id where ${sql.join(where, sql` and `)}
    order by ${state === 'past' ? sql`w.starts_at desc` : sql`w.starts_at`}, w.id limit 500`.execute(db);
  return rows;
}
/** Is the station `s` one of the window `w`? As in the view station_maintenance. */
const mine = sql`s.tenant_id = w.tenant_id and (case when w.station_ids <> '{}' then s.identity = any(w.station_ids) when w.site_id is not null then s.site_id = w.site_id else true end)`;

export interface NewWindow {
  tenantId: number;
  name: string;
  note: string;
  siteId: number | null;
  stationIds: readonly string[];
  startsAt: string;
  endsAt: string;
  repeat: Repeat;
  repeatUntil: string | null;
  timeZone: string;
  cancelReservations: boolean;
  suppressAlerts: boolean;
  countsAsUptime: boolean;
  createdBy: string;
  at: number;
}
export async function insertWindow(db: Db, made: NewWindow): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into maintenance_window (tenant_id, name, note, site_id, station_ids, starts_at, ends_at, repeat, repeat_until, time_zone,
      cancel_reservations, suppress_alerts, counts_as_uptime, created_by, created_at)
    values (${made.tenantId}, ${made.name}, ${made.note}, ${made.siteId}, ${[...made.stationIds]}::text[], ${made.startsAt}, ${made.endsAt}, ${made.repeat}, ${made.repeatUntil}, ${made.timeZone},
      ${made.cancelReservations}, ${made.suppressAlerts}, ${made.countsAsUptime}, ${made.createdBy}, ${new Date(made.at)}) returning id`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('insert returned no row');
  return row.id;
}
/** Whether it has been in force yet, and whether anything of it is to come; nobody else changes it until the transaction ends. */
export async function standOf(db: Db, id: number, at: number): Promise<{ hasBegun: boolean; isOver: boolean } | undefined> {
  const now = new Date(at);
  const { rows } = await sql<{ hasBegun: boolean; isOver: boolean }>`select
      exists (select from maintenance_occurrence o where o.window_id = w.id and o.starts_at <= ${now}) as "hasBegun",
      w.cancelled_at is not null or not exists (select from maintenance_occurrence o where o.window_id = w.id and o.ends_at > ${now}) as "isOver"
    from maintenance_window w where w.id = ${id} for update`.execute(db);
  return rows[0];
}
/** One that was never in force leaves nothing behind. */
export async function removeWindow(db: Db, id: number): Promise<void> {
  await sql`delete from maintenance_window where id = ${id}`.execute(db);
}
/** It holds from then on, not before. */
export async function beginAt(db: Db, id: number, at: number): Promise<void> {
  await sql`delete from maintenance_occurrence where window_id = ${id} and ends_at <= ${new Date(at)}`.execute(db);
  await sql`update maintenance_occurrence set starts_at = ${new Date(at)} where window_id = ${id} and starts_at < ${new Date(at)}`.execute(
    db,
  );
}
/** Nothing more comes of it; what goes on ends now. */
export async function cutWindow(db: Db, id: number, at: number): Promise<void> {
  await sql`update maintenance_window set cancelled_at = ${new Date(at)} where id = ${id} and cancelled_at is null`.execute(db);
  await sql`delete from maintenance_occurrence where window_id = ${id} and starts_at >= ${new Date(at)}`.execute(db);
  await sql`update maintenance_occurrence set ends_at = ${new Date(at)} where window_id = ${id} and ends_at > ${new Date(at)}`.execute(db);
}

/** Those that may still come again, of all tenants. */
export async function selectRepeating(db: Db): Promise<WindowRow[]> {
  return (
    await sql<WindowRow>`select w.* from maintenance_window w where w.cancelled_at is null and w.repeat <> 'none' order by w.id`.execute(db)
  ).rows;
}
export async function insertOccurrences(
  db: Db,
  { windowId, tenantId }: { windowId: number; tenantId: number },
  found: readonly { startsAt: number; endsAt: number }[],
): Promise<void> {
  await sql`insert into maintenance_occurrence (window_id, tenant_id, starts_at, ends_at)
    select ${windowId}, ${tenantId}, starts, ends from unnest(${found.map((one) => new Date(one.startsAt))}::timestamptz[], ${found.map((one) => new Date(one.endsAt))}::timestamptz[]) as o(starts, ends)
    on conflict (window_id, starts_at) do nothing`.execute(db);
}

/** The end of a window that takes reservations of this station back and lies in that span; the last of several. null: none. */
export async function closedUntil(db: Db, stationId: number, { from, until }: { from: number; until: number }): Promise<number | null> {
  const { rows } = await sql<{ until: Date | null }>`select max(ends_at) as until from station_maintenance
    where station_id = ${stationId} and cancel_reservations and starts_at < ${new Date(until)} and ends_at > ${new Date(from)}`.execute(db);
  return rows[0]?.until?.getTime() ?? null;
}

/** Open reservations of stations in a window now that nobody has asked to take back yet: a command for each, which waits for its station. How many. */
export async function cancelReservations(db: Db, { at, by }: { at: number; by: string }): Promise<number> {
  const now = new Date(at);
  const { numAffectedRows } =
    await sql`insert into command (tenant_id, station_id, verb, parameters, status, requested_by, requested_at, expires_at)
    select r.tenant_id, r.station_id, 'cancelReservation', jsonb_build_object('reservationId', r.id), 'queued', ${by}, ${now}, r.expires_at from reservation r
    where r.status in ('pending', 'active') and exists (select from station_maintenance m where m.station_id = r.station_id and m.cancel_reservations and m.starts_at <= ${now} and m.ends_at > ${now})
      and not exists (select from command c where c.station_id = r.station_id and c.verb = 'cancelReservation' and (c.parameters ->> 'reservationId')::bigint = r.id
        and (c.status in ('queued', 'waiting', 'pending', 'sent') or c.requested_at > ${new Date(at - 300_000)}))`.execute(db);
  return Number(numAffectedRows ?? 0);
}
