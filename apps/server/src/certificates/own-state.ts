import { type AuthorityWorld, LockedAuthority, openSigner } from './authority.ts';
import { issuerHashes, issuerParts } from './hash-data.ts';
import { type AskedFor, ocspAnswer, ocspRefusal, parseOcspRequest } from './ocsp-message.ts';
import type { CertificateState } from './services.ts';
import { findOwnAuthority, selectOwnAuthorities, selectRevokedBelow, selectStateBelow } from './status-store.ts';
import type { CertificateRow } from './store.ts';
import { libraryKey, x509 } from './x509.ts';

/** How long an answer of ours may be kept by whoever asked. */
const answerMs = 12 * 3_600_000;

type World = Pick<AuthorityWorld, 'db' | 'clock' | 'chest' | 'baseUrl' | 'log'>;

/** The authority of ours that is meant; undefined: it is somebody else's. */
async function authorityMeant({ db }: Pick<World, 'db'>, asked: AskedFor): Promise<CertificateRow | undefined> {
  return (await selectOwnAuthorities(db)).find(({ pem }) => {
    const { issuerNameHash, issuerKeyHash } = issuerHashes(issuerParts(pem), asked.hashAlgorithm);
    return issuerNameHash === asked.issuerNameHash.toLowerCase() && issuerKeyHash === asked.issuerKeyHash.toLowerCase();
  });
}

async function stateBelow(
  { db }: Pick<World, 'db'>,
  authority: CertificateRow,
  serial: string,
): Promise<{ state: CertificateState; revokedAt: number | null }> {
  const found = await selectStateBelow(db, { authority, serial });
  if (found === undefined) return { state: 'Unknown', revokedAt: null };
  return found.state === 'revoked' ? { state: 'Revoked', revokedAt: found.revokedAt } : { state: 'Good', revokedAt: null };
}

/** What we know of a certificate of our own authority; null: it is not ours. */
export async function ownState(world: World, asked: AskedFor): Promise<{ state: CertificateState; nextUpdate: number } | null> {
  const authority = await authorityMeant(world, asked);
  if (authority === undefined) return null;
  const { state } = await stateBelow(world, authority, asked.serialNumber.toLowerCase().replace(/^0+(?=.)/, ''));
  return { state, nextUpdate: world.clock() + answerMs };
}

/**
 * The answer of our OCSP responder, DER (RFC 6960). All certificates of one request must be of one authority of ours, which signs;
 * anybody else's are refused as unauthorized. There is no nonce: answers are the same for everyone (RFC 5019).
 */
export async function ocspAnswerFor(world: World, request: Buffer): Promise<Buffer> {
  let asked: AskedFor[];
  try {
    asked = parseOcspRequest(request);
  } catch {
    return ocspRefusal('malformedRequest');
  }
  const [first] = asked;
  const authority = first && (await authorityMeant(world, first));
  const isOne = asked.every((one) => one.issuerKeyHash === first?.issuerKeyHash && one.issuerNameHash === first.issuerNameHash);
  if (authority === undefined || !isOne) return ocspRefusal('unauthorized');
  const at = world.clock();
  const answers = await Promise.all(
    asked.map(async (one) => ({
      ...one,
      ...(await stateBelow(world, authority, one.serialNumber)),
      thisUpdate: at,
      nextUpdate: at + answerMs,
    })),
  );
  try {
    return ocspAnswer(await openSigner(world, world.db, authority), { answers, at });
  } catch (error) {
    if (!(error instanceof LockedAuthority)) throw error;
    return ocspRefusal('tryLater');
  }
}

/** The revocation list of an authority of ours, DER (RFC 5280 §5); null: there is no such authority, or its key cannot be opened. */
export async function revocationList(world: World, authorityId: number): Promise<Buffer | null> {
  const row = await findOwnAuthority(world.db, authorityId);
  if (row === undefined) return null;
  const at = world.clock();
  const revoked = await selectRevokedBelow(world.db, authorityId, at);
  try {
    const signer = await openSigner(world, world.db, row);
    const list = await x509.X509CrlGenerator.create({
      issuer: signer.certificate.subjectName,
      thisUpdate: new Date(at),
      nextUpdate: new Date(at + answerMs),
      signingAlgorithm: { name: signer.key.algorithm.name, hash: signer.algorithm === 'ec521' ? 'SHA-512' : 'SHA-256' },
      signingKey: libraryKey(signer.key),
      entries: revoked.map(({ serial, revokedAt }) => ({ serialNumber: serial, revocationDate: new Date(revokedAt) })),
      extensions: [await x509.AuthorityKeyIdentifierExtension.create(signer.certificate.publicKey), numberOf(at)],
    });
    return Buffer.from(list.rawData);
  } catch (error) {
    if (!(error instanceof LockedAuthority)) throw error;
    return null;
  }
}

/** CRL number (RFC 5280 §5.2.3): grows with each list; the moment does. */
function numberOf(at: number): InstanceType<typeof x509.Extension> {
  const hex = at.toString(16).padStart(14, '0');
  const bytes = Buffer.from(hex, 'hex');
  return new x509.Extension('2.5.29.20', false, new Uint8Array([0x02, bytes.length, ...bytes]));
}
