import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Attributes, Characteristics } from '../db/variable-row.ts';
import type { ToldLimit } from './limits.ts';

export interface CommandRow {
  id: number;
  identity: string;
  verb: string;
  parameters: Record<string, unknown>;
  status: string;
  answer: unknown;
  reason: string | null;
  requested_by: string;
  requested_at: Date;
  sent_at: Date | null;
  answered_at: Date | null;
  confirmed_at: Date | null;
  session_id: number | null;
  expires_at: Date | null;
}
export const commandColumns = sql`c.id, s.identity, c.verb, c.parameters, c.status, c.answer, c.reason, c.requested_by, c.requested_at, c.sent_at, c.answered_at, c.confirmed_at, c.session_id, c.expires_at`;

/** Stores a command as pending; returns its id, which is also the remoteStartId and requestId of 2.x. */
export async function insertCommand(
  db: Kysely<Tables>,
  command: {
    tenantId: number;
    stationId: number;
    verb: string;
    parameters: unknown;
    requestedBy: string;
    at: number;
    sessionId: number | null;
    expiresAt: number | null;
    /** When its effect must have been seen; left out: as long as its verb usually takes. */
    effectBy?: number;
  },
): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into command (tenant_id, station_id, verb, parameters, requested_by, requested_at, session_id, expires_at, effect_by)
    values (${command.tenantId}, ${command.stationId}, ${command.verb}, ${JSON.stringify(command.parameters)}::jsonb, ${command.requestedBy}, ${new Date(command.at)}, ${command.sessionId},
      ${command.expiresAt === null ? null : new Date(command.expiresAt)}, ${command.effectBy === undefined ? null : new Date(command.effectBy)}) returning id`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('insert returned no row');
  return row.id;
}

export async function findCommand(db: Kysely<Tables>, id: number): Promise<CommandRow | undefined> {
  const { rows } =
    await sql<CommandRow>`select ${commandColumns} from command c join station s on s.id = c.station_id where c.id = ${id}`.execute(db);
  return rows[0];
}

/** Newest first, those before the id `before`. */
export async function selectCommands(
  db: Kysely<Tables>,
  page: { stationId: number; before: number | null; limit: number },
): Promise<CommandRow[]> {
  const { rows } = await sql<CommandRow>`select ${commandColumns} from command c join station s on s.id = c.station_id
    where c.station_id = ${page.stationId} and (${page.before}::bigint is null or c.id < ${page.before}) order by c.id desc limit ${page.limit}`.execute(
    db,
  );
  return rows;
}

export interface ExpiredRow {
  id: number;
  station_id: number;
  tenant_id: number;
  identity: string;
  verb: string;
}
/** Accepted commands without an effect in time; verbs not named in `limits` (milliseconds) do not expire. A command may have a time of its own. */
export async function selectExpired(
  db: Kysely<Tables>,
  limits: { within: Readonly<Record<string, number>>; scheduled: number; at: number },
): Promise<ExpiredRow[]> {
  const { rows } =
    await sql<ExpiredRow>`select c.id, c.station_id, c.tenant_id, s.identity, c.verb from command c join station s on s.id = c.station_id
    where c.status = 'accepted' and ${JSON.stringify(limits.within)}::jsonb ? c.verb
      and coalesce(c.effect_by, c.answered_at + make_interval(secs => (case when c.reason = 'scheduled' then ${limits.scheduled}::float8 else (${JSON.stringify(limits.within)}::jsonb ->> c.verb)::float8 end) / 1000)) < ${new Date(limits.at)}
    order by c.id limit 500`.execute(db);
  return rows;
}

/** Commands that a stopped server left on the way; returns how many. */
export async function failUnfinished(db: Kysely<Tables>, at: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`with changed as (
      update command c set status = 'failed', reason = 'serverStopped' from station s where s.id = c.station_id and c.status in ('pending', 'sent') and c.requested_at <= ${new Date(at)}
      returning c.id, c.tenant_id, s.identity, c.verb),
    told as (insert into happening (tenant_id, at, kind, subject, data)
      select tenant_id, ${new Date(at)}, 'command.changed', id::text, jsonb_build_object('stationId', identity, 'verb', verb, 'status', 'failed')::text from changed)
    select id from changed`.execute(db);
  return rows.length;
}

export interface TargetRow {
  id: number;
  identity: string;
  call_timeout_ms: number;
  open_access: boolean | null;
  site_id: number | null;
  time_zone: string | null;
  currency: string | null;
  protocol: string | null;
  limits: ToldLimit[];
  connectors: { evseId: number; connectorId: number }[];
}
/** The station a command goes to, with the limits it has told (1.6 GetConfigurationMaxKeys, 2.x ItemsPerMessage). */
export async function findTarget(db: Kysely<Tables>, identity: string): Promise<TargetRow | undefined> {
  const { rows } =
    await sql<TargetRow>`select s.id, s.identity, s.call_timeout_ms, s.protocol, site.open_access, s.site_id::float8 as site_id, site.time_zone, site.currency,
      coalesce((select json_agg(json_build_object('evseId', c.evse_id, 'connectorId', c.connector_id) order by c.evse_id, c.connector_id) from connector c where c.station_id = s.id), '[]') as connectors,
      coalesce((select json_agg(json_build_object('component', v.component, 'variable', v.variable, 'instance', v.variable_instance, 'value', v.value::int)) from station_variable v
        where v.station_id = s.id and v.value ~ '^[0-9]{1,9}$' and v.variable ~ '^((Items|Bytes)PerMessage|GetConfigurationMaxKeys)'), '[]') as limits
    from station s left join site on site.id = s.site_id where s.identity = ${identity}`.execute(db);
  return rows[0];
}
export interface ActiveSessionRow {
  id: number;
  identity: string;
  status: string;
  transaction_id: string | null;
  evse_id: number;
  total: string | null;
}
export async function findSession(db: Kysely<Tables>, id: number): Promise<ActiveSessionRow | undefined> {
  const { rows } =
    await sql<ActiveSessionRow>`select e.id, s.identity, e.status, e.transaction_id, e.evse_id, e.total::text as total from session e join station s on s.id = e.station_id where e.id = ${id}`.execute(
      db,
    );
  return rows[0];
}
export async function findTokenType(db: Kysely<Tables>, tokenId: number): Promise<string | null> {
  const { rows } = await sql<{ type: string }>`select type from token where id = ${tokenId}`.execute(db);
  return rows[0]?.type ?? null;
}

export interface VariableViewRow {
  component: string;
  instance: string;
  evse_id: number;
  connector_id: number;
  variable: string;
  variable_instance: string;
  value: string | null;
  mutability: string;
  attributes: Attributes;
  characteristics: Characteristics | null;
  updated_at: Date;
}
export async function selectVariables(db: Kysely<Tables>, stationId: number): Promise<VariableViewRow[]> {
  const { rows } =
    await sql<VariableViewRow>`select component, instance, evse_id, connector_id, variable, variable_instance, value, mutability, attributes, characteristics, updated_at from station_variable
    where station_id = ${stationId} order by component, instance, evse_id, connector_id, variable, variable_instance`.execute(db);
  return rows;
}
