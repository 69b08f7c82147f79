import { z } from 'zod';

/** What a station knows of cards by itself. */
export const cards = [
  z.object({ verb: z.literal('sendLocalList') }).describe('The whole card list anew; its stations must have theirs kept in step'),
  z.object({ verb: z.literal('getLocalListVersion') }),
  z.object({ verb: z.literal('clearCache') }).describe('The station forgets which cards it was told about'),
] as const;
