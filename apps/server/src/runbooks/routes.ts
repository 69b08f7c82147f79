import type { runbook, runbookRoutes, runbookRun } from '@stationmaster/contract';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { stationRowId } from '../stations/row-id.ts';
import {
  deleteRunbook,
  insertRunbook,
  type RunbookRow,
  type RunListRow,
  replaceRunbook,
  selectRunbooks,
  selectRuns,
} from './list-store.ts';
import { endRun, insertRun, insertRunHappenings } from './store.ts';

type Db = Parameters<typeof selectRunbooks>[0];
const countedMs = 90 * 24 * 3_600_000;

export function runbookHandlers({ tell }: Pick<Context, 'tell'>): Handlers<typeof runbookRoutes> {
  return {
    listRunbooks: (_, call) =>
      call.tx(async (db) => ({ items: (await selectRunbooks(db, { since: call.now - countedMs })).map(runbookView) })),

    createRunbook: ({ body }, call) =>
      call.tx(async (db) => {
        const id = await insertRunbook(db, call.tenantId, { fields: body, at: call.now });
        call.subject(`runbook:${id}`, { ...body });
        return runbookView(await mustFind(db, id, call.now));
      }),

    updateRunbook: ({ params: { runbookId }, body }, call) =>
      call.tx(async (db) => {
        call.subject(`runbook:${runbookId}`, { ...body });
        await mustFind(db, runbookId, call.now);
        await replaceRunbook(db, runbookId, { fields: body, at: call.now });
        return runbookView(await mustFind(db, runbookId, call.now));
      }),

    deleteRunbook: ({ params: { runbookId } }, call) =>
      call.tx(async (db) => {
        call.subject(`runbook:${runbookId}`);
        const { builtin } = await mustFind(db, runbookId, call.now);
        if (builtin !== null) throw fail('runbookStays', { id: runbookId });
        await deleteRunbook(db, runbookId);
      }),

    startRunbook: async ({ params: { runbookId }, body: { stationId: identity } }, call) => {
      const run = await call.tx(async (db) => {
        call.subject(`station:${identity}`, { runbookId });
        await mustFind(db, runbookId, call.now);
        const stationId = await stationRowId(db, identity);
        const id = await insertRun(db, { runbookId, stationId, by: call.actor.name || actorName(call.actor), at: call.now });
        if (id === undefined) throw fail('runbookRunning', { id: identity });
        await insertRunHappenings(db, [{ tenantId: call.tenantId, identity, runId: id, status: 'running' }], call.now);
        return runView(await mustFindRun(db, id));
      });
      tell();
      return run;
    },

    listRuns: ({ query: { cursor, limit, ...filter } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        return pageOf(await selectRuns(db, { ...filter, before, limit: limit + 1 }), { limit, view: runView, key: (row) => [row.id] });
      }),

    stopRun: async ({ params: { runId } }, call) => {
      const run = await call.tx(async (db) => {
        call.subject(`runbookRun:${runId}`);
        const { step, identity } = await mustFindRun(db, runId);
        const by = call.actor.name || actorName(call.actor);
        const line = {
          at: new Date(call.now).toISOString(),
          step,
          what: 'ended' as const,
          action: null,
          because: 'byHand',
          commandId: null,
        };
        const hasEnded = await endRun(db, runId, { status: 'stopped', reason: by, at: call.now, line });
        if (hasEnded) await insertRunHappenings(db, [{ tenantId: call.tenantId, identity, runId, status: 'stopped' }], call.now);
        return runView(await mustFindRun(db, runId));
      });
      tell();
      return run;
    },
  };
}

async function mustFind(db: Db, id: number, at: number): Promise<RunbookRow> {
  const [row] = await selectRunbooks(db, { since: at - countedMs, id });
  if (row === undefined) throw fail('notFound', { what: 'runbook', id });
  return row;
}
async function mustFindRun(db: Db, id: number): Promise<RunListRow> {
  const [row] = await selectRuns(db, { id, before: null, limit: 1 });
  if (row === undefined) throw fail('notFound', { what: 'run', id });
  return row;
}

function runbookView(row: RunbookRow): z.input<typeof runbook> {
  const { id, name, enabled, kinds, steps, builtin, total, healed, gave_up, stopped, running } = row;
  return {
    id,
    name,
    enabled,
    kinds,
    steps,
    mayDisturb: row.may_disturb,
    restMinutes: row.rest_minutes,
    builtin,
    runs: { total, healed, gaveUp: gave_up, stopped, running },
  };
}
function runView(row: RunListRow): z.input<typeof runbookRun> {
  const { id, builtin, name, kind, steps, status, step, reason, log } = row;
  return {
    id,
    runbookId: row.runbook_id,
    builtin,
    name,
    stationId: row.identity,
    stationName: row.station_name,
    alertId: row.alert_id,
    kind: kind === '' ? null : kind,
    steps,
    status,
    step,
    reason,
    log,
    startedBy: row.started_by,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
