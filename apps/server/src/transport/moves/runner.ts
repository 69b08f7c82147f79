import type { Context } from '../../context.ts';
import { mayBeSent } from '../../ocpp/gate.ts';
import { type StepEnd, stepAfter } from './step.ts';
import { liveSteps, type MoveContext, waitForReturn } from './steps.ts';
import { arrive, claimMoves, countFailed, endQueued, type Move, type MoveChange, releaseMoves, saveMove } from './store.ts';

/** A step takes a few answers of a station, each at most 30 s as a rule; after this another may take it up. */
const HOLD_MS = 180_000;
const OFFLINE_MS = 2_000;
const AT_ONCE = 20;
/** So many stations of a fleet may not make it before the rest is left alone. */
const STOP_AFTER = 3;

/** Job: takes moves on, step by step as far as they go without waiting. What a stopped server leaves is taken up where it was. */
export function createMoveRunner(context: MoveContext): () => Promise<void> {
  let running = 0;
  let hasBegun = false;
  const run = async (): Promise<void> => {
    if (!hasBegun) await releaseMoves(context.db);
    hasBegun = true;
    if (running >= AT_ONCE) return;
    for (const move of await claimMoves(context.db, { at: context.clock(), holdMs: HOLD_MS, limit: AT_ONCE - running })) {
      running += 1;
      runMove(context, move)
        .finally(() => {
          running -= 1;
        })
        .then((goesOn) => (goesOn ? run() : undefined))
        .catch((error: unknown) => context.log.error({ move: move.id, err: error }, 'move.failed'));
    }
  };
  return run;
}

/** One step; whether the next may be taken at once. */
async function runMove(context: MoveContext, move: Move): Promise<boolean> {
  const end = await tryStep(context, move);
  const change = changeOf(move, end, context.clock());
  await saveMove(context.db, move, change);
  if (change.word === null) return false;
  const { identity, tenantId, fleetId } = move;
  if (end.kind === 'end' && end.status === 'failed' && fleetId !== null && (await countFailed(context.db, fleetId)) >= STOP_AFTER)
    await endQueued(context.db, fleetId, { reason: 'fleetStopped', at: context.clock() });
  await context.commit({
    happening: [
      { tenantId, at: context.clock(), kind: 'station.changed', subject: identity, data: { stationId: identity, move: move.id } },
    ],
  });
  context.tell();
  return end.kind !== 'wait';
}

async function tryStep(context: MoveContext, move: Move): Promise<StepEnd> {
  const live = context.gateway.peek(move.stationId);
  if (move.step === 'return') return await waitForReturn(context, move, live);
  if (live === undefined || !mayBeSent(live, 'TriggerMessage') || live.phase !== 'accepted') {
    // It went for its restart before we asked for it.
    if (move.step === 'reset') return { kind: 'next', word: 'wentByItself' };
    return { kind: 'wait', ms: OFFLINE_MS, word: 'offline' };
  }
  const run = liveSteps[move.step];
  return run === undefined ? { kind: 'end', status: 'done', reason: null, word: 'done' } : await run(context, move, live);
}

function changeOf(move: Move, end: StepEnd, at: number): MoveChange {
  const { step, status, reason, slot, before } = move;
  const same = { step, status, reason, slot, before, at, dueAt: at };
  switch (end.kind) {
    case 'next':
      return { ...same, step: end.step ?? stepAfter(step), slot: end.slot ?? slot, before: end.before ?? before, word: end.word };
    case 'wait': {
      const isNews = move.log.at(-1)?.word !== end.word || move.log.at(-1)?.step !== step;
      return { ...same, dueAt: at + end.ms, word: isNews ? end.word : null };
    }
    case 'fallback':
      return { ...same, step: 'fallback', reason: end.reason, word: end.reason, before: end.before === null ? null : before };
    case 'end':
      return { ...same, step: 'end', status: end.status, reason: end.reason, word: end.word };
  }
}

/** A station that is being moved has come in, and in which profile. */
export async function noteReturn(
  { db, clock, commit, tell }: Pick<Context, 'db' | 'clock' | 'commit' | 'tell'>,
  { id, tenantId, identity }: { id: number; tenantId: number; identity: string },
  profile: number,
): Promise<void> {
  if (!(await arrive(db, id, { profile, at: clock() }))) return;
  await commit({
    happening: [
      { tenantId, at: clock(), kind: 'station.changed', subject: identity, data: { stationId: identity, securityProfile: profile } },
    ],
  });
  tell();
}
