import type { Context } from '../context.ts';
import { type Ended, ended } from './ended.ts';
import { changeList, findList, type ListChange, type ListRow } from './store.ts';
import { type Order, type SyncContext, syncList } from './sync.ts';

/** Milliseconds: how often a list in step is proved again, and the waits after tries that failed. */
const provedEvery = 86_400_000;
const retryAfter = { unanswered: 60_000, refused: 3_600_000 } as const;
const longestWait = 86_400_000;

const turns = new WeakMap<Context['gateway'], Map<number, Promise<unknown>>>();

/** Does it, and keeps what came of it. One attempt a station at a time: later ones wait. Never rejects for what a station does. */
export async function bringInStep(context: SyncContext, order: Order): Promise<Ended> {
  const waiting = turns.get(context.gateway) ?? new Map<number, Promise<unknown>>();
  turns.set(context.gateway, waiting);
  const { stationId } = order;
  const before = waiting.get(stationId) ?? Promise.resolve();
  const turn = before.then(() => attempt(context, order));
  const settled = turn.catch(() => undefined);
  waiting.set(stationId, settled);
  try {
    return await turn;
  } finally {
    if (waiting.get(stationId) === settled) waiting.delete(stationId);
  }
}

/** Is one under way? */
export function isBeingBrought({ gateway }: Pick<Context, 'gateway'>, stationId: number): boolean {
  return turns.get(gateway)?.has(stationId) ?? false;
}

async function attempt(context: SyncContext, order: Order): Promise<Ended> {
  const { db, clock } = context;
  // Its revision is read before the cards are: a change that comes in between is looked at again.
  const row = await findList(db, order.stationId);
  if (row === undefined) return ended('offline');
  const end = await syncList(context, order, row);
  if (end.state !== 'offline' && end.state !== 'notAccepted')
    await changeList(db, order.stationId, { revision: row.revision, ...changeOf(end, row, clock()) });
  context.tell();
  return end;
}

/** Later and later while it fails. */
function changeOf(end: Ended, { failures, is_kept, in_step_since: since }: ListRow, at: number): ListChange {
  const { state, reason, leftOut, changesAt, isNew } = end;
  switch (state) {
    case 'offline':
    case 'notAccepted':
      return {};
    case 'inStep': {
      if (!is_kept) return { state: 'off', reason: null, failures: 0, dueAt: null, inStepSince: null, leftOut: 0 };
      const dueAt = Math.min(changesAt ?? Number.POSITIVE_INFINITY, at + provedEvery);
      // A list that was only proved again has been in step all the time.
      return { state: 'inStep', reason: null, failures: 0, leftOut, dueAt, inStepSince: isNew ? at : (since?.getTime() ?? at) };
    }
    case 'unsupported':
      return { state: 'unsupported', reason: null, heldVersion: null, failures: 0, dueAt: null, inStepSince: null };
    default: {
      const wait = Math.min(retryAfter[state] * 2 ** Math.min(failures, 12), longestWait);
      const shown = is_kept ? (state === 'refused' ? 'refused' : 'behind') : 'clearing';
      return { state: shown, reason, failures: failures + 1, dueAt: at + wait, inStepSince: null };
    }
  }
}
