import { tariffTargets } from '@stationmaster/domain';
import { z } from 'zod';
import { id, instant, page, pageOf, stationId, timeZone } from './common.ts';
import { explainedCost } from './cost.ts';
import { route } from './route.ts';
import { tariffBody } from './tariff-model.ts';

export const tariff = tariffBody.extend({
  id: z.number(),
  version: z.number(),
  versionId: z.number(),
  archived: z.boolean(),
  usedBy: z.object({
    sites: z.number(),
    stations: z.number(),
    evses: z.number(),
    drivers: z.number(),
    driverGroups: z.number(),
    tenants: z.number().describe('1: it holds wherever nothing else does'),
  }),
  createdAt: instant,
  updatedAt: instant,
});
export const tariffVersion = tariffBody.extend({
  id: z.number(),
  version: z.number(),
  versionId: z.number(),
  createdAt: instant,
  createdBy: z.string(),
  sessions: z.number().describe('Priced by it'),
});
const assignmentBody = z.object({
  tariffId: id,
  target: z.enum(tariffTargets),
  targetId: id.optional().describe('Driver, group or site; not for station, evse and tenant'),
  stationId: stationId.optional().describe('Of target station or evse'),
  evseId: z.number().int().min(1).max(10_000).optional().describe('Of target evse'),
  validFrom: instant.optional(),
  validUntil: instant.optional().describe('Without a span it holds whenever no other of the same target does'),
});
export const tariffAssignment = z.object({
  id: z.number(),
  tariffId: z.number(),
  tariffName: z.string(),
  target: z.enum(tariffTargets),
  targetId: z.number(),
  stationId: stationId.nullable(),
  evseId: z.number().nullable(),
  targetName: z.string().describe('What people call it'),
  validFrom: instant.nullable(),
  validUntil: instant.nullable(),
  createdAt: instant,
  createdBy: z.string(),
});
/** A session that has not happened: charging evenly, then plugged in without charging. */
export const imaginedSession = z.object({
  startedAt: instant.optional().describe('Now, if left out'),
  energyWh: z.number().min(0).max(1e7),
  chargingSeconds: z.number().int().min(0).max(31_536_000),
  idleSeconds: z.number().int().min(0).max(31_536_000).default(0),
});
const tariffParams = z.object({ tariffId: id });

export const tariffRoutes = {
  listTariffs: route({
    method: 'GET',
    path: '/tariffs',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'List tariffs',
    query: page,
    response: pageOf(tariff),
  }),
  getTariff: route({
    method: 'GET',
    path: '/tariffs/:tariffId',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'One tariff',
    params: tariffParams,
    response: tariff,
  }),
  listTariffVersions: route({
    method: 'GET',
    path: '/tariffs/:tariffId/versions',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'Every version of a tariff, newest first; none ever changes',
    params: tariffParams,
    query: page,
    response: pageOf(tariffVersion),
  }),
  createTariff: route({
    method: 'POST',
    path: '/tariffs',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Add a tariff, and let sites use it at once',
    body: tariffBody.extend({ siteIds: z.array(id).max(1000).default([]).describe('Sites that are to use it; in its currency') }),
    response: tariff,
    creates: true,
  }),
  updateTariff: route({
    method: 'PUT',
    path: '/tariffs/:tariffId',
    permission: 'operator',
    tag: 'Prices',
    summary: 'New version of a tariff; running and past sessions keep theirs',
    params: tariffParams,
    body: tariffBody,
    response: tariff,
  }),
  deleteTariff: route({
    method: 'DELETE',
    path: '/tariffs/:tariffId',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Archive a tariff that nothing uses',
    params: tariffParams,
  }),
  previewTariff: route({
    method: 'POST',
    path: '/tariffs/preview',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'What a session would cost by a tariff that is being written, line by line',
    body: imaginedSession.extend({
      tariff: tariffBody,
      timeZone: timeZone.default('UTC'),
      siteId: id.optional().describe('Its time zone and holidays count'),
    }),
    response: explainedCost,
  }),
  listTariffAssignments: route({
    method: 'GET',
    path: '/tariff-assignments',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'Which tariff holds where and for whom',
    query: page.extend({ tariffId: id.optional(), target: z.enum(tariffTargets).optional(), targetId: id.optional() }),
    response: pageOf(tariffAssignment),
  }),
  createTariffAssignment: route({
    method: 'POST',
    path: '/tariff-assignments',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Let a tariff hold for a driver, a group, an EVSE, a station, a site or everything; without a span it replaces the one before',
    body: assignmentBody,
    response: tariffAssignment,
    creates: true,
  }),
  deleteTariffAssignment: route({
    method: 'DELETE',
    path: '/tariff-assignments/:assignmentId',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Take a tariff away from where it holds',
    params: z.object({ assignmentId: id }),
  }),
};
