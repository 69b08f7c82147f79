import { z } from 'zod';
import { certificateHash } from './certificates.ts';
import { tokenTypes } from './token-types.ts';

/** What a station keeps of a customer. OCPP 2.x; for administrators only. */
export const customers = [
  z.object({
    verb: z.literal('customerInformation'),
    customer: z.union([
      z.object({
        token: z.string().min(1).max(255),
        type: z.enum(tokenTypes).optional().describe('Left out: as our card of that number'),
      }),
      z.object({ identifier: z.string().min(1).max(64).describe('As the maker of the station understands it') }),
      z.object({ certificate: certificateHash }),
    ]),
    report: z.boolean().default(true).describe('It tells what it keeps; only administrators see it'),
    clear: z.boolean().default(false).describe('It erases it'),
  }),
] as const;
