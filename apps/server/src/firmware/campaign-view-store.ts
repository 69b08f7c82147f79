import type { CampaignPlan, UpdateState } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { CampaignRow } from './campaign-store.ts';

type Db = Kysely<Tables>;

interface Named {
  id: number;
  name: string;
}
export interface CampaignViewRow extends CampaignRow {
  vendor: string;
  model: string;
  version: string;
  retry_of: Named | null;
  retried_by: Named[];
  counts: { wave: number; state: UpdateState; count: number; onIt: number }[];
}
const rows = sql`select c.id::float8 as id, c.tenant_id, c.name, c.firmware_id::float8 as firmware_id, c.filter, c.plan, c.state, c.reason, c.wave, c.wave_at, c.created_by, c.created_at, c.ended_at,
    w.vendor, w.model, w.version,
    (select jsonb_build_object('id', o.id, 'name', o.name) from firmware_campaign o where o.id = c.retry_of) as retry_of,
    coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name) order by n.id) from firmware_campaign n where n.retry_of = c.id), '[]') as retried_by,
    coalesce((select jsonb_agg(n) from (select wave, state, count(*)::int as count,
        (count(*) filter (where was_sent and state in ('sending', 'following', 'watching', 'waiting', 'failed')))::int as "onIt"
      from firmware_campaign_station u where u.campaign_id = c.id group by wave, state order by wave, state) n), '[]') as counts
  from firmware_campaign c join firmware w on w.id = c.firmware_id`;

export async function selectCampaigns(db: Db, { before, limit }: { before: number | null; limit: number }): Promise<CampaignViewRow[]> {
  return (
    await sql<CampaignViewRow>`${rows} where ${before}::bigint is null or c.id < ${before} order by c.id desc limit ${limit}`.execute(db)
  ).rows;
}
export async function findCampaign(db: Db, id: number): Promise<CampaignViewRow | undefined> {
  return (await sql<CampaignViewRow>`${rows} where c.id = ${id}`.execute(db)).rows[0];
}

export interface CampaignStationRow {
  station_id: number;
  identity: string;
  name: string;
  wave: number;
  direction: 'forward' | 'back';
  state: UpdateState;
  reason: string | null;
  heard: string | null;
  attempt: number;
  from_version: string | null;
  version: string | null;
  since: Date;
  due_at: Date | null;
  command_id: number | null;
  sent_bytes: number | null;
}
/** In the order of the waves; `after` is wave and row id of the last one seen. */
export async function selectCampaignStations(
  db: Db,
  {
    campaignId,
    state,
    after,
    limit,
  }: { campaignId: number; state: UpdateState | undefined; after: readonly [number, number] | null; limit: number },
): Promise<CampaignStationRow[]> {
  const [wave, id] = after ?? [null, null];
  const { rows: found } =
    await sql<CampaignStationRow>`select u.station_id::float8 as station_id, s.identity, s.name, u.wave, u.direction, u.state, u.reason, u.heard, u.attempt, u.from_version,
      s.firmware_version as version, u.since, u.due_at, u.command_id::float8 as command_id,
      (select sum(a.bytes)::float8 from file_address a where a.station_id = u.station_id and a.command_id = u.command_id) as sent_bytes
    from firmware_campaign_station u join station s on s.id = u.station_id
    where u.campaign_id = ${campaignId} and (${state ?? null}::text is null or u.state = ${state ?? null}) and (${wave}::int is null or (u.wave, u.station_id) > (${wave}::int, ${id}::bigint))
    order by u.wave, u.station_id limit ${limit}`.execute(db);
  return found;
}

/** Row ids of the stations that failed in a campaign. */
export async function selectFailed(db: Db, campaignId: number): Promise<Set<number>> {
  const { rows: found } = await sql<{
    id: number;
  }>`select station_id::float8 as id from firmware_campaign_station where campaign_id = ${campaignId} and state = 'failed'`.execute(db);
  return new Set(found.map(({ id }) => id));
}

