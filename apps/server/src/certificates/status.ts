import type { AuthorityWorld } from './authority.ts';
import { ocspRequest } from './ocsp-message.ts';
import { createOthers } from './others-state.ts';
import { ocspAnswerFor, ownState } from './own-state.ts';
import type { CertificateServices } from './services.ts';
import { selectKnownAuthorities } from './status-store.ts';

/** OcspResponseType of GetCertificateStatus: what is longer does not fit into the answer (2.x §2.10 ocspResult). */
const mostCharacters = 5_500;

/** State of certificates: of our own from what we know, of others by asking their authorities. Never throws. */
export function statusServices(
  world: AuthorityWorld,
  allowedHosts: readonly string[],
): {
  [K in 'ocsp' | 'state']: NonNullable<CertificateServices[K]>;
} {
  const others = createOthers({ clock: world.clock, allowedHosts, known: () => selectKnownAuthorities(world.db) });
  const orNull = async <T>(run: () => Promise<T | null>): Promise<T | null> => {
    try {
      return await run();
    } catch (error) {
      world.log.warn({ err: error }, 'certificates.stateNotFound');
      return null;
    }
  };
  return {
    ocsp: (hash, url) =>
      orNull(async () => {
        const own = await ownState(world, hash);
        const der = own === null ? ((await others.byOcsp(hash, [url]))?.der ?? null) : await ocspAnswerFor(world, ocspRequest(hash));
        const text = der?.toString('base64') ?? null;
        return text === null || text.length > mostCharacters ? null : text;
      }),
    state: (hash, { kind, urls }) =>
      orNull(async () => {
        const own = await ownState(world, hash);
        if (own !== null) return own;
        const found = kind === 'OCSP' ? await others.byOcsp(hash, urls) : await others.byList(hash, urls);
        return found === null ? null : { state: found.state, nextUpdate: found.until };
      }),
  };
}
