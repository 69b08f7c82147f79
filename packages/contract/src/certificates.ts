import { z } from 'zod';
import { certificateHash } from './commands/certificates.ts';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

export const certificateRoles = ['root', 'intermediate', 'cross', 'leaf'] as const;
/** What a root is for; what a leaf certifies. */
export const rootUses = ['csms', 'v2g', 'v2g20', 'mo', 'manufacturer', 'oem'] as const;
export const leafUses = ['server', 'station', 'v2g', 'v2g20'] as const;
export const certificateStates = ['active', 'retiring', 'issued', 'refused', 'replaced', 'revoked'] as const;
export const expiryLevels = ['fine', 'soon', 'urgent', 'over'] as const;
/** The authorities of an install, each made when it is first needed. */
export const authorityNames = ['csmsEc', 'csmsRsa', 'v2g', 'v2g20'] as const;

export const certificate = z.object({
  id: z.number(),
  role: z.enum(certificateRoles).describe('cross: a root once more, signed by its predecessor'),
  use: z.enum([...rootUses, 'server', 'station']),
  origin: z.enum(['own', 'external', 'imported', 'seen']).describe('Who made it: our authority, one outside, or it was brought in'),
  state: z.enum(certificateStates).describe('retiring: trusted, signs no more; issued: on its way to the station'),
  subject: z.string(),
  algorithm: z.string(),
  serialNumber: z.string(),
  fingerprint: z.string().describe('SHA-256, hex'),
  names: z.array(z.string()).describe('Of a server: host names and addresses'),
  stationId: stationId.nullable(),
  validFrom: instant,
  validTo: instant,
  level: z.enum(expiryLevels),
  reason: z.string().nullable(),
  revokedAt: instant.nullable(),
});
export const expiring = certificate.extend({
  stations: z.number().describe('Stations that hold or trust it'),
  stranded: z.number().describe('Of these, stations that trust nothing of its kind that lasts longer'),
});
/** A certificate that a station has told it holds. */
export const heldCertificate = z.object({
  key: z.string(),
  hashAlgorithm: certificateHash.shape.hashAlgorithm,
  issuerNameHash: z.string(),
  issuerKeyHash: z.string(),
  serialNumber: z.string(),
  types: z.array(z.string()).describe('What for, in the words of OCPP 2.1'),
  below: z.number().describe('Certificates in the chain beside it'),
  toldAt: instant,
  known: certificate
    .extend({ issuer: z.string() })
    .nullable()
    .describe('The certificate itself, where it was made, brought in or installed from here; null: only its hashes are known'),
});
const params = z.object({ certificateId: id });
const pem = z.string().min(1).max(100_000);

export const certificateRoutes = {
  certificateRadar: route({
    method: 'GET',
    path: '/certificates/radar',
    permission: 'viewer',
    tag: 'Certificates',
    summary:
      'Roots, intermediates and servers, and stations’ certificates that end soon; with the stations that would be stranded, the soonest end first',
    response: z.object({
      items: z.array(expiring),
      stationCertificates: z.number().describe('Certificates of stations in use'),
      unknownTrusted: z.number().describe('Certificates that stations trust and that are not known here, so that their end is not either'),
      isLocked: z.boolean().describe('The key file is not the one the authority was made with'),
      signsOutside: z.boolean(),
      hasContracts: z.boolean(),
    }),
  }),
  listCertificates: route({
    method: 'GET',
    path: '/certificates',
    permission: 'viewer',
    tag: 'Certificates',
    summary: 'Every certificate that was signed, brought in or seen, the newest first',
    query: page.extend({ stationId: stationId.optional(), role: z.enum(certificateRoles).optional() }),
    response: pageOf(certificate),
  }),
  getCertificate: route({
    method: 'GET',
    path: '/certificates/:certificateId',
    permission: 'viewer',
    tag: 'Certificates',
    summary: 'One certificate with its text; private keys are never told',
    params,
    response: certificate.extend({ pem: z.string(), chain: z.string().describe('PEM of what is above it, without the root') }),
  }),
  listCertificateStations: route({
    method: 'GET',
    path: '/certificates/:certificateId/stations',
    permission: 'viewer',
    tag: 'Certificates',
    summary: 'Stations that hold or trust it, as far as they have told',
    params,
    response: z.object({
      items: z.array(z.object({ stationId, name: z.string(), isStranded: z.boolean(), connected: z.boolean() })),
    }),
  }),
  listHeldCertificates: route({
    method: 'GET',
    path: '/stations/:stationId/certificates',
    permission: 'viewer',
    tag: 'Certificates',
    summary: 'What a station trusts and shows itself with, as it last told, and whose that is where it is known here',
    params: z.object({ stationId }),
    response: z.object({ items: z.array(heldCertificate) }),
  }),
  importCertificate: route({
    method: 'POST',
    path: '/certificates',
    permission: 'administrator',
    tag: 'Certificates',
    summary: 'Trust the root (or know the intermediate) of somebody else; no private keys',
    body: z.object({ use: z.enum(rootUses), pem }),
    response: certificate,
    creates: true,
  }),
  revokeCertificate: route({
    method: 'POST',
    path: '/certificates/:certificateId/revocation',
    permission: 'administrator',
    tag: 'Certificates',
    summary: 'Take back what our authority has signed, or stop trusting what was brought in; cannot be undone',
    params,
    body: z.object({ reason: z.string().trim().min(1).max(200) }),
    response: certificate,
  }),
  replaceAuthority: route({
    method: 'POST',
    path: '/certificate-authorities/replacements',
    permission: 'administrator',
    tag: 'Certificates',
    summary: 'A new root beside the present one, which signs from now on; the old one stays trusted until it ends',
    body: z.object({ name: z.enum(authorityNames) }),
    response: certificate,
    once: true,
  }),
};
