import { X509Certificate } from 'node:crypto';
import { hashDataOf } from './hash-data.ts';
import type { CertificateServices, CertificateStatus } from './services.ts';
import { x509 } from './x509.ts';

/** Longer chains than any profile of ISO 15118 has are not followed. */
const mostCertificates = 6;

interface ChainWorld {
  /** Roots that contract certificates may end at, PEM: of operators of contracts, and V2G roots. */
  roots: () => Promise<string[]>;
  state: NonNullable<CertificateServices['state']>;
}
type Verdict = Awaited<ReturnType<NonNullable<CertificateServices['contractChain']>>>;

/**
 * What a contract certificate with its chain is worth (2.x C07; ISO 15118-2 annex F): signed all the way up to a root we trust, by
 * authorities that may sign, valid at this moment, and not taken back. null: its state could not be found out.
 */
export function contractChainCheck({ roots, state }: ChainWorld): NonNullable<CertificateServices['contractChain']> {
  return async (chain, at) => {
    const path = pathOf(chain, await roots());
    if (typeof path === 'string') return path;
    if (path.some((one) => at < one.validFromDate.getTime() || at >= one.validToDate.getTime())) return 'CertChainError';
    return await revocationOf(path, state);
  };
}

/** From the leaf to a trusted root, or what is wrong. */
function pathOf(chain: string, roots: readonly string[]): X509Certificate[] | 'SignatureError' | 'CertChainError' {
  const given = (chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((pem) => new X509Certificate(pem));
  const trusted = roots.map((pem) => new X509Certificate(pem));
  const [leaf] = given;
  if (leaf === undefined || leaf.ca || given.length > mostCertificates) return 'CertChainError';
  const path = [leaf];
  for (let last = leaf; path.length <= mostCertificates; ) {
    const root = trusted.find((one) => one.subject === last.issuer && isSignedBy(last, one));
    if (root !== undefined) return fits([...path, root]) ? [...path, root] : 'CertChainError';
    const above = [...given, ...trusted].filter((one) => one.subject === last.issuer && one.ca && !path.includes(one));
    // Somebody of that name is there, but the signature is not theirs.
    if (above.length > 0 && !above.some((one) => isSignedBy(last, one))) return 'SignatureError';
    const next = above.find((one) => isSignedBy(last, one));
    if (next === undefined) return 'CertChainError';
    path.push(next);
    last = next;
  }
  return 'CertChainError';
}

function isSignedBy(one: X509Certificate, other: X509Certificate): boolean {
  try {
    return one.verify(other.publicKey);
  } catch {
    return false;
  }
}

/** Every authority on the way may sign, and has not more below it than it may. */
function fits(path: readonly X509Certificate[]): boolean {
  return path.slice(1).every((authority, below) => {
    const constraints = new x509.X509Certificate(authority.raw).getExtension(x509.BasicConstraintsExtension);
    return authority.ca && (constraints?.pathLength === undefined || constraints.pathLength >= below);
  });
}

/** Of the leaf, and of every intermediate that says where to ask; the leaf must. */
async function revocationOf(path: readonly X509Certificate[], state: ChainWorld['state']): Promise<Verdict> {
  const asked = path.slice(0, -1).map(async (one, place): Promise<CertificateStatus['state'] | 'silent' | null> => {
    const sources = sourcesOf(one);
    if (sources.length === 0) return place === 0 ? null : 'silent';
    const issuer = path[place + 1];
    if (issuer === undefined) return null;
    const hash = hashDataOf(one.toString(), issuer.toString());
    for (const source of sources) {
      const found = await state(hash, source);
      if (found !== null) return found.state;
    }
    return null;
  });
  const states = await Promise.all(asked);
  if (states.includes('Revoked')) return 'CertificateRevoked';
  if (states.includes(null)) return null;
  return states.includes('Unknown') ? 'CertChainError' : 'Accepted';
}

function sourcesOf(certificate: X509Certificate): { kind: 'OCSP' | 'CRL'; urls: string[] }[] {
  const parsed = new x509.X509Certificate(certificate.raw);
  const ocsp = parsed.getExtension(x509.AuthorityInfoAccessExtension)?.ocsp.filter(({ type }) => type === 'url') ?? [];
  const points = parsed.getExtension(x509.CRLDistributionPointsExtension)?.distributionPoints ?? [];
  const lists = points.flatMap(
    ({ distributionPoint }) => distributionPoint?.fullName?.flatMap((name) => name.uniformResourceIdentifier ?? []) ?? [],
  );
  return [
    ...(ocsp.length === 0 ? [] : [{ kind: 'OCSP' as const, urls: ocsp.map(({ value }) => value) }]),
    ...(lists.length === 0 ? [] : [{ kind: 'CRL' as const, urls: lists }]),
  ];
}
