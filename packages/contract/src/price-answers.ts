import { tariffTargets } from '@stationmaster/domain';
import { z } from 'zod';
import { currency, id, instant, page, pageOf, stationId } from './common.ts';
import { explainedCost } from './cost.ts';
import { route } from './route.ts';
import { tariffBody } from './tariff-model.ts';
import type { imaginedSession } from './tariffs.ts';

/** A tariff that is attached to a place or to who pays, and what becomes of it there. */
export const attachedTariff = z.object({
  assignmentId: z.number(),
  target: z.enum(tariffTargets),
  targetId: z.number(),
  targetName: z.string().describe('What people call it'),
  evseId: z.number().nullable(),
  tariffId: z.number(),
  tariffName: z.string(),
  validFrom: instant.nullable(),
  validUntil: instant.nullable(),
  outcome: z
    .enum(['used', 'notThen', 'later'])
    .describe(
      'notThen: its span or that of the tariff does not cover the moment, or it was attached after a session that has begun; later: another comes before it',
    ),
});
const componentNow = z.object({
  type: z.string(),
  price: z.string().describe('An hour, a kWh or once, in the tariff’s currency; of a market price what it makes now'),
  element: z.number(),
  component: z.number(),
  market: z.object({ series: z.string(), from: instant, until: instant, value: z.string() }).nullable(),
});
export const priceHere = z.object({
  at: instant,
  tariff: tariffBody
    .extend({ id: z.number(), version: z.number(), versionId: z.number() })
    .nullable()
    .describe('null: charging is free there'),
  candidates: z.array(attachedTariff).describe('Everything attached to the place and the payer, in order of precedence'),
  now: z.array(componentNow).describe('The prices in force at this moment, for a session that has just begun'),
  cost: explainedCost.nullable().describe('Of the imagined session'),
  facts: z.record(z.string(), z.unknown()).nullable(),
});
export const placePrice = z.object({
  stationId,
  stationName: z.string(),
  siteId: z.number().nullable(),
  siteName: z.string().nullable(),
  evseId: z.number(),
  tariffId: z.number().nullable().describe('null: charging is free there for whoever has no tariff of their own'),
  tariffName: z.string().nullable(),
  target: z.enum(tariffTargets).nullable().describe('Where it comes from'),
  currency: currency.nullable(),
  now: z
    .array(z.object({ type: z.string(), price: z.string() }))
    .describe('The prices in force at that moment, for a session that has just begun and of whose driver nothing is known'),
  passedOver: z
    .array(attachedTariff.pick({ target: true, tariffId: true, tariffName: true, outcome: true }))
    .describe('The others that are attached there, in order of precedence'),
});
const placeFilter = z.object({
  at: instant.optional().describe('Now, if left out'),
  siteId: id.optional(),
  search: z.string().trim().max(100).optional().describe('In identity or name of the station'),
  tariffId: id.optional().describe('Only where this tariff holds'),
  unpriced: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('true: only where none holds'),
});
/** How a network is priced, in figures. */
export const placePrices = z.object({
  evses: z.number(),
  unpriced: z.number().describe('EVSE where no tariff holds'),
  tariffs: z.array(z.object({ tariffId: z.number(), tariffName: z.string(), evses: z.number() })).describe('The most used first'),
});

const projectionForms = ['ocpi-2.2.1', 'ocpi-2.3.0', 'ocpp-2.1'] as const;
const loss = z.object({ path: z.string(), kind: z.enum(['dropped', 'changed']), message: z.string() });
export const projection = z.object({
  form: z.enum(projectionForms),
  value: z.unknown(),
  losses: z.array(loss).describe('What it cannot carry; changed: the receiver may reckon another price'),
});
const party = {
  countryCode: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('DE')
    .describe('Of the OCPI party'),
  partyId: z
    .string()
    .regex(/^[A-Z0-9]{3}$/)
    .default('STM'),
};

