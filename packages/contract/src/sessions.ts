import { sessionMarks } from '@stationmaster/domain';
import { z } from 'zod';
import { currency, decimal, id, instant, page, pageOf, stationId } from './common.ts';
import { cost, coursePeriod, explainedCost } from './cost.ts';
import { attachedTariff } from './price-answers.ts';
import { route } from './route.ts';
import { sessionsOfReport } from './statistics.ts';
import { tariffVersion } from './tariffs.ts';

export const session = z.object({
  id: z.number(),
  stationId,
  stationName: z.string(),
  siteId: z.number().nullable(),
  siteName: z.string().nullable(),
  timeZone: z.string().nullable(),
  evseId: z.number(),
  connectorId: z.number().nullable(),
  transactionId: z.string().nullable(),
  status: z.enum(['active', 'ended']),
  chargingState: z.string().nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
  lastReadingAt: instant.nullable(),
  tokenId: z.number().nullable(),
  idToken: z.string().nullable(),
  driverName: z.string().nullable(),
  meterStartWh: z.number().nullable(),
  meterStopWh: z.number().nullable(),
  energyWh: z.number(),
  powerW: z.number().nullable(),
  soc: z.number().nullable(),
  stopReason: z.string().nullable(),
  reservationId: z.number().nullable().describe('The reservation it used'),
  marks: z.array(z.enum(sessionMarks)),
  tariffName: z.string().nullable(),
  tariffVersionId: z.number().nullable().describe('Fixed at the start'),
  supplyCost: decimal.nullable().describe('What its energy cost the operator, before tax'),
  co2Grams: z.number().nullable().describe('What its energy emitted'),
  cost: cost.nullable(),
});
/** A bill that opens down to the readings. */
const bill = z.object({
  cost: explainedCost.nullable(),
  tariff: tariffVersion.omit({ sessions: true }).nullable().describe('The version that was fixed at the start'),
  attached: z
    .array(attachedTariff)
    .describe('What is attached to its place and its driver today, judged as of its start: why this tariff; used: the one it has'),
  course: z.array(coursePeriod),
  facts: z.record(z.string(), z.unknown()).nullable().describe('What else the price depends on, fixed at the start'),
});
const limits = z.object({
  maxCost: z.number().optional(),
  maxEnergy: z.number().optional().describe('Wh'),
  maxTime: z.number().optional().describe('s'),
  maxSoC: z.number().optional().describe('%'),
});
/** What stations tell beyond the course of a session; what is left out was never told. */
export const sessionDetails = z.object({
  operationMode: z.string().optional().describe('2.1: who steers charging and discharging'),
  tariffId: z.string().optional().describe('2.1: the tariff by which the station computes'),
  wantedLimit: limits.optional().describe('2.1: what we want the session to end at'),
  limit: limits.optional().describe('2.1: the limits in force at the station'),
  timeSpentCharging: z.number().optional().describe('s, as the station counts it'),
  phasesUsed: z.number().optional(),
  cableMaxCurrent: z.number().optional().describe('A'),
  preconditioning: z.string().optional(),
  evseSleep: z.boolean().optional(),
  exportedWh: z.number().optional().describe('What the car has given back'),
  unpluggedAt: instant.optional().describe('When the cable was pulled, where a station of 1.6 tells it'),
  resumptions: z.number().optional().describe('How often it went on after a loss of power'),
  costDetails: z.unknown().optional().describe('2.1 CostDetailsType: what the station has computed itself, exactly as sent'),
});
export const reading = z.object({
  at: instant,
  evseId: z.number(),
  measurand: z.string(),
  phase: z.string(),
  location: z.string(),
  context: z.string(),
  unit: z.string(),
  value: z.number().nullable(),
  signed: z.string().nullable(),
  raw: z.string(),
  frameId: z.number(),
});
const params = z.object({ sessionId: id });
/** Which sessions a file holds. */
const exported = z.object({
  status: z.enum(['active', 'ended']).optional(),
  stationId: stationId.optional(),
  siteId: id.optional(),
  tokenId: id.optional(),
  driverId: id.optional(),
  ...sessionsOfReport,
  mark: z.enum(sessionMarks).optional(),
  from: instant.optional(),
  to: instant.optional(),
  search: z.string().max(100).optional(),
});

export const sessionRoutes = {
  listSessions: route({
    method: 'GET',
    path: '/sessions',
    permission: 'viewer',
    tag: 'Sessions',
    summary: 'List sessions, newest first',
    query: page.extend({
      status: z.enum(['active', 'ended']).optional(),
      stationId: stationId.optional(),
      siteId: id.optional(),
      tokenId: id.optional(),
      driverId: id.optional(),
      ...sessionsOfReport,
      mark: z.enum(sessionMarks).optional(),
      from: instant.optional(),
      to: instant.optional(),
      search: z.string().max(100).optional(),
    }),
    response: pageOf(session),
  }),
  getSession: route({
    method: 'GET',
    path: '/sessions/:sessionId',
    permission: 'viewer',
    tag: 'Sessions',
    summary: 'One session with its cost lines',
    params,
    response: session.extend({ details: sessionDetails }),
  }),
  sessionBill: route({
    method: 'GET',
    path: '/sessions/:sessionId/bill',
    permission: 'viewer',
    tag: 'Sessions',
    summary: 'What it costs and why: each line with its rule, its time and its readings',
    params,
    response: bill,
  }),
  sessionReadings: route({
    method: 'GET',
    path: '/sessions/:sessionId/readings',
    permission: 'viewer',
    tag: 'Evidence',
    summary: 'Readings in order of time',
    params,
    query: page.extend({ measurand: z.string().max(60).optional() }),
    response: pageOf(reading),
  }),
  exportSessions: route({
    method: 'GET',
    path: '/sessions.csv',
    permission: 'viewer',
    tag: 'Sessions',
    summary: 'Sessions as CSV',
    query: exported,
    produces: 'text/csv',
  }),
  exportSessionsXlsx: route({
    method: 'GET',
    path: '/sessions.xlsx',
    permission: 'viewer',
    tag: 'Sessions',
    summary: 'Sessions as an Excel workbook, times by the clock of each site',
    query: exported.extend({ language: z.enum(['en', 'de']).default('en') }),
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  }),
  overview: route({
    method: 'GET',
    path: '/overview',
    permission: 'viewer',
    tag: 'Overview',
    summary: 'What happens now, today so far and what needs a person',
    response: z.object({
      stations: z.object({ total: z.number(), connected: z.number(), faulted: z.number(), lobby: z.number() }),
      connectors: z.record(z.string(), z.number()),
      charging: z.number(),
      powerW: z.number(),
      today: z.object({ sessions: z.number(), energyWh: z.number(), revenue: z.array(z.object({ currency, total: decimal })) }),
      power: z
        .array(z.object({ at: instant, powerW: z.number(), yesterdayW: z.number().nullable() }))
        .describe('today so far, 15-minute means'),
      needs: z.array(
        z.object({
          kind: z.enum(['faulted', 'offline', 'lobby', 'refused', 'marked']),
          subject: z.string(),
          at: instant,
          detail: z.string(),
        }),
      ),
      checklist: z.object({
        site: z.boolean(),
        tariff: z.boolean(),
        station: z.boolean(),
        token: z.boolean(),
        session: z.boolean(),
        priced: z.boolean(),
      }),
      ocppUrl: z.string(),
      tlsUrl: z.string().nullable().describe('The same with encryption; null: there is none here'),
      demo: z.boolean(),
    }),
  }),
};
