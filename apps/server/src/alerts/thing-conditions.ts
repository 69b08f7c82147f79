import { sql } from 'kysely';
import { before, type Condition, dayMs, ofRule } from './condition.ts';

/** What happened once is shown for so long unless somebody takes note of it. ms */
const shownMs = 7 * dayMs;

/** Those that nobody took note of in the security inbox. */
const securityEvent: Condition = (
  rule,
  { at },
) => sql`select s.identity || '/' || e.type as subject, s.id as station_id, 0 as evse_id, 0 as connector_id, min(e.received_at) as since, true as ripe,
      jsonb_build_object('type', e.type, 'count', count(*), 'text', left(max(e.text), 200)) as data
    from station_event e join station s on s.id = e.station_id
    where e.tenant_id = ${rule.tenantId} and e.received_at > ${before(at, (rule.parameters.days ?? 7) * dayMs)} and e.kind = 'security'
      and e.severity <= ${rule.parameters.severity ?? 3} and e.acknowledged_at is null and ${ofRule(rule)}
    group by s.id, s.identity, e.type`;

/** Ours, of stations, and what is trusted: all that end soon and have no successor yet. */
const certificateExpiring: Condition = (
  rule,
  { at },
) => sql`select 'certificate/' || c.id as subject, c.station_id, 0 as evse_id, 0 as connector_id,
      c.valid_to - make_interval(days => ${rule.parameters.days ?? 30}::int) as since, true as ripe,
      jsonb_build_object('certificateId', c.id, 'use', c.use, 'role', c.role, 'name', c.subject, 'validTo', c.valid_to) as data
    from certificate c where c.tenant_id = ${rule.tenantId} and c.state in ('active', 'retiring') and c.origin <> 'seen'
      and c.valid_to <= ${new Date(at + (rule.parameters.days ?? 30) * dayMs)} and c.valid_to > ${before(at, shownMs)}
      and (c.station_id is null or exists (select from station s where s.id = c.station_id and ${ofRule(rule)}))`;

/**
 * Stations that trust nothing else of the kind that lasts longer than a root that ends: each by its name, since each has to be given the
 * next one. Goes on after the end for as long as nothing has been brought.
 */
const rootEnding: Condition = (
  rule,
  { at, stranded = [] },
) => sql`select 'root/' || g.certificate_id || '/' || s.identity as subject, s.id as station_id, 0 as evse_id, 0 as connector_id,
      g.valid_to - make_interval(days => ${rule.parameters.days ?? 180}::int) as since, true as ripe,
      jsonb_build_object('certificateId', g.certificate_id, 'root', g.root, 'use', g.use, 'validTo', g.valid_to) as data
    from jsonb_to_recordset(${JSON.stringify(stranded)}::jsonb) as g (station_id bigint, certificate_id bigint, root text, use text, valid_to timestamptz)
      join station s on s.id = g.station_id
    where g.valid_to <= ${new Date(at + (rule.parameters.days ?? 180) * dayMs)} and ${ofRule(rule)}`;

/** A rule of its plan ended it, whether or not stations were brought back; until it goes on, or the same firmware is tried again. */
const campaignStopped: Condition = (
  rule,
  { at },
) => sql`select 'campaign/' || k.id as subject, null::bigint as station_id, 0 as evse_id, 0 as connector_id,
      coalesce(k.ended_at, k.wave_at) as since, true as ripe, jsonb_build_object('campaignId', k.id, 'name', k.name, 'reason', k.reason) as data
    from firmware_campaign k where k.tenant_id = ${rule.tenantId} and k.reason is not null and k.state in ('stopped', 'rollingBack', 'rolledBack')
      and coalesce(k.ended_at, k.wave_at) > ${before(at, shownMs)}
      and not exists (select from firmware_campaign again where again.retry_of = k.id or (again.firmware_id = k.firmware_id and again.id > k.id))`;

/** Of the machine we run on: told to who runs it, the first tenant. Three percent less keep it open. */
const diskFilling: Condition = (
  { tenantId, parameters: { percent = 85 } },
  { at, diskPercent },
) => sql`select 'disk' as subject, null::bigint as station_id, 0 as evse_id, 0 as connector_id,
      ${new Date(at)}::timestamptz as since, ${diskPercent ?? 0}::float8 >= ${percent}::float8 as ripe, jsonb_build_object('percent', round(${diskPercent ?? 0}::numeric)) as data
    where ${tenantId}::int = 1 and ${diskPercent ?? 0}::float8 >= ${percent - 3}::float8`;

/** Recipes that found no way, as long as what they were for goes on. */
const runbookGaveUp: Condition = (
  rule,
  { at },
) => sql`select distinct on (s.id) s.identity as subject, s.id as station_id, 0 as evse_id, 0 as connector_id, r.ended_at as since, true as ripe,
      jsonb_build_object('runId', r.id, 'name', r.name, 'kind', r.kind, 'reason', r.reason) as data
    from runbook_run r join station s on s.id = r.station_id left join alert_item i on i.id = r.alert_item_id
    where r.tenant_id = ${rule.tenantId} and r.status = 'gaveUp' and r.ended_at > ${before(at, shownMs)} and ${ofRule(rule)} and (r.alert_item_id is null or i.ended_at is null)
      and not exists (select from runbook_run later where later.station_id = r.station_id and later.id > r.id)
    order by s.id, r.id desc`;

/** What is not told by a station's state: events, certificates, campaigns, the machine, recipes. */
export const thingConditions = {
  securityEvent,
  certificateExpiring,
  rootEnding,
  campaignStopped,
  diskFilling,
  runbookGaveUp,
} satisfies Record<string, Condition>;
