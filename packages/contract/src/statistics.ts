import { billingActions, reportDimensions, reportSpans, rhythms } from '@stationmaster/domain';
import { z } from 'zod';
import { currency, decimal, id, instant, page, pageOf, stationId, timeZone } from './common.ts';
import { route } from './route.ts';

const day = z.iso.date().describe('By the clock of each site');
const dimension = z.enum(reportDimensions);
/** Which sessions a report counts and by what it tells them apart. */
export const reportChoice = z.object({
  by: dimension.default('site'),
  and: dimension.optional().describe('A second one'),
  siteId: id.optional(),
  stationId: stationId.optional(),
  driverId: id.optional(),
  companyId: id.optional(),
  costCentreId: id.optional(),
  tariffId: id.optional(),
});
export type ReportChoice = z.output<typeof reportChoice>;
const reportQuery = reportChoice.extend({
  from: day.optional().describe('Left out: the first day of the month of `until`'),
  until: day.optional().describe('The last day; left out: the last that has begun at a site'),
});
/** A report over these days, ISO 8601, both among them. */
export type ReportQuery = ReportChoice & { from: string; until: string };

/** What narrows a list as a row of a report is narrowed. */
const ofRow = {
  companyId: id.optional(),
  costCentreId: id.optional(),
  tariffId: id.optional().describe('Any version of it'),
  without: z
    .string()
    .regex(/^(site|driver|company|costCentre|tariff)(,(site|driver|company|costCentre|tariff))*$/)
    .optional()
    .describe('Those that have none of these'),
  fromDay: day.optional(),
  untilDay: day.optional().describe('The last day'),
  hour: z.coerce.number().int().min(0).max(23).optional().describe('Of the day, by the clock of each site'),
};
/** Where a figure of a report opens: the sessions that it counts. Part of the filter of `listSessions`. */
export const sessionsOfReport = {
  ...ofRow,
  outcome: z.enum(billingActions).optional().describe('Ended ones by what the checks say; those never looked at are billed'),
};
/** The same of `listReservations`, with `charged`: the reservations that it counts. */
export const reservationsOfReport = { siteId: id.optional(), ...ofRow };
const ofReport = z.object(sessionsOfReport);
export type SessionsOfReport = z.output<typeof ofReport>;

const money = z.object({
  currency,
  sessions: z.number(),
  net: decimal.describe('Of sessions, and of reservations that cost something without one'),
  tax: decimal,
  gross: decimal,
  reservations: z.number().describe('Reservations that cost something without a session, counted when they were made'),
  reservationsGross: decimal.describe('The part of `gross` that they are'),
  supplied: z.number().describe('How many of them have a known supply cost'),
  supplyCost: decimal.nullable().describe('null: of none it is known'),
  margin: decimal.nullable().describe('Net revenue minus supply cost, of those that have one'),
});
const apart = z.object({
  sessions: z.number(),
  energyWh: z.number(),
  money: z.array(z.object({ currency, gross: decimal })),
});
export const reportFigures = z.object({
  sessions: z.number(),
  energyWh: z.number(),
  durationSeconds: z.number(),
  idleSeconds: z.number().describe('Plugged in and not charging, as idle time is priced'),
  co2Grams: z.number().nullable().describe('Of the sessions of which it is known'),
  unpriced: z.number().describe('Sessions without a price'),
  reservations: z.number().describe('Reservations that cost something without a session, of all currencies'),
  money: z.array(money).describe('By currency; currencies are never added'),
  held: apart.describe('Waiting for a person, see /checks; in no other figure'),
  dropped: apart.describe('Nobody pays them; in no other figure'),
});
const reportKey = z.object({
  value: z.string().nullable().describe('An id, an hour, a date (of the first day); null: none'),
  name: z.string(),
});
const report = z.object({
  rows: z.array(reportFigures.extend({ keys: z.array(reportKey) })),
  isCut: z.boolean().describe('There are more rows than these with the most energy: the files have all'),
  total: reportFigures,
  running: z.number().describe('Sessions that still run: they count when they have ended'),
  isComplete: z.boolean().describe('false: older sessions are still being counted'),
});

