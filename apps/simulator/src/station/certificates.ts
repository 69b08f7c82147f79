import { type HashAlgorithm, type HashData, hashDataOf, isOfKey, isValidAt, readCertificate, readChain } from '../crypto/certificate.ts';
import { type Draft, stationClock } from './draft.ts';
import { raise } from './security-events.ts';
import { mostOf } from './settings.ts';
import type { StationState } from './state.ts';

/** Roots that a CSMS may install, in the words of 2.1. */
export type RootUse =
  | 'V2GRootCertificate'
  | 'MORootCertificate'
  | 'CSMSRootCertificate'
  | 'ManufacturerRootCertificate'
  | 'OEMRootCertificate';
/** What the station's own keys are for. */
export type KeyUse = 'ChargingStationCertificate' | 'V2GCertificate' | 'V2G20Certificate';

export interface InstalledRoot {
  use: RootUse;
  pem: string;
}

/** A key of the station: asked to be certified, or certified. */
export interface StationKey {
  use: KeyUse;
  privateKey: string;
  csr: string;
  /** PEM, the station's own first; null until the CSMS has sent it. */
  chain: string | null;
  /** Counts the requests for it. */
  requestId: number;
}

/** InstallCertificate. [whitepaper §5.6, P2 M05] */
export function installRoot(draft: Draft, { use, pem }: InstalledRoot): { status: 'Accepted' | 'Rejected'; after?: () => void } {
  const { state } = draft;
  const certificate = readCertificate(pem);
  if (certificate === null || !isValidAt(certificate, stationClock(draft))) {
    const isOfCsms = use === 'CSMSRootCertificate';
    return { status: 'Rejected', after: () => (isOfCsms ? raise(draft, 'InvalidCsmsCertificate') : undefined) };
  }
  const others = state.roots.filter((one) => one.use !== use || one.pem.trim() !== pem.trim());
  if (others.length >= mostOf(state, 'certificates')) return { status: 'Rejected' };
  state.roots = [...others, { use, pem }];
  return { status: 'Accepted' };
}

/** DeleteCertificate. The station keeps what it proves itself with. [P2 M04] */
export function deleteCertificate(draft: Draft, hash: HashData): 'Accepted' | 'Failed' | 'NotFound' {
  const { state } = draft;
  const isIt = (pem: string): boolean => isSame(hash, hashOf(state, pem, hash.hashAlgorithm));
  if (state.keys.some(({ use, chain }) => use === 'ChargingStationCertificate' && chain !== null && isIt(chain))) return 'Failed';
  const roots = state.roots.filter(({ pem }) => !isIt(pem));
  const keys = state.keys.filter(({ chain }) => chain === null || !isIt(chain));
  if (roots.length === state.roots.length && keys.length === state.keys.length) return 'NotFound';
  state.roots = roots;
  state.keys = keys;
  return 'Accepted';
}

/** CertificateSigned: taken when it is for the key that was asked for. [whitepaper §5.2, P2 A02, A03] */
export function takeCertificate(draft: Draft, use: KeyUse, chain: string): { status: 'Accepted' | 'Rejected'; after: () => void } {
  const { state } = draft;
  const [own] = readChain(chain);
  const key = state.keys.find((one) => one.use === use && one.chain === null);
  if (own === undefined || key === undefined || !isOfKey(own, key.privateKey) || !isValidAt(own, stationClock(draft)))
    return { status: 'Rejected', after: () => raise(draft, 'InvalidChargingStationCertificate') };
  // The old one has done its duty.
  state.keys = [...state.keys.filter((one) => one.use !== use), { ...key, chain }];
  const after = (): void => {
    draft.effects.push({ kind: 'cancel', name: 'signing' });
    if (use === 'ChargingStationCertificate') draft.effects.push({ kind: 'certificate', chain, privateKey: key.privateKey });
  };
  return { status: 'Accepted', after };
}

/** How a certificate is named; its issuer is looked for among those that are installed. */
export function hashOf(state: StationState, pem: string, algorithm: HashAlgorithm): HashData | null {
  const [certificate, next] = readChain(pem);
  if (certificate === undefined) return null;
  const roots = state.roots.flatMap((root) => readCertificate(root.pem) ?? []);
  const issuer = [...(next === undefined ? [] : [next]), ...roots].find(({ subject }) => subject === certificate.issuer);
  return hashDataOf(certificate, issuer ?? null, algorithm);
}

function isSame(a: HashData, b: HashData | null): boolean {
  const text = ({ issuerNameHash, issuerKeyHash, serialNumber }: HashData): string =>
    `${issuerNameHash} ${issuerKeyHash} ${serialNumber.replace(/^0+(?=.)/, '')}`.toLowerCase();
  return b !== null && text(a) === text(b);
}
