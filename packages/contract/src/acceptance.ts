import { acceptanceSteps, stepStatuses } from '@stationmaster/domain';
import { z } from 'zod';
import { bulkFilter } from './bulk.ts';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { frame } from './frames.ts';
import { route } from './route.ts';

export const acceptanceRunStatuses = ['running', 'passed', 'failed', 'cancelled'] as const;
const values = z.record(z.string(), z.union([z.string(), z.number()]).nullable());
export const acceptancePlan = z.object({
  steps: z
    .array(z.enum(acceptanceSteps))
    .min(1)
    .max(acceptanceSteps.length)
    .default(acceptanceSteps.filter((step) => step !== 'firmware'))
    .describe('Tried in their own order'),
  hands: z
    .enum(['person', 'none'])
    .default('person')
    .describe('Whether somebody stands at the station; without, what needs hands is left out'),
  evseId: z.number().int().min(1).max(999).default(1).describe('Where the session is tried'),
  token: z.string().trim().min(1).max(255).nullable().default(null).describe('The test card; null: any card that may charge'),
  leastProfile: z.number().int().min(0).max(3).default(0).describe('Least security profile'),
  firmwareVersion: z.string().max(100).nullable().default(null).describe('For the step firmware: what it has to be'),
  stepSeconds: z
    .number()
    .int()
    .min(5)
    .max(3600)
    .nullable()
    .default(null)
    .describe('Most seconds for a step; null: each its own time, half an hour where somebody has to walk there, else minutes'),
});
const step = z.object({
  place: z.number(),
  name: z.enum(acceptanceSteps),
  status: z.enum(stepStatuses),
  code: z.string().nullable().describe('What was found'),
  found: values,
  note: z.string().nullable(),
  tries: z.number(),
  beganAt: instant.nullable(),
  endedAt: instant.nullable(),
  until: instant.nullable().describe('Of a step under way: when it counts as failed'),
  sessionId: z.number().nullable(),
  evidence: z.number().describe('Messages that prove it'),
});
const run = z.object({
  id: z.number(),
  stationId,
  stationName: z.string(),
  batchId: z.number().nullable(),
  status: z.enum(acceptanceRunStatuses),
  plan: acceptancePlan,
  startedBy: z.string(),
  startedAt: instant,
  endedAt: instant.nullable(),
  connected: z.boolean(),
  steps: z.array(step),
});
const batch = z.object({
  id: z.number(),
  name: z.string(),
  startedBy: z.string(),
  startedAt: instant,
  total: z.number(),
  byStatus: z.partialRecord(z.enum(acceptanceRunStatuses), z.number()),
});
const ofRun = z.object({ runId: id });
const ofStep = ofRun.extend({ place: z.coerce.number().int().min(0).max(99) });
const tag = 'Acceptance';

export const acceptanceRoutes = {
  startAcceptance: route({
    method: 'POST',
    path: '/stations/:stationId/acceptance',
    permission: 'operator',
    tag,
    summary: 'Try whether a station is fit for service, step by step; one run at a time',
    params: z.object({ stationId }),
    body: acceptancePlan,
    response: run,
    creates: true,
  }),
  listAcceptance: route({
    method: 'GET',
    path: '/acceptance',
    permission: 'viewer',
    tag,
    summary: 'Acceptance tests, newest first',
    query: page.extend({ stationId: stationId.optional(), batchId: id.optional(), status: z.enum(acceptanceRunStatuses).optional() }),
    response: pageOf(run),
  }),
  getAcceptance: route({
    method: 'GET',
    path: '/acceptance/:runId',
    permission: 'viewer',
    tag,
    summary: 'One acceptance test and how far it is',
    params: ofRun,
    response: run,
  }),
  cancelAcceptance: route({
    method: 'POST',
    path: '/acceptance/:runId/cancellation',
    permission: 'operator',
    tag,
    summary: 'End a test that is under way',
    params: ofRun,
    response: run,
  }),
  retryAcceptanceStep: route({
    method: 'POST',
    path: '/acceptance/:runId/steps/:place/retry',
    permission: 'operator',
    tag,
    summary: 'Try a failed or skipped step again; a failed test goes on',
    params: ofStep,
    response: run,
    once: true,
  }),
  skipAcceptanceStep: route({
    method: 'POST',
    path: '/acceptance/:runId/steps/:place/skip',
    permission: 'operator',
    tag,
    summary: 'Leave a step out, with the reason; the test goes on',
    params: ofStep,
    body: z.object({ note: z.string().trim().min(3).max(500) }),
    response: run,
    once: true,
  }),
  listAcceptanceEvidence: route({
    method: 'GET',
    path: '/acceptance/:runId/steps/:place/evidence',
    permission: 'viewer',
    tag,
    summary: 'The messages that prove a step',
    params: ofStep,
    response: z.object({ items: z.array(frame) }),
  }),
  acceptanceReport: route({
    method: 'GET',
    path: '/acceptance/:runId/report.pdf',
    permission: 'viewer',
    tag,
    summary: 'The report for the file: each step with what was found, and the messages that prove it',
    params: ofRun,
    query: z.object({ language: z.enum(['en', 'de']).default('en') }),
    produces: 'application/pdf',
  }),
  startAcceptanceBatch: route({
    method: 'POST',
    path: '/acceptance-batches',
    permission: 'operator',
    tag,
    summary: 'Test many stations at once; each has its own result and report',
    body: z.object({ name: z.string().trim().min(1).max(100), filter: bulkFilter, plan: acceptancePlan.prefault({ hands: 'none' }) }),
    response: batch,
    creates: true,
  }),
  listAcceptanceBatches: route({
    method: 'GET',
    path: '/acceptance-batches',
    permission: 'viewer',
    tag,
    summary: 'Tests of many stations, newest first',
    query: page,
    response: pageOf(batch),
  }),
  getAcceptanceBatch: route({
    method: 'GET',
    path: '/acceptance-batches/:batchId',
    permission: 'viewer',
    tag,
    summary: 'How far a test of many stations is',
    params: z.object({ batchId: id }),
    response: batch,
  }),
};
