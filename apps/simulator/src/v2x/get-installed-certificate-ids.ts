import type { HashData } from '../crypto/certificate.ts';
import { readChain } from '../crypto/certificate.ts';
import { hashOf } from '../station/certificates.ts';
import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { StationState } from '../station/state.ts';
import type { Asked, Said } from './calls.ts';

type Response = Said<'GetInstalledCertificateIds'>;
type Chain = NonNullable<Response['certificateHashDataChain']>[number];

/** Roots, and the chain of its own V2G certificate; without types all of them. [P2 M03] */
export function getInstalledCertificateIds({ state }: Draft, { certificateType }: Asked<'GetInstalledCertificateIds'>): Obeyed<Response> {
  const all = [...rootsOf(state), ...v2gChains(state)];
  const wanted: readonly string[] | undefined = certificateType;
  const [first, ...rest] = all.filter((chain) => wanted === undefined || wanted.includes(chain.certificateType));
  if (first === undefined) return { answer: { status: 'NotFound' } };
  return { answer: { status: 'Accepted', certificateHashDataChain: [first, ...rest] } };
}

function rootsOf(state: StationState): Chain[] {
  return state.roots.flatMap(({ use, pem }) => {
    const hash = hashOf(state, pem, 'SHA256');
    return hash === null ? [] : [{ certificateType: use as Chain['certificateType'], certificateHashData: hash }];
  });
}

/** The leaf, with those above it as its children: so the standard has it. [P2 M03] */
function v2gChains(state: StationState): Chain[] {
  const keys = state.keys.filter(({ use, chain }) => use !== 'ChargingStationCertificate' && chain !== null);
  return keys.flatMap(({ chain }) => {
    const hashes = readChain(chain ?? '')
      .map((one) => hashOf(state, one.toString(), 'SHA256'))
      .filter((hash): hash is HashData => hash !== null);
    const [leaf, ...children] = hashes;
    if (leaf === undefined) return [];
    const [first, ...rest] = children;
    const above = first === undefined ? {} : { childCertificateHashData: [first, ...rest] };
    return [{ certificateType: 'V2GCertificateChain', certificateHashData: leaf, ...above } as Chain];
  });
}
