import { z } from 'zod';
import { currency, decimal, id, instant, page, pageOf } from './common.ts';
import { route } from './route.ts';
import { cost } from './sessions.ts';

const component = z.object({
  type: z.enum(['ENERGY', 'TIME', 'FLAT']),
  price: decimal,
  vat: decimal.optional(),
  stepSize: z.number().int().min(1).default(1),
});
const tariffBody = z.object({
  name: z.string().trim().min(1).max(100),
  currency,
  taxIncluded: z.boolean().default(true),
  elements: z
    .array(z.object({ priceComponents: z.array(component).min(1).max(3) }))
    .min(1)
    .max(1),
});
export const tariff = tariffBody.extend({
  id: z.number(),
  version: z.number(),
  archived: z.boolean(),
  usedBy: z.object({ sites: z.number(), stations: z.number() }),
  createdAt: instant,
  updatedAt: instant,
});
const tariffParams = z.object({ tariffId: id });
export const tariffRoutes = {
  listTariffs: route({
    method: 'GET',
    path: '/tariffs',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'List tariffs',
    query: page,
    response: pageOf(tariff),
  }),
  getTariff: route({
    method: 'GET',
    path: '/tariffs/:tariffId',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'One tariff',
    params: tariffParams,
    response: tariff,
  }),
  createTariff: route({
    method: 'POST',
    path: '/tariffs',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Add a tariff, and let sites use it at once',
    body: tariffBody.extend({ siteIds: z.array(id).max(1000).default([]).describe('Sites that are to use it; in its currency') }),
    response: tariff,
    creates: true,
  }),
  updateTariff: route({
    method: 'PUT',
    path: '/tariffs/:tariffId',
    permission: 'operator',
    tag: 'Prices',
    summary: 'New version of a tariff; running and past sessions keep theirs',
    params: tariffParams,
    body: tariffBody,
    response: tariff,
  }),
  deleteTariff: route({
    method: 'DELETE',
    path: '/tariffs/:tariffId',
    permission: 'operator',
    tag: 'Prices',
    summary: 'Archive a tariff that no site or station uses',
    params: tariffParams,
  }),
  previewTariff: route({
    method: 'POST',
    path: '/tariffs/preview',
    permission: 'viewer',
    tag: 'Prices',
    summary: 'What a session would cost',
    body: z.object({ tariff: tariffBody, energyWh: z.number().min(0).max(1e7), seconds: z.number().int().min(0).max(31_536_000) }),
    response: cost,
  }),
};
