import { z } from 'zod';
import { bulkFilter } from './bulk.ts';
import { id, instant, page, pageOf, protocols, stationId } from './common.ts';
import { route } from './route.ts';

/** Who answers a station: we, or the second back end. */
export const forwardingAnswers = ['us', 'them'] as const;
/** Who answers one message; `alone`: we, and the second back end does not hear of it. */
export const forwardingRoles = ['us', 'them', 'alone'] as const;
/**
 * Why the second back end is not reached, or does not take the station. `tls…`: of its encryption and its certificate;
 * `certificate…`: of the one it is shown. Names that the lobby has too mean the same, seen from the other end.
 */
export const forwardingProblems = [
  'unreachable',
  'privateAddress',
  'certificate',
  'tlsProtocol',
  'tlsCipher',
  'tlsUntrusted',
  'tlsServerExpired',
  'tlsServerName',
  'tlsGarbage',
  'tlsBroken',
  'needsTls',
  'noCertificate',
  'certificateUnknownAuthority',
  'certificateExpired',
  'certificateRevoked',
  'certificateInvalid',
  'wrongPassword',
  'unknownStation',
  'refused',
  'wrongVersion',
  'closed',
  'silent',
  'notAccepted',
  'secretLost',
] as const;
/** What became of a message at the second back end. `skipped`: it never heard of the session's beginning; `otherVersion`: said before the station spoke the version of today; `dropped`: too many waited; `expired`: it waited too long. */
export const forwardedOutcomes = [
  'answered',
  'refused',
  'invalid',
  'noAnswer',
  'away',
  'skipped',
  'otherVersion',
  'dropped',
  'expired',
  'notAllowed',
  'failed',
] as const;
/** How a session stands at the second back end. `partly`: it began before; `gone`: neither message log nor record has anything of it any more. */
export const forwardedVerdicts = ['equal', 'differs', 'waiting', 'notDelivered', 'partly', 'gone'] as const;

const action = z.string().regex(/^[A-Za-z0-9]{1,50}$/);
const pem = z.string().max(20_000).includes('-----BEGIN');
const url = z
  .url({ protocol: /^wss?$/ })
  .max(500)
  .describe('Address of the second back end, without the id of the station');
const rights = {
  byAction: z.record(action, z.enum(forwardingRoles)).describe('Messages that another answers than the rest, or that only we hear'),
  commands: z.array(action).max(100).describe('Messages it may send to the station; others are refused and recorded'),
  patienceSeconds: z.number().int().min(1).max(25).describe('How long the station waits for its answer; then we answer'),
};
const settings = z.object({
  url,
  identity: stationId.nullable().default(null).describe('Name of the station there; null: the same'),
  password: z.string().min(1).max(64).nullable().optional().describe('For Basic authentication; left out: as it is, null: none'),
  certificate: pem.nullable().optional().describe('PEM, with which the station is known there (security profile 3); left out: as it is'),
  certificateKey: pem.nullable().optional().describe('PEM; left out: as it is'),
  authority: pem.nullable().default(null).describe('PEM of who vouches for the server there; null: the public authorities'),
  answers: z.enum(forwardingAnswers).default('us'),
  byAction: rights.byAction.default({}),
  commands: rights.commands.default([]),
  patienceSeconds: rights.patienceSeconds.default(10),
});
export const forwarding = z.object({
  stationId,
  stationConnected: z.boolean(),
  url,
  identity: stationId.nullable(),
  hasPassword: z.boolean(),
  certificate: z.string().nullable(),
  hasCertificateKey: z.boolean(),
  authority: z.string().nullable(),
  answers: z.enum(forwardingAnswers),
  nextAnswers: z.enum(forwardingAnswers).nullable().describe('Who will answer once no car charges there'),
  byAction: z.record(z.string(), z.enum(forwardingRoles)),
  commands: z.array(z.string()),
  patienceSeconds: z.number(),
  since: instant,
  connected: z.boolean(),
  connectedAt: instant.nullable(),
  disconnectedAt: instant.nullable(),
  accepted: z.boolean().describe('The second back end has let the station in'),
  waiting: z.number().describe('Messages of sessions it has not got yet; 10001 means more, in the list 1001'),
  waitingSince: instant.nullable().describe('When the oldest of them came'),
  problem: z.enum(forwardingProblems).nullable(),
  problemDetail: z.string().nullable(),
  problemAt: instant.nullable(),
  charging: z.number().describe('Sessions running there now'),
});
const choices = z.object({
  protocol: z.enum(protocols).nullable(),
  actions: z.array(z.string()).describe('Messages of the station whose answer can be chosen'),
  commands: z.array(z.string()).describe('Messages it can be allowed to send'),
});
export const forwardedSession = z.object({
  sessionId: z.number(),
  theirId: z.string().nullable().describe('What it is called there'),
  startedAt: instant,
  endedAt: instant.nullable(),
  verdict: z.enum(forwardedVerdicts),
  energyWh: z.number(),
  toldWh: z.number().nullable().describe('What the second back end knows of it by what it has confirmed'),
  messages: z.number().describe('Told, whatever became of them'),
  notTaken: z.number(),
  differs: z.array(z.object({ field: z.string(), ours: z.string(), theirs: z.string() })),
  slowestMs: z.number().nullable(),
});
const forwardedMessage = z.object({
  frameId: z.number(),
  at: instant,
  direction: z.enum(['in', 'out']).describe('in: of the station; out: a command of the second back end'),
  action: z.string(),
  sessionId: z.number().nullable(),
  outcome: z.enum(forwardedOutcomes),
  detail: z.string().nullable(),
  answeredBy: z.enum(forwardingAnswers),
  answer: z.unknown(),
  differs: z.array(z.object({ field: z.string(), ours: z.string(), theirs: z.string() })),
  tookMs: z.number().nullable(),
  tries: z.number(),
});
const day = z.object({
  day: z.iso.date(),
  sessions: z.number(),
  equal: z.number(),
  energyWh: z.number(),
  toldWh: z.number(),
});
const stand = {
  keeps: z.object({ messages: z.number(), days: z.number() }).describe('What may wait for a second back end that is away'),
  givenUp: z
    .object({ messages: z.number(), sessions: z.number(), first: instant, last: instant })
    .nullable()
    .describe('What waited too long or was too much, in the last 90 days; it is not told any more'),
  lostSessions: z.number().describe('Sessions not told to their end, of which the message log has nothing left; 1000 means more'),
  movedTo: z
    .object({ url: z.string(), at: instant, isSecondBackEnd: z.boolean() })
    .nullable()
    .describe('The address elsewhere that the station was told to call and has not restarted here since'),
};
const params = z.object({ stationId });
const tag = 'Second back end';
const change = { method: 'PUT', permission: 'administrator', tag } as const;
const switching = z.object({
  answers: z.enum(forwardingAnswers),
  when: z.enum(['now', 'betweenSessions']).default('betweenSessions').describe('At once, or as soon as no car charges there'),
});

