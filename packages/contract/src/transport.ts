import { z } from 'zod';

/** 0 nothing, 1 password, 2 password over TLS, 3 the station's own certificate over TLS. */
export const securityProfile = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);

/** How somebody has reached us. */
export const transport = z.object({
  encryptedBy: z.enum(['us', 'proxy']).nullable().describe('Who ends the encryption; null: there is none'),
  protocol: z.string().nullable(),
  cipher: z.string().nullable(),
  certificate: z
    .object({
      commonName: z.string(),
      organization: z.string(),
      issuer: z.string(),
      serialNumber: z.string(),
      validTo: z.number().describe('Epoch milliseconds'),
      problem: z.enum(['expired', 'unknownAuthority', 'revoked', 'invalid']).nullable(),
    })
    .nullable()
    .describe('The one it has shown'),
});
