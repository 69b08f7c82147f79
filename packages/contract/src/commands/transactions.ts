import { z } from 'zod';

/** TransactionLimitType of 2.1. */
export const transactionLimit = z
  .object({
    maxCost: z.number().positive().optional().describe("With tax, in the tariff's currency"),
    maxEnergy: z.number().positive().optional().describe('Wh'),
    maxTime: z.number().int().positive().optional().describe('s'),
    maxSoC: z.number().int().min(1).max(100).optional().describe('%'),
  })
  .refine((limit) => Object.keys(limit).length > 0, 'at least one of maxCost, maxEnergy, maxTime, maxSoC');

const sessionId = z.number().int().positive();

/** What can be asked and told of a session under way. */
export const transactions = [
  z.object({ verb: z.literal('getTransactionStatus'), sessionId: sessionId.optional().describe('Left out: do any messages wait at all?') }),
  z.object({ verb: z.literal('costUpdated'), sessionId }),
  z.object({ verb: z.literal('usePriorityCharging'), sessionId, active: z.boolean() }),
] as const;
