import { z } from 'zod';
import { bulkFilter } from './bulk.ts';
import { networkInterfaces } from './commands/device-model.ts';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';
import { securityProfile } from './transport.ts';

/** What is done on the way to another security profile, in this order; `fallback` only where it does not come back. */
export const moveSteps = [
  'begin',
  'root',
  'password',
  'certificate',
  'address',
  'profile',
  'reset',
  'return',
  'rotate',
  'fallback',
  'end',
] as const;
export const moveStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
/** Why it did not end well. */
export const moveReasons = [
  'passwordRefused',
  'certificateNotAsked',
  'noCertificate',
  'addressRefused',
  'profileRefused',
  'resetRefused',
  'cameBackAsBefore',
  'notReturned',
  'cancelled',
  'fleetStopped',
  'superseded',
] as const;

/** Why a station stays out when a fleet is moved. */
export const movesNotWhy = ['already', 'higher', 'moving', 'tooOld'] as const;
/** What one should know of a station that goes along. */
export const moveHints = ['neverCame', 'away', 'charging', 'getsCertificate', 'keepsAddress', 'notKnown'] as const;

const options = z.object({
  waitSeconds: z.number().int().min(30).max(86_400).default(600).describe('How long its return is waited for'),
  interface: z.enum(networkInterfaces).default('Wired0').describe('2.x: by which it reaches us'),
  addressKey: z.string().min(1).max(50).optional().describe('1.6: key of its maker that holds our address, written before the profile'),
  hasRoot: z.boolean().default(false).describe('It trusts our certificate already: no root is installed'),
  hasCertificate: z.boolean().default(false).describe('It has one of another authority: none is signed here'),
  url: z
    .url({ protocol: /^wss?$/ })
    .max(500)
    .optional()
    .describe('Address it is to call, without its id; left out: that of this install'),
});
export const move = z.object({
  id: z.number(),
  stationId,
  fleetId: z.number().nullable(),
  fromProfile: securityProfile,
  toProfile: securityProfile,
  step: z.enum(moveSteps),
  status: z.enum(moveStatuses),
  reason: z.enum(moveReasons).nullable(),
  url: z.string(),
  slot: z.number().nullable(),
  log: z.array(z.object({ at: instant, step: z.enum(moveSteps), word: z.string() })).describe('What happened, oldest first'),
  requestedBy: z.string(),
  requestedAt: instant,
  stepAt: instant,
  endedAt: instant.nullable(),
});
export const fleetMove = z.object({
  id: z.number(),
  toProfile: securityProfile,
  filter: bulkFilter,
  atOnce: z.number(),
  requestedBy: z.string(),
  requestedAt: instant,
  cancelledAt: instant.nullable(),
  total: z.number(),
  byStatus: z.partialRecord(z.enum(moveStatuses), z.number()),
  finished: z.boolean(),
});
const begin = options.extend({ toProfile: securityProfile });
const moveParams = z.object({ moveId: id });
const fleetParams = z.object({ fleetId: id });
const tag = 'Security profiles';

export const moveRoutes = {
  startMove: route({
    method: 'POST',
    path: '/stations/:stationId/security-moves',
    permission: 'administrator',
    tag,
    summary: 'Move a station to another security profile: keys, address, restart, return; back where it does not come',
    params: z.object({ stationId }),
    body: begin,
    response: move,
    creates: true,
  }),
  listMoves: route({
    method: 'GET',
    path: '/security-moves',
    permission: 'viewer',
    tag,
    summary: 'Moves to other security profiles, newest first',
    query: page.extend({ stationId: stationId.optional(), fleetId: id.optional(), status: z.enum(moveStatuses).optional() }),
    response: pageOf(move),
  }),
  getMove: route({
    method: 'GET',
    path: '/security-moves/:moveId',
    permission: 'viewer',
    tag,
    summary: 'One move with what has happened',
    params: moveParams,
    response: move,
  }),
  cancelMove: route({
    method: 'POST',
    path: '/security-moves/:moveId/cancel',
    permission: 'administrator',
    tag,
    summary: 'Stop it; what was changed in the station is taken back',
    params: moveParams,
    response: move,
    once: true,
  }),
  revertMove: route({
    method: 'POST',
    path: '/security-moves/:moveId/revert',
    permission: 'administrator',
    tag,
    summary: 'Move the station back to where it came from',
    params: moveParams,
    response: move,
    creates: true,
  }),
  previewFleetMove: route({
    method: 'POST',
    path: '/security-fleet-moves/preview',
    permission: 'viewer',
    tag,
    summary: 'Which stations would move, which stay out, and why',
    body: begin.pick({ toProfile: true, hasCertificate: true, addressKey: true, url: true }).extend({ filter: bulkFilter }),
    response: z.object({
      total: z.number(),
      going: z.number(),
      url: z.string().nullable().describe('Address they would be given; null: this install has none with encryption'),
      leftOut: z.array(z.object({ name: z.enum(movesNotWhy), stations: z.number() })),
      hints: z.array(z.object({ name: z.enum(moveHints), stations: z.number() })).describe('A station may be in several'),
      stations: z
        .array(
          z.object({
            stationId,
            name: z.string(),
            profile: securityProfile,
            why: z.enum(movesNotWhy).nullable().describe('null: it goes along'),
            hints: z.array(z.enum(moveHints)),
          }),
        )
        .describe('Up to 200 of them, those that stay out first'),
    }),
  }),
  getSecurityProfiles: route({
    method: 'GET',
    path: '/security-profiles',
    permission: 'viewer',
    tag,
    summary: 'How many stations have which security profile',
    response: z.object({
      profiles: z.array(z.object({ profile: securityProfile, stations: z.number() })),
      moving: z.number().describe('On their way to another'),
      url: z.string().nullable().describe('Address with encryption; null: there is none here'),
    }),
  }),
  startFleetMove: route({
    method: 'POST',
    path: '/security-fleet-moves',
    permission: 'administrator',
    tag,
    summary: 'Move many stations up; who has as much already stays out; it stops by itself when three have not made it',
    body: begin.extend({ filter: bulkFilter, atOnce: z.number().int().min(1).max(200).default(10) }),
    response: fleetMove,
    creates: true,
  }),
  listFleetMoves: route({
    method: 'GET',
    path: '/security-fleet-moves',
    permission: 'viewer',
    tag,
    summary: 'Moves of many stations, newest first',
    query: page,
    response: pageOf(fleetMove),
  }),
  getFleetMove: route({
    method: 'GET',
    path: '/security-fleet-moves/:fleetId',
    permission: 'viewer',
    tag,
    summary: 'How far it has come',
    params: fleetParams,
    response: fleetMove,
  }),
  cancelFleetMove: route({
    method: 'POST',
    path: '/security-fleet-moves/:fleetId/cancel',
    permission: 'administrator',
    tag,
    summary: 'Stop it: stations under way are taken back, the others are left alone',
    params: fleetParams,
    response: fleetMove,
    once: true,
  }),
  revertFleetMove: route({
    method: 'POST',
    path: '/security-fleet-moves/:fleetId/revert',
    permission: 'administrator',
    tag,
    summary: 'Move every station that has made it back to where it came from',
    params: fleetParams,
    response: fleetMove,
    creates: true,
  }),
};
