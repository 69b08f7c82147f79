import { z } from 'zod';
import { instant, stationId } from './common.ts';
import { route } from './route.ts';

/** What became of a message: CALLRESULT, CALLERROR, nothing in time, or the connection ended first. */
export const messageOutcomes = ['result', 'error', 'timedOut', 'closed'] as const;
export const messageAnswer = z.object({
  frameId: z.number().nullable().describe('Its row in the message log; null: it never went out'),
  action: z.string(),
  version: z.string(),
  sentAt: instant.nullable().describe('Null: the connection ended while it waited behind others'),
  answeredAt: instant.nullable(),
  outcome: z.enum(messageOutcomes),
  payload: z.unknown().optional().describe('Of a result, as it came but for the values of secrets'),
  error: z.object({ code: z.string(), description: z.string(), details: z.unknown() }).optional(),
  answerProblems: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .describe('Where a result is not what the schema of its version asks for'),
});
export const sendableMessage = z.object({
  action: z.string(),
  schema: z.record(z.string(), z.unknown()).describe('The official JSON schema of the request'),
});

export const messageRoutes = {
  sendMessage: route({
    method: 'POST',
    path: '/stations/:stationId/messages/:action',
    permission: 'operator',
    tag: 'Messages',
    summary: 'Send one OCPP message exactly as given; answers when the station has answered or its time is over',
    params: z.object({ stationId, action: z.string().min(1).max(50).describe('As OCPP spells it, such as TriggerMessage') }),
    body: z.object({
      payload: z.record(z.string(), z.unknown()),
      timeoutSeconds: z.number().int().min(1).max(600).optional().describe("Left out: the station's own callTimeoutMs"),
    }),
    response: messageAnswer,
    once: true,
  }),
  listSendableMessages: route({
    method: 'GET',
    path: '/stations/:stationId/messages',
    permission: 'viewer',
    tag: 'Messages',
    summary: 'The messages a CSMS may send to this station in the version it speaks (or spoke last)',
    params: z.object({ stationId }),
    response: z.object({
      version: z.string().nullable().describe('Null: the station has never been connected'),
      items: z.array(sendableMessage),
    }),
  }),
};
