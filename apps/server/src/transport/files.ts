import { createPrivateKey, type X509Certificate } from 'node:crypto';
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { Config } from '../config.ts';
import { StartError } from '../start-error.ts';
import { certificatesIn } from './client-certificate.ts';
import type { KeyPair, ServerCertificates, ServerPairs, StationTrust } from './ports.ts';

type Kind = 'rsa' | 'ecdsa';
export type FileSettings = Pick<Config, 'tlsRsaCert' | 'tlsRsaKey' | 'tlsEcdsaCert' | 'tlsEcdsaKey' | 'tlsClientCa'>;

const LOOK_EVERY_MS = 2_000;
const names = { rsa: ['TLS_RSA_CERT', 'TLS_RSA_KEY'], ecdsa: ['TLS_ECDSA_CERT', 'TLS_ECDSA_KEY'] } as const;
/** 2.x A00.FR.304, 305; SW: weaker keys protect nobody. */
const leastBits = { rsa: 2048, ecdsa: 224 } as const;
const curveBits: Readonly<Record<string, number>> = { prime192v1: 192, secp224r1: 224, prime256v1: 256, secp384r1: 384, secp521r1: 521 };

export interface FileSource {
  server: ServerCertificates;
  trust: StationTrust;
  /** Reads the files again; a set that does not fit together is not taken, and what is wrong is the answer. */
  reload(): string | null;
  stop(): void;
}

/** Server certificates and trusted roots from the files of the settings, read again when one changes. Throws StartError at first. */
export function watchFiles(settings: FileSettings, onFailure: (why: string) => void): FileSource {
  const listeners = new Set<() => void>();
  let now = readFiles(settings);
  const reload = (): string | null => {
    try {
      now = readFiles(settings);
    } catch (error) {
      const why = (error as Error).message;
      onFailure(why);
      return why;
    }
    for (const listener of listeners) listener();
    return null;
  };
  // Looked at instead of listened to: what Kubernetes and certbot exchange are links, and of those the system tells nothing.
  const paths = Object.values(settings).filter((path) => path !== '');
  for (const path of paths) watchFile(path, { interval: LOOK_EVERY_MS, persistent: false }, reload);
  const onChange = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    server: { current: () => now.pairs, onChange },
    trust: { roots: () => now.roots, onChange },
    reload,
    stop: () => {
      for (const path of paths) unwatchFile(path, reload);
    },
  };
}

function readFiles(settings: FileSettings): { pairs: ServerPairs; roots: string[] } {
  const rsa = pairOf('rsa', settings.tlsRsaCert, settings.tlsRsaKey);
  const ecdsa = pairOf('ecdsa', settings.tlsEcdsaCert, settings.tlsEcdsaKey);
  return { pairs: { ...(rsa && { rsa }), ...(ecdsa && { ecdsa }) }, roots: rootsOf(settings.tlsClientCa) };
}

function pairOf(kind: Kind, certPath: string, keyPath: string): KeyPair | undefined {
  if (certPath === '' || keyPath === '') return undefined;
  const [certName, keyName] = names[kind];
  const cert = readText(certName, certPath);
  const key = readText(keyName, keyPath);
  const [leaf] = chainOf(certName, certPath, cert);
  if (leaf === undefined) throw new StartError(`${certName} has no certificate in it: ${certPath}.`);
  const { asymmetricKeyType, asymmetricKeyDetails } = leaf.publicKey;
  if (asymmetricKeyType !== (kind === 'rsa' ? 'rsa' : 'ec'))
    throw new StartError(`${certName} must have an ${kind === 'rsa' ? 'RSA' : 'elliptic curve'} key, but ${certPath} has none.`);
  const bits = asymmetricKeyDetails?.modulusLength ?? curveBits[asymmetricKeyDetails?.namedCurve ?? ''] ?? 256;
  if (bits < leastBits[kind]) throw new StartError(`${certName} must have at least ${leastBits[kind]} bits, but ${certPath} has ${bits}.`);
  if (!isKeyOf(key, leaf, `${keyName} is not a private key in PEM without a passphrase: ${keyPath}.`))
    throw new StartError(`${keyName} is not the key of the certificate in ${certName}.`);
  return { cert, key };
}

function rootsOf(path: string): string[] {
  if (path === '') return [];
  const found = chainOf('TLS_CLIENT_CA', path, readText('TLS_CLIENT_CA', path));
  if (found.length === 0) throw new StartError(`TLS_CLIENT_CA has no certificate in it: ${path}.`);
  return found.map(String);
}

function readText(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(`${name} cannot be read: ${code === 'ENOENT' ? 'there is no file' : (code ?? 'error at')} ${path}.`);
  }
}

function chainOf(name: string, path: string, text: string): X509Certificate[] {
  try {
    return certificatesIn(text);
  } catch {
    throw new StartError(`${name} is not a PEM certificate: ${path}.`);
  }
}

/** Throws StartError with `unreadable`. */
function isKeyOf(key: string, leaf: X509Certificate, unreadable: string): boolean {
  try {
    return leaf.checkPrivateKey(createPrivateKey(key));
  } catch {
    throw new StartError(unreadable);
  }
}
