import { z } from 'zod';

/** What a station may ask to have signed. 1.6 knows the first only, V2G20Certificate is of 2.1. */
export const signedCertificateTypes = ['ChargingStationCertificate', 'V2GCertificate', 'V2G20Certificate'] as const;
/** Roots a station trusts. 1.6 knows the first (as CentralSystemRootCertificate) and the second, OEMRootCertificate is of 2.1. */
export const rootCertificateTypes = [
  'CSMSRootCertificate',
  'ManufacturerRootCertificate',
  'V2GRootCertificate',
  'MORootCertificate',
  'OEMRootCertificate',
] as const;
export const installedCertificateTypes = [...rootCertificateTypes, 'V2GCertificateChain'] as const;
/** CertificateHashDataType: what a certificate is known by, exactly as the station told it. */
export const certificateHash = z.object({
  hashAlgorithm: z.enum(['SHA256', 'SHA384', 'SHA512']),
  issuerNameHash: z.string().min(1).max(128),
  issuerKeyHash: z.string().min(1).max(128),
  serialNumber: z.string().min(1).max(40),
});

export const certificates = [
  z.object({
    verb: z.literal('certificateSigned'),
    chain: z.string().min(1).max(10_000).describe('PEM, the leaf first'),
    type: z.enum(signedCertificateTypes).default('ChargingStationCertificate'),
    requestId: z.number().int().optional().describe('2.1: of the SignCertificate it answers'),
  }),
  z.object({ verb: z.literal('installCertificate'), type: z.enum(rootCertificateTypes), certificate: z.string().min(1).max(10_000) }),
  z.object({ verb: z.literal('deleteCertificate'), ...certificateHash.shape }),
  z.object({
    verb: z.literal('getInstalledCertificateIds'),
    types: z.array(z.enum(installedCertificateTypes)).max(6).default([]).describe('Empty: all'),
  }),
] as const;
