import { z } from 'zod';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

const params = z.object({ stationId });

export const verbs = [
  'start',
  'stop',
  'reset',
  'unlock',
  'changeAvailability',
  'trigger',
  'readConfiguration',
  'writeConfiguration',
] as const;
export type Verb = (typeof verbs)[number];
/** pending → sent → accepted → confirmed (seen to have happened), or one of the failures. */
export const commandStatuses = [
  'pending',
  'sent',
  'accepted',
  'confirmed',
  'rejected',
  'offline',
  'timedOut',
  'failed',
  'notSupported',
  'noEffect',
] as const;
export const variableAddress = z.object({
  component: z.string().max(50).default('').describe('Empty for an OCPP 1.6 key'),
  instance: z.string().max(50).optional(),
  evseId: z.number().int().optional(),
  connectorId: z.number().int().optional(),
  variable: z.string().min(1).max(50),
  variableInstance: z.string().max(50).optional(),
});
const evseId = z.number().int().min(0);
export const commandRequest = z.discriminatedUnion('verb', [
  z.object({
    verb: z.literal('start'),
    evseId: evseId.min(1).optional(),
    token: z.string().min(1).max(255).describe('The card to charge on'),
  }),
  z.object({ verb: z.literal('stop'), sessionId: z.number().int().positive() }),
  z.object({ verb: z.literal('reset'), kind: z.enum(['soft', 'hard']), evseId: evseId.min(1).optional() }),
  z.object({ verb: z.literal('unlock'), evseId: evseId.min(1), connectorId: z.number().int().min(1).default(1) }),
  z.object({
    verb: z.literal('changeAvailability'),
    operative: z.boolean(),
    evseId: evseId.default(0),
    connectorId: z.number().int().min(1).optional(),
  }),
  z.object({
    verb: z.literal('trigger'),
    message: z.enum(['BootNotification', 'Heartbeat', 'MeterValues', 'StatusNotification']),
    evseId: evseId.optional(),
    connectorId: z.number().int().min(1).optional(),
  }),
  z.object({
    verb: z.literal('readConfiguration'),
    variables: z.array(variableAddress).max(500).default([]).describe('Empty: everything the station tells'),
  }),
  z.object({
    verb: z.literal('writeConfiguration'),
    variables: z
      .array(variableAddress.extend({ value: z.string().max(2500) }))
      .min(1)
      .max(100),
  }),
]);
export const command = z.object({
  id: z.number(),
  stationId,
  verb: z.enum(verbs),
  parameters: z.record(z.string(), z.unknown()),
  status: z.enum(commandStatuses),
  answer: z.unknown().nullable(),
  reason: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: instant,
  sentAt: instant.nullable(),
  answeredAt: instant.nullable(),
  confirmedAt: instant.nullable(),
  sessionId: z.number().nullable(),
});
export const variable = z.object({
  component: z.string(),
  instance: z.string(),
  evseId: z.number(),
  connectorId: z.number(),
  variable: z.string(),
  variableInstance: z.string(),
  value: z.string().nullable(),
  mutability: z.string(),
  updatedAt: instant,
});
export const frame = z.object({
  id: z.number(),
  at: instant,
  direction: z.enum(['in', 'out']),
  action: z.string(),
  messageId: z.string(),
  request: z.string(),
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  outcome: z.string(),
  sessionId: z.number().nullable(),
  commandId: z.number().nullable(),
  repairs: z.array(z.string()).nullable(),
  /** One plain sentence: what was said and what it means. Key and values, translated by the client. */
  explained: z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }),
});

export const commandRoutes = {
  sendCommand: route({
    method: 'POST',
    path: '/stations/:stationId/commands',
    permission: 'operator',
    tag: 'Commands',
    summary: 'Command a station; answers when the station has answered, or with its state after 35 s',
    params,
    body: commandRequest,
    response: command,
    creates: true,
  }),
  listCommands: route({
    method: 'GET',
    path: '/stations/:stationId/commands',
    permission: 'viewer',
    tag: 'Commands',
    summary: 'Commands sent to a station, newest first',
    params,
    query: page,
    response: pageOf(command),
  }),
  getCommand: route({
    method: 'GET',
    path: '/commands/:commandId',
    permission: 'viewer',
    tag: 'Commands',
    summary: 'One command and what became of it',
    params: z.object({ commandId: id }),
    response: command,
  }),
  listVariables: route({
    method: 'GET',
    path: '/stations/:stationId/configuration',
    permission: 'viewer',
    tag: 'Commands',
    summary: 'Configuration last read from the station',
    params,
    response: z.object({ items: z.array(variable) }),
  }),
  listFrames: route({
    method: 'GET',
    path: '/stations/:stationId/frames',
    permission: 'viewer',
    tag: 'Evidence',
    summary: 'The message log, newest first',
    params,
    query: page.extend({
      action: z.string().max(50).optional(),
      direction: z.enum(['in', 'out']).optional(),
      search: z.string().max(100).optional(),
      sessionId: id.optional(),
      failed: z.enum(['true']).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    response: pageOf(frame),
  }),
  stationPower: route({
    method: 'GET',
    path: '/stations/:stationId/power',
    permission: 'viewer',
    tag: 'Stations',
    summary: 'Power over time, one series a connector',
    params,
    query: z.object({ from: instant.optional(), to: instant.optional() }),
    response: z.object({
      series: z.array(z.object({ evseId: z.number(), points: z.array(z.tuple([z.number(), z.number()])).describe('[epoch ms, W]') })),
    }),
  }),
};
