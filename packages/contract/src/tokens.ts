import { authorizationStatuses, tokenReasons } from '@stationmaster/domain';
import { z } from 'zod';
import { energyTransferModes } from './commands/additions.ts';
import { tokenTypes } from './commands/token-types.ts';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

export const token = z.object({
  id: z.number(),
  value: z.string(),
  type: z.string(),
  groupId: z.string().nullable(),
  driverId: z.number().nullable().describe('The driver whose it is'),
  driverName: z.string(),
  note: z.string(),
  blocked: z.boolean(),
  prepaid: z.boolean(),
  credit: z
    .array(z.object({ currency: z.string(), amount: z.string() }))
    .describe('Of a prepaid card: the sum of its entries, by currency'),
  validFrom: instant.nullable(),
  validUntil: instant.nullable(),
  aliases: z.array(z.string()),
  allowedEnergyTransfer: z.array(z.enum(energyTransferModes)).nullable(),
  lastUsedAt: instant.nullable(),
  createdAt: instant,
});
const tokenChange = z.object({
  type: z.enum(tokenTypes).optional(),
  groupId: z.string().max(36).nullable().optional(),
  driverId: id.nullable().optional().describe('null: of no driver; only then it has a name of its own'),
  driverName: z.string().max(100).optional(),
  note: z.string().max(500).optional(),
  blocked: z.boolean().optional(),
  prepaid: z.boolean().optional().describe('Its sessions are paid by its credit, and none begins without any'),
  validFrom: instant.nullable().optional(),
  validUntil: instant.nullable().optional(),
  aliases: z.array(z.string().min(1).max(36)).max(20).optional(),
  allowedEnergyTransfer: z
    .array(z.enum(energyTransferModes))
    .min(1)
    .max(energyTransferModes.length)
    .nullable()
    .optional()
    .describe('How its driver may charge or give back, told to stations of OCPP 2.1; null: nothing is agreed'),
});
export const tap = z.object({
  id: z.number(),
  at: instant,
  stationId,
  evseId: z.number().nullable(),
  idToken: z.string(),
  tokenId: z.number().nullable(),
  driverName: z.string().nullable(),
  purpose: z.enum(['authorize', 'start', 'stop']),
  status: z.enum(authorizationStatuses),
  reason: z.enum(tokenReasons),
  sessionId: z.number().nullable(),
  frameId: z.number().nullable(),
});
const tokenParams = z.object({ tokenId: id });
export const tokenRoutes = {
  listTokens: route({
    method: 'GET',
    path: '/tokens',
    permission: 'viewer',
    tag: 'Cards',
    summary: 'List cards',
    query: page.extend({ search: z.string().max(100).optional(), blocked: z.enum(['true', 'false']).optional(), driverId: id.optional() }),
    response: pageOf(token),
  }),
  getToken: route({
    method: 'GET',
    path: '/tokens/:tokenId',
    permission: 'viewer',
    tag: 'Cards',
    summary: 'One card',
    params: tokenParams,
    response: token,
  }),
  createToken: route({
    method: 'POST',
    path: '/tokens',
    permission: 'operator',
    tag: 'Cards',
    summary: 'Add a card',
    body: tokenChange.extend({ value: z.string().trim().min(1).max(255) }),
    response: token,
    creates: true,
  }),
  updateToken: route({
    method: 'PATCH',
    path: '/tokens/:tokenId',
    permission: 'operator',
    tag: 'Cards',
    summary: 'Change a card',
    params: tokenParams,
    body: tokenChange,
    response: token,
  }),
  deleteToken: route({
    method: 'DELETE',
    path: '/tokens/:tokenId',
    permission: 'operator',
    tag: 'Cards',
    summary: 'Remove a card; its sessions stay',
    params: tokenParams,
  }),
  importTokens: route({
    method: 'POST',
    path: '/tokens/import',
    permission: 'operator',
    tag: 'Cards',
    summary: 'Add or change cards from CSV; one wrong line and nothing changes',
    consumes: 'text/csv',
    response: z.object({ created: z.number(), updated: z.number() }),
  }),
  exportTokens: route({
    method: 'GET',
    path: '/tokens.csv',
    permission: 'operator',
    tag: 'Cards',
    summary: 'Cards as CSV',
    produces: 'text/csv',
  }),
  listTaps: route({
    method: 'GET',
    path: '/taps',
    permission: 'viewer',
    tag: 'Cards',
    summary: 'Every card held to a reader, with the answer and its reason',
    query: page.extend({
      tokenId: id.optional(),
      stationId: stationId.optional(),
      refused: z.enum(['true']).optional(),
      search: z.string().max(100).optional(),
    }),
    response: pageOf(tap),
  }),
};
