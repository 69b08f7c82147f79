import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { signedPart } from './der.ts';
import { algorithmOf } from './keys.ts';
import { x509 } from './x509.ts';

/** Why a request is not signed. */
export type CsrFault = 'unreadable' | 'weakSignature' | 'badSignature' | 'weakKey' | 'wrongName' | 'wrongOrganisation';
export interface Csr {
  pem: string;
  der: Buffer;
  publicKey: InstanceType<typeof x509.PublicKey>;
  commonName: string;
  organisation: string;
  country: string;
  isRsa: boolean;
}
/** What the subject must be. */
export interface Expected {
  /** The station's identity, its serial number, the id it has for cars: one of them, in any spelling. */
  names: readonly string[];
  /** What the station is configured with; '' : not known, then any is taken. */
  organisation: string;
}

/**
 * A PKCS#10 request that a station may have signed: readable, proven to be of whoever holds the key, strong enough
 * (2.x A00.FR.502–505: RSA from 2048 bits, elliptic curves from 224; no SHA-1), and in this station's name.
 */
export function checkCsr(text: string, expected: Expected): Csr | { fault: CsrFault } {
  let csr: Csr & { key: KeyObject; signature: Buffer; hash: string | null; isPss: boolean };
  try {
    csr = parse(text);
  } catch {
    return { fault: 'unreadable' };
  }
  const { key, signature, hash, isPss, ...rest } = csr;
  if (hash !== null && !['sha256', 'sha384', 'sha512'].includes(hash)) return { fault: 'weakSignature' };
  if (!isStrong(key)) return { fault: 'weakKey' };
  const padding = isPss ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {};
  let isSigned = false;
  try {
    isSigned = verify(hash, signedPart(rest.der), { key, ...padding }, signature);
  } catch {
    // A signature of another kind than the key.
  }
  if (!isSigned) return { fault: 'badSignature' };
  if (!expected.names.some((name) => name !== '' && same(name, rest.commonName))) return { fault: 'wrongName' };
  if (expected.organisation !== '' && !same(expected.organisation, rest.organisation)) return { fault: 'wrongOrganisation' };
  return rest;
}

function parse(text: string): Csr & { key: KeyObject; signature: Buffer; hash: string | null; isPss: boolean } {
  const request = new x509.Pkcs10CertificateRequest(text);
  const der = Buffer.from(request.rawData);
  const key = createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: 'der', type: 'spki' });
  const { name, hash } = request.signatureAlgorithm as { name: string; hash?: { name: string } };
  const field = (one: string): string => request.subjectName.getField(one)[0] ?? '';
  return {
    pem: request.toString('pem'),
    der,
    publicKey: request.publicKey,
    key,
    // The library unpacks the signature of elliptic curves only when it verifies by itself.
    signature: Buffer.from(request.signature),
    hash: hash?.name.replace('-', '').toLowerCase() ?? null,
    isPss: name === 'RSA-PSS',
    commonName: field('CN'),
    organisation: field('O'),
    country: field('C'),
    isRsa: key.asymmetricKeyType === 'rsa',
  };
}

function isStrong(key: KeyObject): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'rsa') return (details?.modulusLength ?? 0) >= 2048;
  return type === 'ec' ? algorithmOf(key) !== 'other' : type === 'ed25519' || type === 'ed448';
}

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
