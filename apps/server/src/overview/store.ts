import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

/** `s` is connected as far as the database knows. */
const isConnected = sql`(s.connected_at is not null and (s.disconnected_at is null or s.disconnected_at < s.connected_at))`;

/** The one zone of all sites, else UTC: "today" over several zones would mean nothing. */
export async function commonZone(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{
    zone: string;
  }>`select case when count(distinct time_zone) = 1 then min(time_zone) else 'UTC' end as zone from site`.execute(db);
  return rows[0]?.zone ?? 'UTC';
}
/** Start of the day in that zone, and of the day before. */
export async function dayStart(db: Kysely<Tables>, zone: string, now: number): Promise<{ today: Date; yesterday: Date }> {
  const { rows } = await sql<{
    today: Date;
    yesterday: Date;
  }>`select d at time zone ${zone} as today, (d - interval '1 day') at time zone ${zone} as yesterday
    from (select date_trunc('day', ${new Date(now)}::timestamptz at time zone ${zone}) as d) x`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('select without from returned no row');
  return row;
}

export interface NowRow {
  total: number;
  connected: number;
  faulted: number;
  lobby: number;
  demo: boolean;
  charging: number;
  power_w: number;
  today_sessions: number;
  today_wh: number;
  has_site: boolean;
  has_tariff: boolean;
  has_token: boolean;
  has_session: boolean;
  has_priced: boolean;
}
export async function selectNow(db: Kysely<Tables>, today: Date): Promise<NowRow> {
  const { rows } = await sql<NowRow>`select
      (select count(*) from station)::int as total,
      (select count(*) from station s where ${isConnected})::int as connected,
      (select count(distinct station_id) from connector where status = 'Faulted')::int as faulted,
      (select count(*) from lobby_attempt)::int as lobby,
      exists (select from station where demo) as demo,
      (select count(*) from session where status = 'active')::int as charging,
      (select coalesce(sum(power_w), 0) from session where status = 'active')::float8 as power_w,
      (select count(*) from session where started_at >= ${today})::int as today_sessions,
      (select coalesce(sum(energy_wh), 0) from session where started_at >= ${today})::float8 as today_wh,
      exists (select from site) as has_site, exists (select from tariff_assignment) as has_tariff, exists (select from token) as has_token,
      exists (select from session where status = 'ended') as has_session, exists (select from session where status = 'ended' and cost is not null) as has_priced`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('select without from returned no row');
  return row;
}

/** How many connectors do what. Of a station that is not connected nobody knows: Unknown. */
export async function selectConnectors(db: Kysely<Tables>): Promise<Record<string, number>> {
  const { rows } = await sql<{
    status: string;
    count: number;
  }>`select case when ${isConnected} then c.status else 'Unknown' end as status, count(*)::int as count
    from connector c join station s on s.id = c.station_id where c.connector_id > 0 group by 1 order by 1`.execute(db);
  return Object.fromEntries(rows.map((row) => [row.status, row.count]));
}

export async function selectRevenue(db: Kysely<Tables>, today: Date): Promise<{ currency: string; total: string }[]> {
  const { rows } = await sql<{
    currency: string;
    total: string;
  }>`select currency, sum(total)::text as total from session where started_at >= ${today} and total is not null and currency is not null group by currency order by currency`.execute(
    db,
  );
  return rows;
}

/** Mean power of each quarter of an hour, from the steps of the energy registers spread over the time between two readings. */
export async function selectPowerDay(db: Kysely<Tables>, { from, to }: { from: Date; to: Date }): Promise<Map<number, number>> {
  const { rows } = await sql<{ at: Date; watt: number }>`with step as (
      select r.at, lag(r.at) over w as before, r.value - lag(r.value) over w as wh
      from session e join reading r on r.station_id = e.station_id and r.session_id = e.id
      where e.started_at < ${to} and (e.ended_at is null or e.ended_at > ${from}) and e.started_at > ${from}::timestamptz - interval '7 days'
        and r.at > ${from}::timestamptz - interval '1 hour' and r.at < ${to}::timestamptz + interval '1 hour'
        and r.measurand = 'Energy.Active.Import.Register' and r.phase = '' and r.location = 'Outlet' and r.value is not null
      window w as (partition by r.session_id order by r.at)
    ), part as (
      select q, wh * extract(epoch from least(step.at, q + interval '15 minutes') - greatest(before, q)) / extract(epoch from step.at - before) as wh
      from step, generate_series(date_bin('15 minutes', before, ${from}), step.at, interval '15 minutes') q
      where wh > 0 and step.at > before and least(step.at, q + interval '15 minutes') > greatest(before, q)
    )
    select q as at, (sum(wh) * 4)::float8 as watt from part where q >= ${from} and q < ${to} group by q`.execute(db);
  return new Map(rows.map((row) => [row.at.getTime(), Math.round(row.watt)]));
}

export interface NeedRow {
  kind: 'faulted' | 'offline' | 'lobby' | 'refused' | 'marked';
  subject: string;
  at: Date;
  detail: string;
}
/** What needs a person, newest first, a few of each kind. */
export async function selectNeeds(db: Kysely<Tables>, { now, each }: { now: number; each: number }): Promise<NeedRow[]> {
  const yesterday = new Date(now - 86_400_000);
  const { rows } = await sql<NeedRow>`select kind, subject, at, detail from (
      (select 'faulted' as kind, s.identity as subject, coalesce(c.status_at, s.created_at) as at, coalesce(nullif(c.error_code, 'NoError'), c.info, '') as detail
        from connector c join station s on s.id = c.station_id where c.status = 'Faulted' order by 3 desc limit ${each})
      union all (select 'offline', s.identity, s.disconnected_at, '' from station s where s.disconnected_at is not null and not ${isConnected} order by 3 desc limit ${each})
      union all (select 'lobby', coalesce(identity, remote_address), last_at, reason from lobby_attempt order by 3 desc limit ${each})
      union all (select 'refused', id_token, max(at), max(reason) from tap where at > ${yesterday} and status <> 'Accepted' group by id_token order by 3 desc limit ${each})
      union all (select 'marked', id::text, coalesce(ended_at, started_at), array_to_string(array(select jsonb_array_elements_text(marks)), ' ') from session
        where started_at > ${yesterday} and marks ?| array['stopMissing', 'startMissing', 'meterReset', 'meterImplausible', 'tokenRefused', 'timeReversed', 'sequenceGap'] order by 3 desc limit ${each})
    ) need order by at desc`.execute(db);
  return rows;
}
