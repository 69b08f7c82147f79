import {
  type Campaign,
  isWithinHours,
  type SessionCount,
  type Stepped,
  sameVersion,
  stepCampaign,
  type Update,
  type UpdateFacts,
  wallTime,
} from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { closeAddresses } from '../files/store.ts';
import { mayBeSent } from '../ocpp/gate.ts';
import { createVersionAsker } from './ask-version.ts';
import {
  type CampaignRow,
  type Changed,
  countSessions,
  type Held,
  lockCampaign,
  type StationRow,
  selectHeld,
  selectOpenCampaigns,
  selectStations,
  storeStep,
  tellCampaign,
} from './campaign-store.ts';
import { type PreparedUpdate, prepareUpdate, sendUpdate } from './send-update.ts';

type Db = Kysely<Tables>;
const minute = 60_000;
/** Sessions end seldom: they are counted this often. */
const countEvery = 10_000;
const none: SessionCount = { ended: 0, good: 0 };
/** A plug in one of these states is somebody's. */
const busy: ReadonlySet<string> = new Set(['Preparing', 'Charging', 'PausedByCar', 'PausedByStation', 'Finishing']);

/**
 * Job, every second: one step of every campaign that is not over. What a step decides is committed, with the commands it asks for, before anything is sent; a server that
 * dies in between finds it so at its start and goes on.
 */
export function createCampaignRunner(context: Context): () => Promise<void> {
  const startedAt = context.clock();
  const askVersion = createVersionAsker(context);
  const counted = new Map<number, { at: number; sessions: { before: SessionCount; after: SessionCount } }>();
  return async () => {
    for (const { id } of await selectOpenCampaigns(context.db)) {
      const sessionsOf = async (row: CampaignRow) => {
        const last = counted.get(id);
        if (row.plan.sessionPoints === null) return { before: none, after: none };
        if (last !== undefined && context.clock() - last.at < countEvery) return last.sessions;
        const sessions = await countSessions(context.db, id, row.created_at.getTime());
        counted.set(id, { at: context.clock(), sessions });
        return sessions;
      };
      const isOpen = await stepOnce(context, { id, startedAt, askVersion }, sessionsOf).catch((error: unknown) => {
        context.log.warn({ campaign: id, err: error }, 'firmware.campaignFailed');
        return true;
      });
      if (!isOpen) counted.delete(id);
    }
  };
}

type SessionsOf = (row: CampaignRow) => Promise<{ before: SessionCount; after: SessionCount }>;

/** Is it still open afterwards? */
async function stepOnce(
  context: Context,
  { id, startedAt, askVersion }: { id: number; startedAt: number; askVersion: ReturnType<typeof createVersionAsker> },
  sessionsOf: SessionsOf,
): Promise<boolean> {
  const done = await context.db.transaction().execute(async (db) => {
    const row = await lockCampaign(db, id);
    if (row === undefined || row.ended_at !== null) return { isOpen: false, toSend: [], hasChanged: false };
    const now = context.clock();
    const stations = await selectStations(db, id);
    askVersion(row.tenant_id, stations, now);
    const held = await selectHeld(db, row.tenant_id);
    const facts = stations.map((station) => ({
      update: updateOf(station),
      facts: factsOf(context, { row, station, held, now, startedAt }),
    }));
    const campaign = campaignOf(row, stations);
    const stepped = stepCampaign({ campaign, stations: facts, sessions: await sessionsOf(row), now });
    return await store(context, db, { row, campaign, stations, held, stepped, now });
  });
  if (done.hasChanged) context.tell();
  for (const update of done.toSend)
    sendUpdate(context, update).catch((error: unknown) =>
      context.log.error({ command: update.commandId, err: error }, 'firmware.sendFailed'),
    );
  return done.isOpen;
}

interface Step {
  row: CampaignRow;
  campaign: Campaign;
  stations: readonly StationRow[];
  held: readonly Held[];
  stepped: Stepped;
  now: number;
}

async function store(context: Context, db: Db, step: Step): Promise<{ isOpen: boolean; toSend: PreparedUpdate[]; hasChanged: boolean }> {
  const { row, campaign, stations, stepped, now } = step;
  const next = new Map(stepped.updates.map((update) => [update.stationId, update]));
  const toSend: PreparedUpdate[] = [];
  const over: number[] = [];
  const changed: Changed[] = [];
  for (const station of stations) {
    const before = updateOf(station);
    const update = next.get(station.station_id) ?? before;
    const isStep = update.state !== before.state || update.direction !== before.direction;
    const heard = station.told_status ?? station.heard;
    if (update === before && heard === station.heard) continue;
    let commandId = station.command_id;
    if (update.state === 'sending' && before.state !== 'sending') {
      const prepared = await prepareUpdate(context, db, orderOf(step, station, update));
      commandId = prepared.commandId;
      toSend.push(prepared);
    } else if (isStep && commandId !== null && update.state !== 'following') over.push(commandId);
    changed.push({ update, commandId, heard: update.state === 'sending' && before.state !== 'sending' ? null : heard, isStep });
  }
  await closeAddresses(db, over, now);
  const { state, reason, wave, waveAt } = stepped.campaign;
  const isSame = changed.length === 0 && state === campaign.state && wave === campaign.wave && !stepped.isOver;
  if (isSame) return { isOpen: true, toSend, hasChanged: false };
  await storeStep(db, row.id, { changed, state, reason, wave, waveAt, endedAt: stepped.isOver ? now : null, at: now });
  await tellCampaign(db, { id: row.id, tenantId: row.tenant_id, state, at: now });
  return { isOpen: !stepped.isOver, toSend, hasChanged: true };
}

