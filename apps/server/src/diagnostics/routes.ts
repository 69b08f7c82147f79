import { Readable } from 'node:stream';
import type { logRoutes } from '@stationmaster/contract';
import type { Kysely } from 'kysely';
import { selectTargets } from '../commands/bulk-store.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { removeFiles } from '../files/clean.ts';
import { diskOf, placeOf, read } from '../files/disk.ts';
import { closeAddresses } from '../files/store.ts';
import { attachment } from '../http/attachment.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { findLines, pageOfLines } from './lines.ts';
import {
  changeFetch,
  deleteLogRow,
  type FetchRow,
  findFetch,
  findLog,
  insertFetches,
  type LogRow,
  selectFetches,
  selectLogs,
  setKeepUntil,
} from './store.ts';

type Db = Kysely<Tables>;
const hourMs = 3_600_000;
/** Logs looked through by one search, lines shown of each, and how long it may take. */
const search = { logs: 200, lines: 5, ms: 10_000 } as const;

export function logHandlers(context: Pick<Context, 'gateway' | 'config' | 'tell' | 'db'>): Handlers<typeof logRoutes> {
  const disk = diskOf(context.config);
  return {
    fetchLogs: async ({ body: { filter, kind, from, to, waitHours } }, call) => {
      const made = await call.tx(async (db) => {
        const { connected, ...rest } = filter;
        const found = await selectTargets(db, rest);
        const chosen = connected === undefined ? found : found.filter(({ id }) => (context.gateway.peek(id) !== undefined) === connected);
        if (chosen.length === 0) throw new Failure('badRequest', {}, [{ path: 'filter', message: 'finds no station' }]);
        call.subject(`logs:${kind}`, { filter, stations: chosen.length, from, to });
        const batchId = await insertFetches(db, {
          tenantId: call.tenantId,
          stationIds: chosen.map(({ id }) => id),
          kind,
          from: from === undefined ? null : Date.parse(from),
          to: to === undefined ? null : Date.parse(to),
          requestedBy: call.actor.name,
          at: call.now,
          expiresAt: call.now + waitHours * hourMs,
        });
        return { batchId, total: chosen.length };
      });
      context.tell();
      return made;
    },

    listLogFetches: ({ query: { cursor, limit, ...filter } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        return pageOf(await selectFetches(db, { ...filter, before, limit: limit + 1 }), { limit, view: fetchView, key: ({ id }) => [id] });
      }),

    cancelLogFetch: async ({ params: { fetchId } }, call) => {
      await call.tx(async (db) => {
        const fetch = await findFetch(db, fetchId);
        if (fetch === undefined) throw fail('notFound', { what: 'log fetch', id: fetchId });
        call.subject(fetch.identity, { fetchId });
        if (fetch.ended_at !== null) return;
        await changeFetch(db, fetch, { state: 'cancelled', reason: null, at: call.now });
        await closeAddresses(db, fetch.command_id === null ? [] : [fetch.command_id], call.now);
      });
      context.tell();
    },

    listLogs: ({ query: { cursor, limit, ...filter } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        return pageOf(await selectLogs(db, { ...filter, before, limit: limit + 1 }), { limit, view: logView, key: ({ id }) => [id] });
      }),

    readLog: async ({ params, query }, call) => {
      const log = await call.tx((db) => existing(db, params.logId));
      if (!log.is_text) throw fail('logNotText', { id: log.id });
      return await pageOfLines(placeOf(disk, log.key), query);
    },

    searchLogs: async ({ query: { search: text, ...filter } }, call) => {
      const logs = text.trim().length < 2 ? [] : await call.tx((db) => selectLogs(db, { ...filter, before: null, limit: search.logs }));
      const end = performance.now() + search.ms;
      const items: { log: ReturnType<typeof logView>; hits: number; lines: { number: number; text: string }[] }[] = [];
      let searched = 0;
      for (const log of logs.filter(({ is_text }) => is_text)) {
        if (performance.now() > end) break;
        searched += 1;
        const found = await findLines(placeOf(disk, log.key), text, search.lines);
        if (found.hits > 0) items.push({ log: logView(log), ...found });
      }
      return { searched, items };
    },

    downloadLog: async ({ params }, call) => {
      const log = await call.tx((db) => existing(db, params.logId));
      const body = Readable.toWeb(read(disk, log.key)) as ReadableStream;
      const headers = {
        'content-type': 'application/octet-stream',
        'content-disposition': attachment(log.name),
        'content-length': String(log.size),
      };
      return new Response(body, { headers });
    },

    keepLog: ({ params, body: { keep } }, call) =>
      call.tx(async (db) => {
        const log = await existing(db, params.logId);
        call.subject(log.identity, { logId: log.id, keep });
        const until = log.received_at.getTime() + context.config.logRetentionDays * 24 * hourMs;
        // What would be deleted at once stays for another day.
        await setKeepUntil(db, log.id, keep ? null : Math.max(until, call.now + 24 * hourMs));
        return logView(await existing(db, params.logId));
      }),

    deleteLog: async ({ params }, call) => {
      const log = await call.tx(async (db) => {
        const found = await existing(db, params.logId);
        call.subject(found.identity, { logId: found.id, name: found.name });
        await deleteLogRow(db, found.id);
        return found;
      });
      await removeFiles(context, [log.file_id]);
    },
  };
}

async function existing(db: Db, id: number): Promise<LogRow> {
  const row = await findLog(db, id);
  if (row === undefined) throw fail('notFound', { what: 'log', id });
  return row;
}

function fetchView(row: FetchRow) {
  return {
    id: row.id,
    batchId: row.batch_id,
    stationId: row.identity,
    stationName: row.station_name,
    kind: row.kind,
    from: row.from_at?.toISOString() ?? null,
    to: row.to_at?.toISOString() ?? null,
    state: row.state,
    reason: row.reason,
    heard: row.heard,
    bytes: row.bytes,
    commandId: row.command_id,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

function logView(row: LogRow) {
  return {
    id: row.id,
    stationId: row.identity,
    stationName: row.station_name,
    fetchId: row.fetch_id,
    kind: row.kind,
    name: row.name,
    size: row.size,
    sha256: row.sha256.toString('hex'),
    isText: row.is_text,
    receivedAt: row.received_at.toISOString(),
    keepUntil: row.keep_until?.toISOString() ?? null,
  };
}
