import { z } from 'zod';
import { id, instant, page, pageOf, role } from './common.ts';
import { route } from './route.ts';

const email = z.email().max(200);
const password = z.string().min(10).max(200);
export const user = z.object({
  id: z.number(),
  email,
  name: z.string(),
  role,
  disabled: z.boolean(),
  lastSignInAt: instant.nullable(),
  createdAt: instant,
});
export const me = z.object({ kind: z.enum(['user', 'key']), name: z.string(), email: z.string().nullable(), role });
const userParams = z.object({ userId: id });
export const signInRoutes = {
  signIn: route({
    method: 'POST',
    path: '/sign-in',
    permission: 'public',
    tag: 'People',
    summary: 'Sign in; sets the session cookie',
    body: z.object({ email, password: z.string().max(200) }),
    response: me,
  }),
  signOut: route({ method: 'POST', path: '/sign-out', permission: 'viewer', tag: 'People', summary: 'Sign out' }),
  me: route({ method: 'GET', path: '/me', permission: 'viewer', tag: 'People', summary: 'Who am I', response: me }),
  changePassword: route({
    method: 'POST',
    path: '/me/password',
    permission: 'viewer',
    tag: 'People',
    summary: 'Change my password; ends my other sessions',
    body: z.object({ current: z.string().max(200), password }),
  }),
  installState: route({
    method: 'GET',
    path: '/install',
    permission: 'public',
    tag: 'People',
    summary: 'Has this install an administrator yet?',
    response: z.object({ hasAdministrator: z.boolean(), demo: z.boolean() }),
  }),
  acceptInvitation: route({
    method: 'POST',
    path: '/invitations/accept',
    permission: 'public',
    tag: 'People',
    summary: 'Use a one-time link: make the user and sign in',
    body: z.object({ token: z.string().max(100), email, name: z.string().max(100).default(''), password }),
    response: me,
  }),
};
export const peopleRoutes = {
  listUsers: route({
    method: 'GET',
    path: '/users',
    permission: 'administrator',
    tag: 'People',
    summary: 'List operator users',
    query: page,
    response: pageOf(user),
  }),
  inviteUser: route({
    method: 'POST',
    path: '/invitations',
    permission: 'administrator',
    tag: 'People',
    summary: 'A one-time link for a new user, valid for 7 days',
    body: z.object({ email: email.optional(), role }),
    response: z.object({ url: z.string(), expiresAt: instant }),
    creates: true,
  }),
  updateUser: route({
    method: 'PATCH',
    path: '/users/:userId',
    permission: 'administrator',
    tag: 'People',
    summary: 'Change role or name, disable',
    params: userParams,
    body: z.object({ name: z.string().max(100).optional(), role: role.optional(), disabled: z.boolean().optional() }),
    response: user,
  }),
  listKeys: route({
    method: 'GET',
    path: '/keys',
    permission: 'administrator',
    tag: 'People',
    summary: 'List API keys',
    query: page,
    response: pageOf(apiKey()),
  }),
  createKey: route({
    method: 'POST',
    path: '/keys',
    permission: 'administrator',
    tag: 'People',
    summary: 'Make an API key; shown once',
    body: z.object({ name: z.string().trim().min(1).max(100), role, expiresAt: instant.nullable().optional() }),
    response: apiKey().extend({ key: z.string() }),
    creates: true,
  }),
  revokeKey: route({
    method: 'DELETE',
    path: '/keys/:keyId',
    permission: 'administrator',
    tag: 'People',
    summary: 'Revoke an API key',
    params: z.object({ keyId: id }),
  }),
  listAudit: route({
    method: 'GET',
    path: '/audit',
    permission: 'administrator',
    tag: 'People',
    summary: 'Every change and command, newest first',
    query: page.extend({
      actor: z.string().max(100).optional(),
      action: z.string().max(60).optional(),
      subject: z.string().max(100).optional(),
    }),
    response: pageOf(
      z.object({
        id: z.number(),
        at: instant,
        actor: z.string(),
        actorName: z.string(),
        action: z.string(),
        subject: z.string(),
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
};
function apiKey() {
  return z.object({
    id: z.number(),
    name: z.string(),
    role,
    prefix: z.string(),
    createdBy: z.string(),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
  });
}

/** What the live stream tells. `subject` is a station id, session id, command id … as text. */
export const happeningKinds = [
  'station.changed',
  'station.connected',
  'station.disconnected',
  'connector.changed',
  'session.started',
  'session.updated',
  'session.ended',
  'session.corrected',
  'session.checked',
  'credit.changed',
  'session.repaired',
  'session.signed',
  'session.supplied',
  'token.tapped',
  'command.changed',
  'reservation.changed',
  'reservation.priced',
  'firmware.changed',
  'log.changed',
  'lobby.changed',
  'configuration.changed',
  'station.told',
  'station.event',
  'alert.changed',
  'runbook.changed',
  'certificate.changed',
  'certificate.expiring',
  'report.changed',
  'forwarding.changed',
] as const;
export type HappeningKind = (typeof happeningKinds)[number];
export const happening = z.object({
  cursor: z.string(),
  at: instant,
  kind: z.enum(happeningKinds),
  subject: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export const liveRoutes = {
  live: route({
    method: 'GET',
    path: '/live',
    permission: 'viewer',
    tag: 'Live',
    summary: 'Server-sent events; resume with Last-Event-ID (or ?after=) and nothing is missed',
    query: z.object({ after: z.string().max(60).optional() }),
    produces: 'text/event-stream',
  }),
  removeDemo: route({
    method: 'DELETE',
    path: '/demo',
    permission: 'administrator',
    tag: 'Overview',
    summary: 'Remove the demo network and everything it made',
  }),
};
