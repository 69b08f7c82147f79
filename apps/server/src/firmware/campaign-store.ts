import type { CampaignPlan, CampaignState, StopReason, TransferPhase, Update, UpdateState } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface CampaignRow {
  id: number;
  tenant_id: number;
  name: string;
  firmware_id: number;
  filter: Record<string, unknown>;
  plan: CampaignPlan & { forgiven?: number };
  state: CampaignState;
  reason: StopReason | null;
  wave: number;
  wave_at: Date;
  created_by: string;
  created_at: Date;
  ended_at: Date | null;
}
const columns = sql`c.id::float8 as id, c.tenant_id, c.name, c.firmware_id::float8 as firmware_id, c.filter, c.plan, c.state, c.reason, c.wave, c.wave_at, c.created_by, c.created_at, c.ended_at`;

/** Those that are not over, of all tenants. */
export async function selectOpenCampaigns(db: Db): Promise<{ id: number }[]> {
  return (await sql<{ id: number }>`select id::float8 as id from firmware_campaign where ended_at is null order by id`.execute(db)).rows;
}
/** For one step of it: nobody else changes it until the transaction ends. */
export async function lockCampaign(db: Db, id: number): Promise<CampaignRow | undefined> {
  return (await sql<CampaignRow>`select ${columns} from firmware_campaign c where c.id = ${id} for update`.execute(db)).rows[0];
}

export interface StationRow {
  station_id: number;
  identity: string;
  security_profile: number;
  wave: number;
  direction: 'forward' | 'back';
  state: UpdateState;
  reason: string | null;
  attempt: number;
  is_signed: boolean;
  from_version: string | null;
  faults_before: number | null;
  command_id: number | null;
  sent_at: Date | null;
  since: Date;
  due_at: Date | null;
  was_sent: boolean;
  heard: string | null;
  vendor: string | null;
  model: string | null;
  firmware_version: string | null;
  booted_at: Date | null;
  disconnected_at: Date | null;
  time_zone: string | null;
  faults: number;
  command_status: string | null;
  command_reason: string | null;
  command_sent_at: Date | null;
  told_status: string | null;
  told_phase: TransferPhase | null;
  told_at: Date | null;
}
/** Every station of it with what is known of it: one query a step. */
export async function selectStations(db: Db, campaignId: number): Promise<StationRow[]> {
  const { rows } =
    await sql<StationRow>`select u.station_id::float8 as station_id, s.identity, s.security_profile, u.wave, u.direction, u.state, u.reason, u.attempt, u.is_signed, u.from_version, u.faults_before,
      u.command_id::float8 as command_id, u.sent_at, u.since, u.due_at, u.was_sent, u.heard, s.vendor, s.model, s.firmware_version, s.booted_at, s.disconnected_at, site.time_zone,
      coalesce(f.faults, 0)::int as faults, k.status as command_status, k.reason as command_reason, k.sent_at as command_sent_at,
      r.data ->> 'status' as told_status, r.data ->> 'phase' as told_phase, r.at as told_at
    from firmware_campaign_station u join station s on s.id = u.station_id left join site on site.id = s.site_id
      left join (select station_id, count(*) as faults from connector where status = 'Faulted' group by station_id) f on f.station_id = u.station_id
      left join command k on k.id = u.command_id
      left join station_record r on r.station_id = u.station_id and r.kind = 'firmware' and r.evse_id = 0 and r.key = u.command_id::text
    where u.campaign_id = ${campaignId} order by u.wave, s.identity`.execute(db);
  return rows;
}

/** Of its stations: ended sessions and those with energy, in the two weeks before it and since they have the new version. */
export async function countSessions(db: Db, campaignId: number, from: number): Promise<{ before: SessionSum; after: SessionSum }> {
  const { rows } = await sql<{ is_after: boolean; ended: number; good: number }>`
    select e.started_at > u.since_sent as is_after, count(*)::int as ended, (count(*) filter (where e.energy_wh > 0))::int as good
    from (select station_id, sent_at as since_sent from firmware_campaign_station where campaign_id = ${campaignId} and direction = 'forward' and state in ('watching', 'done')) u
      join session e on e.station_id = u.station_id
    where e.status = 'ended' and (e.started_at > u.since_sent or e.started_at between ${new Date(from - 14 * 86_400_000)} and ${new Date(from)}) group by 1`.execute(
    db,
  );
  const of = (isAfter: boolean) => rows.find(({ is_after }) => is_after === isAfter) ?? { ended: 0, good: 0 };
  return { before: of(false), after: of(true) };
}
interface SessionSum {
  ended: number;
  good: number;
}

