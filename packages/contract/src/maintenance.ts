import { repeats } from '@stationmaster/domain';
import { z } from 'zod';
import { id, instant, stationId, timeZone } from './common.ts';
import { route } from './route.ts';

const fields = z.object({
  name: z.string().trim().min(1).max(100),
  note: z.string().trim().max(1000).default(''),
  siteId: id.nullable().default(null).describe('With no stations named: all of this site; neither: every station'),
  stationIds: z.array(stationId).max(2000).default([]),
  startsAt: instant,
  endsAt: instant,
  repeat: z.enum(repeats).default('none'),
  repeatUntil: instant.nullable().default(null),
  timeZone: timeZone.describe('A repeated window keeps its time on the wall there'),
  cancelReservations: z.boolean().default(true),
  suppressAlerts: z.boolean().default(true),
  countsAsUptime: z.boolean().default(false).describe('false: its time leaves the uptime count'),
});
export const maintenanceWindow = fields.extend({
  id,
  siteName: z.string().nullable(),
  stations: z.number().describe('How many stations it is for now'),
  createdBy: z.string(),
  createdAt: instant,
  cancelledAt: instant.nullable(),
  isNow: z.boolean(),
  next: z.object({ startsAt: instant, endsAt: instant }).nullable().describe('The one that goes on now or comes next'),
});
const params = z.object({ windowId: id });
const tag = 'Maintenance';
export const maintenanceRoutes = {
  listMaintenance: route({
    method: 'GET',
    path: '/maintenance',
    permission: 'viewer',
    tag,
    summary: 'Windows in which work is done on stations',
    query: z.object({ state: z.enum(['current', 'past']).default('current'), stationId: stationId.optional() }),
    response: z.object({ items: z.array(maintenanceWindow) }),
  }),
  createMaintenance: route({
    method: 'POST',
    path: '/maintenance',
    permission: 'operator',
    tag,
    summary: 'Plan a window: no alerts, reservations are taken back, its time leaves the uptime count',
    body: fields,
    response: maintenanceWindow,
    creates: true,
  }),
  changeMaintenance: route({
    method: 'PUT',
    path: '/maintenance/:windowId',
    permission: 'operator',
    tag,
    summary: 'Change a window that is not over; what lies behind stays as it was, so it goes on under a new id',
    params,
    body: fields,
    response: maintenanceWindow,
    once: true,
  }),
  endMaintenance: route({
    method: 'POST',
    path: '/maintenance/:windowId/end',
    permission: 'operator',
    tag,
    summary: 'End it now; what lies behind stays true',
    params,
    response: maintenanceWindow,
  }),
};
