import { z } from 'zod';

/** A message of a maker's own, in words agreed with it. */
export const dataTransfer = [
  z.object({
    verb: z.literal('dataTransfer'),
    vendorId: z.string().min(1).max(255),
    messageId: z.string().min(1).max(50).optional(),
    data: z.string().max(100_000).optional().describe('Any text; JSON is sent as such to stations of OCPP 2.x'),
  }),
] as const;
