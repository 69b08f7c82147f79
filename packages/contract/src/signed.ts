import { keyOrigins, type SigningCurve, signatureVerdicts, signedFormats, signingCurves } from '@stationmaster/domain';
import { z } from 'zod';
import { id, instant, stationId } from './common.ts';
import { route } from './route.ts';

const curve = z.enum(Object.keys(signingCurves) as [SigningCurve, ...SigningCurve[]]);
export const meterKey = z.object({
  id: z.number().nullable().describe('null: the station tells it, nobody has registered it'),
  evseId: z.number().describe('0: every EVSE of the station'),
  meterSerial: z.string().describe('Empty: any meter'),
  publicKey: z.string(),
  curve: curve.nullable().describe('null: the key is a bare point, which does not say'),
  readable: z.boolean(),
  origin: z.enum(keyOrigins),
  source: z.string().nullable().describe('The setting the station tells it in'),
  createdAt: instant.nullable(),
  createdBy: z.string().nullable(),
});
export const signedRecord = z.object({
  id: z.number(),
  at: instant,
  receivedAt: instant,
  context: z.string(),
  format: z.enum(signedFormats),
  verdict: z.enum(signatureVerdicts).nullable().describe('null: not checked yet'),
  keyOrigin: z.enum(keyOrigins).nullable(),
  publicKey: z.string().nullable().describe('The key it was checked with, or that came with it'),
  meter: z.string(),
  page: z.string().nullable(),
  text: z.string().describe('Exactly as sent'),
  record: z.string().describe('Out of its wrappings: what the transparency software reads'),
  frameId: z.number(),
});
const station = z.object({ stationId });

export const signedRoutes = {
  listMeterKeys: route({
    method: 'GET',
    path: '/stations/:stationId/meter-keys',
    permission: 'viewer',
    tag: 'Signed values',
    summary: 'Public keys of the meters of a station: registered ones, and what the station tells',
    params: station,
    response: z.object({ items: z.array(meterKey) }),
  }),
  registerMeterKey: route({
    method: 'POST',
    path: '/stations/:stationId/meter-keys',
    permission: 'operator',
    tag: 'Signed values',
    summary: "Register a meter's public key; what could not be proved before is checked again",
    params: station,
    body: z.object({
      publicKey: z.string().trim().min(40).max(2000).describe('SubjectPublicKeyInfo or bare point; hex, base64 or PEM'),
      evseId: z.number().int().min(0).max(999).default(0),
      meterSerial: z.string().trim().max(100).default(''),
    }),
    response: meterKey,
    creates: true,
  }),
  revokeMeterKey: route({
    method: 'DELETE',
    path: '/stations/:stationId/meter-keys/:keyId',
    permission: 'operator',
    tag: 'Signed values',
    summary: 'Take a key back: it proves what came before, nothing that comes after',
    params: station.extend({ keyId: id }),
  }),
  sessionSigned: route({
    method: 'GET',
    path: '/sessions/:sessionId/signed',
    permission: 'viewer',
    tag: 'Signed values',
    summary: 'Signed meter values of a session, each with the verdict over its signature',
    params: z.object({ sessionId: id }),
    response: z.object({ items: z.array(signedRecord), signedWh: z.number().nullable() }),
  }),
  sessionSignedFile: route({
    method: 'GET',
    path: '/sessions/:sessionId/signed.xml',
    permission: 'viewer',
    tag: 'Signed values',
    summary: 'Signed meter values of a session as the file that the transparency software opens',
    params: z.object({ sessionId: id }),
    produces: 'application/xml',
  }),
};
