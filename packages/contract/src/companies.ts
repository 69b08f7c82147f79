import { z } from 'zod';
import { id, instant } from './common.ts';
import { route } from './route.ts';
import { limits, spending } from './spending.ts';

export const costCentre = z.object({
  id: z.number(),
  companyId: z.number(),
  name: z.string(),
  reference: z.string().nullable(),
  limits,
  drivers: z.number(),
});
export const company = z.object({
  id: z.number(),
  name: z.string(),
  reference: z.string().nullable(),
  vatNumber: z.string(),
  address: z.string(),
  email: z.string(),
  note: z.string(),
  limits,
  drivers: z.number(),
  costCentres: z.array(costCentre),
  createdAt: instant,
});
const companyBody = z.object({
  name: z.string().trim().min(1).max(100),
  reference: z.string().trim().min(1).max(100).nullable().optional(),
  vatNumber: z.string().trim().max(20).optional(),
  address: z.string().max(300).optional(),
  email: z.union([z.literal(''), z.email().max(254)]).optional(),
  note: z.string().max(500).optional(),
  limits: limits.optional().describe('Of all its drivers together'),
});
const costCentreBody = z.object({
  name: z.string().trim().min(1).max(100),
  reference: z.string().trim().min(1).max(100).nullable().optional(),
  limits: limits.optional(),
});
const companyParams = z.object({ companyId: id });
const costCentreParams = z.object({ costCentreId: id });

export const companyRoutes = {
  listCompanies: route({
    method: 'GET',
    path: '/companies',
    permission: 'viewer',
    tag: 'Companies',
    summary: 'Companies that pay for drivers, with their cost centres, by name, at most a thousand',
    response: z.object({ items: z.array(company) }),
  }),
  getCompany: route({
    method: 'GET',
    path: '/companies/:companyId',
    permission: 'viewer',
    tag: 'Companies',
    summary: 'One company',
    params: companyParams,
    response: company,
  }),
  createCompany: route({
    method: 'POST',
    path: '/companies',
    permission: 'operator',
    tag: 'Companies',
    summary: 'Add a company',
    body: companyBody,
    response: company,
    creates: true,
  }),
  updateCompany: route({
    method: 'PATCH',
    path: '/companies/:companyId',
    permission: 'operator',
    tag: 'Companies',
    summary: 'Change a company',
    params: companyParams,
    body: companyBody.partial(),
    response: company,
  }),
  deleteCompany: route({
    method: 'DELETE',
    path: '/companies/:companyId',
    permission: 'operator',
    tag: 'Companies',
    summary: 'Remove a company without drivers and without sessions',
    params: companyParams,
  }),
  companySpending: route({
    method: 'GET',
    path: '/companies/:companyId/spending',
    permission: 'viewer',
    tag: 'Companies',
    summary: 'What a company has charged by month, and how far its limits are used',
    params: companyParams,
    response: spending,
  }),
  createCostCentre: route({
    method: 'POST',
    path: '/companies/:companyId/cost-centres',
    permission: 'operator',
    tag: 'Companies',
    summary: 'Add a cost centre to a company',
    params: companyParams,
    body: costCentreBody,
    response: costCentre,
    creates: true,
  }),
  updateCostCentre: route({
    method: 'PATCH',
    path: '/cost-centres/:costCentreId',
    permission: 'operator',
    tag: 'Companies',
    summary: 'Change a cost centre',
    params: costCentreParams,
    body: costCentreBody.partial(),
    response: costCentre,
  }),
  deleteCostCentre: route({
    method: 'DELETE',
    path: '/cost-centres/:costCentreId',
    permission: 'operator',
    tag: 'Companies',
    summary: 'Remove a cost centre without drivers and without sessions',
    params: costCentreParams,
  }),
};
