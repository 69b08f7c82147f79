import { billingActions, findingKinds } from '@stationmaster/domain';
import { z } from 'zod';
import { currency, decimal, id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

export const findingKind = z.enum(findingKinds);
export const billingAction = z.enum(billingActions);
const finding = z.object({
  kind: findingKind,
  action: billingAction.describe('What the rule for this kind says'),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export const repairChange = z.object({
  billing: z.enum(['bill', 'drop']).optional().describe('Whatever was found: bill it as it then stands, or let nobody pay'),
  energyWh: z.number().min(0).max(1e7).optional(),
  startedAt: instant.optional(),
  endedAt: instant.optional(),
});
export const repair = z.object({
  id: z.number(),
  at: instant,
  author: z.string(),
  reason: z.string(),
  change: repairChange,
  reverses: z.number().nullable().describe('The repair that this one takes back'),
  reversedBy: z.number().nullable(),
});
export const sessionCheck = z.object({
  sessionId: z.number(),
  outcome: billingAction.nullable().describe('null: not looked at yet'),
  decidedBy: z.string().nullable().describe('null: by the rules'),
  since: instant.nullable(),
  checkedAt: instant.nullable(),
  findings: z.array(finding),
  suggestion: repairChange.nullable(),
  signedWh: z.number().nullable().describe('What the meter itself has signed'),
});
export const sessionToCheck = sessionCheck.extend({
  stationId,
  stationName: z.string(),
  siteId: z.number().nullable(),
  siteName: z.string().nullable(),
  timeZone: z.string().nullable(),
  evseId: z.number(),
  startedAt: instant,
  endedAt: instant.nullable(),
  energyWh: z.number(),
  driverName: z.string().nullable(),
  idToken: z.string().nullable(),
  currency: currency.nullable(),
  total: decimal.nullable(),
});
export const qualityRule = z.object({
  kind: findingKind,
  action: billingAction,
  limit: z.number().nullable().describe('W or hours, see unit'),
  unit: z.enum(['W', 'h']).nullable(),
  isDefault: z.boolean(),
});
const session = z.object({ sessionId: id });

export const qualityRoutes = {
  listChecks: route({
    method: 'GET',
    path: '/checks',
    permission: 'viewer',
    tag: 'Quality',
    summary: 'Sessions by what becomes of their money; those on hold wait for a person. Newest first',
    query: page.extend({
      outcome: billingAction.default('hold'),
      kind: findingKind.optional(),
      stationId: stationId.optional(),
      siteId: id.optional(),
    }),
    response: pageOf(sessionToCheck).extend({ held: z.number().describe('All that wait for a person') }),
  }),
  getSessionCheck: route({
    method: 'GET',
    path: '/sessions/:sessionId/check',
    permission: 'viewer',
    tag: 'Quality',
    summary: 'What was found in a session, what we would do, and what people did',
    params: session,
    response: sessionCheck.extend({ repairs: z.array(repair) }),
  }),
  repairSession: route({
    method: 'POST',
    path: '/sessions/:sessionId/repairs',
    permission: 'operator',
    tag: 'Quality',
    summary: 'Set a session right, or decide about its money; it is priced anew',
    params: session,
    body: z.object({
      reason: z.string().trim().min(1).max(500),
      change: repairChange.refine((change) => Object.values(change).some((one) => one !== undefined), 'says nothing'),
    }),
    response: sessionCheck.extend({ repairs: z.array(repair) }),
    creates: true,
  }),
  reverseRepair: route({
    method: 'POST',
    path: '/sessions/:sessionId/repairs/:repairId/reverse',
    permission: 'operator',
    tag: 'Quality',
    summary: 'Take a repair back; the session is priced as it was',
    params: session.extend({ repairId: id }),
    body: z.object({ reason: z.string().trim().min(1).max(500) }),
    response: sessionCheck.extend({ repairs: z.array(repair) }),
    once: true,
  }),
  checkSession: route({
    method: 'POST',
    path: '/sessions/:sessionId/check',
    permission: 'operator',
    tag: 'Quality',
    summary: 'Look at a session again, by the rules as they are now',
    params: session,
    response: sessionCheck.extend({ repairs: z.array(repair) }),
    once: true,
  }),
  listQualityRules: route({
    method: 'GET',
    path: '/quality-rules',
    permission: 'viewer',
    tag: 'Quality',
    summary: 'What becomes of the money of a session by what is found in it',
    response: z.object({ items: z.array(qualityRule) }),
  }),
  setQualityRule: route({
    method: 'PUT',
    path: '/quality-rules',
    permission: 'administrator',
    tag: 'Quality',
    summary: 'Change a rule; sessions that end from now on, and those on hold, go by it',
    body: z.object({ kind: findingKind, action: billingAction, limit: z.number().positive().max(1e7).optional() }),
    response: qualityRule,
  }),
};
