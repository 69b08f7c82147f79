import { sql } from 'kysely';
import { before, type Condition, connected, dayMs, minuteMs, ofRule } from './condition.ts';

const offline: Condition = (rule, { at, startedAt }) => {
  const limit = before(at, (rule.parameters.minutes ?? 0) * minuteMs);
  return sql`select s.identity as subject, s.id as station_id, 0 as evse_id, 0 as connector_id, s.disconnected_at as since,
      greatest(s.disconnected_at, ${new Date(startedAt)}::timestamptz) <= ${limit}::timestamptz as ripe, jsonb_build_object('lastHeardAt', s.last_heard_at) as data
    from station s where ${ofRule(rule)} and s.disconnected_at >= s.connected_at`;
};

/** A connector that is away with its station stays as it was; it opens nothing new. */
const trouble =
  (kind: string): Condition =>
  (rule, { at }) =>
    sql`select s.identity || '/' || t.evse_id || '/' || t.connector_id as subject, s.id as station_id, t.evse_id, t.connector_id, t.since,
      t.since <= ${before(at, (rule.parameters.minutes ?? 0) * minuteMs)}::timestamptz and ${connected} as ripe,
      jsonb_strip_nulls(jsonb_build_object('status', c.status, 'errorCode', nullif(c.error_code, 'NoError'), 'info', c.info, 'vendorErrorCode', c.vendor_error_code)) as data
    from connector_trouble t join station s on s.id = t.station_id join connector c on (c.station_id, c.evse_id, c.connector_id) = (t.station_id, t.evse_id, t.connector_id)
    where t.trouble = ${kind} and ${ofRule(rule)}`;

/** Tries that gave no charge since the last that did: sessions of under five minutes and 100 Wh, and starts from afar that failed. */
const startsFail: Condition = (rule, { at }) => {
  const from = before(at, (rule.parameters.minutes ?? 0) * minuteMs);
  return sql`select s.identity as subject, s.id as station_id, 0 as evse_id, 0 as connector_id, min(f.at) as since,
      count(*) >= ${rule.parameters.count ?? 1} as ripe, jsonb_build_object('count', count(*), 'lastAt', max(f.at)) as data
    from (select station_id, started_at as at from session where tenant_id = ${rule.tenantId} and started_at > ${from} and status = 'ended' and energy_wh < 100
          and ended_at < started_at + interval '5 minutes'
        union all select station_id, requested_at from command where tenant_id = ${rule.tenantId} and requested_at > ${from} and verb = 'start'
          and status in ('rejected', 'noEffect', 'timedOut', 'failed')) f
      join station s on s.id = f.station_id
      left join (select station_id, max(started_at) as at from session where tenant_id = ${rule.tenantId} and started_at > ${from} and energy_wh >= 100 group by station_id) good
        on good.station_id = f.station_id
    where ${ofRule(rule)} and (good.at is null or f.at > good.at) group by s.id, s.identity`;
};

const meterStill: Condition = (
  rule,
  { at },
) => sql`select s.identity || '/' || n.id as subject, s.id as station_id, n.evse_id, coalesce(n.connector_id, 0) as connector_id, m.since,
      ${connected} as ripe, jsonb_build_object('sessionId', n.id, 'energyWh', m.energy_wh) as data
    from still_meter m join session n on n.id = m.session_id join station s on s.id = n.station_id
    where n.status = 'active' and m.since <= ${before(at, (rule.parameters.minutes ?? 0) * minuteMs)}::timestamptz and ${ofRule(rule)}`;

/** Half as many keep it open, so that it does not come and go with every card. */
const refusals: Condition = (rule, { at }) => {
  const count = rule.parameters.count ?? 1;
  return sql`select s.identity as subject, s.id as station_id, 0 as evse_id, 0 as connector_id, min(t.at) as since, count(*) >= ${count} as ripe,
      jsonb_build_object('count', count(*), 'reason', mode() within group (order by t.reason)) as data
    from tap t join station s on s.id = t.station_id
    where t.tenant_id = ${rule.tenantId} and t.at > ${before(at, (rule.parameters.minutes ?? 0) * minuteMs)} and t.status <> 'Accepted' and ${ofRule(rule)}
    group by s.id, s.identity having count(*) >= ${Math.ceil(count / 2)}`;
};

const noSession: Condition = (rule, { at }) => {
  const limit = before(at, (rule.parameters.days ?? 1) * dayMs);
  return sql`select s.identity as subject, s.id as station_id, 0 as evse_id, 0 as connector_id, s.created_at as since, true as ripe, '{}'::jsonb as data
    from station s where ${ofRule(rule)} and ${connected} and s.created_at < ${limit}
      and not exists (select from (select distinct station_id from session where tenant_id = ${rule.tenantId} and started_at > ${limit}) busy where busy.station_id = s.id)
      and not exists (select from session open where open.station_id = s.id and open.status = 'active')`;
};

/** What the state of stations and their sessions tells. */
export const stationConditions = {
  offline,
  faulted: trouble('faulted'),
  stuck: trouble('occupied'),
  startsFail,
  meterStill,
  refusals,
  noSession,
} satisfies Record<string, Condition>;
