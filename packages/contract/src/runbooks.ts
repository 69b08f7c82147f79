import { alertKinds, runbookActions, runStatuses } from '@stationmaster/domain';
import { z } from 'zod';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

export const runbookStep = z.object({
  do: z.enum(runbookActions),
  minutes: z.number().int().min(0).max(1440).describe('How long to wait for it to heal afterwards'),
});
const fields = z.object({
  name: z.string().trim().max(100).default(''),
  enabled: z.boolean().default(true),
  kinds: z.array(z.enum(alertKinds)).max(20).default([]).describe('After which kinds of alerts it begins by itself'),
  steps: z.array(runbookStep).min(1).max(20),
  mayDisturb: z.boolean().default(false).describe('May interrupt a car that is charging'),
  restMinutes: z.number().int().min(1).max(10_080).default(60).describe('Not again for the same station before that'),
});
export const runbook = fields.extend({
  id,
  builtin: z.string().nullable(),
  runs: z
    .object({ total: z.number(), healed: z.number(), gaveUp: z.number(), stopped: z.number(), running: z.number() })
    .describe('Of the last 90 days'),
});
export const runLog = z.object({
  at: instant,
  step: z.number(),
  what: z.enum(['begun', 'done', 'skipped', 'ended']),
  action: z.enum(runbookActions).nullable(),
  because: z.string().nullable(),
  commandId: z.number().nullable(),
});
export const runbookRun = z.object({
  id,
  runbookId: id.nullable(),
  builtin: z.string().nullable(),
  name: z.string(),
  stationId,
  stationName: z.string(),
  alertId: id.nullable(),
  kind: z.enum(alertKinds).nullable(),
  steps: z.array(runbookStep),
  status: z.enum(runStatuses),
  step: z.number(),
  reason: z.string(),
  log: z.array(runLog),
  startedBy: z.string(),
  startedAt: instant,
  endedAt: instant.nullable(),
});
const params = z.object({ runbookId: id });
const tag = 'Runbooks';
export const runbookRoutes = {
  listRunbooks: route({
    method: 'GET',
    path: '/runbooks',
    permission: 'viewer',
    tag,
    summary: 'Recipes for what goes wrong, with how often each helped',
    response: z.object({ items: z.array(runbook) }),
  }),
  createRunbook: route({
    method: 'POST',
    path: '/runbooks',
    permission: 'operator',
    tag,
    summary: 'A new recipe',
    body: fields,
    response: runbook,
    creates: true,
  }),
  updateRunbook: route({
    method: 'PUT',
    path: '/runbooks/:runbookId',
    permission: 'operator',
    tag,
    summary: 'Change a recipe; runs under way go on as they began',
    params,
    body: fields,
    response: runbook,
  }),
  deleteRunbook: route({
    method: 'DELETE',
    path: '/runbooks/:runbookId',
    permission: 'operator',
    tag,
    summary: 'Remove a recipe; its runs stay',
    params,
  }),
  startRunbook: route({
    method: 'POST',
    path: '/runbooks/:runbookId/runs',
    permission: 'operator',
    tag,
    summary: 'Begin it for a station by hand',
    params,
    body: z.object({ stationId }),
    response: runbookRun,
    creates: true,
  }),
  listRuns: route({
    method: 'GET',
    path: '/runbook-runs',
    permission: 'viewer',
    tag,
    summary: 'What was tried, newest first',
    query: page.extend({ runbookId: id.optional(), stationId: stationId.optional(), status: z.enum(runStatuses).optional() }),
    response: pageOf(runbookRun),
  }),
  stopRun: route({
    method: 'POST',
    path: '/runbook-runs/:runId/stop',
    permission: 'operator',
    tag,
    summary: 'No further step of it',
    params: z.object({ runId: id }),
    response: runbookRun,
  }),
};
