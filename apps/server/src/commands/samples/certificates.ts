import { installedCertificateTypes, rootCertificateTypes, signedCertificateTypes } from '@stationmaster/contract';
import type { CommandRequest } from '../words.ts';

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

/** Each verb in its plain and in its fullest form. For tests. */
export const certificateSamples: CommandRequest[] = [
  ...signedCertificateTypes.map((type): CommandRequest => ({ verb: 'certificateSigned', chain: pem, type })),
  { verb: 'certificateSigned', chain: pem, type: 'V2GCertificate', requestId: 7 },
  ...rootCertificateTypes.map((type): CommandRequest => ({ verb: 'installCertificate', type, certificate: pem })),
  { verb: 'deleteCertificate', hashAlgorithm: 'SHA384', issuerNameHash: 'aa', issuerKeyHash: 'bb', serialNumber: '01' },
  { verb: 'getInstalledCertificateIds', types: [] },
  { verb: 'getInstalledCertificateIds', types: ['CSMSRootCertificate', 'ManufacturerRootCertificate'] },
  { verb: 'getInstalledCertificateIds', types: [...installedCertificateTypes] },
];
