import { z } from 'zod';
import { additions } from './commands/additions.ts';
import { cards } from './commands/cards.ts';
import { certificates } from './commands/certificates.ts';
import { configuration } from './commands/configuration.ts';
import { customers } from './commands/customers.ts';
import { dataTransfer } from './commands/data-transfer.ts';
import { der } from './commands/der.ts';
import { deviceModel } from './commands/device-model.ts';
import { display } from './commands/display.ts';
import { monitoring } from './commands/monitoring.ts';
import { remoteControl } from './commands/remote-control.ts';
import { reservations } from './commands/reservations.ts';
import { smartCharging } from './commands/smart-charging.ts';
import { stationTariffs } from './commands/station-tariffs.ts';
import { transactions } from './commands/transactions.ts';
import { transfers } from './commands/transfers.ts';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';
import { variable } from './variable.ts';

export { energyTransferModes } from './commands/additions.ts';
export * from './commands/certificates.ts';
export { attributeTypes, variableAddress } from './commands/configuration.ts';
export { derControlTypes } from './commands/der.ts';
export * from './commands/device-model.ts';
export * from './commands/display.ts';
export * from './commands/monitoring.ts';
export { triggerable } from './commands/remote-control.ts';
export { connectorTypes } from './commands/reservations.ts';
export { tokenTypes } from './commands/token-types.ts';
export { logKinds } from './commands/transfers.ts';

const params = z.object({ stationId });
/** At most a week. */
export const waitSeconds = z.coerce.number().int().min(1).max(604_800);

/**
 * queued (one of many, its turn comes) or waiting (for a station that is away) → pending → sent → accepted → confirmed (seen
 * to have happened), or one of the failures; cancelled and expired ones were never sent.
 */
export const commandStatuses = [
  'queued',
  'waiting',
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
  'cancelled',
  'expired',
] as const;
/** One command of a person or program. A topic a file: `commands/`. */
export const commandRequest = z.discriminatedUnion('verb', [
  ...remoteControl,
  ...reservations,
  ...cards,
  ...customers,
  ...dataTransfer,
  ...configuration,
  ...deviceModel,
  ...monitoring,
  ...transfers,
  ...certificates,
  ...transactions,
  ...smartCharging,
  ...display,
  ...stationTariffs,
  ...der,
  ...additions,
]);
export type Verb = z.output<typeof commandRequest>['verb'];
export const verbs = commandRequest.options.map(({ shape }) => shape.verb.value) as [Verb, ...Verb[]];
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
  expiresAt: instant.nullable().describe('Until then it may wait for its station'),
});
export const commandRoutes = {
  sendCommand: route({
    method: 'POST',
    path: '/stations/:stationId/commands',
    permission: 'operator',
    tag: 'Commands',
    summary: 'Command a station; answers when the station has answered, or with its state after 35 s',
    params,
    query: z.object({
      waitSeconds: waitSeconds.optional().describe('For a station that is away: sent when it comes back within this time'),
    }),
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
  cancelCommand: route({
    method: 'POST',
    path: '/commands/:commandId/cancellation',
    permission: 'operator',
    tag: 'Commands',
    summary: 'Take back a command that has not been sent yet',
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
