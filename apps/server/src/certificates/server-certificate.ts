import { type AuthorityWorld, newSerial, openSigner, signingAuthority } from './authority.ts';
import { type FamilyName, leafTerms } from './families.ts';
import { makeLeaf } from './issue.ts';
import { exportKey, newKeys } from './keys.ts';
import {
  type CertificateRow,
  insertCertificate,
  organisationOf,
  selectCrosses,
  selectSealedKey,
  selectServer,
  selectStationRoots,
  setState,
} from './store.ts';
import { factsOf } from './text.ts';

const dayMs = 86_400_000;

/** What a TLS listener serves. */
export interface ServerCertificate {
  algorithm: 'ec256' | 'rsa';
  /** PEM: the server's own first, then the intermediates. */
  chain: string;
  /** PEM, PKCS#8. Never to be logged or answered. */
  key: string;
  /** Epoch ms. */
  validTo: number;
}
const kinds = [
  { algorithm: 'ec256', family: 'csmsEc' },
  { algorithm: 'rsa', family: 'csmsRsa' },
] as const satisfies readonly { algorithm: 'ec256' | 'rsa'; family: FamilyName }[];

/**
 * The server's certificates for these names (host names and IP addresses): one with an elliptic curve, one with RSA, as 2.x A00 asks
 * for. The same as the last time, until 60 days before they end or until the root was changed; so it may be called every
 * hour to see whether there is a newer one. Throws `LockedAuthority`.
 */
export async function issueServerCertificate(
  world: AuthorityWorld,
  tenantId: number,
  names: readonly string[],
): Promise<ServerCertificate[]> {
  const distinct = [...new Set(names.map((name) => name.toLowerCase()))].sort();
  const present = await selectServer(world.db, { tenantId, names: distinct });
  const found: ServerCertificate[] = [];
  for (const kind of kinds) {
    const usable = present.find((row) => row.algorithm === kind.algorithm);
    found.push(
      (usable && (await kept(world, usable, kind))) ?? (await make(world, { ...kind, tenantId, names: distinct, replaced: usable })),
    );
  }
  return found;
}

/** The roots under which station certificates are accepted, PEM, with the tenant whose stations they are. */
export async function stationRoots({ db, clock }: Pick<AuthorityWorld, 'db' | 'clock'>): Promise<{ tenantId: number; pem: string }[]> {
  const rows = await selectStationRoots(db, clock());
  return rows.map(({ tenantId, pem }) => ({ tenantId, pem }));
}

/** undefined: it ends soon, or hangs below an authority that signs no more. */
async function kept(
  world: AuthorityWorld,
  row: CertificateRow,
  { algorithm, family }: (typeof kinds)[number],
): Promise<ServerCertificate | undefined> {
  if (world.clock() >= row.validTo - leafTerms.server.renewDays * dayMs) return undefined;
  const authority = await signingAuthority(world, row.tenantId, family);
  if (row.parentId !== authority.row.id) return undefined;
  const sealed = await selectSealedKey(world.db, row.id);
  if (sealed?.keyId !== world.chest.keyId) return undefined;
  const key = pemOf(world.chest.open(sealed.sealed, row.fingerprint));
  return { algorithm, chain: await chainOf(world, row, authority), key, validTo: row.validTo };
}

interface Order {
  tenantId: number;
  names: readonly string[];
  algorithm: 'ec256' | 'rsa';
  family: FamilyName;
  replaced: CertificateRow | undefined;
}
async function make(world: AuthorityWorld, { tenantId, names, algorithm, family, replaced }: Order): Promise<ServerCertificate> {
  const at = world.clock();
  const authority = await signingAuthority(world, tenantId, family);
  const keys = await newKeys(algorithm, 'leaf');
  const made = await makeLeaf(await openSigner(world, world.db, authority.row), {
    use: 'server',
    publicKey: keys.publicKey,
    // RFC 5280: a common name has 64 characters at most; what counts are the alternative names.
    subject: [{ CN: [(names[0] ?? '').slice(0, 64)] }, { O: [await organisationOf(world.db, tenantId)] }],
    term: { serial: newSerial(), from: at, to: at + leafTerms.server.days * dayMs },
    names,
    isRsa: algorithm === 'rsa',
  });
  const facts = factsOf(made.toString('pem'));
  if (facts === null) throw new Error('a certificate was made that cannot be read');
  const pkcs8 = await exportKey(keys.privateKey);
  const key = { keyId: world.chest.keyId, sealed: world.chest.seal(pkcs8, facts.fingerprint) };
  const row = {
    tenantId,
    role: 'leaf',
    use: 'server',
    origin: 'own',
    state: 'active',
    facts,
    at,
    parentId: authority.row.id,
    chain: authority.chain,
    names,
    key,
  } as const;
  await insertCertificate(world.db, row);
  if (replaced !== undefined) await setState(world.db, [replaced.id], { state: 'replaced' });
  world.log.info({ names, algorithm, validTo: new Date(facts.validTo) }, 'certificates.serverCertificateMade');
  return {
    algorithm,
    chain: await chainOf(world, { pem: facts.pem, chain: authority.chain, tenantId }, authority),
    key: pemOf(pkcs8),
    validTo: facts.validTo,
  };
}

/** With the root signed by its predecessor, for stations that trust only that one. */
async function chainOf(
  world: AuthorityWorld,
  { pem, chain, tenantId }: Pick<CertificateRow, 'pem' | 'chain' | 'tenantId'>,
  { root }: { root: CertificateRow },
): Promise<string> {
  const crosses = await selectCrosses(world.db, { tenantId, subject: root.subject, at: world.clock() });
  return [pem, chain, ...crosses.map((cross) => cross.pem)].join('');
}

function pemOf(pkcs8: Buffer): string {
  const lines = pkcs8.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}
