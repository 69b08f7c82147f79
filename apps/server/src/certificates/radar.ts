import type { expiring, expiryLevels } from '@stationmaster/contract';
import type { z } from 'zod';
import { hashDataOf, issuerNameHash, plainSerial } from './hash-data.ts';
import type { ListedCertificate, Trusted } from './radar-store.ts';
import type { CertificateRow } from './store.ts';

const dayMs = 86_400_000;
/** Days before its end at which a warning goes out. Stations must be visited or reached for a new root, leaves are renewed by themselves. */
export const warningDays = { authority: [365, 180, 90, 30, 7, 0], leaf: [21, 7, 1, 0] } as const;
const levelDays = { authority: { soon: 365, urgent: 90 }, leaf: { soon: 21, urgent: 7 } } as const;
/** Leaves of stations are on the radar when they should have been renewed already. */
export const leavesWithinMs = levelDays.leaf.soon * dayMs;

type Level = (typeof expiryLevels)[number];

export function levelOf({ role, validTo }: Pick<CertificateRow, 'role' | 'validTo'>, at: number): Level {
  const { soon, urgent } = levelDays[role === 'leaf' ? 'leaf' : 'authority'];
  const left = validTo - at;
  if (left <= 0) return 'over';
  if (left <= urgent * dayMs) return 'urgent';
  return left <= soon * dayMs ? 'soon' : 'fine';
}

type Hashes = Pick<Trusted, 'serial' | 'hashAlgorithm' | 'issuerKeyHash' | 'issuerNameHash'>;

/**
 * Which certificate of ours a station speaks of: by number and by the hash of the issuer's key, in the station's own algorithm;
 * by that of the issuer's name where we do not have the issuer.
 */
export function createRecognizer(known: readonly CertificateRow[]): (told: Hashes) => CertificateRow | undefined {
  const byId = new Map(known.map((row) => [row.id, row]));
  const bySerial = Map.groupBy(known, ({ serial }) => serial);
  const hashes = new Map<string, string>();
  const issuerHashOf = (row: CertificateRow, algorithm: Trusted['hashAlgorithm']): string => {
    const key = `${row.id}/${algorithm}`;
    const found = hashes.get(key);
    if (found !== undefined) return found;
    // A root is its own issuer; an intermediate's is needed to name it.
    const issuer = row.role === 'root' ? row : byId.get(row.parentId ?? 0);
    const hash = issuer === undefined ? issuerNameHash(row.pem, algorithm) : hashDataOf(row.pem, issuer.pem, algorithm).issuerKeyHash;
    hashes.set(key, hash);
    return hash;
  };
  return ({ serial, hashAlgorithm, ...told }) =>
    bySerial.get(plainSerial(serial))?.find((row) => {
      const hash = issuerHashOf(row, hashAlgorithm);
      return hash === told.issuerKeyHash || hash === told.issuerNameHash;
    });
}

export interface Holder {
  stationId: number;
  identity: string;
  name: string;
  /** Nothing else of the same kind that it trusts lasts longer. */
  isStranded: boolean;
}

/** Who trusts what, and who would be left with nothing: for each certificate that is known, by its id. */
export function holdersOf(
  known: readonly CertificateRow[],
  told: readonly Trusted[],
  at: number,
): { holders: Map<number, Holder[]>; unknown: number } {
  const recognize = createRecognizer(known);
  const holders = new Map<number, Holder[]>();
  const strangers = new Set<string>();
  const roots = told.filter(({ types }) => types.some((type) => type.endsWith('RootCertificate')));
  for (const ofStation of Map.groupBy(roots, ({ stationId }) => stationId).values()) {
    const trusted = ofStation.flatMap((one) => {
      const row = recognize(one);
      if (row === undefined) strangers.add(`${one.serial}/${one.issuerKeyHash}`);
      return row === undefined ? [] : [{ row, one }];
    });
    for (const { row, one } of trusted) {
      const isCovered = (type: string): boolean =>
        trusted.some(
          (other) => other.one.types.includes(type) && other.row.validTo > Math.max(row.validTo, at) && other.row.state !== 'revoked',
        );
      const { stationId, identity, name, types } = one;
      const list = holders.get(row.id) ?? [];
      list.push({ stationId, identity, name, isStranded: !types.every(isCovered) });
      holders.set(row.id, list);
    }
  }
  return { holders, unknown: strangers.size };
}

/** As the API tells it. A station whose own certificate ends cannot call in any more: it is stranded by itself. */
export function radarView(row: ListedCertificate, held: readonly Holder[], at: number): z.input<typeof expiring> {
  const own = row.stationId === null ? 0 : 1;
  return {
    ...certificateView(row, at),
    stations: own + held.length,
    stranded: own + held.filter(({ isStranded }) => isStranded).length,
  };
}

export function certificateView(row: ListedCertificate, at: number): Omit<z.input<typeof expiring>, 'stations' | 'stranded'> {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return {
    id: row.id,
    role: row.role,
    use: row.use as z.input<typeof expiring>['use'],
    origin: row.origin,
    state: row.state as z.input<typeof expiring>['state'],
    subject: row.subject,
    algorithm: row.algorithm,
    serialNumber: row.serial,
    fingerprint: row.fingerprint,
    names: row.names,
    stationId: row.identity,
    validFrom: iso(row.validFrom),
    validTo: iso(row.validTo),
    level: levelOf(row, at),
    reason: row.reason,
    revokedAt: row.revokedAt === null ? null : iso(row.revokedAt),
  };
}
