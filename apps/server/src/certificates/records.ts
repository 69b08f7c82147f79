import type { Told } from '../reports/step.ts';
import type { CertificateHash } from './services.ts';

/** A certificate a station holds: what it is for, and what hangs below it in its chain. */
export interface InstalledCertificate {
  type: string;
  hash: CertificateHash;
  children?: readonly CertificateHash[];
}

/** Its key: the standard tells certificates apart by their hashes alone. */
function keyOf({ hashAlgorithm, issuerKeyHash, serialNumber }: CertificateHash): string {
  return `${serialNumber}/${issuerKeyHash}/${hashAlgorithm}`;
}

/** One record a certificate, also where it serves as root for several purposes. */
export function installedRecords(installed: readonly InstalledCertificate[]): Told[] {
  const byKey = Map.groupBy(installed, ({ hash }) => keyOf(hash));
  return [...byKey].map(([key, same]): Told => {
    const [first] = same;
    const types = [...new Set(same.map(({ type }) => type))];
    return {
      kind: 'certificate',
      key,
      evseId: 0,
      data: { types, ...first?.hash, children: same.flatMap(({ children = [] }) => children) },
    };
  });
}

/** It is gone. */
export function deletedRecord(hash: CertificateHash): Told {
  return { kind: 'certificate', key: keyOf(hash), evseId: 0, data: null };
}

/** What the station said of the certificate it was brought. */
export function signedRecord(type: string, isTaken: boolean): Told {
  return { kind: 'certificateRequest', key: type, evseId: 0, data: { type, status: isTaken ? 'delivered' : 'undelivered' } };
}