const share = z.object({ name: z.string(), sessions: z.number(), before: z.string(), after: z.string() });
export const simulation = z.object({
  id: z.number(),
  status: z.enum(['running', 'done', 'cancelled', 'failed']),
  tariff: tariffBody,
  from: instant,
  until: instant,
  siteId: z.number().nullable(),
  stationIds: z.array(z.string()).describe('Empty: every station there'),
  tariffId: z.number().nullable().describe('Only sessions priced by this tariff'),
  total: z.number().describe('Sessions to price'),
  done: z.number(),
  createdAt: instant,
  createdBy: z.string(),
  endedAt: instant.nullable(),
  result: z.object({
    currency,
    before: z.string(),
    after: z.string(),
    more: z.object({ sessions: z.number(), amount: z.string() }).describe('Sessions that would have cost more, and by how much'),
    less: z.object({ sessions: z.number(), amount: z.string() }),
    same: z.number(),
    unpriced: z.number().describe('Had no price; counted as nothing before'),
    cards: z.array(share).describe('Whose sum changes most'),
    sites: z.array(share),
  }),
});

export const priceAnswerRoutes = {
  priceHere: route({
    method: 'GET',
    path: '/stations/:stationId/price',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'What would this driver pay here at this time, and why',
    params: z.object({ stationId }),
    query: z.object({
      evseId: z.coerce.number().int().min(0).max(10_000).default(1),
      driverId: id.optional(),
      tokenId: id.optional().describe('A card: who it belongs to pays, and what it has used of plans counts'),
      groupIds: z
        .string()
        .regex(/^\d+(,\d+)*$/)
        .optional()
        .describe('Ids of groups, separated by commas; those of the driver, if left out'),
      at: instant.optional().describe('Now, if left out'),
      energyWh: z.coerce.number().min(0).max(1e7).default(20_000),
      chargingSeconds: z.coerce.number().int().min(0).max(31_536_000).default(7200),
      idleSeconds: z.coerce.number().int().min(0).max(31_536_000).default(0),
    }),
    response: priceHere,
  }),
  listPlacePrices: route({
    method: 'GET',
    path: '/price-map',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'Which tariff holds at each EVSE at a moment, where it comes from, and which are passed over',
    query: page.extend(placeFilter.shape),
    response: pageOf(placePrice),
  }),
  sumPlacePrices: route({
    method: 'GET',
    path: '/price-map/summary',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'At how many EVSE which tariff holds, and at how many none',
    query: placeFilter.pick({ at: true, siteId: true, search: true }),
    response: placePrices,
  }),
  projectTariff: route({
    method: 'GET',
    path: '/tariffs/:tariffId/projection',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'The tariff as OCPI or OCPP tell it, with a report of what they cannot carry',
    params: z.object({ tariffId: id }),
    query: z.object({ form: z.enum(projectionForms).default('ocpi-2.3.0'), ...party }),
    response: projection,
  }),
  projectSession: route({
    method: 'GET',
    path: '/sessions/:sessionId/cdr',
    permission: 'viewer',
    tag: 'Sessions',
    summary: 'Periods and costs of a session as an OCPI CDR tells them, with a report of what it cannot carry',
    params: z.object({ sessionId: id }),
    query: z.object({ form: z.enum(['ocpi-2.2.1', 'ocpi-2.3.0']).default('ocpi-2.3.0') }),
    response: projection,
  }),
  listSimulations: route({
    method: 'GET',
    path: '/tariff-simulations',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'Tariffs tried out on past sessions, newest first',
    query: page,
    response: pageOf(simulation),
  }),
  getSimulation: route({
    method: 'GET',
    path: '/tariff-simulations/:simulationId',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'How far one has come, and what it has found so far',
    params: z.object({ simulationId: id }),
    response: simulation,
  }),
  createSimulation: route({
    method: 'POST',
    path: '/tariff-simulations',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Try a tariff out on past sessions before it goes live; nothing is changed',
    body: z.object({
      tariff: tariffBody,
      from: instant,
      until: instant,
      siteId: id.optional(),
      stationIds: z.array(stationId).max(2000).default([]).describe('Only sessions at these; with a site, those of them that are there'),
      tariffId: id.optional().describe('Only sessions priced by this tariff'),
    }),
    response: simulation,
    creates: true,
  }),
  cancelSimulation: route({
    method: 'DELETE',
    path: '/tariff-simulations/:simulationId',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Stop one; what it has found so far stays',
    params: z.object({ simulationId: id }),
  }),
};
export type ImaginedSession = z.output<typeof imaginedSession>;
