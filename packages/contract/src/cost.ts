import { dimensions } from '@stationmaster/domain';
import { z } from 'zod';
import { currency, decimal, instant } from './common.ts';

const registerMark = z.object({ at: instant, wh: z.number() });
const span = z.object({
  from: instant,
  until: instant,
  quantity: z.string(),
  market: z.object({ from: instant, price: z.string() }).nullable().describe('The slot of the market that made the price'),
  readings: z.object({ from: registerMark.nullable(), to: registerMark.nullable() }).describe('The readings around it'),
});
const costLine = z.object({
  type: z.enum([...dimensions, 'CAP', 'MINIMUM', 'MAXIMUM', 'REDUCTION']),
  isReservation: z.boolean(),
  name: z.string().nullable().describe('Of a reduction'),
  rule: z.object({ element: z.number(), component: z.number() }).nullable().describe('Its place in the tariff'),
  price: z.string(),
  quantity: z.string(),
  unit: z.enum(['kWh', 'h', 'session']),
  added: z.string().describe('How much of the quantity is rounding up to whole steps'),
  amount: z.string().describe('price × quantity as the tariff counts, before or with tax; not rounded'),
  net: z.string(),
  vat: z.string().nullable().describe('Percent of the one tax; null: none, or several'),
  taxes: z.array(z.object({ name: z.string(), percent: z.string() })),
});
export const cost = z.object({
  currency,
  net: decimal,
  tax: decimal,
  total: decimal,
  payments: z.array(z.object({ name: z.string(), amount: z.string() })).describe('Credit that pays without lowering the price'),
  due: decimal,
  vouchers: z
    .array(z.object({ voucher: z.number(), amount: z.string(), kWh: z.string() }))
    .optional()
    .describe('What redeemed vouchers took off or paid'),
  lines: z.array(costLine),
  taxes: z.array(z.object({ name: z.string(), vat: z.string(), net: z.string(), tax: z.string() })),
});
/** The same with what each line comes from. */
export const explainedCost = cost.extend({ lines: z.array(costLine.extend({ spans: z.array(span) })) });

/** A stretch in which neither state nor reading changes. */
export const coursePeriod = z.object({
  start: instant,
  end: instant,
  state: z.enum(['charging', 'paused', 'idle', 'reserved', 'expired']),
  energyWh: z.number(),
  powerW: z.number().describe('Its mean'),
});
