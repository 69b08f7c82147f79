import { tariffTargets } from '@stationmaster/domain';
import { z } from 'zod';
import { currency, decimal, id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

/** What a voucher is worth. An amount off is before or with tax as the tariff's prices are; a value pays what is to be paid. */
export const voucherRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('amount'), amount: decimal.describe('Off the price of a session, and so off its tax') }),
  z.object({ kind: z.literal('percent'), percent: decimal, maxAmount: decimal.optional() }),
  z.object({
    kind: z.literal('energy'),
    energyWh: z.number().int().min(1).max(1e9).describe('Free; what is left stays for later sessions'),
  }),
  z.object({ kind: z.literal('value'), amount: decimal.describe('Bought before: it pays, and changes neither price nor tax') }),
]);
const code = z.string().trim().min(4).max(40);
const campaignBody = z.object({
  name: z.string().trim().min(1).max(100).describe('On the bill'),
  rule: voucherRule,
  currency: currency.optional().describe('Needed where the rule has an amount: it holds for sessions in this currency'),
  sessions: z.number().int().min(1).max(1000).default(1).describe('For how many sessions a voucher is good; of amount and percent only'),
  target: z.enum(tariffTargets),
  targetId: id.optional().describe('Driver, group or site; not for station, evse and tenant'),
  stationId: stationId.optional(),
  evseId: z.number().int().min(1).max(10_000).optional(),
  validFrom: instant.optional(),
  validUntil: instant.optional(),
  code: code.optional().describe('One code for everybody; else codes are made'),
  count: z.number().int().min(1).max(10_000).default(1).describe('So many codes are made, each to be redeemed once'),
  mostRedeemed: z
    .number()
    .int()
    .min(1)
    .max(1e6)
    .optional()
    .describe('How often a code for everybody is redeemed; absent: any number of times'),
  mostEach: z.number().int().min(1).max(1000).default(1).describe('By one driver, or one card that has no driver'),
  forGuests: z.boolean().default(true).describe('May be typed before a payment without an account'),
});
export const voucherCampaign = z.object({
  id: z.number(),
  name: z.string(),
  rule: voucherRule,
  sessions: z.number().nullable().describe('null: it is used up by money or energy'),
  currency: currency.nullable(),
  target: z.enum(tariffTargets),
  targetId: z.number(),
  evseId: z.number().nullable(),
  validFrom: instant.nullable(),
  validUntil: instant.nullable(),
  code: z.string().nullable().describe('The one for everybody; null: each of many is redeemed once, and shown when it is made only'),
  codes: z.number().describe('How many there are'),
  mostRedeemed: z.number().nullable(),
  mostEach: z.number(),
  forGuests: z.boolean(),
  redeemed: z.number().describe('How often'),
  used: z.number().describe('Sessions that cost less by it and are over'),
  running: z.number().describe('Sessions that have it and are not over'),
  costs: z.array(z.object({ currency, amount: z.string() })).describe('What these sessions cost less'),
  stoppedAt: instant.nullable(),
  createdAt: instant,
  createdBy: z.string(),
});
export const voucher = z.object({
  id: z.number(),
  campaignId: z.number(),
  name: z.string().describe('As on the bill'),
  rule: voucherRule,
  currency: currency.nullable(),
  driverId: z.number().nullable(),
  tokenId: z.number().nullable(),
  paymentId: z.number().nullable().describe('Of a guest: the last payment that it was typed before'),
  size: z.string().describe('Money of a value, Wh of free energy, else sessions'),
  left: z.string().describe('In the same unit; a running session has taken its part'),
  validUntil: instant.nullable(),
  isOver: z.boolean(),
  redeemedAt: instant,
  redeemedBy: z.string(),
});
const made = z.object({
  campaign: voucherCampaign,
  codes: z.array(z.string()).describe('Shown this once: only what they are compared by is kept'),
});
const campaignParams = z.object({ voucherCampaignId: id });

export const voucherRoutes = {
  listVoucherCampaigns: route({
    method: 'GET',
    path: '/voucher-campaigns',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'Voucher campaigns, how often they were used and what they cost, newest first',
    query: page,
    response: pageOf(voucherCampaign),
  }),
  createVoucherCampaign: route({
    method: 'POST',
    path: '/voucher-campaigns',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Make vouchers: one code for everybody, or many codes',
    body: campaignBody,
    response: made,
    creates: true,
  }),
  addVoucherCodes: route({
    method: 'POST',
    path: '/voucher-campaigns/:voucherCampaignId/codes',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Make more codes of a campaign',
    params: campaignParams,
    body: z.object({ count: z.number().int().min(1).max(10_000) }),
    response: made,
    creates: true,
  }),
  stopVoucherCampaign: route({
    method: 'POST',
    path: '/voucher-campaigns/:voucherCampaignId/stop',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Let nothing more be redeemed; what was redeemed stays good',
    params: campaignParams,
    response: voucherCampaign,
  }),
  listVouchers: route({
    method: 'GET',
    path: '/vouchers',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'Redeemed vouchers and what is left of them, newest first',
    query: page.extend({
      driverId: id.optional(),
      tokenId: id.optional().describe('Those of its driver where it has one'),
      campaignId: id.optional(),
    }),
    response: pageOf(voucher),
  }),
  redeemVoucher: route({
    method: 'POST',
    path: '/vouchers',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Redeem a code for a driver or a card; the next sessions that fit use it',
    body: z.object({
      code,
      driverId: id.optional(),
      tokenId: id.optional().describe('A card that belongs to a driver redeems for the driver'),
    }),
    response: voucher,
    creates: true,
  }),
};
