import { campaignStates, signingModes, stopReasons, updateStates } from '@stationmaster/domain';
import { z } from 'zod';
import { bulkFilter } from './bulk.ts';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 02:30');
const whole = (min: number, max: number) => z.number().int().min(min).max(max);

/** How it goes. Every field has a careful value when it is left out. */
export const campaignPlan = z.object({
  canary: whole(0, 100).default(3).describe('Stations that go first'),
  waves: z.array(whole(1, 100)).min(1).max(10).default([10, 30, 60]).describe('Sizes of the waves after them, percent of the rest'),
  atOnce: whole(1, 500).default(25).describe('Most stations under way at a time'),
  hours: z.object({ from: clock, to: clock }).nullable().default(null).describe("Only then, on the clock of the station's site"),
  watchMinutes: whole(0, 10_080).default(30).describe('How long a station with the new version is looked at before the next wave'),
  returnMinutes: whole(1, 1440).default(15).describe('Within which a station that restarts must be back'),
  deadlineMinutes: whole(5, 20_160).default(120).describe('From sending to the new version; later it counts as failed'),
  attempts: whole(1, 10).default(3),
  retryMinutes: whole(0, 1440).default(15),
  giveUpHours: whole(1, 8760).default(336).describe('Stations that are never met ready are left out after so long'),
  proceedPercent: whole(0, 100).default(90).describe('So many of all before must be through for the next wave'),
  canaryFailures: whole(0, 100).default(0).describe('More failed stations of the first ones stop it'),
  failurePercent: whole(0, 100).default(5).describe('A larger share of failed stations stops it'),
  lostStations: whole(1, 100).default(1).describe('So many stations that do not return stop it'),
  sessionPoints: whole(1, 100)
    .nullable()
    .default(10)
    .describe('Sessions with energy down by more percentage points stop it; null: not looked at'),
  onRegression: z.enum(['stop', 'rollBack']).default('rollBack'),
  security: z.enum(signingModes).default('signedWherePossible'),
});
const named = z.object({ id: z.number(), name: z.string() });
const counts = z.partialRecord(z.enum(updateStates), z.number());
export const firmwareCampaign = z.object({
  id: z.number(),
  name: z.string(),
  firmware: z.object({ id: z.number(), vendor: z.string(), model: z.string(), version: z.string() }),
  filter: bulkFilter,
  plan: campaignPlan,
  state: z.enum(campaignStates),
  reason: z.enum(stopReasons).nullable().describe('The rule of the plan that stopped it'),
  wave: z.number().describe('The one under way; the canary is 0'),
  waves: z.array(z.object({ wave: z.number(), total: z.number(), byState: counts })),
  total: z.number(),
  byState: counts,
  stillOnIt: z.number().describe('Stations that may have the new version and are not through'),
  retryOf: named.nullable().describe('The campaign whose failed stations it tries again'),
  retriedBy: z.array(named).describe('Those that try its failed stations again'),
  createdBy: z.string(),
  createdAt: instant,
  endedAt: instant.nullable(),
});
const campaignStation = z.object({
  stationId,
  name: z.string(),
  wave: z.number(),
  direction: z.enum(['forward', 'back']),
  state: z.enum(updateStates),
  reason: z.string().nullable().describe('What it waits for, or why it failed'),
  heard: z.string().nullable().describe("The station's last word on it"),
  attempt: z.number(),
  fromVersion: z.string().nullable(),
  version: z.string().nullable().describe('What it has now'),
  since: instant,
  dueAt: instant.nullable(),
  commandId: z.number().nullable(),
  sentBytes: z.number().nullable().describe('Of the file it has fetched so far'),
});
const asked = z.object({
  firmwareId: id,
  filter: bulkFilter,
  plan: campaignPlan.optional(),
  retryOf: id.optional().describe('Only stations that failed in this campaign, which has to be over or stopped'),
});
const params = z.object({ campaignId: id });
export const campaignActions = ['pause', 'resume', 'cancel', 'rollBack', 'retry', 'skip'] as const;

export const campaignRoutes = {
  previewFirmwareCampaign: route({
    method: 'POST',
    path: '/firmware-campaigns/preview',
    permission: 'viewer',
    tag: 'Firmware',
    summary: 'Which stations it would reach, and what speaks against it',
    body: asked,
    response: z.object({
      total: z.number(),
      connected: z.number(),
      alreadyThere: z.number(),
      otherMaker: z.number().describe('Of another vendor or model: they are left out'),
      busyElsewhere: z.number().describe('In another campaign: they are left out'),
      cannotGoBack: z.number().describe('Their present version is not in the library'),
      waves: z.array(z.number()),
      sample: z.array(stationId).describe('The first ones: up to ten'),
      versions: z.array(z.object({ version: z.string(), stations: z.number(), inLibrary: z.boolean() })),
    }),
  }),
  createFirmwareCampaign: route({
    method: 'POST',
    path: '/firmware-campaigns',
    permission: 'operator',
    tag: 'Firmware',
    summary: 'Begin to update stations: a few first, then in waves',
    body: asked.extend({ name: z.string().trim().min(1).max(100) }),
    response: firmwareCampaign,
    creates: true,
  }),
  listFirmwareCampaigns: route({
    method: 'GET',
    path: '/firmware-campaigns',
    permission: 'viewer',
    tag: 'Firmware',
    summary: 'Campaigns, newest first',
    query: page,
    response: pageOf(firmwareCampaign),
  }),
  getFirmwareCampaign: route({
    method: 'GET',
    path: '/firmware-campaigns/:campaignId',
    permission: 'viewer',
    tag: 'Firmware',
    summary: 'How far it is',
    params,
    response: firmwareCampaign,
  }),
  listCampaignStations: route({
    method: 'GET',
    path: '/firmware-campaigns/:campaignId/stations',
    permission: 'viewer',
    tag: 'Firmware',
    summary: 'Each station of it, in the order of the waves',
    params,
    query: page.extend({ state: z.enum(updateStates).optional() }),
    response: pageOf(campaignStation),
  }),
  controlFirmwareCampaign: route({
    method: 'POST',
    path: '/firmware-campaigns/:campaignId/control',
    permission: 'operator',
    tag: 'Firmware',
    summary: 'Pause, go on, cancel, bring the former version back, try failed stations again, leave one out',
    params,
    body: z.object({
      action: z.enum(campaignActions),
      stationId: stationId.optional().describe('Of the one to be left out or tried again'),
    }),
    response: firmwareCampaign,
  }),
};
