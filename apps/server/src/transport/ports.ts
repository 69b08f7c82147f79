/** One server certificate with its key, both PEM; `cert` holds the chain, the leaf first. */
export interface KeyPair {
  cert: string;
  key: string;
}
/** OCPP wants one of each kind, so that all four cipher suites it names can be had. [2.x A00.FR.319, SW] */
export interface ServerPairs {
  rsa?: KeyPair;
  ecdsa?: KeyPair;
}

/** Where the certificates come from that the TLS port shows. Files and the built-in authority are two of these. */
export interface ServerCertificates {
  current(): ServerPairs;
  /** Called after each change; the answer ends that. */
  onChange(listener: () => void): () => void;
}

/** Whose certificates stations may show. */
export interface StationTrust {
  /** Roots (and intermediates that stations do not send), PEM, one a text. */
  roots(): readonly string[];
  /** Taken back by whoever has issued it; `fingerprint256` as node:crypto writes it. */
  isRevoked?(certificate: { serialNumber: string; fingerprint256: string }): boolean;
  onChange(listener: () => void): () => void;
}
