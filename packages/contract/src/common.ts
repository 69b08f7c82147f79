import { z } from 'zod';

/** The versions of OCPP spoken, as they stand in the subprotocol. */
export const protocols = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;
/** ISO 8601 in UTC. */
export const instant = z.iso.datetime({ offset: true });
export const id = z.coerce.number().int().positive();
export const stationId = z.string().min(1).max(48).describe('The OCPP identity, as in the connection URL');
export const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'a decimal number such as 0.39');
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217');
export const timeZone = z.string().refine(isTimeZone, 'a time zone such as Europe/Berlin');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Cursor paging: pass `next` of a page as `cursor` to get the one after it. */
export const page = z.object({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(500).default(50) });
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

const datum = z.union([z.string(), z.number()]).nullable();
/** What is wrong at one place. `code` with what stands there and what it is measured by, where a client may have words of its own. */
export const errorDetail = z.object({
  path: z.string(),
  message: z.string(),
  code: z.string().optional(),
  value: datum.optional(),
  allowed: datum.optional(),
});
export type ErrorDetail = z.output<typeof errorDetail>;

/** The one shape of every error. */
export const apiError = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.array(errorDetail).optional(),
    requestId: z.string(),
  }),
});

export const roles = ['viewer', 'operator', 'administrator'] as const;
export type Role = (typeof roles)[number];
export const role = z.enum(roles);