export const forwardingRoutes = {
  listForwardings: route({
    method: 'GET',
    path: '/second-back-ends',
    permission: 'viewer',
    tag,
    summary: 'Stations that a second back end hears too',
    query: page.extend({ failing: z.enum(['true']).optional().describe('Only those that are not well') }),
    response: pageOf(forwarding),
  }),
  getForwarding: route({
    method: 'GET',
    path: '/stations/:stationId/second-back-end',
    permission: 'viewer',
    tag,
    summary: 'The second back end of a station and how it stands; null: none',
    params,
    response: z.object({ forwarding: forwarding.nullable(), choices, ...stand }),
  }),
  forwardingChoices: route({
    method: 'GET',
    path: '/second-back-ends/choices',
    permission: 'viewer',
    tag,
    summary: 'What can be chosen for stations of any version',
    response: choices,
  }),
  setForwarding: route({
    ...change,
    path: '/stations/:stationId/second-back-end',
    summary: 'Let a second back end hear a station: where, with which credentials, who answers what, and what it may command',
    params,
    body: settings,
    response: forwarding,
  }),
  deleteForwarding: route({
    method: 'DELETE',
    path: '/stations/:stationId/second-back-end',
    permission: 'administrator',
    tag,
    summary: 'End it; what was compared goes with it',
    params,
  }),
  switchForwarding: route({
    ...change,
    path: '/stations/:stationId/second-back-end/answers',
    summary: 'Cut over and back: who answers the station from now on, or once no car charges there',
    params,
    body: switching,
    response: forwarding,
  }),
  setForwardings: route({
    ...change,
    path: '/second-back-ends',
    summary: 'The same second back end for many stations; those that have one keep their credentials unless others are given',
    body: z.object({ filter: bulkFilter, settings: settings.omit({ identity: true }) }),
    response: z.object({ stations: z.number() }),
  }),
  switchForwardings: route({
    ...change,
    path: '/second-back-ends/answers',
    summary: 'Cut many stations over, or back',
    body: switching.extend({ filter: bulkFilter }),
    response: z.object({ stations: z.number() }),
  }),
  listForwardedSessions: route({
    method: 'GET',
    path: '/stations/:stationId/second-back-end/sessions',
    permission: 'viewer',
    tag,
    summary: 'Sessions as both back ends know them, newest first',
    params,
    query: page,
    response: pageOf(forwardedSession).extend({
      days: z.array(day).describe('Ended sessions of the last 31 days, by the day at the site'),
    }),
  }),
  listForwardedMessages: route({
    method: 'GET',
    path: '/stations/:stationId/second-back-end/messages',
    permission: 'viewer',
    tag,
    summary: 'What the second back end was told and has answered or commanded, newest first',
    params,
    query: page.extend({ sessionId: id.optional(), failed: z.enum(['true']).optional().describe('All but the equally answered') }),
    response: pageOf(forwardedMessage),
  }),
};
