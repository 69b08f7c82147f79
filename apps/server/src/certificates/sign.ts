import type { Context } from '../context.ts';
import type { AuthorityWorld } from './authority.ts';
import { checkCsr } from './csr.ts';
import { deliver } from './deliver.ts';
import { recordSigned, selectForgotten } from './request-store.ts';
import type { CertificateServices, SigningRequest } from './services.ts';
import type { StationSigner } from './signer.ts';
import { expectedOf } from './station-facts.ts';
import { insertCertificate } from './store.ts';
import { factsOf } from './text.ts';

/** What stations may ask for, and what the certificate is then used for. */
const uses = { ChargingStationCertificate: 'station', V2GCertificate: 'v2g', V2G20Certificate: 'v2g20' } as const;
type Asked = keyof typeof uses;
const isAsked = (type: string): type is Asked => Object.hasOwn(uses, type);

export interface SignWorld {
  world: AuthorityWorld;
  signer: StationSigner;
  /** Known once the gateway is. */
  context: () => Context;
}

/** SignCertificate of a station (1.6 security whitepaper A02, A03; 2.x A02, A03): looked at, signed, and brought to it. */
export function signingService(parts: SignWorld): NonNullable<CertificateServices['sign']> {
  return {
    check: async ({ stationId, type, csr }) => {
      if (!isAsked(type)) return 'notAvailable';
      const checked = checkCsr(csr, await expectedOf(parts.world.db, stationId, type));
      return 'fault' in checked ? checked.fault : null;
    },
    issue: (request) => issue(parts, request),
  };
}

async function issue({ world, signer, context }: SignWorld, request: SigningRequest): Promise<void> {
  const { tenantId, stationId, type, requestId } = request;
  if (!isAsked(type)) return;
  const checked = checkCsr(request.csr, await expectedOf(world.db, stationId, type));
  if ('fault' in checked) return;
  const use = uses[type];
  const { pem, chain, parentId } = await signer.sign({ tenantId, use, csr: checked });
  const facts = factsOf(pem);
  if (facts === null) throw new Error('the signed certificate cannot be read');
  const at = world.clock();
  const id = await world.db.transaction().execute(async (tx) => {
    // Two at once (the station's turn and the job): the first wins.
    if (!(await recordSigned(tx, request, { at, serial: facts.serial }))) return null;
    const kept = { tenantId, role: 'leaf', use, origin: signer.origin, state: 'issued', facts, at, parentId, stationId, chain } as const;
    return await insertCertificate(tx, { ...kept, requestType: type, requestId, dueAt: at });
  });
  if (id === null) return;
  world.log.info({ station: stationId, use, serial: facts.serial }, 'certificates.signed');
  await deliver(context(), id);
}

/** Job: requests that were accepted but not signed, because the authority could not be reached or this process ended in between. Returns how many. */
export async function signForgotten(parts: SignWorld): Promise<number> {
  const { db, clock, log } = parts.world;
  const forgotten = await selectForgotten(db, clock() - 60_000);
  for (const request of forgotten)
    await issue(parts, request).catch((error: unknown) => log.warn({ station: request.stationId, err: error }, 'certificates.notSigned'));
  return forgotten.length;
}
