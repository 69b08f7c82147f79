import { z } from 'zod';
import { id, instant, stationId } from './common.ts';
import { route } from './route.ts';

export const customerData = z.object({
  requestId: z.number().describe('The command that asked for it'),
  about: z.string().nullable().describe('Whom it was asked of; null: the station told it unasked'),
  text: z.string(),
  isComplete: z.boolean().describe('All its parts have come'),
  generatedAt: instant,
  receivedAt: instant,
});
const params = z.object({ stationId });
export const customerRoutes = {
  listCustomerData: route({
    method: 'GET',
    path: '/stations/:stationId/customer-data',
    permission: 'administrator',
    tag: 'Cards',
    summary: 'What the station told of customers; kept for 30 days',
    params,
    response: z.object({ items: z.array(customerData) }),
  }),
  deleteCustomerData: route({
    method: 'DELETE',
    path: '/stations/:stationId/customer-data/:requestId',
    permission: 'administrator',
    tag: 'Cards',
    summary: 'Remove what was told',
    params: params.extend({ requestId: id }),
  }),
};
