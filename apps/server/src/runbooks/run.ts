import { nextMove, type RunbookAction, type RunFacts } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import { ourselves } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { endRun, insertRunHappenings, type LogLine, queueCommand, type RunRow, selectDueRun, startDue, updateRun } from './store.ts';

type Db = Kysely<Tables>;

const commandOf: Readonly<Record<Exclude<RunbookAction, 'wait' | 'tell'>, { verb: string; parameters: object }>> = {
  askStatus: { verb: 'trigger', parameters: { message: 'StatusNotification' } },
  resetSoft: { verb: 'reset', parameters: { kind: 'soft' } },
  resetHard: { verb: 'reset', parameters: { kind: 'hard' } },
  makeAvailable: { verb: 'changeAvailability', parameters: { operative: true, evseId: 0 } },
};
const most = 500;

/**
 * Job: begins the recipes that open alerts call for, and moves on the runs whose time has come. A step and the command it gives are one commit:
 * a process that is killed goes on where it was, and gives no command twice. `startedAt`: of the process, before which no station
 * could come. Returns how many moves were made.
 */
export async function runRunbooks(context: Pick<Context, 'db' | 'clock' | 'tell'>, startedAt: number): Promise<number> {
  const { db, clock, tell } = context;
  await db.transaction().execute(async (tx) => {
    const at = clock();
    const begun = await startDue(tx, { at, by: ourselves });
    await insertRunHappenings(
      tx,
      begun.map(({ id, tenant_id: tenantId, identity }) => ({ tenantId, identity, runId: id, status: 'running' })),
      at,
    );
  });
  let moves = 0;
  while (moves < most && (await db.transaction().execute((tx) => moveOne(tx, { at: clock(), startedAt })))) moves += 1;
  if (moves > 0) tell();
  return moves;
}

/** false: none was due. */
async function moveOne(tx: Db, { at, startedAt }: { at: number; startedAt: number }): Promise<boolean> {
  const run = await selectDueRun(tx, { at, startedAt });
  if (run === undefined) return false;
  const move = nextMove(factsOf(run), at);
  const current = run.steps[run.step]?.do ?? null;
  const line = (what: LogLine['what'], because: string | null, commandId: number | null = null): LogLine => ({
    at: new Date(at).toISOString(),
    step: run.step,
    what,
    action: current,
    because,
    commandId,
  });
  const same = { step: run.step, stepAt: run.step_at.getTime(), commandId: run.command_id };
  if (move.kind === 'wait') await updateRun(tx, run.id, { ...same, dueAt: move.until, line: null });
  else if (move.kind === 'act') {
    const commandId = await give(tx, run, { action: move.action, at });
    await updateRun(tx, run.id, { ...same, stepAt: at, commandId, dueAt: at, line: line('begun', null, commandId) });
  } else if (move.kind === 'next') {
    const what = move.because === 'charging' || move.because === 'notConnected' ? 'skipped' : 'done';
    await updateRun(tx, run.id, { step: run.step + 1, stepAt: at, commandId: null, dueAt: at, line: line(what, move.because) });
  } else {
    const reason = move.status === 'healed' ? (lastAction(run) ?? 'byItself') : 'nothingHelped';
    await endRun(tx, run.id, { status: move.status, reason, at, line: line('ended', reason) });
    await insertRunHappenings(tx, [{ tenantId: run.tenant_id, identity: run.identity, runId: run.id, status: move.status }], at);
  }
  return true;
}

/** What was done last before it was well again. */
function lastAction({ steps, step, is_begun }: RunRow): string | null {
  const tried = steps.slice(0, is_begun ? step + 1 : step).filter((one) => one.do !== 'wait' && one.do !== 'tell');
  return tried.at(-1)?.do ?? null;
}

/** The id of the command, where the action is one. To tell is the end's: a run that gives up is an alert of its own. */
async function give(tx: Db, run: RunRow, { action, at }: { action: RunbookAction; at: number }): Promise<number | null> {
  if (action === 'wait' || action === 'tell') return null;
  return await queueCommand(tx, { tenantId: run.tenant_id, stationId: run.station_id, ...commandOf[action], by: ourselves, at });
}

function factsOf(run: RunRow): RunFacts {
  return {
    steps: run.steps,
    step: run.step,
    isBegun: run.is_begun,
    stepAt: run.step_at.getTime(),
    isHealed: run.is_healed,
    awaySince: run.away_since,
    isCharging: run.is_charging,
    mayDisturb: run.may_disturb,
    command: run.command,
  };
}
