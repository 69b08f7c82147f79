import type { CarNeeds } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { recordStep } from '../reports/step.ts';
import type { StationState } from '../stations/state.ts';
import { joinSteps, type Step, type Turn } from '../stations/step.ts';
import { activeAt } from './knowledge.ts';
import { planFor } from './plan.ts';
import { findRecord } from './store.ts';

export interface NeedsTold extends CarNeeds {
  evseId: number;
  /** 2.1 K19: the car follows whatever comes, and no schedule is negotiated. */
  isDynamic: boolean;
  /** EnergyTransferModeEnum. */
  transfer: string;
  /** null: it did not say. */
  maxScheduleTuples: number | null;
  /** As it was said, kept whole. */
  said: object;
}
export interface NeedsTaken {
  /** Processing: a profile will come when the transaction has begun. NoChargingProfile: of 2.1. */
  status: 'Accepted' | 'Processing' | 'Rejected' | 'NoChargingProfile';
  step: Step;
  after: (() => Promise<void>)[];
}
type Needs = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;

/** 2.x K15, K17, K20: a car says what it needs, again when that changes. It gets its profile within the minute. */
export async function needsTold(context: Needs, turn: Turn, told: NeedsTold): Promise<NeedsTaken> {
  const { evseId, departureAt, ...rest } = told;
  const data = { ...rest, departureAt: departureAt && new Date(departureAt).toISOString() };
  const record = recordStep(turn, [{ kind: 'chargingNeeds', key: String(evseId), evseId, data }]);
  const transactionId = activeAt(turn.state, evseId)?.transactionId ?? null;
  if (!(await isAllowed(context, turn.state, { transactionId, transfer: told.transfer })))
    return { status: 'Rejected', step: record, after: [] };
  // A car that is driven needs no plan of ours to begin with.
  const without = told.isDynamic && turn.state.version === 'ocpp2.1' ? 'NoChargingProfile' : 'Rejected';
  if (told.maxPowerW === null) return { status: without, step: record, after: [] };
  if (transactionId === null) return { status: 'Processing', step: joinSteps([record, waiting(evseId)]), after: [] };
  return { status: 'Accepted', step: record, after: [() => planNeeded(context, turn.state, evseId)] };
}

/** 2.1 Q01: is this way of transferring energy among those that were allowed? As long as nobody has said, all are. */
async function isAllowed(
  { db }: Pick<Context, 'db'>,
  { id, version }: StationState,
  { transactionId, transfer }: { transactionId: string | null; transfer: string },
): Promise<boolean> {
  if (version !== 'ocpp2.1' || transactionId === null) return true;
  const record = await findRecord(db, id, { kind: 'energyTransfer', key: transactionId });
  // As the verb notifyAllowedEnergyTransfer has left it.
  return record === null || (record.data as { allowed: string[] }).allowed.includes(transfer);
}

function waiting(evseId: number): Step {
  return {
    writes: {},
    advance: (live) => {
      live.waitingCars = new Set([...(live.waitingCars ?? []), evseId]);
    },
  };
}

/** A transaction has begun: the car that waited for it gets its profile. */
export async function planForWaiting(context: Needs, state: StationState, evseId: number): Promise<void> {
  if (!state.waitingCars?.has(evseId) || activeAt(state, evseId)?.transactionId == null) return;
  state.waitingCars.delete(evseId);
  await planNeeded(context, state, evseId);
}

/** The profile for what the car last said it needs. */
export async function planNeeded(context: Needs, state: StationState, evseId: number): Promise<void> {
  const needs = await readNeeds(context.db, state.id, evseId);
  if (needs !== null) await planFor(context, state, needs);
}

export async function readNeeds(db: Kysely<Tables>, stationId: number, evseId: number): Promise<NeedsTold | null> {
  const record = await findRecord(db, stationId, { kind: 'chargingNeeds', key: String(evseId) });
  if (record === null) return null;
  // As `needsTold` has written it.
  const { departureAt, ...rest } = record.data as Omit<NeedsTold, 'evseId' | 'departureAt'> & { departureAt: string | null };
  return { ...rest, evseId, departureAt: departureAt === null ? null : Date.parse(departureAt) };
}
