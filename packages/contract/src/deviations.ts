import { z } from 'zod';
import { instant, stationId } from './common.ts';
import { route } from './route.ts';

export const deviationSeverities = ['note', 'warning', 'serious'] as const;

export const deviation = z.object({
  name: z.string().describe('What is wrong; the same name as in `repairs` of the message log'),
  code: z.string().nullable().describe('For tickets, such as R18; null for a name of another release'),
  severity: z.enum(deviationSeverities).describe('note: a slip of the pen; serious: evidence, a time or the message was lost'),
  direction: z.enum(['in', 'out']).describe('in: a message of the station; out: its answer to one of ours'),
  action: z.string().describe('Empty for what is no message of its version'),
  detail: z.string().describe('Of what was refused: the error, the place and what is wrong there'),
  count: z.number().int(),
  days: z.number().int().describe('On how many days'),
  firstAt: instant,
  lastAt: instant,
  frameId: z.number().nullable().describe('The newest message with it, where it is in the log'),
});
export const activeQuirk = z.object({
  name: z.string(),
  why: z.string().describe('In English: what in its firmware causes it'),
});
const params = z.object({ stationId });
const query = z.object({ from: instant.optional(), to: instant.optional() });

export const deviationRoutes = {
  listDeviations: route({
    method: 'GET',
    path: '/stations/:stationId/deviations',
    permission: 'viewer',
    tag: 'Evidence',
    summary: 'What the station gets wrong, how often, and which quirks of its firmware are reckoned with; whole days (UTC)',
    params,
    query,
    response: z.object({ items: z.array(deviation), quirks: z.array(activeQuirk) }),
  }),
  exportDeviations: route({
    method: 'GET',
    path: '/stations/:stationId/deviations.csv',
    permission: 'viewer',
    tag: 'Evidence',
    summary: 'The same as CSV, a row a day',
    params,
    query,
    produces: 'text/csv',
  }),
  deviationReport: route({
    method: 'GET',
    path: '/stations/:stationId/deviations.md',
    permission: 'viewer',
    tag: 'Evidence',
    summary: 'The same for the maker of the station: each fault with its paragraph and an example without personal data (Markdown)',
    params,
    query,
    produces: 'text/markdown',
  }),
};
