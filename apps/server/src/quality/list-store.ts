import type { BillingAction, Finding, Repair } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface CheckedRow {
  sessionId: number;
  tenantId: number;
  outcome: BillingAction | null;
  decidedBy: string | null;
  since: Date | null;
  checkedAt: Date | null;
  findings: Finding[] | null;
  suggestion: Repair | null;
  signedWh: number | null;
  identity: string;
  stationName: string;
  siteId: number | null;
  siteName: string | null;
  timeZone: string | null;
  evseId: number;
  startedAt: Date;
  endedAt: Date | null;
  energyWh: number;
  driverName: string | null;
  idToken: string | null;
  currency: string | null;
  total: string | null;
}
const columns = sql`e.id::float8 as "sessionId", e.tenant_id as "tenantId", c.outcome, c.decided_by as "decidedBy", c.since, c.checked_at as "checkedAt", c.findings, c.suggestion,
  c.signed_wh as "signedWh", s.identity, s.name as "stationName", e.site_id::float8 as "siteId", site.name as "siteName", site.time_zone as "timeZone", e.evse_id as "evseId",
  e.started_at as "startedAt", e.ended_at as "endedAt", e.energy_wh::float8 as "energyWh", nullif(t.driver_name, '') as "driverName", e.id_token as "idToken", e.currency, e.total::text as total`;

export interface CheckFilter {
  outcome: BillingAction;
  kind?: string | undefined;
  stationId?: string | undefined;
  siteId?: number | undefined;
  before: number | null;
  limit: number;
}
/** Newest session first, those before the session `before`. */
export async function selectChecks(db: Db, { outcome, kind, stationId, siteId, before, limit }: CheckFilter): Promise<CheckedRow[]> {
  const conditions = [
    sql`c.outcome = ${outcome}`,
    ...(before === null ? [] : [sql`c.session_id < ${before}`]),
    ...(kind === undefined ? [] : [sql`c.findings @> ${JSON.stringify([{ kind }])}::jsonb`]),
    ...(stationId === undefined ? [] : [sql`s.identity = ${stationId}`]),
    ...(siteId === undefined ? [] : [sql`e.site_id = ${siteId}`]),
  ];
  const { rows } =
    await sql<CheckedRow>`select ${columns} from session_check c join session e on e.id = c.session_id join station s on s.id = e.station_id
    left join site on site.id = e.site_id left join token t on t.id = e.token_id
    where ${sql.join(conditions, sql` and `)} order by c.session_id desc limit ${limit}`.execute(db);
  return rows;
}
/** A session with its verdict, if it has one yet. */
export async function selectCheck(db: Db, sessionId: number): Promise<CheckedRow | undefined> {
  const { rows } =
    await sql<CheckedRow>`select ${columns} from session e join station s on s.id = e.station_id left join session_check c on c.session_id = e.id
    left join site on site.id = e.site_id left join token t on t.id = e.token_id where e.id = ${sessionId}`.execute(db);
  return rows[0];
}
export async function countHeld(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::float8 as n from session_check where outcome = 'hold'`.execute(db);
  return rows[0]?.n ?? 0;
}
