import { z } from 'zod';
import { id, instant, page, pageOf } from './common.ts';
import { driverGroupKind } from './driver-groups.ts';
import { route } from './route.ts';
import { limits, spending } from './spending.ts';

const named = z.object({ id: z.number(), name: z.string() });
export const driver = z.object({
  id: z.number(),
  name: z.string(),
  reference: z.string().nullable(),
  email: z.string(),
  language: z.string(),
  note: z.string(),
  blocked: z.boolean(),
  company: named.nullable(),
  costCentre: named.nullable(),
  groups: z.array(named.extend({ kind: driverGroupKind })),
  limits,
  cards: z.number(),
  vehicles: z.number(),
  erasedAt: instant.nullable().describe('Nothing of the person is left but the number that their sessions have'),
  createdAt: instant,
});
const driverBody = z.object({
  name: z.string().trim().min(1).max(100),
  reference: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Their number elsewhere, such as in payroll; an import finds them by it. Left out, a new driver gets one'),
  email: z.union([z.literal(''), z.email().max(254)]).optional(),
  language: z
    .string()
    .regex(/^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$/, 'a language such as de or en-GB')
    .optional(),
  note: z.string().max(500).optional(),
  blocked: z.boolean().optional(),
  companyId: id.nullable().optional(),
  costCentreId: id.nullable().optional().describe('Of the company'),
  groupIds: z.array(id).max(50).optional().describe('All of them: the driver leaves the others'),
  limits: limits.optional(),
});
export const vehicle = z.object({
  id: z.number(),
  driverId: z.number(),
  make: z.string(),
  model: z.string(),
  plate: z.string(),
  evccId: z.string().nullable(),
  batteryWh: z.number().nullable(),
  autocharge: z.boolean().describe('It charges by itself: its EVCCID counts as a card of the driver'),
});
const vehicleBody = z.object({
  make: z.string().trim().max(60).optional(),
  model: z.string().trim().max(60).optional(),
  plate: z.string().trim().max(20).optional(),
  evccId: z
    .string()
    .trim()
    .regex(/^[0-9A-Fa-f]{2}([:-]?[0-9A-Fa-f]{2}){5,7}$/, 'six to eight bytes in hex, such as 00:1A:2B:3C:4D:5E')
    .nullable()
    .optional(),
  batteryWh: z.number().int().min(100).max(10_000_000).nullable().optional(),
  autocharge: z.boolean().optional(),
});
const driverParams = z.object({ driverId: id });
const vehicleParams = z.object({ vehicleId: id });

export const driverRoutes = {
  listDrivers: route({
    method: 'GET',
    path: '/drivers',
    permission: 'viewer',
    tag: 'Drivers',
    summary: 'List drivers by name',
    query: page.extend({
      search: z.string().max(100).optional(),
      groupId: id.optional(),
      companyId: id.optional(),
      blocked: z.enum(['true', 'false']).optional(),
    }),
    response: pageOf(driver),
  }),
  getDriver: route({
    method: 'GET',
    path: '/drivers/:driverId',
    permission: 'viewer',
    tag: 'Drivers',
    summary: 'One driver',
    params: driverParams,
    response: driver,
  }),
  createDriver: route({
    method: 'POST',
    path: '/drivers',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Add a driver',
    body: driverBody,
    response: driver,
    creates: true,
  }),
  updateDriver: route({
    method: 'PATCH',
    path: '/drivers/:driverId',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Change a driver',
    params: driverParams,
    body: driverBody.partial(),
    response: driver,
  }),
  eraseDriver: route({
    method: 'DELETE',
    path: '/drivers/:driverId',
    permission: 'administrator',
    tag: 'Drivers',
    summary: 'Erase a driver: name, address, cards and vehicles go; sessions and what they cost stay, without saying whose they were',
    params: driverParams,
  }),
  driverSpending: route({
    method: 'GET',
    path: '/drivers/:driverId/spending',
    permission: 'viewer',
    tag: 'Drivers',
    summary: 'What a driver has charged by month, and how far their limits are used',
    params: driverParams,
    response: spending,
  }),
  importDrivers: route({
    method: 'POST',
    path: '/drivers/import',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Add or change drivers from CSV, with their cards, groups, companies and cost centres; one wrong line and nothing changes',
    consumes: 'text/csv',
    response: z.object({
      created: z.number(),
      updated: z.number(),
      cards: z.number().describe('Cards that are new or have become theirs'),
    }),
  }),
  exportDrivers: route({
    method: 'GET',
    path: '/drivers.csv',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Drivers as CSV, as the import reads it',
    produces: 'text/csv',
  }),
  listVehicles: route({
    method: 'GET',
    path: '/drivers/:driverId/vehicles',
    permission: 'viewer',
    tag: 'Drivers',
    summary: 'The vehicles of a driver',
    params: driverParams,
    response: z.object({ items: z.array(vehicle) }),
  }),
  createVehicle: route({
    method: 'POST',
    path: '/drivers/:driverId/vehicles',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Add a vehicle to a driver',
    params: driverParams,
    body: vehicleBody,
    response: vehicle,
    creates: true,
  }),
  updateVehicle: route({
    method: 'PATCH',
    path: '/vehicles/:vehicleId',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Change a vehicle',
    params: vehicleParams,
    body: vehicleBody,
    response: vehicle,
  }),
  deleteVehicle: route({
    method: 'DELETE',
    path: '/vehicles/:vehicleId',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Remove a vehicle; its sessions stay',
    params: vehicleParams,
  }),
};