export const reportFormats = ['csv', 'xlsx'] as const;
export const reportLanguages = ['en', 'de'] as const;
const language = z.enum(reportLanguages).default('en');
const rhythm = z
  .object({
    every: z.enum(rhythms),
    on: z.number().int().min(1).max(28).default(1).describe('week: 1 Monday … 7 Sunday; month: the day'),
    minute: z.number().int().min(0).max(1439).describe('After midnight'),
    timeZone,
  })
  .refine(({ every, on }) => every !== 'week' || on <= 7, { path: ['on'], message: 'a week has seven days' });
const scheduleFields = z.object({
  name: z.string().trim().min(1).max(100),
  channelId: id.describe('A mail channel: by whose server and sender'),
  recipients: z.array(z.email().max(254)).min(1).max(50),
  report: reportChoice,
  span: z.enum(reportSpans),
  rhythm,
  format: z.enum(reportFormats).default('xlsx'),
  language,
  enabled: z.boolean().default(true),
});
export const reportSchedule = scheduleFields.extend({
  id: z.number(),
  nextAt: instant.nullable(),
  createdBy: z.string(),
  last: z.object({ at: instant, status: z.enum(['queued', 'sent', 'failed']), error: z.string().nullable() }).nullable(),
});
const send = z.object({
  id: z.number(),
  dueAt: instant,
  isTest: z.boolean(),
  status: z.enum(['queued', 'sent', 'failed']),
  attempts: z.number(),
  nextTryAt: instant.nullable(),
  from: day,
  until: day,
  recipients: z.array(z.string()),
  sentAt: instant.nullable(),
  error: z.string().nullable(),
  sessions: z.number().nullable(),
});
const params = z.object({ scheduleId: id });
const tag = 'Reports';

export const statisticsRoutes = {
  getReport: route({
    method: 'GET',
    path: '/statistics',
    permission: 'viewer',
    tag,
    summary:
      'Energy, time, revenue, cost and margin of ended sessions, and revenue of reservations without a session, by one or two dimensions',
    query: reportQuery.extend({ limit: z.coerce.number().int().min(1).max(5_000).default(1_000) }),
    response: report,
  }),
  exportReportCsv: route({
    method: 'GET',
    path: '/statistics.csv',
    permission: 'viewer',
    tag,
    summary: 'The same as CSV, a line for each row and currency',
    query: reportQuery.extend({ language }),
    produces: 'text/csv',
  }),
  exportReportXlsx: route({
    method: 'GET',
    path: '/statistics.xlsx',
    permission: 'viewer',
    tag,
    summary: 'The same as an Excel workbook',
    query: reportQuery.extend({ language }),
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  }),
  listReportSchedules: route({
    method: 'GET',
    path: '/report-schedules',
    permission: 'viewer',
    tag,
    summary: 'Reports that go out by mail',
    response: z.object({ items: z.array(reportSchedule) }),
  }),
  createReportSchedule: route({
    method: 'POST',
    path: '/report-schedules',
    permission: 'operator',
    tag,
    summary: 'Send a report by mail again and again',
    body: scheduleFields,
    response: reportSchedule,
    creates: true,
  }),
  updateReportSchedule: route({
    method: 'PUT',
    path: '/report-schedules/:scheduleId',
    permission: 'operator',
    tag,
    summary: 'Change what is sent, when and to whom',
    params,
    body: scheduleFields,
    response: reportSchedule,
  }),
  deleteReportSchedule: route({
    method: 'DELETE',
    path: '/report-schedules/:scheduleId',
    permission: 'operator',
    tag,
    summary: 'Send it no more; its history goes with it',
    params,
  }),
  tryReportSchedule: route({
    method: 'POST',
    path: '/report-schedules/:scheduleId/try',
    permission: 'operator',
    tag,
    summary: 'Send it now, as it would be sent if it were due, and say how that went',
    params,
    response: z.object({ ok: z.boolean(), error: z.string().nullable() }),
    once: true,
  }),
  listReportSends: route({
    method: 'GET',
    path: '/report-schedules/:scheduleId/sends',
    permission: 'viewer',
    tag,
    summary: 'What became of each time it was due, newest first',
    params,
    query: page,
    response: pageOf(send),
  }),
};
