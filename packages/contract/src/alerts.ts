import { alertKinds, alertSeverities, runStatuses } from '@stationmaster/domain';
import { z } from 'zod';
import { id, instant, page, pageOf, stationId, timeZone } from './common.ts';
import { route } from './route.ts';

const severity = z.enum(alertSeverities);
const kind = z.enum(alertKinds);
const whole = (least: number, most: number) => z.number().int().min(least).max(most).optional();

export const ruleParameterFields = z
  .object({ minutes: whole(0, 10_080), days: whole(1, 365), count: whole(2, 1000), percent: whole(50, 99), severity: whole(0, 9) })
  .describe('The numbers its kind has; others are left out, and the rest brought within bounds');
const fields = z.object({
  name: z.string().trim().max(100).default('').describe("'': as its kind is called"),
  kind,
  enabled: z.boolean().default(true),
  severity,
  parameters: ruleParameterFields.default({}),
  scope: z
    .object({ siteIds: z.array(id).max(500).optional(), stationIds: z.array(stationId).max(2000).optional() })
    .default({})
    .describe('Stations of these sites and these stations; neither: all'),
  quiet: z
    .object({ from: z.number().int().min(0).max(1439), to: z.number().int().min(0).max(1439), timeZone })
    .nullable()
    .default(null)
    .describe('Minutes since midnight; what happens between is told at the end, if it still goes on'),
  steps: z
    .array(z.object({ afterMinutes: z.number().int().min(0).max(10_080), channelIds: z.array(id).max(50) }))
    .max(10)
    .default([])
    .describe('Who is told when, as long as nobody acknowledges; no channels: the standard ones'),
  groupMinutes: z.number().int().min(1).max(1440).default(5).describe('What comes so soon after another is one alert with it'),
  tellEnd: z.boolean().default(true),
});
export const alertRule = fields.extend({
  id,
  builtin: z.boolean().describe('Came with the install: can be switched off, not removed'),
  openItems: z.number(),
});

export const alertItem = z.object({
  id,
  subject: z.string(),
  stationId: stationId.nullable(),
  stationName: z.string().nullable(),
  siteName: z.string().nullable(),
  evseId: z.number(),
  connectorId: z.number(),
  since: instant,
  openedAt: instant,
  endedAt: instant.nullable(),
  data: z.record(z.string(), z.unknown()),
  run: z
    .object({ id, name: z.string(), status: z.enum(runStatuses), reason: z.string() })
    .nullable()
    .describe('The newest recipe that was tried for it'),
});
export const alert = z.object({
  id,
  ruleId: id.nullable(),
  kind,
  name: z.string(),
  severity,
  openedAt: instant,
  endedAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  note: z.string(),
  items: z.number().describe('How many things it was ever about'),
  openItems: z.number(),
  toldAt: instant.nullable(),
  first: alertItem.omit({ run: true }).nullable().describe('One of them'),
});

const tag = 'Alerts';
export const alertRoutes = {
  listAlerts: route({
    method: 'GET',
    path: '/alerts',
    permission: 'viewer',
    tag,
    summary: 'What is or was wrong, newest first; many things at once are one alert',
    query: page.extend({
      state: z.enum(['open', 'ended']).optional(),
      unacknowledged: z.enum(['true']).optional(),
      severity: severity.optional(),
      kind: kind.optional(),
      stationId: stationId.optional(),
    }),
    response: pageOf(alert),
  }),
  getAlert: route({
    method: 'GET',
    path: '/alerts/:alertId',
    permission: 'viewer',
    tag,
    summary: 'One alert',
    params: z.object({ alertId: id }),
    response: alert,
  }),
  listAlertItems: route({
    method: 'GET',
    path: '/alerts/:alertId/items',
    permission: 'viewer',
    tag,
    summary: 'What an alert is about',
    params: z.object({ alertId: id }),
    query: page.extend({ open: z.enum(['true']).optional() }),
    response: pageOf(alertItem),
  }),
  countAlerts: route({
    method: 'GET',
    path: '/alerts-open',
    permission: 'viewer',
    tag,
    summary: 'How many are open, by severity; those nobody has taken note of',
    response: z.object({ open: z.number(), unacknowledged: z.number(), critical: z.number(), warning: z.number(), info: z.number() }),
  }),
  acknowledgeAlerts: route({
    method: 'POST',
    path: '/alerts/acknowledge',
    permission: 'operator',
    tag,
    summary: 'Somebody is on it: nobody else is told any more until it ends',
    body: z.object({ ids: z.array(id).min(1).max(500), note: z.string().trim().max(1000).optional() }),
    response: z.object({ acknowledged: z.number() }),
  }),
  listAlertRules: route({
    method: 'GET',
    path: '/alert-rules',
    permission: 'viewer',
    tag,
    summary: 'What is watched for',
    response: z.object({ items: z.array(alertRule) }),
  }),
  createAlertRule: route({
    method: 'POST',
    path: '/alert-rules',
    permission: 'operator',
    tag,
    summary: 'Watch for something',
    body: fields,
    response: alertRule,
    creates: true,
  }),
  updateAlertRule: route({
    method: 'PUT',
    path: '/alert-rules/:ruleId',
    permission: 'operator',
    tag,
    summary: 'Change a rule; what it found is looked at anew',
    params: z.object({ ruleId: id }),
    body: fields,
    response: alertRule,
  }),
  deleteAlertRule: route({
    method: 'DELETE',
    path: '/alert-rules/:ruleId',
    permission: 'operator',
    tag,
    summary: 'Remove a rule; what it found stays in the list',
    params: z.object({ ruleId: id }),
  }),
};
