import { deletedRecord, installedRecords } from '../../../certificates/records.ts';
import type { EncodersOf, Message, Said } from '../../../commands/encoded.ts';
import { present } from '../../present.ts';
import { message, message21, type Response, type Response21, reasonOf } from './message.ts';

type Certificates = 'certificateSigned' | 'installCertificate' | 'deleteCertificate' | 'getInstalledCertificateIds';
type CertificateType = NonNullable<Response21<'GetInstalledCertificateIds'>['certificateHashDataChain']>[number]['certificateType'];

/** 2.1 A02, M03–M05 */
export const certificates21 = {
  certificateSigned: ({ type, chain, requestId }) => [
    message21('CertificateSigned', { certificateChain: chain, certificateType: type, ...present({ requestId }) }, (answer) => ({
      ...decided(answer),
      records: [
        { kind: 'certificateRequest', key: type, evseId: 0, data: { type, status: isAccepted(answer) ? 'delivered' : 'undelivered' } },
      ],
    })),
  ],
  installCertificate: ({ type, certificate }) => [
    message21('InstallCertificate', { certificateType: type, certificate }, decided),
    { ...list([type]), isCheck: true },
  ],
  deleteCertificate: ({ hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }) => {
    const certificateHashData = { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber };
    return [
      message('DeleteCertificate', { certificateHashData }, (answer) => ({
        ...decided(answer),
        // When it is not there, our record of it was wrong.
        records: answer.status === 'Failed' ? [] : [deletedRecord(certificateHashData)],
      })),
    ];
  },
  getInstalledCertificateIds: ({ types }) => [list(types)],
} satisfies EncodersOf<Certificates>;

/** 2.0.1: without the types of ISO 15118-20, and without the id of the request that is answered. */
export const certificates = {
  ...certificates21,
  certificateSigned: (request) =>
    request.type === 'V2G20Certificate' || request.requestId !== undefined ? null : certificates21.certificateSigned(request),
  installCertificate: (request) => (request.type === 'OEMRootCertificate' ? null : certificates21.installCertificate(request)),
  getInstalledCertificateIds: (request) =>
    request.types.includes('OEMRootCertificate') ? null : certificates21.getInstalledCertificateIds(request),
} satisfies EncodersOf<Certificates>;

/** No types: all there are, so that the answer is a complete list. */
function list(types: readonly CertificateType[]): Message {
  const [first, ...more] = types;
  const asked = first === undefined ? {} : { certificateType: [first, ...more] as [CertificateType, ...CertificateType[]] };
  return message21('GetInstalledCertificateIds', asked, ({ status, certificateHashDataChain = [] }) => ({
    status: 'done',
    reason: status === 'NotFound' ? status : null,
    records: installedRecords(
      certificateHashDataChain.map(({ certificateType: type, certificateHashData: hash, childCertificateHashData: children = [] }) => ({
        type,
        hash,
        children,
      })),
    ),
    ...(first === undefined ? { complete: 'certificate' as const } : {}),
  }));
}

type Decided = { status: string } & Pick<Response<'InstallCertificate'>, 'statusInfo'>;
const isAccepted = ({ status }: Decided): boolean => status === 'Accepted';
function decided(answer: Decided): Said {
  if (isAccepted(answer)) return { status: 'done', reason: null };
  return { status: 'rejected', reason: reasonOf(answer) ?? (answer.status === 'Rejected' ? null : answer.status) };
}
