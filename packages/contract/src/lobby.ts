import { z } from 'zod';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';
import { securityProfile, transport } from './transport.ts';

/** Why an attempt to call in is in the lobby. */
export const lobbyReasons = [
  'unknownStation',
  'wrongPath',
  'noStationId',
  'badStationId',
  'noSubprotocol',
  'wrongSubprotocol',
  'noPassword',
  'wrongPassword',
  'wrongUserName',
  'malformedFrame',
  'notBootedFirst',
  'lobbyFull',
  'tooManyConnections',
  'needsTls',
  'noCertificate',
  'certificateExpired',
  'certificateUnknownAuthority',
  'certificateRevoked',
  'certificateInvalid',
  'certificateWrongName',
  'certificateWrongOrganization',
  'tlsProtocol',
  'tlsCipher',
  'tlsUntrusted',
  'tlsServerExpired',
  'tlsServerName',
  'tlsPlain',
  'tlsGarbage',
  'tlsTimeout',
  'tlsBroken',
  'plainTls',
] as const;
/** What was seen of the encryption. */
const lobbyTransport = transport.partial().extend({
  code: z.string().optional().describe('What OpenSSL says of it'),
  servername: z.string().nullable().optional().describe('The name it called us by'),
});
export const lobbyAttempt = z.object({
  id: z.number(),
  stationId: z.string().nullable(),
  path: z.string(),
  remoteAddress: z.string(),
  offered: z.string(),
  userAgent: z.string(),
  reason: z.enum(lobbyReasons),
  said: z.record(z.string(), z.unknown()).nullable(),
  transport: lobbyTransport.nullable(),
  perhaps: z.array(stationId).describe('Stations of ours that last called from this address, where the attempt does not say which it is'),
  attempts: z.number(),
  firstAt: instant,
  lastAt: instant,
  connected: z.boolean(),
  adoptable: z.boolean(),
});
export const lobbyRoutes = {
  listLobby: route({
    method: 'GET',
    path: '/lobby',
    permission: 'viewer',
    tag: 'Lobby',
    summary: 'Every box that tried to call in and was not let through, newest first',
    query: page,
    response: pageOf(lobbyAttempt).extend({
      ocppUrl: z.string(),
      tlsUrl: z.string().nullable().describe('The same with encryption; null: there is none here'),
    }),
  }),
  adopt: route({
    method: 'POST',
    path: '/lobby/:attemptId/adopt',
    permission: 'operator',
    tag: 'Lobby',
    summary: 'Adopt the station: from now on it is ours',
    params: z.object({ attemptId: id }),
    body: z.object({
      name: z.string().max(100).optional(),
      siteId: id.nullable().optional(),
      securityProfile: securityProfile.optional(),
    }),
    response: z.object({ stationId, password: z.string().nullable() }),
  }),
  dismiss: route({
    method: 'DELETE',
    path: '/lobby/:attemptId',
    permission: 'operator',
    tag: 'Lobby',
    summary: 'Remove an entry; it comes back when the box calls again',
    params: z.object({ attemptId: id }),
  }),
};
