import type { ResponseOf } from '@stationmaster/ocpp';
import { deletedRecord, installedRecords, signedRecord } from '../../../certificates/records.ts';
import type { EncodersOf, Message, Said } from '../../../commands/encoded.ts';
import { message } from './message.ts';
import { decided, inside, isForCars } from './plug-and-charge.ts';

/** The words of the security whitepaper for what 2.x calls otherwise; it knows no other types. */
const names = { CSMSRootCertificate: 'CentralSystemRootCertificate', ManufacturerRootCertificate: 'ManufacturerRootCertificate' } as const;
type Known = keyof typeof names;
const isKnown = (type: string): type is Known => Object.hasOwn(names, type);

/** Security whitepaper of 1.6, A02, M03–M05 */
export const certificates = {
  certificateSigned: ({ type, chain, requestId }) => {
    if (requestId !== undefined || type === 'V2G20Certificate') return null;
    if (type === 'V2GCertificate')
      return [
        inside('CertificateSigned', { certificateChain: chain, certificateType: type }, ({ status }) => ({
          ...decided(status),
          records: [signedRecord(type, status === 'Accepted')],
        })),
      ];
    return [
      message('CertificateSigned', { certificateChain: chain }, ({ status }) => ({
        ...decided(status),
        records: [signedRecord(type, status === 'Accepted')],
      })),
    ];
  },
  installCertificate: ({ type, certificate }) =>
    isForCars(type)
      ? [inside('InstallCertificate', { certificateType: type, certificate }, ({ status }) => decided(status))]
      : isKnown(type)
        ? [
            message('InstallCertificate', { certificateType: names[type], certificate }, ({ status }) => ({
              status: status === 'Accepted' ? 'done' : 'rejected',
              reason: status === 'Failed' ? status : null,
            })),
            { ...list(type, false), isCheck: true },
          ]
        : null,
  deleteCertificate: ({ hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }) => {
    const certificateHashData = { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber };
    return [message('DeleteCertificate', { certificateHashData }, (answer) => readDelete(answer, certificateHashData))];
  },
  getInstalledCertificateIds: ({ types }) => {
    const asked = types.length === 0 ? (Object.keys(names) as Known[]) : types.filter(isKnown);
    if (asked.length < types.length) return null;
    // The whole list has been told once the last of them is.
    return asked.map((type, index) => list(type, types.length === 0 && index === asked.length - 1));
  },
} satisfies EncodersOf<'certificateSigned' | 'installCertificate' | 'deleteCertificate' | 'getInstalledCertificateIds'>;

function list(type: Known, isComplete: boolean): Message {
  return message('GetInstalledCertificateIds', { certificateType: names[type] }, ({ status, certificateHashData = [] }) => ({
    status: 'done',
    reason: status === 'NotFound' ? status : null,
    records: installedRecords(certificateHashData.map((hash) => ({ type, hash }))),
    ...(isComplete ? { complete: 'certificate' as const } : {}),
  }));
}
function readDelete({ status }: ResponseOf<'ocpp1.6', 'DeleteCertificate'>, hash: Parameters<typeof deletedRecord>[0]): Said {
  if (status === 'Accepted') return { status: 'done', reason: null, records: [deletedRecord(hash)] };
  // It is not there: our record of it was wrong.
  return { status: 'rejected', reason: status, records: status === 'NotFound' ? [deletedRecord(hash)] : [] };
}
