/** Why a certificate that was shown proves nothing. */
export type CertificateProblem = 'expired' | 'unknownAuthority' | 'revoked' | 'invalid';

export interface ShownCertificate {
  commonName: string;
  organization: string;
  issuer: string;
  serialNumber: string;
  /** Epoch milliseconds. */
  validTo: number;
  problem: CertificateProblem | null;
}

/** How somebody reached us: what is encrypted, by whom, and the certificate shown. */
export interface Way {
  /** Who ends the encryption: we, or the proxy in front; null: there is none. */
  encryptedBy: 'us' | 'proxy' | null;
  protocol: string | null;
  cipher: string | null;
  certificate: ShownCertificate | null;
}
export const plainWay: Way = { encryptedBy: null, protocol: null, cipher: null, certificate: null };

/** How a connection was let in. */
export interface Entered {
  way: Way;
  /** The security profile it has met; null: it is a stranger's. */
  profile: number | null;
  /** The station is on its way to another profile. */
  isMoving: boolean;
}

/** What is expected of the certificate of a station. */
export interface CertificateOwner {
  /** Any of these as its common name: the station's id, its serial number, or what was agreed. */
  names: readonly string[];
  /** '' : not looked at. */
  organization: string;
}
export type WayProblem =
  | 'needsTls'
  | 'noCertificate'
  | 'certificateExpired'
  | 'certificateUnknownAuthority'
  | 'certificateRevoked'
  | 'certificateInvalid'
  | 'certificateWrongName'
  | 'certificateWrongOrganization';

const problems = {
  expired: 'certificateExpired',
  unknownAuthority: 'certificateUnknownAuthority',
  revoked: 'certificateRevoked',
  invalid: 'certificateInvalid',
} as const;

/** Is this way good enough for a station of that profile, passwords aside? [2.x A00: 2 wants TLS, 3 the station's certificate too] */
export function checkWay(way: Way, profile: number, owner: CertificateOwner): WayProblem | null {
  if (profile < 2) return null;
  if (way.encryptedBy === null) return 'needsTls';
  if (profile < 3) return null;
  const { certificate } = way;
  if (certificate === null) return 'noCertificate';
  if (certificate.problem !== null) return problems[certificate.problem];
  const name = certificate.commonName.toLowerCase();
  if (!owner.names.some((expected) => expected !== '' && expected.toLowerCase() === name)) return 'certificateWrongName';
  if (owner.organization !== '' && certificate.organization !== owner.organization) return 'certificateWrongOrganization';
  return null;
}
