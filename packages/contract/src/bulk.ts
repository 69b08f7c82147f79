import { z } from 'zod';
import { command, commandRequest, commandStatuses, verbs, waitSeconds } from './commands.ts';
import { id, instant, page, pageOf, protocols, stationId } from './common.ts';
import { route } from './route.ts';

/** Which stations: all that fit every condition given. */
export const bulkFilter = z.object({
  stationIds: z.array(stationId).max(5000).optional(),
  siteId: id.optional(),
  vendor: z.string().max(100).optional(),
  model: z.string().max(100).optional(),
  firmwareVersion: z.string().max(100).optional(),
  protocol: z.enum(protocols).optional(),
  connected: z.boolean().optional(),
});
export const bulkCommand = z.object({
  id: z.number(),
  verb: z.enum(verbs),
  parameters: z.record(z.string(), z.unknown()),
  filter: bulkFilter,
  waitSeconds: z.number().nullable(),
  requestedBy: z.string(),
  requestedAt: instant,
  cancelledAt: instant.nullable(),
  retryOf: z.number().nullable(),
  total: z.number(),
  byStatus: z.partialRecord(z.enum(commandStatuses), z.number()),
  finished: z.boolean().describe('Nothing of it is queued, waiting or on its way'),
});
const params = z.object({ bulkId: id });

export const bulkRoutes = {
  createBulkCommand: route({
    method: 'POST',
    path: '/bulk-commands',
    permission: 'operator',
    tag: 'Commands',
    summary: 'One command for many stations; each has its own result',
    body: z.object({ filter: bulkFilter, request: commandRequest, waitSeconds: waitSeconds.optional() }),
    response: bulkCommand,
    creates: true,
  }),
  previewBulkCommand: route({
    method: 'POST',
    path: '/bulk-commands/preview',
    permission: 'viewer',
    tag: 'Commands',
    summary: 'How many stations a filter finds, and how many cars charge there',
    body: z.object({ filter: bulkFilter }),
    response: z.object({
      total: z.number(),
      connected: z.number(),
      charging: z.number().describe('Sessions running there now: a restart may interrupt them'),
      sample: z.array(stationId).describe('Up to ten of them'),
    }),
  }),
  listBulkCommands: route({
    method: 'GET',
    path: '/bulk-commands',
    permission: 'viewer',
    tag: 'Commands',
    summary: 'Commands for many stations, newest first',
    query: page,
    response: pageOf(bulkCommand),
  }),
  getBulkCommand: route({
    method: 'GET',
    path: '/bulk-commands/:bulkId',
    permission: 'viewer',
    tag: 'Commands',
    summary: 'How far it is',
    params,
    response: bulkCommand,
  }),
  listBulkResults: route({
    method: 'GET',
    path: '/bulk-commands/:bulkId/commands',
    permission: 'viewer',
    tag: 'Commands',
    summary: 'The command of each station and what became of it',
    params,
    query: page.extend({ status: z.enum(commandStatuses).optional() }),
    response: pageOf(command),
  }),
  cancelBulkCommand: route({
    method: 'POST',
    path: '/bulk-commands/:bulkId/cancellation',
    permission: 'operator',
    tag: 'Commands',
    summary: 'Take back what has not been sent yet',
    params,
    response: bulkCommand,
  }),
  retryBulkCommand: route({
    method: 'POST',
    path: '/bulk-commands/:bulkId/retry',
    permission: 'operator',
    tag: 'Commands',
    summary: 'The same once more for the stations where it failed',
    params,
    response: bulkCommand,
    creates: true,
  }),
};
