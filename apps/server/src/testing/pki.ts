// The library needs it before its first line runs.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

// Node's own types and the web's differ in what no test here touches.
x509.cryptoProvider.set(webcrypto as never);
const kinds = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  ecdsa: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
} as const;
const dayMs = 86_400_000;

/** PEM. */
export interface Issued {
  cert: string;
  key: string;
}
export interface Leaf {
  kind?: keyof typeof kinds;
  commonName: string;
  organization?: string;
  /** Host names and addresses: a server's. Without: a client's. */
  names?: readonly string[];
  from?: number;
  to?: number;
}

/** A small authority for tests that owes nothing to the one in the product. */
export class TestAuthority {
  readonly pem: string;
  readonly #root: x509.X509Certificate;
  readonly #keys: webcrypto.CryptoKeyPair;

  private constructor(root: x509.X509Certificate, keys: webcrypto.CryptoKeyPair) {
    this.#root = root;
    this.#keys = keys;
    this.pem = root.toString('pem');
  }

  static async create(name: string): Promise<TestAuthority> {
    const keys = await newKeys('ecdsa');
    const root = await x509.X509CertificateGenerator.createSelfSigned({
      name: `CN=${name}`,
      keys: keys as never,
      serialNumber: randomSerial(),
      notBefore: new Date(Date.now() - 400 * dayMs),
      notAfter: new Date(Date.now() + 400 * dayMs),
      signingAlgorithm: kinds.ecdsa,
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      ],
    });
    return new TestAuthority(root, keys);
  }

  async issue({ kind = 'ecdsa', commonName, organization, names, from, to }: Leaf): Promise<Issued> {
    const keys = await newKeys(kind);
    const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
    const usage = x509.KeyUsageFlags.digitalSignature | (kind === 'rsa' ? x509.KeyUsageFlags.keyEncipherment : 0);
    const alternatives = (names ?? []).map((name) => ({ type: isIP(name) === 0 ? ('dns' as const) : ('ip' as const), value: name }));
    const certificate = await x509.X509CertificateGenerator.create({
      publicKey: keys.publicKey as never,
      subject: [{ CN: [commonName] }, ...(organization === undefined ? [] : [{ O: [organization] }])],
      issuer: this.#root.subjectName,
      signingKey: this.#keys.privateKey as never,
      signingAlgorithm: kinds.ecdsa,
      serialNumber: randomSerial(),
      notBefore: new Date(from ?? Date.now() - dayMs),
      notAfter: new Date(to ?? Date.now() + 30 * dayMs),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(usage, true),
        new x509.ExtendedKeyUsageExtension([names === undefined ? clientAuth : serverAuth]),
        ...(alternatives.length > 0 ? [new x509.SubjectAlternativeNameExtension(alternatives)] : []),
      ],
    });
    return { cert: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
  }
}

/** Writes what TLS_* of the settings name into a folder; the answer is those settings. */
export async function writeServerFiles(
  folder: string,
  authority: TestAuthority,
  { names = ['127.0.0.1', 'localhost'] }: { names?: readonly string[] } = {},
): Promise<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const kind of ['rsa', 'ecdsa'] as const) {
    const { cert, key } = await authority.issue({ kind, commonName: names[0] ?? 'server', names });
    const name = kind.toUpperCase();
    settings[`TLS_${name}_CERT`] = join(folder, `${kind}.pem`);
    settings[`TLS_${name}_KEY`] = join(folder, `${kind}.key`);
    // The key first: a set that does not fit together is not taken.
    writeFileSync(join(folder, `${kind}.key`), key);
    writeFileSync(join(folder, `${kind}.pem`), cert);
  }
  settings['TLS_CLIENT_CA'] = join(folder, 'ca.pem');
  writeFileSync(join(folder, 'ca.pem'), authority.pem);
  return settings;
}

async function newKeys(kind: keyof typeof kinds): Promise<webcrypto.CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(kinds[kind], true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const lines = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key))
    .toString('base64')
    .match(/.{1,64}/g);
  return `-----BEGIN PRIVATE KEY-----\n${(lines ?? []).join('\n')}\n-----END PRIVATE KEY-----\n`;
}

function randomSerial(): string {
  return `4${randomBytes(15).toString('hex').slice(1)}`;
}
