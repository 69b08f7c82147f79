import { dimensions, tariffTargets } from '@stationmaster/domain';
import { z } from 'zod';
import { decimal, id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

const dimension = z.enum(dimensions);
/** What is taken off. Amounts are in the tariff's currency, before or with tax as its prices are. */
export const reductionRule = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('plan'),
    per: z.enum(['day', 'month']).describe('Local days and months of the site'),
    energyWh: z.number().min(0).max(1e9).nullable().describe('Paid for already; null: any amount'),
    percentBeyond: decimal.optional().describe('Off the energy beyond it'),
  }),
  z.object({
    kind: z.literal('loyalty'),
    per: z.enum(['day', 'month']),
    counts: z.enum(['kWh', 'sessions']),
    tiers: z
      .array(z.object({ name: z.string().trim().min(1).max(100), from: z.number().min(0), percent: decimal }))
      .min(1)
      .max(20),
  }),
  z.object({ kind: z.literal('percent'), percent: decimal, types: z.array(dimension).min(1).optional(), maxAmount: decimal.optional() }),
  z.object({ kind: z.literal('perUnit'), type: dimension, amount: decimal }),
  z.object({ kind: z.literal('amount'), amount: decimal }),
]);
const reductionBody = z.object({
  name: z.string().trim().min(1).max(100).describe('On the bill'),
  target: z.enum(tariffTargets),
  targetId: id.optional().describe('Driver, group or site; not for station, evse and tenant'),
  stationId: stationId.optional(),
  evseId: z.number().int().min(1).max(10_000).optional(),
  rule: reductionRule,
  validFrom: instant.optional(),
  validUntil: instant.optional(),
});
export const priceReduction = z.object({
  id: z.number(),
  name: z.string(),
  target: z.enum(tariffTargets),
  targetId: z.number(),
  evseId: z.number().nullable(),
  rule: reductionRule,
  validFrom: instant.nullable(),
  validUntil: instant.nullable(),
  createdAt: instant,
  createdBy: z.string(),
});

export const priceReductionRoutes = {
  listPriceReductions: route({
    method: 'GET',
    path: '/price-reductions',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'Discounts, loyalty tiers and flat-rate plans, in the order they are taken off',
    query: page,
    response: pageOf(priceReduction),
  }),
  createPriceReduction: route({
    method: 'POST',
    path: '/price-reductions',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Take something off for a driver, a group or a place; for sessions that start from now on',
    body: reductionBody,
    response: priceReduction,
    creates: true,
  }),
  deletePriceReduction: route({
    method: 'DELETE',
    path: '/price-reductions/:reductionId',
    permission: 'operator',
    tag: 'Prices',
    summary: 'End one; sessions that have it keep it',
    params: z.object({ reductionId: id }),
  }),
};
