import type { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import type { LeafUse } from './families.ts';
import { type Algorithm, type KeyPair, signing } from './keys.ts';
import { libraryKey, x509 } from './x509.ts';

type Certificate = InstanceType<typeof x509.X509Certificate>;
type Extension = InstanceType<typeof x509.Extension>;
type Subject = { [name: string]: string[] }[];
/** As it is, from another certificate. */
type GivenName = InstanceType<typeof x509.Name>;
type PublicKey = webcrypto.CryptoKey | InstanceType<typeof x509.PublicKey>;
const { KeyUsageFlags, ExtendedKeyUsage } = x509;

/** Who signs. */
export interface Signer {
  certificate: Certificate;
  key: webcrypto.CryptoKey;
  algorithm: Algorithm;
  /** Where its certificates' state can be asked for; '' : nowhere. */
  ocspUrl: string;
  crlUrl: string;
}
export interface Term {
  /** Hex. */
  serial: string;
  /** Epoch ms. */
  from: number;
  to: number;
}
/** Clocks of stations may be behind ours; a certificate is good from a little before it is made. */
const headStartMs = 3_600_000;

/** A root: signs itself, and may have any number of tiers below. */
export async function makeRoot(
  keys: KeyPair,
  { subject, algorithm, term }: { subject: Subject; algorithm: Algorithm; term: Term },
): Promise<Certificate> {
  return await x509.X509CertificateGenerator.createSelfSigned({
    name: subject,
    keys: { publicKey: libraryKey(keys.publicKey), privateKey: libraryKey(keys.privateKey) },
    serialNumber: term.serial,
    ...datesOf(term),
    signingAlgorithm: signing(algorithm),
    extensions: await authorityExtensions(keys.publicKey, undefined),
  });
}

/** An authority below another. It ends no later than the one above. */
export async function makeIntermediate(
  signer: Signer,
  { publicKey, subject, term, pathLength }: { publicKey: PublicKey; subject: Subject | GivenName; term: Term; pathLength: number },
): Promise<Certificate> {
  const extensions = [...(await authorityExtensions(publicKey, pathLength)), ...(await belowExtensions(signer))];
  return await create(signer, { publicKey, subject, term, extensions });
}

export interface LeafOrder {
  use: LeafUse;
  publicKey: PublicKey;
  subject: Subject;
  term: Term;
  /** Host names and addresses of a server. */
  names?: readonly string[];
  isRsa: boolean;
}
/** A certificate for a server or station. It ends no later than its authority. */
export async function makeLeaf(signer: Signer, { use, publicKey, subject, term, names = [], isRsa }: LeafOrder): Promise<Certificate> {
  // 2.x A00: a station's certificate is for a TLS client; that of ISO 15118 is the station's as a server for cars.
  const purpose = use === 'station' ? ExtendedKeyUsage.clientAuth : ExtendedKeyUsage.serverAuth;
  const agreement = use === 'v2g' || use === 'v2g20' ? KeyUsageFlags.keyAgreement : 0;
  // The suites with RSA key exchange, which OCPP still asks for, encrypt with the server's key.
  const encipherment = isRsa ? KeyUsageFlags.keyEncipherment : 0;
  const extensions: Extension[] = [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(KeyUsageFlags.digitalSignature | agreement | encipherment, true),
    new x509.ExtendedKeyUsageExtension([purpose]),
    await x509.SubjectKeyIdentifierExtension.create(publicOf(publicKey)),
    ...(await belowExtensions(signer)),
  ];
  if (names.length > 0) {
    const alternatives = names.map((name) => ({ type: isIP(name) === 0 ? ('dns' as const) : ('ip' as const), value: name }));
    extensions.push(new x509.SubjectAlternativeNameExtension(alternatives));
  }
  return await create(signer, { publicKey, subject, term, extensions });
}

async function create(
  signer: Signer,
  { publicKey, subject, term, extensions }: { publicKey: PublicKey; subject: Subject | GivenName; term: Term; extensions: Extension[] },
): Promise<Certificate> {
  return await x509.X509CertificateGenerator.create({
    publicKey: publicOf(publicKey),
    subject,
    issuer: signer.certificate.subjectName,
    signingKey: libraryKey(signer.key),
    signingAlgorithm: signing(signer.algorithm),
    serialNumber: term.serial,
    ...datesOf({ ...term, to: Math.min(term.to, signer.certificate.notAfter.getTime()) }),
    extensions,
  });
}

/** Certificates know whole seconds. */
function datesOf({ from, to }: Term): { notBefore: Date; notAfter: Date } {
  const whole = (at: number): Date => new Date(Math.floor(at / 1000) * 1000);
  return { notBefore: whole(from - headStartMs), notAfter: whole(to) };
}

async function authorityExtensions(publicKey: PublicKey, pathLength: number | undefined): Promise<Extension[]> {
  return [
    new x509.BasicConstraintsExtension(true, pathLength, true),
    new x509.KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign | KeyUsageFlags.digitalSignature, true),
    await x509.SubjectKeyIdentifierExtension.create(publicOf(publicKey)),
  ];
}

/** What every certificate below another tells of it. */
async function belowExtensions({ certificate, ocspUrl, crlUrl }: Signer): Promise<Extension[]> {
  return [
    await x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey),
    ...(ocspUrl === '' ? [] : [new x509.AuthorityInfoAccessExtension({ ocsp: ocspUrl })]),
    ...(crlUrl === '' ? [] : [new x509.CRLDistributionPointsExtension([crlUrl])]),
  ];
}

function publicOf(key: PublicKey): Parameters<typeof x509.SubjectKeyIdentifierExtension.create>[0] {
  return key instanceof x509.PublicKey ? key : libraryKey(key);
}
