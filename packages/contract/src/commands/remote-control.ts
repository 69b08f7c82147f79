import { z } from 'zod';
import { evseId } from './place.ts';

/** Starting, stopping and handling a station from afar. */
export const remoteControl = [
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
] as const;
