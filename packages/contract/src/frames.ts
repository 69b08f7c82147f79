import { z } from 'zod';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

/** What became of an exchange: answered; refused with an error, by either side; no answer in time; the connection ended first; an answer that could not be used. */
export const frameOutcomes = ['answered', 'error', 'timedOut', 'closed', 'invalid'] as const;

export const frame = z.object({
  id: z.number(),
  at: instant,
  direction: z.enum(['in', 'out']),
  action: z.string(),
  messageId: z.string(),
  request: z.string(),
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  outcome: z.string(),
  sessionId: z.number().nullable(),
  commandId: z.number().nullable(),
  repairs: z.array(z.string()).nullable(),
  /** One plain sentence: what was said and what it means. Key and values, translated by the client. */
  explained: z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }),
});

const params = z.object({ stationId });
const filter = z.object({
  action: z.string().max(50).optional(),
  direction: z.enum(['in', 'out']).optional(),
  search: z.string().max(100).optional(),
  sessionId: id.optional(),
  commandId: id.optional(),
  outcome: z.enum(frameOutcomes).optional(),
  failed: z.enum(['true']).optional().describe('All but the answered'),
  repaired: z.enum(['true']).optional().describe('What had to be repaired to be understood'),
  from: instant.optional(),
  to: instant.optional(),
});
/** An export ends here; its span can be narrowed. */
export const mostExported = 100_000;
/** What is shared is put in order as a whole. */
export const mostShared = 5000;

export const frameRoutes = {
  listFrames: route({
    method: 'GET',
    path: '/stations/:stationId/frames',
    permission: 'viewer',
    tag: 'Evidence',
    summary: 'The message log, newest first',
    params,
    query: page.extend(filter.shape),
    response: pageOf(frame),
  }),
  exportFrames: route({
    method: 'GET',
    path: '/stations/:stationId/frames.ndjson',
    permission: 'viewer',
    tag: 'Evidence',
    summary: 'The filtered message log, newest first, a JSON object a line; at most 100 000 messages',
    params,
    query: filter,
    produces: 'application/x-ndjson',
  }),
  exportFramesAsCsv: route({
    method: 'GET',
    path: '/stations/:stationId/frames.csv',
    permission: 'viewer',
    tag: 'Evidence',
    summary: 'The same as CSV',
    params,
    query: filter,
    produces: 'text/csv',
  }),
  shareConversation: route({
    method: 'GET',
    path: '/stations/:stationId/conversation.json',
    permission: 'viewer',
    tag: 'Evidence',
    summary: 'The newest 5000 messages of the filtered log without personal data, in their order: to be shown to others, and replayed',
    params,
    query: filter,
    produces: 'application/json',
  }),
};
