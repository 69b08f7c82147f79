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
  /** null: it did not say. */
  maxScheduleTuples: number | null;
  /** As it was said, kept whole. */
  said: object;
}
export interface NeedsTaken {
  /** Processing: a profile will come when the transaction has begun. */
  status: 'Accepted' | 'Processing' | 'Rejected';
  step: Step;
  after: (() => Promise<void>)[];
}
type Needs = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;

/** 2.x K15, K17, K20: a car says what it needs, again when that changes. It gets its profile within the minute. */
export function needsTold(context: Needs, turn: Turn, told: NeedsTold): NeedsTaken {
  const { evseId, departureAt, ...rest } = told;
  const data = { ...rest, departureAt: departureAt && new Date(departureAt).toISOString() };
  const record = recordStep(turn, [{ kind: 'chargingNeeds', key: String(evseId), evseId, data }]);
  if (told.maxPowerW === null) return { status: 'Rejected', step: record, after: [] };
  if (activeAt(turn.state, evseId)?.transactionId == null)
    return { status: 'Processing', step: joinSteps([record, waiting(evseId)]), after: [] };
  return { status: 'Accepted', step: record, after: [() => planNeeded(context, turn.state, evseId)] };
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
