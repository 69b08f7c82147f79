import { z } from 'zod';
import { currency, decimal, id, stationId } from './common.ts';
import { route } from './route.ts';

const day = z.iso.date();
const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2026-11')
  .describe('Left out: the one now, in UTC');
const counts = z.enum(['cards', 'all']).describe('cards: sessions with a card of the driver; all: every session there');
export const homeCharger = z.object({
  id: z.number(),
  stationId,
  driverId: z.number(),
  driverName: z.string(),
  perKwh: z.string(),
  currency,
  counts,
  validFrom: day,
  validUntil: day.nullable().describe('The first day it holds no more'),
});
/** What a driver is to get back for a month at one rate. */
const reimbursement = z.object({
  driverId: z.number(),
  driverName: z.string(),
  driverReference: z.string().nullable(),
  companyName: z.string().nullable(),
  stationId,
  sessions: z.number(),
  energyWh: z.number(),
  perKwh: z.string(),
  amount: z.string().describe('Rounded to the smallest amount of the currency, once'),
  currency,
});
const driverParams = z.object({ driverId: id });
const homeParams = z.object({ homeChargerId: id });

export const homeChargerRoutes = {
  listHomeChargers: route({
    method: 'GET',
    path: '/drivers/:driverId/home-chargers',
    permission: 'viewer',
    tag: 'Drivers',
    summary: 'Stations at the home of a driver, with what a kWh is reimbursed with',
    params: driverParams,
    response: z.object({ items: z.array(homeCharger) }),
  }),
  createHomeCharger: route({
    method: 'POST',
    path: '/drivers/:driverId/home-chargers',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Say that a station is at the home of a driver, and what a kWh is reimbursed with from a day on; the rate before it ends',
    params: driverParams,
    body: z.object({ stationId, perKwh: decimal, currency, counts, validFrom: day, validUntil: day.nullable().optional() }),
    response: homeCharger,
    creates: true,
  }),
  endHomeCharger: route({
    method: 'PATCH',
    path: '/home-chargers/:homeChargerId',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Say when the rate of a home charger ends',
    params: homeParams,
    body: z.object({ validUntil: day.nullable() }),
    response: homeCharger,
  }),
  deleteHomeCharger: route({
    method: 'DELETE',
    path: '/home-chargers/:homeChargerId',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Remove a rate that was entered by mistake: nothing is reimbursed by it',
    params: homeParams,
  }),
  listReimbursements: route({
    method: 'GET',
    path: '/reimbursements',
    permission: 'viewer',
    tag: 'Drivers',
    summary: 'What drivers are to get back for charging at home in a month',
    query: z.object({ month: month.optional(), driverId: id.optional() }),
    response: z.object({ items: z.array(reimbursement) }),
  }),
  exportReimbursements: route({
    method: 'GET',
    path: '/reimbursements.csv',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'The same as CSV',
    query: z.object({ month: month.optional(), driverId: id.optional() }),
    produces: 'text/csv',
  }),
};