function orderOf({ row, held, now }: Step, station: StationRow, update: Update) {
  const firmware = wantedOf(row, station, held);
  if (firmware === undefined) throw new Error('a station is sent firmware that is not there');
  const isFitting = firmware.signature !== null && firmware.signing_certificate !== null && firmware.signature_fits !== false;
  return {
    tenantId: row.tenant_id,
    stationId: station.station_id,
    identity: station.identity,
    securityProfile: station.security_profile,
    held: firmware,
    isSigned: update.isSigned && isFitting,
    requestedBy: row.created_by,
    at: now,
    effectBy: now + row.plan.deadlineMinutes * minute,
  };
}

/** Forward the campaign's own, back what the station had before. */
function wantedOf(row: CampaignRow, { direction, from_version, vendor, model }: StationRow, held: readonly Held[]): Held | undefined {
  if (direction === 'forward') return held.find(({ id }) => id === row.firmware_id);
  const same = (a: string, b: string | null): boolean => a.toLowerCase() === (b ?? '').toLowerCase();
  return held.find(
    (one) => same(one.vendor, vendor) && (one.model === '' || same(one.model, model)) && sameVersion(one.reported_version, from_version),
  );
}

export function campaignOf(row: CampaignRow, stations: readonly { wave: number }[]): Campaign {
  const { state, reason, plan, wave, wave_at, created_at } = row;
  const waves = stations.reduce((most, station) => Math.max(most, station.wave + 1), 1);
  return { state, reason, plan, wave, waveAt: wave_at.getTime(), waves, createdAt: created_at.getTime(), forgiven: plan.forgiven ?? 0 };
}

function updateOf(row: StationRow): Update {
  const { station_id: stationId, wave, direction, state, reason, attempt, is_signed: isSigned, was_sent: wasSent } = row;
  return {
    stationId,
    wave,
    direction,
    state,
    reason,
    attempt,
    isSigned,
    wasSent,
    fromVersion: row.from_version,
    faultsBefore: row.faults_before,
    sentAt: row.sent_at?.getTime() ?? null,
    since: row.since.getTime(),
    dueAt: row.due_at?.getTime() ?? null,
  };
}

function factsOf(
  { gateway }: Pick<Context, 'gateway'>,
  { row, station, held, now, startedAt }: { row: CampaignRow; station: StationRow; held: readonly Held[]; now: number; startedAt: number },
): UpdateFacts {
  const live = gateway.peek(station.station_id);
  const wanted = wantedOf(row, station, held);
  const target = held.find(({ id }) => id === row.firmware_id);
  const { firmware_version: version, told_status, told_phase, told_at } = station;
  const isTold = told_status !== null && told_phase !== null && told_at !== null;
  return {
    isConnected: live !== undefined && mayBeSent(live, 'UpdateFirmware'),
    isBusy: live !== undefined && isBusy(live),
    isOpenHour: isWithinHours(row.plan.hours, wallTime(station.time_zone ?? 'UTC', now).msOfDay),
    version,
    bootedAt: station.booted_at?.getTime() ?? null,
    // While this server was down nobody could be connected.
    disconnectedAt: station.disconnected_at === null ? null : Math.max(station.disconnected_at.getTime(), startedAt),
    faults: station.faults,
    command:
      station.command_id === null || station.command_status === null
        ? null
        : { status: station.command_status, reason: station.command_reason, sentAt: station.command_sent_at?.getTime() ?? null },
    told: isTold ? { phase: told_phase, status: told_status, at: told_at.getTime() } : null,
    hasFirmware: wanted !== undefined,
    isNew: target !== undefined && sameVersion(version, target.reported_version),
    isFormer: sameVersion(version, station.from_version),
  };
}

function isBusy({ sessions, connectors }: NonNullable<ReturnType<Context['gateway']['peek']>>): boolean {
  for (const { status } of sessions.values()) if (status === 'active') return true;
  for (const { status } of connectors.values()) if (busy.has(status)) return true;
  return false;
}
