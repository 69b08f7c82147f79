import { z } from 'zod';
import { instant } from '../common.ts';
import { evseId } from './place.ts';

export const messagePriorities = ['NormalCycle', 'InFront', 'AlwaysFront'] as const;
/** While the station is in this state; Suspended and Discharging are of 2.1. */
export const messageStates = ['Idle', 'Charging', 'Suspended', 'Discharging', 'Faulted', 'Unavailable'] as const;
/** QRCODE is of 2.1. */
export const messageFormats = ['UTF8', 'ASCII', 'HTML', 'URI', 'QRCODE'] as const;

const text = z.object({
  content: z.string().min(1).max(1024),
  format: z.enum(messageFormats).default('UTF8'),
  language: z.string().min(2).max(8).optional().describe('RFC 5646: de, en-GB'),
});
const id = z.number().int().min(0).max(2_147_483_647);

/** What a station shows on its display. */
export const display = [
  z.object({
    verb: z.literal('setDisplayMessage'),
    id: id.optional().describe('Of the message to replace; left out: a new one'),
    priority: z.enum(messagePriorities).default('NormalCycle'),
    state: z.enum(messageStates).optional().describe('Shown in this state only'),
    from: instant.optional(),
    until: instant.optional(),
    sessionId: z.number().int().positive().optional().describe('For this session, gone when it ends'),
    evseId: evseId.min(1).optional().describe('On the display of this EVSE; left out: on the main one'),
    ...text.shape,
    translations: z.array(text).max(4).default([]).describe('2.1: the same in other languages'),
  }),
  z.object({
    verb: z.literal('getDisplayMessages'),
    ids: z.array(id).min(1).max(100).optional(),
    priority: z.enum(messagePriorities).optional(),
    state: z.enum(messageStates).optional(),
  }),
  z.object({ verb: z.literal('clearDisplayMessage'), id }),
] as const;
