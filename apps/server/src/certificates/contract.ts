import { X509Certificate } from 'node:crypto';
import { type ContractStatus, contractSpellings } from '@stationmaster/domain';
import type { CertificateHash, CertificateServices } from './services.ts';

export type CertificateVerdict = Exclude<ContractStatus, 'ContractCancelled'>;

/** What a station presents of a contract certificate (2.x C07): the hashes of a chain it has verified, or the chain itself. */
export interface PresentedContract {
  hashes: readonly (CertificateHash & { responderURL: string })[];
  /** PEM, the leaf first. */
  chain: string | null;
  /** The contract id it is presented for. */
  emaid: string;
}

/** Hex digits of a hash. */
const hexDigits = { SHA256: 64, SHA384: 96, SHA512: 128 } as const;

/** What it is worth at this moment, as far as this install can find out; where it cannot, NoCertificateAvailable says so. */
export async function checkContract(
  services: Pick<CertificateServices, 'state' | 'contractChain'>,
  { hashes, chain, emaid }: PresentedContract,
  at: number,
): Promise<CertificateVerdict> {
  if (chain !== null) {
    const verdict = datesOf(chain, at);
    if (verdict !== null) return verdict;
  }
  const verdict = hashes.length > 0 ? await stateOf(services, hashes) : await chainVerdict(services, chain, at);
  return verdict === 'Accepted' && chain !== null ? nameOf(chain, emaid) : verdict;
}

async function chainVerdict(
  { contractChain }: Pick<CertificateServices, 'contractChain'>,
  chain: string | null,
  at: number,
): Promise<CertificateVerdict> {
  return (chain === null ? null : await contractChain?.(chain, at)) ?? 'NoCertificateAvailable';
}

/** null: every certificate can be read, and each is valid at this moment. */
function datesOf(chain: string, at: number): 'CertChainError' | 'CertificateExpired' | null {
  const blocks = chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) return 'CertChainError';
  try {
    const certificates = blocks.map((block) => new X509Certificate(block));
    const isOver = certificates.some(({ validFromDate, validToDate }) => at < validFromDate.getTime() || at >= validToDate.getTime());
    return isOver ? 'CertificateExpired' : null;
  } catch {
    return 'CertChainError';
  }
}

/** The leaf's common name is the contract id (ISO 15118-2 annex F); a certificate of another contract proves nothing. */
function nameOf(chain: string, emaid: string): 'CertChainError' | 'Accepted' {
  const [leaf = ''] = chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/) ?? [];
  const name = /^CN=(.*)$/m.exec(new X509Certificate(leaf).subject)?.[1] ?? '';
  return contractSpellings(name).some((one) => contractSpellings(emaid).includes(one)) ? 'Accepted' : 'CertChainError';
}

async function stateOf({ state }: Pick<CertificateServices, 'state'>, hashes: PresentedContract['hashes']): Promise<CertificateVerdict> {
  if (!hashes.every(isWellFormed)) return 'CertChainError';
  const states = await Promise.all(
    hashes.map(async ({ responderURL, ...hash }) => (await state?.(hash, { kind: 'OCSP', urls: [responderURL] }))?.state ?? null),
  );
  if (states.includes('Revoked')) return 'CertificateRevoked';
  if (states.includes(null)) return 'NoCertificateAvailable';
  return states.includes('Unknown') ? 'CertChainError' : 'Accepted';
}

function isWellFormed({
  hashAlgorithm,
  issuerNameHash,
  issuerKeyHash,
  serialNumber,
  responderURL,
}: PresentedContract['hashes'][number]): boolean {
  const isHash = (text: string): boolean => text.length === hexDigits[hashAlgorithm] && /^[0-9a-f]+$/i.test(text);
  return isHash(issuerNameHash) && isHash(issuerKeyHash) && /^[0-9a-f]{1,40}$/i.test(serialNumber) && /^https?:\/\//i.test(responderURL);
}
