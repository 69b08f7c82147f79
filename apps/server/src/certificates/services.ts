import type { CsrFault } from './csr.ts';

/** CertificateHashDataType. */
export interface CertificateHash {
  hashAlgorithm: 'SHA256' | 'SHA384' | 'SHA512';
  issuerNameHash: string;
  issuerKeyHash: string;
  serialNumber: string;
}
/** A certificate a station wants signed. */
export interface SigningRequest {
  tenantId: number;
  stationId: number;
  /** PEM PKCS#10. */
  csr: string;
  type: string;
  /** 2.1: to be repeated in CertificateSigned. */
  requestId: number | null;
}
/** A message of a car to the contract pool, passed through unread: base64 of EXI. */
export interface ContractRequest {
  action: 'Install' | 'Update';
  schemaVersion: string;
  exi: string;
  maximumChains: number | null;
  prioritizedEmaids: readonly string[];
}
export interface ContractAnswer {
  exi: string;
  /** 2.1: contracts of the car that did not fit into the answer. */
  remaining: number | null;
}
export type CertificateState = 'Good' | 'Revoked' | 'Unknown';

/**
 * The services behind the certificate messages. Each is null where this install has none: then the station gets the
 * version's honest refusal. Services answer within the time-out of a call and never throw: what fails is null.
 */
export interface CertificateServices {
  sign: {
    /** Why it will not be signed; null: it will. Before the station has its answer. */
    check: (request: SigningRequest) => Promise<CsrFault | 'notAvailable' | null>;
    /** Signs and sends CertificateSigned by itself; runs after the station has its answer. What fails is tried again. */
    issue: (request: SigningRequest) => Promise<void>;
  } | null;
  /** Contract certificates of ISO 15118 (2.x M01, M02). */
  contract: ((request: ContractRequest) => Promise<ContractAnswer | null>) | null;
  /** OCSP answer, DER in base64 (2.x M06). */
  ocsp: ((hash: CertificateHash, responderUrl: string) => Promise<string | null>) | null;
  /** What a contract certificate with its chain (PEM, the leaf first) is worth: its signatures up to a root we trust, and its state (2.x C07). */
  contractChain:
    | ((chain: string, at: number) => Promise<'Accepted' | 'SignatureError' | 'CertificateRevoked' | 'CertChainError' | null>)
    | null;
  /** State by OCSP or CRL, and when to ask again in epoch ms (2.1). */
  state: ((hash: CertificateHash, source: { kind: 'OCSP' | 'CRL'; urls: readonly string[] }) => Promise<CertificateStatus | null>) | null;
}
export interface CertificateStatus {
  state: CertificateState;
  nextUpdate: number;
}

export const noCertificateServices: CertificateServices = { sign: null, contract: null, contractChain: null, ocsp: null, state: null };
