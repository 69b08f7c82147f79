import type { AlertKind, AlertSeverity } from '@stationmaster/domain';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface ItemRow {
  id: number;
  subject: string;
  identity: string | null;
  station_name: string | null;
  site_name: string | null;
  evse_id: number;
  connector_id: number;
  since: Date;
  opened_at: Date;
  ended_at: Date | null;
  data: Record<string, unknown>;
  run: { id: number; name: string; status: 'running' | 'healed' | 'gaveUp' | 'stopped'; reason: string } | null;
}
export interface AlertRow {
  id: number;
  rule_id: number | null;
  kind: AlertKind;
  name: string;
  severity: AlertSeverity;
  opened_at: Date;
  ended_at: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  note: string;
  items: number;
  open_items: number;
  told_at: Date | null;
  /** Moments as ISO 8601. */
  first: (Omit<ItemRow, 'since' | 'opened_at' | 'ended_at' | 'run'> & { since: string; opened_at: string; ended_at: string | null }) | null;
}

const itemColumns = sql`i.id, i.subject, s.identity, nullif(s.name, '') as station_name, site.name as site_name, i.evse_id, i.connector_id, i.since, i.opened_at, i.ended_at, i.data`;
const places = sql`left join station s on s.id = i.station_id left join site on site.id = s.site_id`;
const alerts = sql`select a.id, a.rule_id, a.kind, a.name, a.severity, a.opened_at, a.ended_at, a.acknowledged_at, a.acknowledged_by, a.note, a.items, a.open_items, a.told_at, to_jsonb(f) as first
  from alert a left join lateral (select ${itemColumns} from alert_item i ${places} where i.alert_id = a.id order by i.ended_at is not null, i.id limit 1) f on true`;

export interface AlertFilter {
  state?: 'open' | 'ended' | undefined;
  unacknowledged?: 'true' | undefined;
  severity?: AlertSeverity | undefined;
  kind?: AlertKind | undefined;
  stationId?: string | undefined;
  before: number | null;
  limit: number;
}
export async function selectAlerts(
  db: Db,
  { state, unacknowledged, severity, kind, stationId, before, limit }: AlertFilter,
): Promise<AlertRow[]> {
  const where: RawBuilder<unknown>[] = [
    sql`true`,
    ...(state === undefined ? [] : [state === 'open' ? sql`a.ended_at is null` : sql`a.ended_at is not null`]),
    ...(unacknowledged === undefined ? [] : [sql`a.acknowledged_at is null`]),
    ...(severity === undefined ? [] : [sql`a.severity = ${severity}`]),
    ...(kind === undefined ? [] : [sql`a.kind = ${kind}`]),
    ...(stationId === undefined
      ? []
      : [
          sql`exists (select from alert_item i join station s on s.id = i.station_id where i.alert_id = a.id and s.identity = ${stationId})`,
        ]),
    ...(before === null ? [] : [sql`a.id < ${before}`]),
  ];
  return (await sql<AlertRow>`${alerts} where ${sql.join(where, sql` and `)} order by a.id desc limit ${limit}`.execute(db)).rows;
}
export async function findAlert(db: Db, id: number): Promise<AlertRow | undefined> {
  return (await sql<AlertRow>`${alerts} where a.id = ${id}`.execute(db)).rows[0];
}

/** In the order they came. */
export async function selectItems(
  db: Db,
  { alertId, open, after, limit }: { alertId: number; open: boolean; after: number | null; limit: number },
): Promise<ItemRow[]> {
  const { rows } =
    await sql<ItemRow>`select ${itemColumns}, (select jsonb_build_object('id', r.id, 'name', r.name, 'status', r.status, 'reason', r.reason)
      from runbook_run r where r.alert_item_id = i.id order by r.id desc limit 1) as run
    from alert_item i ${places} where i.alert_id = ${alertId} and (not ${open} or i.ended_at is null) and (${after}::bigint is null or i.id > ${after}) order by i.id limit ${limit}`.execute(
      db,
    );
  return rows;
}

export interface OpenCounts {
  open: number;
  unacknowledged: number;
  critical: number;
  warning: number;
  info: number;
}
/** By severity: those nobody has taken note of. */
export async function countOpen(db: Db): Promise<OpenCounts> {
  const { rows } = await sql<OpenCounts>`select count(*) as open, count(*) filter (where acknowledged_at is null) as unacknowledged,
      count(*) filter (where acknowledged_at is null and severity = 'critical') as critical, count(*) filter (where acknowledged_at is null and severity = 'warning') as warning,
      count(*) filter (where acknowledged_at is null and severity = 'info') as info from alert where ended_at is null`.execute(db);
  return rows[0] ?? { open: 0, unacknowledged: 0, critical: 0, warning: 0, info: 0 };
}

/** Those not acknowledged yet; a note is kept in any case. */
export async function acknowledge(
  db: Db,
  ids: readonly number[],
  { by, at, note }: { by: string; at: number; note: string | null },
): Promise<{ id: number; tenant_id: number; kind: AlertKind; severity: AlertSeverity }[]> {
  if (note !== null) await sql`update alert set note = ${note} where id = any(${[...ids]}::bigint[])`.execute(db);
  const { rows } = await sql<{
    id: number;
    tenant_id: number;
    kind: AlertKind;
    severity: AlertSeverity;
  }>`update alert set acknowledged_at = ${new Date(at)}, acknowledged_by = ${by}
    where id = any(${[...ids]}::bigint[]) and acknowledged_at is null returning id, tenant_id, kind, severity`.execute(db);
  return rows;
}
