import { reservationStatuses } from '@stationmaster/domain';
import { z } from 'zod';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

export const reservation = z.object({
  id: z.number().describe('The reservationId of the wire'),
  stationId,
  stationName: z.string(),
  evseId: z.number().describe('0: any EVSE of the station'),
  connectorType: z.string().nullable(),
  idToken: z.string(),
  tokenId: z.number().nullable(),
  driverName: z.string().nullable(),
  groupId: z.string().nullable().describe('Every card of this group may use it'),
  status: z.enum(reservationStatuses),
  reason: z.string().nullable().describe("The station's own word where it refused or gave it up"),
  createdAt: instant,
  createdBy: z.string(),
  expiresAt: instant,
  endedAt: instant.nullable(),
  sessionId: z.number().nullable().describe('The session that used it'),
});

export const reservationRoutes = {
  listReservations: route({
    method: 'GET',
    path: '/reservations',
    permission: 'viewer',
    tag: 'Reservations',
    summary: 'Reservations of all stations, newest first; made, extended and taken back by commands',
    query: page.extend({
      stationId: stationId.optional(),
      tokenId: id.optional(),
      open: z.enum(['true']).optional().describe('Asked or held by the station, not over'),
    }),
    response: pageOf(reservation),
  }),
};
