import { z } from 'zod';
import { currency, id, instant, page, pageOf } from './common.ts';
import { route } from './route.ts';

const siteBody = z.object({
  name: z.string().trim().min(1).max(100),
  address: z.string().max(300).optional(),
  timeZone: z.string().min(1).max(60),
  currency,
  openAccess: z.boolean().optional(),
  keepLocalLists: z.boolean().optional().describe('The card lists of its stations follow the cards'),
  tariffId: id.nullable().optional(),
});
export const site = z.object({
  id: z.number(),
  name: z.string(),
  address: z.string(),
  timeZone: z.string(),
  currency,
  openAccess: z.boolean(),
  keepLocalLists: z.boolean(),
  tariffId: z.number().nullable(),
  tariffName: z.string().nullable(),
  stations: z.number(),
  demo: z.boolean(),
  createdAt: instant,
});
const siteParams = z.object({ siteId: id });
export const siteRoutes = {
  listSites: route({
    method: 'GET',
    path: '/sites',
    permission: 'viewer',
    tag: 'Sites',
    summary: 'List sites',
    query: page,
    response: pageOf(site),
  }),
  getSite: route({
    method: 'GET',
    path: '/sites/:siteId',
    permission: 'viewer',
    tag: 'Sites',
    summary: 'One site',
    params: siteParams,
    response: site,
  }),
  createSite: route({
    method: 'POST',
    path: '/sites',
    permission: 'operator',
    tag: 'Sites',
    summary: 'Add a site',
    body: siteBody,
    response: site,
    creates: true,
  }),
  updateSite: route({
    method: 'PATCH',
    path: '/sites/:siteId',
    permission: 'operator',
    tag: 'Sites',
    summary: 'Change a site',
    params: siteParams,
    body: siteBody.partial(),
    response: site,
  }),
  deleteSite: route({
    method: 'DELETE',
    path: '/sites/:siteId',
    permission: 'administrator',
    tag: 'Sites',
    summary: 'Remove a site without stations',
    params: siteParams,
  }),
};
