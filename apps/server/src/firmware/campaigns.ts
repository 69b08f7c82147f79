import type { firmwareCampaign } from '@stationmaster/contract';
import { type CampaignPlan, sameVersion, type UpdateState, wavesOf } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { type BulkFilter, selectTargets } from '../commands/bulk-store.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { type Held, selectHeld } from './campaign-store.ts';
import { type CampaignViewRow, type CandidateRow, findCampaign, selectCandidates, selectFailed } from './campaign-view-store.ts';
import { existingFirmware } from './library.ts';
import type { FirmwareRow } from './store.ts';

type Db = Kysely<Tables>;

export interface Asked {
  firmwareId: number;
  filter: BulkFilter;
  plan: CampaignPlan;
  /** Only stations that failed in this campaign. */
  retryOf?: number | undefined;
}
export interface Chosen {
  firmware: FirmwareRow;
  held: Held[];
  /** In the order in which they are reached, with their wave. */
  stations: (CandidateRow & { wave: number })[];
  connected: number;
  alreadyThere: number;
  otherMaker: number;
  busyElsewhere: number;
}

/**
 * Which stations a campaign reaches: those of the filter, of this maker, in no other campaign, that have another version; where it tries
 * another one again, those that failed there. Failures: notFound, campaignState.
 */
export async function choose({ gateway }: Pick<Context, 'gateway'>, db: Db, asked: Asked & { tenantId: number }): Promise<Chosen> {
  const firmware = await existingFirmware(db, asked.firmwareId);
  const { connected, ...filter } = asked.filter;
  const targets = await targetsOf(db, filter, asked.retryOf);
  const isHere = ({ id }: { id: number }): boolean => gateway.peek(id) !== undefined;
  const wanted = connected === undefined ? targets : targets.filter((target) => isHere(target) === connected);
  const found = await selectCandidates(
    db,
    wanted.map(({ id }) => id),
  );
  const same = (a: string, b: string | null): boolean => a.toLowerCase() === (b ?? '').toLowerCase();
  const fitting = found.filter(
    ({ vendor, model }) => same(firmware.vendor, vendor) && (firmware.model === '' || same(firmware.model, model)),
  );
  const free = fitting.filter(({ is_taken }) => !is_taken);
  const needing = free.filter((station) => !sameVersion(station.firmware_version, firmware.reported_version));
  const ordered = spread(needing, isHere);
  const waves = wavesOf(ordered.length, asked.plan);
  return {
    firmware,
    held: await selectHeld(db, asked.tenantId),
    stations: ordered.map((station, index) => ({ ...station, wave: waves[index] ?? 0 })),
    connected: needing.filter(isHere).length,
    alreadyThere: free.length - needing.length,
    otherMaker: found.length - fitting.length,
    busyElsewhere: fitting.length - free.length,
  };
}

/** What has failed is known once nothing moves there any more; before, the campaign itself tries again. */
const retryable: ReadonlySet<string> = new Set(['stopped', 'finished', 'cancelled', 'rolledBack']);

async function targetsOf(db: Db, filter: Omit<BulkFilter, 'connected'>, retryOf: number | undefined) {
  const targets = await selectTargets(db, filter);
  if (retryOf === undefined) return targets;
  const { id, state } = await existingCampaign(db, retryOf);
  if (!retryable.has(state)) throw fail('campaignState', { id, state });
  const failed = await selectFailed(db, id);
  return targets.filter((target) => failed.has(target.id));
}

/** Stations that can be met now come first, and the first of them are of different places and versions: a canary that has seen something. */
function spread(stations: readonly CandidateRow[], isHere: (station: CandidateRow) => boolean): CandidateRow[] {
  const turns = new Map<string, number>();
  const ranked = stations.map((station) => {
    const kind = `${station.site_id ?? ''}/${station.model ?? ''}/${station.firmware_version ?? ''}`;
    const turn = turns.get(kind) ?? 0;
    turns.set(kind, turn + 1);
    return { station, rank: [isHere(station) ? 0 : 1, turn] as const };
  });
  ranked.sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.station.identity.localeCompare(b.station.identity));
  return ranked.map(({ station }) => station);
}

/** Is the version it has now in the library, so that it can be brought back? */
export function canGoBack({ vendor, model, firmware_version }: CandidateRow, held: readonly Held[]): boolean {
  const same = (a: string, b: string | null): boolean => a.toLowerCase() === (b ?? '').toLowerCase();
  return held.some(
    (one) =>
      same(one.vendor, vendor) && (one.model === '' || same(one.model, model)) && sameVersion(one.reported_version, firmware_version),
  );
}

/** Failures: badRequest, where there is nothing to send or nobody to send it to. */
export function mustBeSendable({ firmware, stations }: Chosen, { plan }: Asked): void {
  const wrong = (path: string, message: string) => new Failure('badRequest', {}, [{ path, message }]);
  if (firmware.file_id === null) throw wrong('firmwareId', 'has no file yet');
  if (plan.security === 'signed' && firmware.signature_fits !== true)
    throw wrong('plan.security', 'this firmware has no signature that fits its file');
  if (firmware.signature !== null && firmware.signature_fits === false && plan.security !== 'plain')
    throw wrong('plan.security', 'the signature of this firmware does not fit its file');
  if (stations.length === 0) throw wrong('filter', 'finds no station that needs this firmware');
}

export async function existingCampaign(db: Db, id: number): Promise<CampaignViewRow> {
  const row = await findCampaign(db, id);
  if (row === undefined) throw fail('notFound', { what: 'campaign', id });
  return row;
}

export function campaignView(row: CampaignViewRow): z.input<typeof firmwareCampaign> {
  const { forgiven: _, ...plan } = row.plan;
  const sum = (counts: CampaignViewRow['counts']): Partial<Record<UpdateState, number>> => {
    const sums: Partial<Record<UpdateState, number>> = {};
    for (const { state, count } of counts) sums[state] = (sums[state] ?? 0) + count;
    return sums;
  };
  const total = (counts: CampaignViewRow['counts']): number => counts.reduce((all, { count }) => all + count, 0);
  const waves = [...new Set(row.counts.map(({ wave }) => wave))].sort((a, b) => a - b);
  return {
    id: row.id,
    name: row.name,
    firmware: { id: row.firmware_id, vendor: row.vendor, model: row.model, version: row.version },
    filter: row.filter,
    plan: { ...plan, waves: [...plan.waves] },
    state: row.state,
    reason: row.reason,
    wave: row.wave,
    waves: waves.map((wave) => {
      const of = row.counts.filter((count) => count.wave === wave);
      return { wave, total: total(of), byState: sum(of) };
    }),
    total: total(row.counts),
    byState: sum(row.counts),
    stillOnIt: row.counts.reduce((all, { onIt }) => all + onIt, 0),
    retryOf: row.retry_of,
    retriedBy: row.retried_by,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
