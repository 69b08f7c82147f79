import type { bulkCommand, bulkRoutes } from '@stationmaster/contract';
import type { z } from 'zod';
import { mustBeSound } from '../certificates/sound.ts';
import type { Context } from '../context.ts';
import { Failure, fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Call, Handlers, Input } from '../http/handler.ts';
import { mustBeAllowed } from './allowed.ts';
import {
  type BulkFilter,
  type BulkRow,
  countCharging,
  findBulk,
  insertBulk,
  markCancelled,
  type NewBulk,
  selectBulks,
  selectFailed,
  selectResults,
  selectTargets,
} from './bulk-store.ts';
import { mustBeStorable } from './prepare.ts';
import { commandView } from './views.ts';
import { cancelCommands } from './waiting-store.ts';
import { parametersOf } from './words.ts';

type Db = Parameters<Parameters<Call['tx']>[0]>[0];
/** What may be tried once more. */
const failures = ['rejected', 'offline', 'timedOut', 'failed', 'noEffect', 'expired'] as const;
const underWay = ['queued', 'waiting', 'pending', 'sent', 'accepted'] as const;

export function bulkHandlers(context: Pick<Context, 'gateway' | 'tell'>): Handlers<typeof bulkRoutes> {
  return {
    createBulkCommand: ({ body }, call) => createBulk(context, call, body),

    previewBulkCommand: ({ body: { filter } }, call) =>
      call.tx(async (db) => {
        const found = await targets(context, db, filter);
        const connected = found.filter(({ id }) => context.gateway.peek(id) !== undefined).length;
        const charging = await countCharging(
          db,
          found.map(({ id }) => id),
        );
        return { total: found.length, connected, charging, sample: found.slice(0, 10).map(({ identity }) => identity) };
      }),

    listBulkCommands: ({ query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        return pageOf(await selectBulks(db, { before, limit: limit + 1 }), { limit, view: bulkView, key: ({ id }) => [id] });
      }),

    getBulkCommand: ({ params: { bulkId } }, call) => call.tx(async (db) => bulkView(await existing(db, bulkId))),

    listBulkResults: ({ params: { bulkId }, query: { cursor, limit, status } }, call) =>
      call.tx(async (db) => {
        await existing(db, bulkId);
        const after = decodeCursor(cursor, ['number'])?.[0] ?? null;
        const rows = await selectResults(db, { bulkId, status, after, limit: limit + 1 });
        return pageOf(rows, { limit, view: commandView, key: ({ id }) => [id] });
      }),

    cancelBulkCommand: async ({ params: { bulkId } }, call) => {
      const view = await call.tx(async (db) => {
        await existing(db, bulkId);
        call.subject(`bulk:${bulkId}`);
        await cancelCommands(db, { bulkId, at: call.now });
        await markCancelled(db, bulkId, call.now);
        return bulkView(await existing(db, bulkId));
      });
      context.tell();
      return view;
    },

    retryBulkCommand: ({ params: { bulkId } }, call) =>
      call.tx(async (db) => {
        const { verb, parameters, filter, wait_seconds: waitSeconds } = await existing(db, bulkId);
        const failed = await selectFailed(db, bulkId, failures);
        return await stored(db, call, { verb, parameters, filter, waitSeconds, retryOf: bulkId, stationIds: failed.map(({ id }) => id) });
      }),
  };
}

async function createBulk(
  context: Pick<Context, 'gateway'>,
  call: Call,
  {
    filter,
    request,
    waitSeconds = null,
  }: Omit<Input<typeof bulkRoutes.createBulkCommand>['body'], 'waitSeconds'> & { waitSeconds?: number | null | undefined },
): Promise<z.input<typeof bulkCommand>> {
  mustBeAllowed(call.actor, request);
  mustBeStorable(request);
  mustBeSound(request, call.now);
  if ('sessionId' in request || 'reservationId' in request || request.verb === 'reserve')
    throw new Failure('badRequest', {}, [{ path: 'request.verb', message: 'speaks of a session or reservation of one station' }]);
  return await call.tx(async (db) => {
    const stationIds = (await targets(context, db, filter)).map(({ id }) => id);
    return await stored(db, call, {
      verb: request.verb,
      parameters: parametersOf(request),
      filter,
      waitSeconds,
      retryOf: null,
      stationIds,
    });
  });
}

async function targets(
  { gateway }: Pick<Context, 'gateway'>,
  db: Db,
  { connected, ...filter }: BulkFilter,
): Promise<{ id: number; identity: string }[]> {
  const found = await selectTargets(db, filter);
  return connected === undefined ? found : found.filter(({ id }) => (gateway.peek(id) !== undefined) === connected);
}

async function stored(db: Db, call: Call, bulk: Omit<NewBulk, 'tenantId' | 'requestedBy' | 'at'>): Promise<z.input<typeof bulkCommand>> {
  if (bulk.stationIds.length === 0) throw new Failure('badRequest', {}, [{ path: 'filter', message: 'finds no station' }]);
  const id = await insertBulk(db, { ...bulk, tenantId: call.tenantId, requestedBy: call.actor.name, at: call.now });
  call.subject(`bulk:${id}`, { verb: bulk.verb, ...bulk.parameters, filter: bulk.filter, stations: bulk.stationIds.length });
  return bulkView(await existing(db, id));
}

async function existing(db: Db, id: number): Promise<BulkRow> {
  const row = await findBulk(db, id);
  if (row === undefined) throw fail('notFound', { what: 'bulk command', id });
  return row;
}

function bulkView(row: BulkRow): z.input<typeof bulkCommand> {
  const counts = row.by_status;
  return {
    id: row.id,
    // Only our own words are ever written into this column.
    verb: row.verb as z.input<typeof bulkCommand>['verb'],
    parameters: row.parameters,
    filter: row.filter,
    waitSeconds: row.wait_seconds,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    retryOf: row.retry_of,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    byStatus: counts,
    finished: underWay.every((status) => (counts[status] ?? 0) === 0),
  };
}
