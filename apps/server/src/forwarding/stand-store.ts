import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { keptActions } from './rights.ts';

type Db = Kysely<Tables>;

interface GivenUpRow {
  messages: number;
  sessions: number;
  first: Date | null;
  last: Date | null;
}
/** Messages that were given up since then: too many or too old. */
export async function selectGivenUp(db: Db, stationId: number, since: number): Promise<GivenUpRow | undefined> {
  const { rows } =
    await sql<GivenUpRow>`select count(*)::int as messages, count(distinct session_id)::int as sessions, min(at) as first, max(at) as last
    from forwarded_message where station_id = ${stationId} and at >= ${new Date(since)} and outcome in ('dropped', 'expired')`.execute(db);
  return rows[0];
}

/** Sessions that are not told to their end, and of which the message log has nothing left to tell. */
export async function countLost(db: Db, stationId: number): Promise<number> {
  const { rows } = await sql<{
    lost: number;
  }>`select count(*)::int as lost from (select from session s join forwarding w on w.station_id = s.station_id
    where s.station_id = ${stationId} and s.heard_at > w.told_at and not exists (select from frame m where m.station_id = s.station_id
      and m.at >= s.received_at - interval '10 minutes' and m.session_id = s.id and m.direction = 'in' and m.action = any(${[...keptActions]}::text[])) limit 1000) one`.execute(
    db,
  );
  return rows[0]?.lost ?? 0;
}

interface WrittenAddress {
  url: string;
  at: Date;
}
/**
 * The address the station was last told to call and has not restarted here since, by what it took: the network profile it
 * uses first (2.x; the newest where its ranking is not known), or a setting that holds an address (1.6 and others).
 */
export async function selectWrittenAddress(db: Db, stationId: number): Promise<WrittenAddress | undefined> {
  const { rows } = await sql<WrittenAddress>`with ranking as (select split_part(value, ',', 1) as slot from station_variable
      where station_id = ${stationId} and lower(component) = 'ocppcommctrlr' and lower(variable) = 'networkconfigurationpriority' and value <> '' limit 1),
    written as (
      select data ->> 'csmsUrl' as url, at from station_record where station_id = ${stationId} and kind = 'networkProfile' and data is not null
        and (key = (select trim(slot) from ranking) or not exists (select from ranking))
      union all
      select v ->> 'value', c.requested_at from command c cross join jsonb_array_elements(c.parameters -> 'variables') v
      where c.station_id = ${stationId} and c.verb = 'writeConfiguration' and c.status in ('accepted', 'confirmed') and v ->> 'value' ~* '^wss?://')
    select w.url, w.at from written w join station s on s.id = ${stationId} where w.at > coalesce(s.booted_at, '-infinity') order by w.at desc limit 1`.execute(
    db,
  );
  return rows[0];
}

/** Addresses of ours that moves to another security profile have written into the station. */
export async function selectOwnAddresses(db: Db, stationId: number): Promise<string[]> {
  const { rows } = await sql<{ url: string }>`select distinct url from transport_move where station_id = ${stationId}`.execute(db);
  return rows.map(({ url }) => url);
}
