import type { AuthorizationStatus } from '../words.ts';
import type { TokenDecision } from './decide.ts';

/** AuthorizeCertificateStatusEnum of 2.x; `NoCertificateAvailable`: it could not be looked into. */
export const contractStatuses = [
  'Accepted',
  'SignatureError',
  'CertificateExpired',
  'CertificateRevoked',
  'NoCertificateAvailable',
  'CertChainError',
  'ContractCancelled',
] as const;
export type ContractStatus = (typeof contractStatuses)[number];

/** With these the contract is at its end, whatever its certificate says. */
const ended: ReadonlySet<AuthorizationStatus> = new Set(['Blocked', 'Expired', 'Invalid', 'Unknown']);

/**
 * The answer to a contract certificate (2.x C07): of what the certificate is worth and of what the contract's id may. A
 * certificate that is not fine refuses the contract; a fine one says Accepted, or ContractCancelled where the contract is over.
 */
export function decideContract(
  certificate: Exclude<ContractStatus, 'ContractCancelled'>,
  token: TokenDecision,
): TokenDecision & { certificateStatus: ContractStatus } {
  if (certificate === 'Accepted') return { ...token, certificateStatus: ended.has(token.status) ? 'ContractCancelled' : 'Accepted' };
  const status = certificate === 'CertificateExpired' ? 'Expired' : 'Invalid';
  return { status, reason: 'contractRefused', certificateStatus: certificate };
}

/**
 * The spellings of one contract id (eMAID, ISO 15118-1 annex H): with separators or without, with its check digit or
 * without; in canonical form, the given one first. An id that is none has only itself.
 */
export function contractSpellings(canonical: string): string[] {
  const bare = canonical.replaceAll('-', '');
  const parts = /^([A-Z]{2})([A-Z0-9]{3})([A-Z0-9]{9})([A-Z0-9])?$/.exec(bare);
  if (parts === null) return [canonical];
  const [, country, provider, instance, check = ''] = parts;
  const short = `${country}${provider}${instance}`;
  const parted = `${country}-${provider}-${instance}`;
  const long = check === '' ? [] : [`${short}${check}`, `${parted}-${check}`];
  return [...new Set([canonical, ...long, short, parted])];
}
