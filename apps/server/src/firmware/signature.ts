import { constants, createVerify, X509Certificate } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A certificate of the maker, as stations are given it; null where the text is none. */
export function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

/**
 * Is the signature (base64) over this file by this certificate? SHA-256 with ECDSA, RSA-PSS or PKCS #1 v1.5, as stations check it [OCPP 2.0.1 L01, security whitepaper §4.4].
 * Reads the file as a stream; `open` is called once for each way of padding.
 */
export async function isSigned(open: () => Readable, signature: string, certificate: X509Certificate): Promise<boolean> {
  const { publicKey } = certificate;
  const paddings = publicKey.asymmetricKeyType === 'rsa' ? [constants.RSA_PKCS1_PSS_PADDING, constants.RSA_PKCS1_PADDING] : [undefined];
  for (const padding of paddings) {
    const verify = createVerify('sha256');
    await pipeline(open(), verify);
    const key = padding === undefined ? publicKey : { key: publicKey, padding };
    if (verify.verify(key, Buffer.from(signature, 'base64'))) return true;
  }
  return false;
}
