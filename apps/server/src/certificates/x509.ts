// The library needs it before its first line runs.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

type LibraryKey = x509.X509CertificateCreateWithKeyParams['signingKey'];
x509.cryptoProvider.set(webcrypto as never);

/** A key of Node for the library, whose types are the browser's; they differ in words only. */
export function libraryKey(key: webcrypto.CryptoKey): LibraryKey {
  return key as unknown as LibraryKey;
}

export { x509 };
