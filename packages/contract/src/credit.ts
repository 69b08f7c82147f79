import { z } from 'zod';
import { currency, decimal, id, instant, page, pageOf } from './common.ts';
import { route } from './route.ts';

/** topUp: money paid in; correction: set right by a person; session, reservation: what one cost, or by what its price changed afterwards. */
export const creditKinds = ['topUp', 'correction', 'session', 'reservation'] as const;
export const credit = z.object({
  currency,
  amount: z.string().describe('Sum of all entries'),
  available: z.string().describe('The same without what sessions cost whose entries are not written yet'),
});
export const creditEntry = z.object({
  id: z.number(),
  at: instant,
  kind: z.enum(creditKinds),
  amount: z.string().describe('What was spent is negative'),
  currency,
  sessionId: z.number().nullable(),
  reservationId: z.number().nullable(),
  author: z.string(),
  reason: z.string(),
});
const tokenParams = z.object({ tokenId: id });

/** The credit of prepaid cards: entries that are never changed, one sum a currency. */
export const creditRoutes = {
  getCredit: route({
    method: 'GET',
    path: '/tokens/:tokenId/credit',
    permission: 'viewer',
    tag: 'Cards',
    summary: 'What a prepaid card has left, by currency',
    params: tokenParams,
    response: z.object({ credits: z.array(credit) }),
  }),
  listCreditEntries: route({
    method: 'GET',
    path: '/tokens/:tokenId/credit/entries',
    permission: 'viewer',
    tag: 'Cards',
    summary: 'What a card was given and what it spent, newest first',
    params: tokenParams,
    query: page,
    response: pageOf(creditEntry),
  }),
  addCredit: route({
    method: 'POST',
    path: '/tokens/:tokenId/credit/entries',
    permission: 'operator',
    tag: 'Cards',
    summary: 'Top up a prepaid card, or correct its credit; takes back with a negative amount',
    params: tokenParams,
    body: z.object({
      kind: z.enum(['topUp', 'correction']),
      amount: decimal.describe('A top-up is positive'),
      currency,
      reason: z.string().trim().max(500).default('').describe('A correction needs one'),
    }),
    response: creditEntry,
    creates: true,
  }),
};