export interface CandidateRow {
  id: number;
  identity: string;
  vendor: string | null;
  model: string | null;
  firmware_version: string | null;
  site_id: number | null;
  /** In a campaign that is not over. */
  is_taken: boolean;
}
export async function selectCandidates(db: Db, ids: readonly number[]): Promise<CandidateRow[]> {
  const { rows: found } =
    await sql<CandidateRow>`select s.id::float8 as id, s.identity, s.vendor, s.model, s.firmware_version, s.site_id::float8 as site_id,
      exists (select from firmware_campaign_station u join firmware_campaign c on c.id = u.campaign_id
        where u.station_id = s.id and c.ended_at is null and u.state not in ('done', 'failed', 'skipped', 'cancelled', 'rolledBack', 'unchanged')) as is_taken
    from station s where s.id = any(${[...ids]}::bigint[]) order by s.identity`.execute(db);
  return found;
}

export interface NewCampaign {
  tenantId: number;
  name: string;
  firmwareId: number;
  filter: object;
  plan: CampaignPlan;
  isSigned: boolean;
  retryOf: number | null;
  createdBy: string;
  at: number;
  stations: readonly { id: number; wave: number }[];
}
export async function insertCampaign(db: Db, made: NewCampaign): Promise<number> {
  const at = new Date(made.at);
  const { rows: inserted } = await sql<{ id: number }>`with campaign as (
      insert into firmware_campaign (tenant_id, name, firmware_id, filter, plan, wave_at, retry_of, created_by, created_at)
      values (${made.tenantId}, ${made.name}, ${made.firmwareId}, ${JSON.stringify(made.filter)}::jsonb, ${JSON.stringify(made.plan)}::jsonb, ${at}, ${made.retryOf}, ${made.createdBy}, ${at}) returning id),
    stations as (insert into firmware_campaign_station (campaign_id, station_id, tenant_id, wave, is_signed, since)
      select campaign.id, v.station_id, ${made.tenantId}, v.wave, ${made.isSigned}, ${at} from campaign,
        unnest(${made.stations.map(({ id }) => id)}::bigint[], ${made.stations.map(({ wave }) => wave)}::int[]) as v (station_id, wave))
    select id::float8 as id from campaign`.execute(db);
  return inserted[0]?.id ?? 0;
}

export async function setCampaignState(
  db: Db,
  id: number,
  change: { state: CampaignRow['state']; isOpen: boolean; forgiven?: number; at: number },
): Promise<void> {
  await sql`update firmware_campaign set state = ${change.state}, ended_at = case when ${change.isOpen} then null else coalesce(ended_at, ${new Date(change.at)}) end,
      reason = case when ${change.state} in ('running', 'paused') then null else reason end,
      plan = case when ${change.forgiven ?? null}::int is null then plan else plan || jsonb_build_object('forgiven', ${change.forgiven ?? null}::int) end where id = ${id}`.execute(
    db,
  );
}

/** Puts stations of a campaign into another state by hand, with a line of their history. Returns how many. */
export async function moveStations(
  db: Db,
  campaignId: number,
  move: {
    from: readonly UpdateState[];
    to: UpdateState;
    reason: string | null;
    identity?: string | undefined;
    direction?: 'forward' | 'back';
    at: number;
  },
): Promise<number> {
  const { from, to, reason, identity = null, direction = 'forward', at } = move;
  const { rows: moved } = await sql`with moved as (
      update firmware_campaign_station u set state = ${to}, reason = ${reason}, since = ${new Date(at)}, due_at = null, attempt = case when ${to} = 'waiting' then 0 else attempt end from station s
      where s.id = u.station_id and u.campaign_id = ${campaignId} and u.direction = ${direction} and u.state = any(${[...from]}::text[]) and (${identity}::text is null or s.identity = ${identity})
      returning u.*)
    insert into firmware_step (tenant_id, station_id, campaign_id, at, direction, state, reason, attempt, command_id)
      select tenant_id, station_id, campaign_id, ${new Date(at)}, direction, state, reason, attempt, command_id from moved returning id`.execute(
    db,
  );
  return moved.length;
}
