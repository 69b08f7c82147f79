import type { LedgerStep, OutageCause } from '@stationmaster/domain';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

export type Db = Kysely<Tables>;

export interface BookConnector {
  stationId: number;
  identity: string;
  tenantId: number;
  evseId: number;
  connectorId: number;
  cause: OutageCause | null;
  isOfStation: boolean | null;
  beganAt: Date | null;
}
/** Connectors of these stations with the outage that is open there. */
export async function selectLedgerConnectors(db: Db, identities: readonly string[]): Promise<BookConnector[]> {
  const { rows } =
    await sql<BookConnector>`select s.id::float8 as "stationId", s.identity, s.tenant_id as "tenantId", c.evse_id as "evseId", c.connector_id as "connectorId", o.cause, o.of_station as "isOfStation",
      o.began_at as "beganAt" from station s join connector c on c.station_id = s.id and c.evse_id > 0 and c.connector_id > 0
    left join outage o on o.station_id = c.station_id and o.evse_id = c.evse_id and o.connector_id = c.connector_id and o.ended_at is null
    where s.identity = any(${[...identities]}::text[])`.execute(db);
  return rows;
}

export type NewStep = LedgerStep & { stationId: number; tenantId: number };

/** In their order; what was written before changes nothing. Who had it put out of service is looked up among the commands. */
export async function writeSteps(db: Db, steps: readonly NewStep[]): Promise<void> {
  for (const step of steps) {
    const { stationId, tenantId, evseId, connectorId } = step;
    const at = new Date(step.at);
    if (step.kind === 'close')
      await sql`update outage set ended_at = ${at} where station_id = ${stationId} and evse_id = ${evseId} and connector_id = ${connectorId} and ended_at is null and began_at < ${at}`.execute(
        db,
      );
    else
      await sql`insert into outage (tenant_id, station_id, evse_id, connector_id, began_at, cause, error_code, of_station, planned_by, command_id)
        select ${tenantId}, ${stationId}, ${evseId}, ${connectorId}, ${at}, ${step.cause}, c.error_code, ${step.isOfStation}, p.requested_by, p.id
        from (select 1) one left join connector c on ${step.cause} = 'faulted' and c.station_id = ${stationId} and c.evse_id = ${step.isOfStation ? 0 : evseId} and c.connector_id = ${step.isOfStation ? 0 : connectorId}
        left join lateral (select last.id, last.requested_by from (select id, requested_by, parameters, status from command
            where ${step.cause} = 'unavailable' and station_id = ${stationId} and verb = 'changeAvailability' and requested_at <= ${at}
              and coalesce((parameters ->> 'evseId')::int, 0) in (0, ${evseId}) and status in ('sent', 'accepted', 'confirmed') order by id desc limit 1) last
          where last.parameters ->> 'operative' = 'false') p on true
        on conflict do nothing`.execute(db);
  }
}

export interface OutageRow {
  id: number;
  stationId: number;
  identity: string;
  name: string;
  evseId: number;
  connectorId: number;
  beganAt: Date;
  endedAt: Date | null;
  cause: OutageCause;
  errorCode: string | null;
  isOfStation: boolean;
  plannedBy: string | null;
  commandId: number | null;
}
const outages = sql`select o.id::float8 as id, o.station_id::float8 as "stationId", s.identity, s.name, o.evse_id as "evseId", o.connector_id as "connectorId", o.began_at as "beganAt", o.ended_at as "endedAt",
  o.cause, o.error_code as "errorCode", o.of_station as "isOfStation", o.planned_by as "plannedBy", o.command_id::float8 as "commandId" from outage o join station s on s.id = o.station_id`;

async function select(db: Db, rest: RawBuilder<unknown>): Promise<OutageRow[]> {
  return (await sql<OutageRow>`${outages} ${rest}`.execute(db)).rows;
}
export async function findOutage(db: Db, id: number): Promise<OutageRow | undefined> {
  return (await select(db, sql`where o.id = ${id}`))[0];
}
/** That overlap the time, of these stations. */
export function selectOutages(
  db: Db,
  stationIds: readonly number[],
  { from, until }: { from: number; until: number },
): Promise<OutageRow[]> {
  return select(
    db,
    sql`where o.station_id = any(${[...stationIds]}::bigint[]) and o.began_at < ${new Date(until)} and (o.ended_at is null or o.ended_at > ${new Date(from)}) order by o.began_at`,
  );
}
/** Newest first. */
export function listOutageRows(
  db: Db,
  page: {
    stationId: string | undefined;
    isOpen: boolean;
    from: string | undefined;
    to: string | undefined;
    before: readonly [number, number] | null;
    limit: number;
  },
): Promise<OutageRow[]> {
  const { stationId, isOpen, from, to, before, limit } = page;
  const conditions = [
    sql`true`,
    ...(stationId === undefined ? [] : [sql`s.identity = ${stationId}`]),
    ...(isOpen ? [sql`o.ended_at is null`] : []),
    ...(from === undefined ? [] : [sql`(o.ended_at is null or o.ended_at > ${new Date(from)})`]),
    ...(to === undefined ? [] : [sql`o.began_at < ${new Date(to)}`]),
    // A millisecond is what a cursor knows.
    ...(before === null ? [] : [sql`(date_trunc('milliseconds', o.began_at), o.id) < (${new Date(before[0])}, ${before[1]})`]),
  ];
  return select(
    db,
    sql`where ${sql.join(conditions, sql` and `)} order by date_trunc('milliseconds', o.began_at) desc, o.id desc limit ${limit}`,
  );
}
