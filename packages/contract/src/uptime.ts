import { exclusionKinds, healthReasons, outageCauses } from '@stationmaster/domain';
import { z } from 'zod';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { frame } from './frames.ts';
import { route } from './route.ts';

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2026-11')
  .describe('By the calendar of each site');
const percent = z.number().nullable().describe('null: nothing was observed');
const figure = z.object({
  percent,
  outageMinutes: z.number(),
  excludedMinutes: z.number(),
  periodMinutes: z.number(),
  isMet: z.boolean().nullable(),
});
const portFigures = z.object({
  driver: figure.describe('Of the month: could a session start, or was one running? Nothing excuses'),
  nevi: figure.describe('Of the 525,600 minutes before the end of the month, 23 CFR 680.116(b)'),
  california: figure.describe('Of the twelve months to its end, CEC reliability standards; for DC fast chargers'),
});
const port = portFigures.extend({
  stationId,
  stationName: z.string(),
  siteName: z.string().nullable(),
  evseId: z.number(),
  ratedW: z.number().nullable(),
  outages: z.number().describe('Begun or open in the month'),
  since: instant.describe('Observed since'),
});
const exclusion = z.object({
  id: z.number().nullable().describe('null: found by ourselves'),
  kind: z.enum(exclusionKinds),
  from: instant,
  until: instant.nullable(),
  reason: z.string(),
  author: z.string(),
});
const outage = z.object({
  id: z.number(),
  stationId,
  stationName: z.string(),
  evseId: z.number(),
  connectorId: z.number(),
  cause: z.enum(outageCauses),
  errorCode: z.string().nullable(),
  ofStation: z.boolean(),
  beganAt: instant,
  endedAt: instant.nullable(),
  exclusions: z.array(exclusion),
});
export const healthGrades = ['good', 'watch', 'poor'] as const;
const health = z.object({
  score: z.number().describe('0 … 100'),
  grade: z.enum(healthGrades),
  reasons: z.array(z.object({ code: z.enum(healthReasons), points: z.number(), value: z.number() })),
});
const network = z.object({
  ports: z.number(),
  driver: percent,
  nevi: z.object({ ports: z.number(), met: z.number() }),
  california: z.object({ ports: z.number().describe('Known to give 50 kW and more'), met: z.number() }),
  uk: figure
    .extend({ ports: z.number().describe('Known to give 50 kW and more') })
    .describe('Of the calendar year so far, SI 2023/1168 reg. 7'),
  since: instant,
});
/** What a person may say of an outage; the other kinds are found by ourselves. */
export const saidExclusionKinds = ['maintenance', 'planned', 'utility', 'vandalism', 'disaster', 'vehicle', 'network'] as const;
const ofStation = z.object({ stationId });
const ofOutage = z.object({ outageId: id });
const tag = 'Uptime';

export const uptimeRoutes = {
  listUptime: route({
    method: 'GET',
    path: '/uptime',
    permission: 'viewer',
    tag,
    summary: 'Uptime of each charging port in a month and the year to its end, by every rule',
    query: page.extend({ month: month.optional(), siteId: id.optional() }),
    response: pageOf(port),
  }),
  getNetworkUptime: route({
    method: 'GET',
    path: '/uptime/network',
    permission: 'viewer',
    tag,
    summary: 'Uptime of the whole network by every rule',
    query: z.object({ month: month.optional(), siteId: id.optional() }),
    response: network,
  }),
  getStationUptime: route({
    method: 'GET',
    path: '/stations/:stationId/uptime',
    permission: 'viewer',
    tag,
    summary: "A month of a station's connectors: when they could not charge and why; and its health",
    params: ofStation,
    query: z.object({ month: month.optional() }),
    response: z.object({
      timeZone: z.string(),
      from: instant,
      until: instant,
      since: instant,
      connectors: z.array(z.object({ evseId: z.number(), connectorId: z.number(), outages: z.array(outage) })),
      unobserved: z.array(z.object({ from: instant, until: instant })).describe('Our own server was not running'),
      ports: z.array(port),
      health,
    }),
  }),
  ratePort: route({
    method: 'PUT',
    path: '/stations/:stationId/ports/:evseId/rating',
    permission: 'operator',
    tag,
    summary: 'How much power a port can give, where the station does not tell itself',
    params: ofStation.extend({ evseId: id }),
    body: z.object({ ratedW: z.number().int().min(1).max(10_000_000) }),
  }),
  listHealth: route({
    method: 'GET',
    path: '/uptime/health',
    permission: 'viewer',
    tag,
    summary: 'Health of the stations by the last 30 days, the worst first, with reasons',
    query: z.object({ siteId: id.optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
    response: z.object({ items: z.array(health.extend({ stationId, stationName: z.string(), siteName: z.string().nullable() })) }),
  }),
  listOutages: route({
    method: 'GET',
    path: '/uptime/outages',
    permission: 'viewer',
    tag,
    summary: 'The ledger of outages, newest first',
    query: page.extend({
      stationId: stationId.optional(),
      open: z.enum(['true']).optional(),
      from: instant.optional().describe('That were not over then'),
      to: instant.optional(),
    }),
    response: pageOf(outage),
  }),
  getOutage: route({
    method: 'GET',
    path: '/uptime/outages/:outageId',
    permission: 'viewer',
    tag,
    summary: 'An outage with its evidence: the last messages before it began, and the first at its end',
    params: ofOutage,
    response: outage.extend({ before: z.array(frame), after: z.array(frame) }),
  }),
  excludeOutage: route({
    method: 'POST',
    path: '/uptime/outages/:outageId/exclusions',
    permission: 'operator',
    tag,
    summary: 'Say why an outage, or a part of it, does not count',
    params: ofOutage,
    body: z.object({
      kind: z.enum(saidExclusionKinds),
      reason: z.string().trim().min(3).max(500),
      from: instant.optional().describe('Left out: from its beginning'),
      until: instant.optional().describe('Left out: to its end'),
    }),
    response: outage,
    creates: true,
  }),
  includeOutage: route({
    method: 'DELETE',
    path: '/uptime/outages/:outageId/exclusions/:exclusionId',
    permission: 'operator',
    tag,
    summary: 'Take back what was said of an outage',
    params: ofOutage.extend({ exclusionId: id }),
  }),
  exportOutages: route({
    method: 'GET',
    path: '/uptime/outages.csv',
    permission: 'viewer',
    tag,
    summary: 'The ledger of a month as CSV: each outage with its length, cause and exclusions',
    query: z.object({ month: month.optional() }),
    produces: 'text/csv',
  }),
  exportUptime: route({
    method: 'GET',
    path: '/uptime.csv',
    permission: 'viewer',
    tag,
    summary: 'Each port of a month by every rule as CSV: T_outage, T_excluded and percent',
    query: z.object({ month: month.optional() }),
    produces: 'text/csv',
  }),
};
