import type { acceptanceRoutes } from '@stationmaster/contract';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import {
  batchView,
  cancelRun,
  evidenceOf,
  existingBatch,
  existingRun,
  retryStep,
  runView,
  skipStep,
  startBatch,
  startRun,
} from './manage.ts';
import { acceptanceReport } from './report.ts';
import type { TestContext } from './step.ts';
import { selectBatches, selectRuns } from './store.ts';

export function acceptanceHandlers(context: TestContext): Handlers<typeof acceptanceRoutes> {
  return {
    startAcceptance: ({ params, body }, call) => startRun(context, call, { identity: params.stationId, plan: body }),
    listAcceptance: ({ query: { cursor, limit, ...filter } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        const { stationId, batchId, status } = filter;
        const rows = await selectRuns(db, { stationId, batchId, status, before, limit: limit + 1 });
        return pageOf(rows, { limit, view: (row) => runView(context, row), key: ({ id }) => [id] });
      }),
    getAcceptance: ({ params }, call) => call.tx(async (db) => runView(context, await existingRun(db, params.runId))),
    cancelAcceptance: ({ params }, call) => cancelRun(context, call, params.runId),
    retryAcceptanceStep: ({ params }, call) => retryStep(context, call, params),
    skipAcceptanceStep: ({ params, body }, call) => skipStep(context, call, { ...params, ...body }),
    listAcceptanceEvidence: ({ params }, call) => evidenceOf(call, params),
    acceptanceReport: ({ params, query }, call) => acceptanceReport(call, { ...params, ...query }),
    startAcceptanceBatch: ({ body }, call) => startBatch(context, call, body),
    listAcceptanceBatches: ({ query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        return pageOf(await selectBatches(db, { before, limit: limit + 1 }), { limit, view: batchView, key: ({ id }) => [id] });
      }),
    getAcceptanceBatch: ({ params }, call) => call.tx(async (db) => batchView(await existingBatch(db, params.batchId))),
  };
}
