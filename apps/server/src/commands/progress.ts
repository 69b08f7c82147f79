import type { RecordKind } from '@stationmaster/contract';
import type { ProfileChange } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { type CommandPatch, joinWrites, type Writes } from '../db/writes.ts';
import { listDone, recordStep, type Told } from '../reports/step.ts';
import type { AwaitedEffect, StationState } from '../stations/state.ts';
import { configurationRows } from './configuration.ts';
import { consequenceOf } from './consequences.ts';
import { commandChanged, hasEffect, isAlreadySo, scheduledWithin } from './effects.ts';
import type { VariableSaid } from './encoded.ts';
import { findCommand } from './store.ts';
import type { CommandRequest, CommandStatus } from './words.ts';

/** A command on its way, and how far it has come. The one place that changes it while the request waits. */
export interface Progress {
  readonly id: number;
  readonly tenantId: number;
  readonly stationId: number;
  readonly identity: string;
  readonly request: CommandRequest;
  status: CommandStatus;
  answer: unknown;
  reason: string | null;
  sentAt: number | null;
  answeredAt: number | null;
  confirmedAt: number | null;
}
/** Of a command that has just been taken up. */
export function begun(command: Pick<Progress, 'id' | 'tenantId' | 'stationId' | 'identity' | 'request'>): Progress {
  return { ...command, status: 'pending', answer: null, reason: null, sentAt: null, answeredAt: null, confirmedAt: null };
}
export interface Step {
  status: CommandStatus;
  reason?: string | null;
  answer?: unknown;
  variables?: readonly VariableSaid[];
  records?: readonly Told[];
  /** The records are all there are of this kind. */
  complete?: RecordKind;
  /** Charging profiles have changed so. */
  limits?: ProfileChange;
}

/** The command is about to go out: its effect may come before its answer, so it is awaited from now on. */
export async function markSent(
  { gateway, clock }: Pick<Context, 'gateway' | 'clock'>,
  progress: Progress,
  awaited: AwaitedEffect | null,
): Promise<void> {
  progress.status = 'sent';
  progress.sentAt = clock();
  await gateway.turn(progress.stationId, () => ({
    answer: undefined,
    writes: rowsOf(progress, progress.sentAt ?? 0),
    advance: (state) => {
      for (const [id, { until }] of state.awaiting) if (until < (progress.sentAt ?? 0)) state.awaiting.delete(id);
      if (awaited !== null) state.awaiting.set(progress.id, awaited);
    },
  }));
}

/** It did not reach the station's turn: offline, nothing to send, or it waits. */
export async function settleUnsent(
  { commit, clock, tell }: Pick<Context, 'commit' | 'clock' | 'tell'>,
  progress: Progress,
  step: Step,
): Promise<void> {
  Object.assign(progress, { status: step.status, reason: step.reason ?? null });
  const at = clock();
  // Nothing was sent, so nothing of it is in the live state.
  await commit(joinWrites([rowsOf(progress, at), consequenceOf(progress, at).writes]));
  tell();
}

/** What the station answered, or that it did not. An effect that was already seen stands. */
export async function settle(
  { db, gateway, clock }: Pick<Context, 'db' | 'gateway' | 'clock'>,
  progress: Progress,
  step: Step,
): Promise<void> {
  const at = clock();
  const told = await configurationRows(db, progress, { variables: step.variables ?? [], at });
  await gateway.turn(progress.stationId, async (state) => {
    const awaited = state.awaiting.get(progress.id);
    // No longer awaited: its effect has been seen, or the station has said that it will not come.
    const isOver = step.status === 'accepted' && awaited === undefined && hasEffect(progress.request);
    const refuted = isOver ? await refutationOf(db, progress.id) : null;
    const isSettled = isOver || (step.status === 'accepted' && awaited !== undefined && isAlreadySo(state, awaited));
    const status = refuted !== null ? 'failed' : isSettled ? 'confirmed' : step.status;
    const answered = step.answer !== undefined;
    Object.assign(progress, {
      status,
      reason: refuted ?? step.reason ?? null,
      answer: step.answer ?? null,
      answeredAt: answered ? at : null,
      confirmedAt: status === 'confirmed' ? at : progress.confirmedAt,
    });
    const consequence = consequenceOf(progress, at);
    return {
      answer: undefined,
      writes: joinWrites([rowsOf(progress, at), told, recordsOf(state, step, at), consequence.writes]),
      advance: (live) => {
        consequence.advance(live);
        const kept = live.awaiting.get(progress.id);
        if (kept === undefined) return;
        if (!staysAwaited(status, progress.reason)) live.awaiting.delete(progress.id);
        else if (progress.reason === 'scheduled') live.awaiting.set(progress.id, { ...kept, until: at + scheduledWithin });
      },
    };
  });
}

/** The station's own word that the effect will not come, told before its answer; null: none. */
async function refutationOf(db: Context['db'], id: number): Promise<string | null> {
  const row = await findCommand(db, id);
  return row?.status === 'failed' ? row.reason : null;
}

/** What the answer told of, or made so. */
function recordsOf(state: StationState, { records = [], complete }: Step, at: number): Writes {
  // The frame of the answer belongs to the command, and is found through it.
  const turn = { state, at, frameId: null };
  const told = recordStep(turn, records).writes;
  return complete === undefined ? told : joinWrites([told, listDone(turn, complete, at).writes]);
}

/** A silent or vanished station may still do it: hard resets often come before their answer. */
function staysAwaited(status: CommandStatus, reason: string | null): boolean {
  return status === 'accepted' || status === 'timedOut' || (status === 'failed' && reason === 'connectionClosed');
}

function rowsOf(progress: Progress, at: number): Writes {
  const { id, status, answer, reason, sentAt, answeredAt, confirmedAt, request, identity, tenantId } = progress;
  const command: CommandPatch = { id, status, answer, reason, sentAt, answeredAt, confirmedAt, sessionId: null };
  return { command: [command], happening: [commandChanged({ tenantId, stationId: identity, id, verb: request.verb, status }, at)] };
}
