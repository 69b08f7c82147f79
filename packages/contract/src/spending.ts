import { z } from 'zod';
import { currency, decimal } from './common.ts';

const period = z.enum(['day', 'month']);
const stops = z.boolean().describe('A running session ends there too; else only a new one is refused');
/** The most that may be charged in a day or a calendar month of the site's clock (domain `SpendingLimit`). */
export const spendingLimit = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('energy'), per: period, mostWh: z.number().min(0).max(1e9), stops }),
  z.strictObject({
    of: z.literal('money'),
    per: period,
    most: decimal.describe('With tax; sessions in another currency do not count'),
    currency,
    stops,
  }),
]);
export const limits = z.array(spendingLimit).max(8);

/** What was charged, by calendar month, and how far each limit is used now. */
export const spending = z.object({
  limits: z.array(z.object({ limit: spendingLimit, used: z.string().describe('Wh, or money as exact decimal') })),
  months: z.array(
    z.object({
      month: z.string().describe('YYYY-MM'),
      currency: z.string().nullable().describe('null: without a price'),
      energyWh: z.number(),
      total: z.string(),
    }),
  ),
});
