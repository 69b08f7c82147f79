import { z } from 'zod';
import { bulkFilter } from './bulk.ts';
import { logKinds } from './commands.ts';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

export const logFetchStates = ['waiting', 'sent', 'received', 'failed', 'cancelled'] as const;
const kind = z.enum(logKinds);
const logFetch = z.object({
  id: z.number(),
  batchId: z.number().describe('Asked for together'),
  stationId,
  stationName: z.string(),
  kind,
  from: instant.nullable(),
  to: instant.nullable(),
  state: z.enum(logFetchStates),
  reason: z.string().nullable(),
  heard: z.string().nullable().describe("The station's last word on it"),
  bytes: z.number().describe('That have come so far'),
  commandId: z.number().nullable(),
  requestedBy: z.string(),
  requestedAt: instant,
  endedAt: instant.nullable(),
});
const logFile = z.object({
  id: z.number(),
  stationId,
  stationName: z.string(),
  fetchId: z.number().nullable(),
  kind,
  name: z.string(),
  size: z.number(),
  sha256: z.string(),
  isText: z.boolean().describe('Can be opened and searched here, unpacked where it is packed with gzip'),
  receivedAt: instant,
  keepUntil: instant.nullable().describe('null: until somebody deletes it'),
});
const params = z.object({ logId: id });
const line = z.object({ number: z.number().describe('From 1'), text: z.string() });

/** What stations keep of themselves, fetched to us. */
export const logRoutes = {
  fetchLogs: route({
    method: 'POST',
    path: '/log-fetches',
    permission: 'operator',
    tag: 'Logs',
    summary: 'Have one or many stations bring their log; stations that are away do it when they are back',
    body: z.object({
      filter: bulkFilter,
      kind: kind.default('diagnostics'),
      from: instant.optional(),
      to: instant.optional(),
      waitHours: z.number().int().min(1).max(168).default(24).describe('For the station and its upload'),
    }),
    response: z.object({ batchId: z.number(), total: z.number() }),
    creates: true,
  }),
  listLogFetches: route({
    method: 'GET',
    path: '/log-fetches',
    permission: 'viewer',
    tag: 'Logs',
    summary: 'What was asked for and what became of it, newest first',
    query: page.extend({ stationId: stationId.optional(), batchId: id.optional(), state: z.enum(logFetchStates).optional() }),
    response: pageOf(logFetch),
  }),
  cancelLogFetch: route({
    method: 'DELETE',
    path: '/log-fetches/:fetchId',
    permission: 'operator',
    tag: 'Logs',
    summary: 'Its address takes nothing any more',
    params: z.object({ fetchId: id }),
  }),
  listLogs: route({
    method: 'GET',
    path: '/logs',
    permission: 'viewer',
    tag: 'Logs',
    summary: 'Logs that have come, newest first',
    query: page.extend({ stationId: stationId.optional(), kind: kind.optional() }),
    response: pageOf(logFile),
  }),
  readLog: route({
    method: 'GET',
    path: '/logs/:logId/lines',
    permission: 'viewer',
    tag: 'Logs',
    summary: 'Lines of a log, all or those with a text',
    params,
    query: z.object({
      from: z.coerce.number().int().min(1).default(1).describe('The first line'),
      limit: z.coerce.number().int().min(1).max(20_000).default(2000),
      search: z.string().max(200).optional().describe('Upper and lower case are the same'),
    }),
    response: z.object({
      lines: z.array(line),
      total: z.number().nullable().describe('Lines of the file; null: not read to its end'),
      next: z.number().nullable(),
    }),
  }),
  searchLogs: route({
    method: 'GET',
    path: '/logs/search',
    permission: 'viewer',
    tag: 'Logs',
    summary: 'A text in the newest logs of all stations or of one',
    query: z.object({
      search: z.string().max(200).default('').describe('At least two signs; fewer find nothing'),
      stationId: stationId.optional(),
      kind: kind.optional(),
    }),
    response: z.object({
      searched: z.number().describe('Logs that were looked through, the newest 200 at most'),
      items: z.array(z.object({ log: logFile, hits: z.number(), lines: z.array(line).describe('The first ones') })),
    }),
  }),
  downloadLog: route({
    method: 'GET',
    path: '/logs/:logId/file',
    permission: 'viewer',
    tag: 'Logs',
    summary: 'The file as the station brought it',
    params,
    produces: 'application/octet-stream',
  }),
  keepLog: route({
    method: 'PATCH',
    path: '/logs/:logId',
    permission: 'operator',
    tag: 'Logs',
    summary: 'Keep it beyond its time, or no longer',
    params,
    body: z.object({ keep: z.boolean() }),
    response: logFile,
  }),
  deleteLog: route({
    method: 'DELETE',
    path: '/logs/:logId',
    permission: 'operator',
    tag: 'Logs',
    summary: 'Delete it for good',
    params,
  }),
};
