import { z } from 'zod';
import { commandStatuses } from './commands.ts';
import { currency, decimal, id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

/** terminal: built into the station; kiosk: stands beside several; web: a page behind a QR code. */
export const paymentWays = ['terminal', 'kiosk', 'web'] as const;
/**
 * begun: the page was opened; held: the provider holds money; owed: the session is over and its settlement has not been told; settled; canceled:
 * nothing was taken; rejected: the provider refused the settlement; failed: it could not be asked, and will be again where we settle.
 */
export const paymentStates = ['begun', 'held', 'owed', 'settled', 'canceled', 'rejected', 'failed'] as const;

export const payment = z.object({
  id: z.number(),
  stationId,
  evseId: z.number().nullable(),
  reference: z.string().nullable().describe("The payment provider's (PspRef); null: it has given none yet"),
  way: z.enum(paymentWays),
  settledBy: z.enum(['us', 'terminal', 'kiosk']),
  provider: z.string().nullable(),
  state: z.enum(paymentStates),
  currency: z.string().nullable(),
  held: z.string().nullable().describe('What the provider holds'),
  owed: z.string().nullable().describe('What the session cost; null: it is not over, or has no price'),
  amount: z.string().nullable().describe('What was taken'),
  sessionId: z.number().nullable(),
  receiptUrl: z.string().describe('The page that the driver may open, in words'),
  vatNumber: z.string().nullable(),
  vatCompany: z.string().nullable(),
  info: z.string(),
  createdAt: instant,
  settledAt: instant.nullable(),
});
const params = z.object({ paymentId: id });

/** Payments without an account. */
export const paymentRoutes = {
  listPayments: route({
    method: 'GET',
    path: '/payments',
    permission: 'viewer',
    tag: 'Payments',
    summary: 'Payments without an account, newest first',
    query: page.extend({ stationId: stationId.optional(), sessionId: id.optional(), state: z.enum(paymentStates).optional() }),
    response: pageOf(payment),
  }),
  getPayment: route({
    method: 'GET',
    path: '/payments/:paymentId',
    permission: 'viewer',
    tag: 'Payments',
    summary: 'One payment',
    params,
    response: payment,
  }),
  createPayment: route({
    method: 'POST',
    path: '/payments',
    permission: 'operator',
    tag: 'Payments',
    summary: 'A kiosk has had money held for a plug: the station is asked to begin (OCPP 2.1 C24)',
    body: z.object({
      stationId,
      evseId: z.number().int().min(1),
      reference: z.string().trim().min(1).max(255).describe("The payment provider's, up to 255 characters; once a station"),
      held: decimal.describe('The session ends before it costs more'),
      currency,
      maxEnergy: z.number().positive().optional().describe('Wh'),
      maxTime: z.number().int().positive().optional().describe('s'),
      settledBy: z.enum(['us', 'kiosk']).default('kiosk'),
    }),
    response: payment,
    creates: true,
  }),
  setUpWebPayments: route({
    method: 'PUT',
    path: '/stations/:stationId/web-payments',
    permission: 'operator',
    tag: 'Payments',
    summary: 'Give a station a new secret for its dynamic QR code, and the address behind it (OCPP 2.1 C25)',
    params: z.object({ stationId }),
    body: z.object({
      length: z.number().int().min(6).max(32).default(8).describe('Characters of the one-time password'),
      validitySeconds: z.number().int().min(6).max(3600).default(30),
      symbols: z
        .union([z.literal(61), z.literal(62)])
        .default(62)
        .describe("Characters in the station's alphabet: some leave out the letter o"),
    }),
    response: z.object({ urlTemplate: z.string(), status: z.enum(commandStatuses), reason: z.string().nullable() }),
    once: true,
  }),
  settlePayment: route({
    method: 'POST',
    path: '/payments/:paymentId/settlement',
    permission: 'operator',
    tag: 'Payments',
    summary: 'What became of a payment that the kiosk settles',
    params,
    body: z.object({
      status: z.enum(['settled', 'canceled', 'rejected', 'failed']),
      amount: decimal.describe('What was taken; 0 where nothing was'),
      info: z.string().max(500).default(''),
    }),
    response: payment,
    once: true,
  }),
};
