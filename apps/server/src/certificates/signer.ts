import { type AuthorityWorld, newSerial, signingAuthority } from './authority.ts';
import type { Csr } from './csr.ts';
import { type FamilyName, type LeafUse, leafTerms } from './families.ts';
import { makeLeaf } from './issue.ts';
import { organisationOf } from './store.ts';

/** A signed certificate with what is above it. */
export interface Signed {
  pem: string;
  /** PEM of the intermediates, without the root. */
  chain: string;
  /** Of the authority that signed, where it is one of ours. */
  parentId: number | null;
}
/** Whoever signs stations' certificates: the built-in authority, or one outside. Throws when it cannot now; the request is tried again later. */
export interface StationSigner {
  origin: 'own' | 'external';
  sign(order: { tenantId: number; use: Exclude<LeafUse, 'server'>; csr: Csr }): Promise<Signed>;
}

const dayMs = 86_400_000;

/** Signs with our own keys. The subject is what was checked in the request; nothing else of it is taken over. */
export function builtInSigner(world: AuthorityWorld): StationSigner {
  return {
    origin: 'own',
    sign: async ({ tenantId, use, csr }) => {
      const at = world.clock();
      const { signer, chain, row } = await signingAuthority(world, tenantId, familyFor(use, csr));
      const organisation = csr.organisation || (await organisationOf(world.db, tenantId));
      const made = await makeLeaf(signer, {
        use,
        publicKey: csr.publicKey,
        subject: [
          { CN: [csr.commonName] },
          { O: [organisation] },
          ...(csr.country === '' ? [] : [{ C: [csr.country] }]),
          // ISO 15118-2 annex F: says whose it is among those of the operator's branch.
          ...(use === 'station' ? [] : [{ DC: ['CPO'] }]),
        ],
        term: { serial: newSerial(), from: at, to: at + leafTerms[use].days * dayMs },
        isRsa: csr.isRsa,
      });
      return { pem: `${made.toString('pem')}\n`, chain, parentId: row.id };
    },
  };
}

/** A station with an RSA key may know no other kind: then everything above it is RSA too. */
function familyFor(use: Exclude<LeafUse, 'server'>, { isRsa }: Csr): FamilyName {
  if (use === 'station') return isRsa ? 'csmsRsa' : 'csmsEc';
  return use;
}