/** What the library has for going back: by vendor, model and the version that stations tell. */
export interface Held {
  id: number;
  file_id: number;
  file_name: string;
  vendor: string;
  model: string;
  version: string;
  reported_version: string;
  signature: string | null;
  signing_certificate: string | null;
  signature_fits: boolean | null;
}
export async function selectHeld(db: Db, tenantId: number): Promise<Held[]> {
  const { rows } =
    await sql<Held>`select w.id::float8 as id, w.file_id::float8 as file_id, f.name as file_name, w.vendor, w.model, w.version, w.reported_version, w.signature, w.signing_certificate,
      w.signature_fits from firmware w join file f on f.id = w.file_id where w.tenant_id = ${tenantId} order by w.model desc, w.id desc`.execute(
      db,
    );
  return rows;
}

/** Stores what a step changed: the stations, a line of history each where more than a reason changed, and the campaign itself. */
export async function storeStep(
  db: Db,
  campaignId: number,
  step: {
    changed: readonly Changed[];
    state: CampaignState;
    reason: StopReason | null;
    wave: number;
    waveAt: number;
    endedAt: number | null;
    at: number;
  },
): Promise<void> {
  await sql`update firmware_campaign set state = ${step.state}, reason = ${step.reason}, wave = ${step.wave}, wave_at = ${new Date(step.waveAt)},
      ended_at = ${step.endedAt === null ? null : new Date(step.endedAt)} where id = ${campaignId}`.execute(db);
  if (step.changed.length === 0) return;
  const rows = JSON.stringify(step.changed.map(({ update, isStep, ...more }) => ({ ...update, ...more, isStep })));
  await sql`with changed as (
      select * from jsonb_to_recordset(${rows}::jsonb) as v ("stationId" bigint, direction text, state text, reason text, attempt int, "isSigned" boolean, "fromVersion" text, "faultsBefore" int,
        "sentAt" float8, since float8, "dueAt" float8, "wasSent" boolean, "commandId" bigint, heard text, "isStep" boolean)),
    set_rows as (update firmware_campaign_station u set direction = v.direction, state = v.state, reason = v.reason, attempt = v.attempt, is_signed = v."isSigned", from_version = v."fromVersion",
        faults_before = v."faultsBefore", sent_at = to_timestamp(v."sentAt" / 1000), since = to_timestamp(v.since / 1000), due_at = to_timestamp(v."dueAt" / 1000), was_sent = v."wasSent",
        command_id = v."commandId", heard = v.heard
      from changed v where u.campaign_id = ${campaignId} and u.station_id = v."stationId" returning u.tenant_id)
    insert into firmware_step (tenant_id, station_id, campaign_id, at, direction, state, reason, attempt, command_id)
      select c.tenant_id, v."stationId", ${campaignId}, ${new Date(step.at)}, v.direction, v.state, v.reason, v.attempt, v."commandId" from changed v, firmware_campaign c
      where c.id = ${campaignId} and v."isStep"`.execute(db);
}
export interface Changed {
  update: Update;
  commandId: number | null;
  heard: string | null;
  /** It is in another state now: worth a line of its history. */
  isStep: boolean;
}

/** One happening for whoever looks at the campaign, however many stations changed. */
export async function tellCampaign(db: Db, campaign: { id: number; tenantId: number; state: string; at: number }): Promise<void> {
  await sql`insert into happening (tenant_id, at, kind, subject, data) values (${campaign.tenantId}, ${new Date(campaign.at)}, 'firmware.changed', ${String(campaign.id)},
    ${JSON.stringify({ state: campaign.state })})`.execute(db);
}
