import { z } from 'zod';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

const sum256 = z.string().regex(/^[0-9a-fA-F]{64}$/, 'a SHA-256 sum: 64 hexadecimal digits');
const text = (most: number) => z.string().trim().max(most);
const name = (most: number) => text(most).min(1);

const firmwareBody = z.object({
  vendor: name(100).describe('As stations say it when they boot'),
  model: text(100).default('').describe('Empty: every model of the vendor'),
  version: name(100),
  reportedVersion: text(100).optional().describe('What a station says that has it, where that is not the version'),
  expectedSha256: sum256.nullable().optional().describe("The maker's checksum: another file is refused"),
  signature: text(800)
    .regex(/^[A-Za-z0-9+/=\s]*$/, 'must be base64')
    .nullable()
    .optional(),
  signingCertificate: text(5500).nullable().optional().describe('PEM; with the signature, for signed updates'),
  notes: text(2000).optional(),
});
export const firmware = z.object({
  id: z.number(),
  vendor: z.string(),
  model: z.string(),
  version: z.string(),
  reportedVersion: z.string(),
  file: z
    .object({ name: z.string(), size: z.number(), sha256: z.string(), md5: z.string(), storedAt: instant })
    .nullable()
    .describe('null: not brought yet'),
  expectedSha256: z.string().nullable(),
  signature: z.string().nullable(),
  signingCertificate: z.string().nullable(),
  signatureFits: z.boolean().nullable().describe('Whether the signature is over this file by this certificate; null: not known yet'),
  notes: z.string(),
  stations: z.number().describe('That tell this version'),
  fitting: z.number().describe('Of this vendor and model'),
  createdBy: z.string(),
  createdAt: instant,
});
/** Where one file can be brought, once; PUT or POST. */
export const uploadAddress = z.object({
  path: z.string().describe('Behind the address of this server'),
  maxBytes: z.number(),
  expiresAt: instant,
});
const params = z.object({ firmwareId: id });

/** The library; campaigns are in firmware-campaigns.ts. */
export const firmwareRoutes = {
  listFirmware: route({
    method: 'GET',
    path: '/firmware',
    permission: 'viewer',
    tag: 'Firmware',
    summary: 'The library, newest first',
    query: page,
    response: pageOf(firmware),
  }),
  getFirmware: route({
    method: 'GET',
    path: '/firmware/:firmwareId',
    permission: 'viewer',
    tag: 'Firmware',
    summary: 'One version of a maker',
    params,
    response: firmware,
  }),
  createFirmware: route({
    method: 'POST',
    path: '/firmware',
    permission: 'operator',
    tag: 'Firmware',
    summary: 'A new version, still without its file',
    body: firmwareBody,
    response: firmware,
    creates: true,
  }),
  changeFirmware: route({
    method: 'PATCH',
    path: '/firmware/:firmwareId',
    permission: 'operator',
    tag: 'Firmware',
    summary: 'Notes, checksum, signature, and what stations say that have it',
    params,
    body: firmwareBody.pick({ reportedVersion: true, expectedSha256: true, signature: true, signingCertificate: true, notes: true }),
    response: firmware,
  }),
  deleteFirmware: route({
    method: 'DELETE',
    path: '/firmware/:firmwareId',
    permission: 'operator',
    tag: 'Firmware',
    summary: 'Take it out of the library; campaigns of the past keep its name',
    params,
  }),
  uploadFirmware: route({
    method: 'POST',
    path: '/firmware/:firmwareId/upload',
    permission: 'operator',
    tag: 'Firmware',
    summary: 'A one-time address to bring the file to',
    params,
    body: z.object({ name: name(150).describe('Of the file: many stations look at its end') }),
    response: uploadAddress,
    once: true,
  }),
  listFirmwareHistory: route({
    method: 'GET',
    path: '/stations/:stationId/firmware-history',
    permission: 'viewer',
    tag: 'Firmware',
    summary: 'Every firmware a station has told, and every step of every campaign, newest first',
    params: z.object({ stationId }),
    query: page,
    response: pageOf(
      z.object({
        at: instant,
        version: z.string().nullable().describe('It told this version; null: a step of a campaign'),
        campaign: z.object({ id: z.number(), name: z.string(), version: z.string() }).nullable(),
        direction: z.enum(['forward', 'back']).nullable(),
        state: z.string().nullable(),
        reason: z.string().nullable(),
        attempt: z.number().nullable(),
        commandId: z.number().nullable(),
      }),
    ),
  }),
};
