import { hashOf } from '../station/certificates.ts';
import type { Saying } from '../station/face.ts';
import type { StationState } from '../station/state.ts';
import { words } from './words.ts';

/** On demand: what a car or the station wants to know of certificates; the contents of EXI stay closed to both sides. */

const responder = 'http://ocsp.example.org/';

/** A car asks for its contract. [P2 M01] */
export const sayEvCertificate: Saying = () => [
  words('Get15118EVCertificate', {
    iso15118SchemaVersion: 'urn:iso:15118:2:2013:MsgDef',
    action: 'Install',
    exiRequest: Buffer.from('CertificateInstallationReq').toString('base64'),
  }),
];

/** Is a certificate still good? The first that is installed, or one that is made up. [P2 M06] */
export const sayCertificateStatus: Saying = ({ state }) => [
  words('GetCertificateStatus', { ocspRequestData: { ...someHash(state), responderURL: responder } }),
];

/** The same for a chain. [21P2 M07] */
export const sayChainStatus: Saying = ({ state }) => [
  words('GetCertificateChainStatus', {
    certificateStatusRequests: [{ certificateHashData: someHash(state), source: 'OCSP', urls: [responder] }],
  }),
];

function someHash(state: StationState) {
  const [root] = state.roots;
  const known = root === undefined ? null : hashOf(state, root.pem, 'SHA256');
  return known ?? { hashAlgorithm: 'SHA256' as const, issuerNameHash: '0'.repeat(64), issuerKeyHash: '0'.repeat(64), serialNumber: '1' };
}
