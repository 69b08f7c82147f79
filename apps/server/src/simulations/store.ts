import type { FullTariff } from '@stationmaster/domain';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { emptyTally, type Tally } from './tally.ts';

type Db = Kysely<Tables>;
export interface SimulationRow {
  id: number;
  tenant_id: number;
  tariff: FullTariff;
  from_at: Date;
  until_at: Date;
  site_id: number | null;
  tariff_id: number | null;
  /** Identities; none: every station. */
  station_ids: string[];
  status: 'running' | 'done' | 'cancelled' | 'failed';
  total: number;
  done: number;
  next_id: number | null;
  tally: Tally;
  created_at: Date;
  created_by: string;
  ended_at: Date | null;
}
const columns = sql`id::float8 as id, tenant_id, tariff, from_at, until_at, site_id::float8 as site_id, tariff_id::float8 as tariff_id, station_ids, status, total, done,
  next_id::float8 as next_id, tally, created_at, created_by, ended_at`;

/** Newest first. */
export async function selectSimulations(db: Db, { before, limit }: { before: number | null; limit: number }): Promise<SimulationRow[]> {
  const { rows } =
    await sql<SimulationRow>`select ${columns} from tariff_simulation where ${before}::bigint is null or id < ${before} order by id desc limit ${limit}`.execute(
      db,
    );
  return rows;
}

/** Throws `notFound`. */
export async function selectSimulation(db: Db, id: number): Promise<SimulationRow> {
  const { rows } = await sql<SimulationRow>`select ${columns} from tariff_simulation where id = ${id}`.execute(db);
  if (rows[0] === undefined) throw fail('notFound', { what: 'simulation', id });
  return rows[0];
}

export interface NewSimulation {
  tenantId: number;
  tariff: FullTariff;
  from: Date;
  until: Date;
  siteId: number | null;
  tariffId: number | null;
  stationIds: readonly string[];
  at: Date;
  by: string;
}
export async function insertSimulation(db: Db, made: NewSimulation): Promise<SimulationRow> {
  const where = chosen({
    tenant_id: made.tenantId,
    from_at: made.from,
    until_at: made.until,
    site_id: made.siteId,
    tariff_id: made.tariffId,
    station_ids: [...made.stationIds],
    currency: made.tariff.currency,
  });
  const { rows } =
    await sql<SimulationRow>`insert into tariff_simulation (tenant_id, tariff, from_at, until_at, site_id, tariff_id, station_ids, total, tally, created_at, created_by)
    values (${made.tenantId}, ${JSON.stringify(made.tariff)}::jsonb, ${made.from}, ${made.until}, ${made.siteId}, ${made.tariffId}, ${[...made.stationIds]}::text[],
      (select count(*)::int from session e where ${where}), ${JSON.stringify(emptyTally)}::jsonb, ${made.at}, ${made.by}) returning ${columns}`.execute(
      db,
    );
  if (rows[0] === undefined) throw fail('internal');
  return rows[0];
}

/** Those of the identities that are no station of ours. */
export async function selectUnknownStations(db: Db, identities: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    identity: string;
  }>`select i.identity from unnest(${[...identities]}::text[]) i (identity) where not exists (select from station s where s.identity = i.identity)`.execute(
    db,
  );
  return rows.map(({ identity }) => identity);
}

export async function cancelSimulation(db: Db, id: number, at: Date): Promise<void> {
  await selectSimulation(db, id);
  await sql`update tariff_simulation set status = 'cancelled', ended_at = ${at} where id = ${id} and status = 'running'`.execute(db);
}

export async function selectRunning(db: Db): Promise<SimulationRow[]> {
  const { rows } = await sql<SimulationRow>`select ${columns} from tariff_simulation where status = 'running' order by id`.execute(db);
  return rows;
}

/** The next sessions of a simulation, in order of id. */
export async function selectChunk(db: Db, simulation: SimulationRow, limit: number): Promise<number[]> {
  const where = chosen({ ...simulation, currency: simulation.tariff.currency });
  const { rows } = await sql<{
    id: number;
  }>`select e.id::float8 as id from session e where ${where} and (${simulation.next_id}::bigint is null or e.id > ${simulation.next_id}) order by e.id limit ${limit}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Ended sessions that have what a price is made of, in the tariff's currency or without any. */
function chosen({
  tenant_id,
  from_at,
  until_at,
  site_id,
  tariff_id,
  station_ids,
  currency,
}: Pick<SimulationRow, 'tenant_id' | 'from_at' | 'until_at' | 'site_id' | 'tariff_id' | 'station_ids'> & {
  currency: string;
}): RawBuilder<unknown> {
  return sql`e.tenant_id = ${tenant_id} and e.status = 'ended' and e.started_at >= ${from_at} and e.started_at < ${until_at}
    and (e.currency is null or e.currency = ${currency})
    and (${site_id}::bigint is null or e.site_id = ${site_id})
    and (${station_ids.length === 0} or e.station_id in (select id from station where identity = any(${station_ids}::text[]) and tenant_id = ${tenant_id}))
    and (${tariff_id}::bigint is null or e.tariff_version_id in (select id from tariff_version where tariff_id = ${tariff_id}))`;
}

/** Where it stands; false: somebody has stopped it meanwhile. */
export async function advance(
  db: Db,
  id: number,
  { done, nextId, tally }: { done: number; nextId: number | null; tally: Tally },
): Promise<boolean> {
  const { rows } = await sql`update tariff_simulation set done = ${done}, next_id = ${nextId}, tally = ${JSON.stringify(tally)}::jsonb
    where id = ${id} and status = 'running' returning id`.execute(db);
  return rows.length > 0;
}

export async function finish(db: Db, id: number, { status, at }: { status: 'done' | 'failed'; at: Date }): Promise<void> {
  await sql`update tariff_simulation set status = ${status}, ended_at = ${at}, total = case when ${status} = 'done' then done else total end where id = ${id} and status = 'running'`.execute(
    db,
  );
}
