import { daysOfWeek, driverGroupKinds } from '@stationmaster/domain';
import { z } from 'zod';
import { id, instant } from './common.ts';
import { route } from './route.ts';

export const driverGroupKind = z.enum(driverGroupKinds);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 08:00');
/** Where and when members may charge (domain `ChargingRight`). */
const chargingRight = z.strictObject({
  siteIds: z.array(id).max(1000).nullable().describe('null: every site'),
  hours: z
    .array(
      z.strictObject({
        days: z.array(z.enum(daysOfWeek)).min(1).max(7),
        from: clock,
        until: clock.describe('Not later than from: on the next day. The span belongs to the day it begins on.'),
      }),
    )
    .min(1)
    .max(20)
    .nullable()
    .describe('On the clock of the site. null: always'),
});
export const driverGroup = z.object({
  id: z.number(),
  name: z.string(),
  kind: driverGroupKind,
  note: z.string(),
  rights: z.array(chargingRight).describe('One that fits is enough. Empty: the group says nothing about where and when'),
  members: z.number(),
  createdAt: instant,
});
const groupBody = z.object({
  name: z.string().trim().min(1).max(100),
  kind: driverGroupKind,
  note: z.string().max(500).optional(),
  rights: z.array(chargingRight).max(50).optional(),
});
const groupParams = z.object({ groupId: id });
const memberParams = groupParams.extend({ driverId: id });

export const driverGroupRoutes = {
  listDriverGroups: route({
    method: 'GET',
    path: '/driver-groups',
    permission: 'viewer',
    tag: 'Drivers',
    summary: 'Groups of drivers by name, at most a thousand',
    response: z.object({ items: z.array(driverGroup) }),
  }),
  getDriverGroup: route({
    method: 'GET',
    path: '/driver-groups/:groupId',
    permission: 'viewer',
    tag: 'Drivers',
    summary: 'One group of drivers',
    params: groupParams,
    response: driverGroup,
  }),
  createDriverGroup: route({
    method: 'POST',
    path: '/driver-groups',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Add a group of drivers',
    body: groupBody,
    response: driverGroup,
    creates: true,
  }),
  updateDriverGroup: route({
    method: 'PATCH',
    path: '/driver-groups/:groupId',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Change a group: name, kind, where and when its members may charge',
    params: groupParams,
    body: groupBody.partial(),
    response: driverGroup,
  }),
  deleteDriverGroup: route({
    method: 'DELETE',
    path: '/driver-groups/:groupId',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Remove a group without members',
    params: groupParams,
  }),
  joinDriverGroup: route({
    method: 'PUT',
    path: '/driver-groups/:groupId/members/:driverId',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Make a driver a member of a group',
    params: memberParams,
  }),
  leaveDriverGroup: route({
    method: 'DELETE',
    path: '/driver-groups/:groupId/members/:driverId',
    permission: 'operator',
    tag: 'Drivers',
    summary: 'Take a driver out of a group',
    params: memberParams,
  }),
};
