import { z } from 'zod';
import { instant } from '../common.ts';

const location = z.string().min(1).max(2000).describe('URL; a password in it is kept out of everything that is stored');
const attempts = {
  retries: z.number().int().min(0).max(100).optional(),
  retryIntervalSeconds: z.number().int().min(0).max(86_400).optional(),
};
/** MD5 over the file, as OCPP 2.x L03 wants it. */
const checksum = z.string().regex(/^[0-9a-fA-F]{32}$/, 'an MD5 sum: 32 hexadecimal digits');
export const logKinds = ['diagnostics', 'security', 'dataCollector'] as const;

/** Files that stations fetch (firmware) or deliver (logs, diagnostics). */
export const transfers = [
  z.object({
    verb: z.literal('updateFirmware'),
    location,
    retrieveAt: instant.optional().describe('Left out: now'),
    installAt: instant.optional().describe('Left out: as soon as it is there. Not in a plain update of 1.6'),
    signingCertificate: z.string().max(5500).optional().describe('PEM; with the signature, a secure update'),
    signature: z.string().max(800).optional().describe('Base64'),
    ...attempts,
  }),
  z.object({ verb: z.literal('publishFirmware'), location, checksum, ...attempts }),
  z.object({ verb: z.literal('unpublishFirmware'), checksum }),
  z.object({
    verb: z.literal('getLog'),
    kind: z.enum(logKinds).default('diagnostics'),
    location,
    from: instant.optional(),
    to: instant.optional(),
    ...attempts,
  }),
] as const;
