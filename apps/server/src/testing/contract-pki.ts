import { randomBytes } from 'node:crypto';
import { hashDataOf } from '../certificates/hash-data.ts';
import { makeIntermediate, makeRoot, type Signer } from '../certificates/issue.ts';
import { type Algorithm, newKeys, signing } from '../certificates/keys.ts';
import type { CertificateHash, CertificateState } from '../certificates/services.ts';
import { libraryKey, x509 } from '../certificates/x509.ts';

const year = 365 * 86_400_000;

/** An authority of somebody else: an operator of contracts, a maker, another V2G root. Its keys live only as long as the test. */
export interface PoolAuthority {
  signer: Signer;
  pem: string;
  /** PEM from this one up to below the root. */
  chain: string;
  rootPem: string;
  /** Of what it has issued, by serial number. */
  states: Map<string, CertificateState>;
}
export interface TestContract {
  /** PEM, the leaf first, without the root. */
  chain: string;
  /** Of the leaf, as a station tells it. */
  hashes: (CertificateHash & { responderURL: string })[];
  serial: string;
}
interface Order {
  name: string;
  algorithm?: Algorithm;
  ocspUrl?: string;
  crlUrl?: string;
  at: number;
}
const newSerial = (): string => `5${randomBytes(7).toString('hex')}0`;

export async function poolRoot({ name, algorithm = 'ec256', ocspUrl = '', crlUrl = '', at }: Order): Promise<PoolAuthority> {
  const keys = await newKeys(algorithm, 'leaf');
  const term = { serial: newSerial(), from: at - year, to: at + 10 * year };
  const certificate = await makeRoot(keys, { subject: [{ CN: [name] }], algorithm, term });
  const pem = `${certificate.toString('pem')}\n`;
  return { signer: { certificate, key: keys.privateKey, algorithm, ocspUrl, crlUrl }, pem, chain: '', rootPem: pem, states: new Map() };
}

export async function poolBelow(parent: PoolAuthority, { name, at }: Pick<Order, 'name' | 'at'>): Promise<PoolAuthority> {
  const { algorithm, ocspUrl, crlUrl } = parent.signer;
  const keys = await newKeys(algorithm, 'leaf');
  const term = { serial: newSerial(), from: at - year, to: at + 5 * year };
  const certificate = await makeIntermediate(parent.signer, { publicKey: keys.publicKey, subject: [{ CN: [name] }], term, pathLength: 1 });
  const pem = `${certificate.toString('pem')}\n`;
  parent.states.set(term.serial, 'Good');
  const signer = { certificate, key: keys.privateKey, algorithm, ocspUrl, crlUrl };
  return { signer, pem, chain: `${pem}${parent.chain}`, rootPem: parent.rootPem, states: new Map() };
}

/** A contract certificate: its common name is the eMAID (ISO 15118-2 annex F). */
export async function testContract(
  authority: PoolAuthority,
  { emaid, at, validMs = year }: { emaid: string; at: number; validMs?: number },
): Promise<TestContract> {
  const { signer } = authority;
  const keys = await newKeys(signer.algorithm, 'leaf');
  const serial = newSerial();
  const extensions = [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyAgreement, true),
    ...(signer.ocspUrl === '' ? [] : [new x509.AuthorityInfoAccessExtension({ ocsp: signer.ocspUrl })]),
    ...(signer.crlUrl === '' ? [] : [new x509.CRLDistributionPointsExtension([signer.crlUrl])]),
  ];
  const leaf = await x509.X509CertificateGenerator.create({
    serialNumber: serial,
    subject: [{ CN: [emaid] }, { DC: ['MO'] }],
    issuer: signer.certificate.subjectName,
    notBefore: new Date(at - 2 * year),
    notAfter: new Date(at + validMs),
    publicKey: libraryKey(keys.publicKey),
    signingKey: libraryKey(signer.key),
    signingAlgorithm: signing(signer.algorithm),
    extensions,
  });
  const pem = `${leaf.toString('pem')}\n`;
  authority.states.set(serial, 'Good');
  return { chain: `${pem}${authority.chain}`, hashes: [{ ...hashDataOf(pem, authority.pem), responderURL: signer.ocspUrl }], serial };
}
