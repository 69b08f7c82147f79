import { reservationOutcomes, reservationStatuses } from '@stationmaster/domain';
import { z } from 'zod';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { cost, explainedCost } from './cost.ts';
import { projection } from './price-answers.ts';
import { route } from './route.ts';
import { reservationsOfReport } from './statistics.ts';
import { tariffVersion } from './tariffs.ts';

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
  cost: cost
    .nullable()
    .describe('What it costs by itself. null: it is not over yet, its session pays for it, or its tariff has no price for reservations'),
});
const pricedBy = tariffVersion.omit({ sessions: true });
/** Prices of the whole time, line by line; null: the tariff has none for reservations, or there is no tariff. */
const ahead = {
  kept: explainedCost.nullable().describe('Taken back, or its card comes, at the very end; earlier costs no more of time'),
  expired: explainedCost.nullable().describe('Nobody comes'),
};
export const reservationPrice = z.object({
  from: instant,
  until: instant,
  tariff: pricedBy.nullable().describe('null: charging is free there'),
  ...ahead,
});
/** Why it costs what it does. */
export const reservationBill = z.object({
  outcome: z
    .enum(reservationOutcomes)
    .nullable()
    .describe(
      'used: its session pays; expired: nobody came; cancelled: taken back; removed: costs nothing; null: not over, or not priced yet',
    ),
  from: instant.nullable().describe('What is charged for: from its making'),
  until: instant.nullable(),
  cost: explainedCost.nullable(),
  tariff: pricedBy.nullable().describe('The version in force when it was made; null: none with a price for reservations'),
  facts: z.record(z.string(), z.unknown()).nullable().describe('What else the price depends on, fixed at the making'),
  ahead: z.object(ahead).nullable().describe('Of one that is not over: what it will cost'),
});
const params = z.object({ reservationId: id });

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
      driverId: id.optional(),
      open: z.enum(['true']).optional().describe('Asked or held by the station, not over'),
      charged: z.enum(['true']).optional().describe('Only those that cost something by themselves'),
      ...reservationsOfReport,
    }),
    response: pageOf(reservation),
  }),
  reservationBill: route({
    method: 'GET',
    path: '/reservations/:reservationId/bill',
    permission: 'viewer',
    tag: 'Reservations',
    summary: 'What a reservation costs and why: each line with its rule and time; of one that is not over, what it will cost',
    params,
    response: reservationBill,
  }),
  projectReservation: route({
    method: 'GET',
    path: '/reservations/:reservationId/cdr',
    permission: 'viewer',
    tag: 'Reservations',
    summary: 'A reservation without a session as an OCPI CDR tells it, with a report of what it cannot carry',
    params,
    query: z.object({ form: z.enum(['ocpi-2.2.1', 'ocpi-2.3.0']).default('ocpi-2.3.0') }),
    response: projection,
  }),
  priceReservation: route({
    method: 'GET',
    path: '/stations/:stationId/reservation-price',
    permission: 'viewer',
    tag: 'Reservations',
    summary: 'What would keeping a place from now on cost this driver, and what if nobody comes',
    params: z.object({ stationId }),
    query: z.object({
      evseId: z.coerce.number().int().min(0).max(10_000).default(0).describe('0: any'),
      tokenId: id.optional().describe('The card it would be for: who it belongs to pays'),
      minutes: z.coerce.number().int().min(1).max(44_640).default(30),
    }),
    response: reservationPrice,
  }),
};
