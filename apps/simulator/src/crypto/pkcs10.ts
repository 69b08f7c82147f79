import { generateKeyPairSync, sign } from 'node:crypto';
import { der, oid, tags } from './der.ts';

/** Whom the certificate is for: CN the serial number of the station, O the operator. [P2 A00, whitepaper §3.2] */
export interface Subject {
  commonName: string;
  /** Left out when empty. */
  organization: string;
}

export interface KeyRequest {
  /** PEM, PKCS#10. */
  csr: string;
  /** PEM, PKCS#8. It does not leave the station. */
  privateKey: string;
}

const oids = { commonName: '2.5.4.3', organization: '2.5.4.10', ecdsaWithSha256: '1.2.840.10045.4.3.2' } as const;

/** A new key on P-256 and the request to certify it. [RFC 2986] */
export function newKeyRequest(subject: Subject): KeyRequest {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const info = der(
    tags.sequence,
    der(tags.integer, Buffer.from([0])),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(tags.attributes),
  );
  const signature = sign('sha256', info, privateKey);
  const request = der(tags.sequence, info, der(tags.sequence, oid(oids.ecdsaWithSha256)), der(tags.bits, Buffer.from([0]), signature));
  return {
    csr: pem('CERTIFICATE REQUEST', request),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function nameOf({ commonName, organization }: Subject): Buffer {
  const part = (type: string, value: string): Buffer =>
    der(tags.set, der(tags.sequence, oid(type), der(tags.utf8, Buffer.from(value, 'utf8'))));
  const operator = organization === '' ? [] : [part(oids.organization, organization)];
  return der(tags.sequence, ...operator, part(oids.commonName, commonName));
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
