import { z } from 'zod';
import { variableAddress } from './commands/configuration.ts';
import { monitorTypes, streamParameters } from './commands/monitoring.ts';
import { instant, stationId } from './common.ts';
import { route } from './route.ts';

/** A record of kind variableMonitor; its key is the number of the monitor. */
export const variableMonitor = variableAddress.omit({ attribute: true }).extend({
  type: z.enum(monitorTypes),
  value: z.number(),
  severity: z.number(),
  transaction: z.boolean(),
  origin: z.enum(['HardWiredNotification', 'HardWiredMonitor', 'PreconfiguredMonitor', 'CustomMonitor']).nullable(),
});
export type VariableMonitor = z.output<typeof variableMonitor>;

/** A record of kind eventStream; its key is the number of the stream. */
export const eventStream = variableAddress.omit({ attribute: true }).partial().extend({
  monitorId: z.number(),
  interval: streamParameters.shape.interval.unwrap().nullable(),
  values: streamParameters.shape.values.unwrap().nullable(),
  openedAt: instant.optional(),
  closedAt: instant.nullable().optional(),
});
export type EventStream = z.output<typeof eventStream>;

/** `data` of an event: what only some events have. Of a status of 1.6 it holds the value alone. */
export interface StationEventDetails {
  value: string;
  /** Alerting, Delta or Periodic. */
  trigger: string;
  /** Who set the monitor up: hard-wired, preconfigured or custom. */
  origin: string;
  eventId: number;
  /** The eventId of the event that caused it. */
  cause: number | null;
  transactionId: string | null;
  monitorId: number | null;
  instance?: string;
  variableInstance?: string;
  monitor?: Pick<VariableMonitor, 'type' | 'value'>;
}

export const monitoringRoutes = {
  listStreamValues: route({
    method: 'GET',
    path: '/stations/:stationId/event-streams/:streamId/values',
    permission: 'viewer',
    tag: 'Stations',
    summary: 'What a periodic event stream has told (OCPP 2.1), oldest first',
    params: z.object({ stationId, streamId: z.coerce.number().int().min(0) }),
    query: z.object({
      from: instant.optional(),
      to: instant.optional(),
      limit: z.coerce.number().int().min(1).max(5000).default(500).describe('Messages, the newest; each may hold many values'),
    }),
    response: z.object({ points: z.array(z.tuple([z.number(), z.string()])).describe('[epoch ms, value as sent]') }),
  }),
};
