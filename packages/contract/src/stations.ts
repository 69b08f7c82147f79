import { connectorStatuses } from '@stationmaster/domain';
import { z } from 'zod';
import { id, instant, page, pageOf, protocols, stationId } from './common.ts';
import { route } from './route.ts';
import { securityProfile, transport } from './transport.ts';

export const connector = z.object({
  evseId: z.number().int(),
  connectorId: z.number().int(),
  status: z.enum(connectorStatuses),
  reported: z.string().nullable(),
  errorCode: z.string().nullable(),
  info: z.string().nullable(),
  vendorErrorCode: z.string().nullable(),
  statusAt: instant.nullable(),
  /** The session running there now. */
  sessionId: z.number().nullable(),
  powerW: z.number().nullable(),
  energyWh: z.number().nullable(),
});
export const startUpPhases = ['offline', 'connected', 'waitingForBoot', 'pending', 'accepted', 'rejected'] as const;
export const station = z.object({
  id: stationId,
  name: z.string(),
  siteId: z.number().nullable(),
  siteName: z.string().nullable(),
  tariffId: z.number().nullable(),
  connected: z.boolean(),
  phase: z.enum(startUpPhases),
  registration: z.enum(['Accepted', 'Pending', 'Rejected']),
  securityProfile,
  movingTo: securityProfile.nullable().describe('The profile it is being moved to: it may come with either'),
  certificateName: z.string().nullable().describe('Common name its certificate must have; null: its id or serial number'),
  transport: transport.nullable().describe('The way of its last connection'),
  hasPassword: z.boolean(),
  protocol: z.string().nullable(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  serialNumber: z.string().nullable(),
  firmwareVersion: z.string().nullable(),
  iccid: z.string().nullable(),
  imsi: z.string().nullable(),
  meterType: z.string().nullable(),
  meterSerialNumber: z.string().nullable(),
  bootReason: z.string().nullable(),
  bootedAt: instant.nullable(),
  connectedAt: instant.nullable(),
  disconnectedAt: instant.nullable(),
  lastHeardAt: instant.nullable(),
  clockSkewMs: z.number().nullable(),
  callTimeoutMs: z.number().int().describe('How long the operator lets us wait for its answers'),
  answerTimeoutMs: z.number().int().describe('How long we do: longer where it was found to need it, or its firmware is known to'),
  remoteAddress: z.string().nullable(),
  demo: z.boolean(),
  createdAt: instant,
  connectors: z.array(connector),
});
const change = z.object({
  name: z.string().max(100).optional(),
  siteId: id.nullable().optional(),
  tariffId: id.nullable().optional(),
  securityProfile: securityProfile.optional(),
  certificateName: z.string().max(64).nullable().optional(),
  callTimeoutMs: z.number().int().min(1000).max(300_000).optional(),
  registration: z.enum(['Accepted', 'Pending', 'Rejected']).optional(),
});
const params = z.object({ stationId });
/** The only answers that hold a station's password; it cannot be read again. */
const withPassword = station.extend({ password: z.string().nullable() });

export const stationRoutes = {
  listStations: route({
    method: 'GET',
    path: '/stations',
    permission: 'viewer',
    tag: 'Stations',
    summary: 'List stations',
    query: page.extend({
      search: z.string().max(100).optional(),
      siteId: id.optional(),
      connected: z.enum(['true', 'false']).optional(),
      status: z.enum(connectorStatuses).optional(),
      vendor: z.string().max(100).optional(),
      model: z.string().max(100).optional(),
      firmwareVersion: z.string().max(100).optional(),
      protocol: z.enum(protocols).optional(),
    }),
    response: pageOf(station),
  }),
  getStation: route({
    method: 'GET',
    path: '/stations/:stationId',
    permission: 'viewer',
    tag: 'Stations',
    summary: 'One station with its connectors',
    params,
    response: station,
  }),
  createStation: route({
    method: 'POST',
    path: '/stations',
    permission: 'operator',
    tag: 'Stations',
    summary: 'Register a station before it calls in',
    creates: true,
    body: change.extend({
      id: stationId.regex(/^[^:/\s]+$/, 'no colon, slash or blank'),
      password: z.string().min(16).max(40).optional().describe('Left out: a random one is made'),
    }),
    response: withPassword,
  }),
  updateStation: route({
    method: 'PATCH',
    path: '/stations/:stationId',
    permission: 'operator',
    tag: 'Stations',
    summary: 'Change a station',
    params,
    body: change,
    response: station,
  }),
  setStationPassword: route({
    method: 'POST',
    path: '/stations/:stationId/password',
    permission: 'operator',
    tag: 'Stations',
    summary: 'Give the station a new password',
    params,
    body: z.object({ password: z.string().min(16).max(40).optional() }),
    response: withPassword,
  }),
  deleteStation: route({
    method: 'DELETE',
    path: '/stations/:stationId',
    permission: 'administrator',
    tag: 'Stations',
    summary: 'Remove a station that has no sessions',
    params,
  }),
};
