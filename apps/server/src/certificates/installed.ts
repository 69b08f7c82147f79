import type { Progress } from '../commands/progress.ts';
import type { Context } from '../context.ts';
import { insertSeen } from './store.ts';
import { factsOf } from './text.ts';

const uses = {
  CSMSRootCertificate: 'csms',
  ManufacturerRootCertificate: 'manufacturer',
  V2GRootCertificate: 'v2g',
  MORootCertificate: 'mo',
  OEMRootCertificate: 'oem',
} as const;

/**
 * A station has taken a root: its text is kept, so that its end is known wherever stations tell only its hash. It is not
 * trusted by us for that.
 */
export async function rememberInstalled(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { request, tenantId }: Pick<Progress, 'request' | 'tenantId'>,
): Promise<void> {
  if (request.verb !== 'installCertificate') return;
  const facts = factsOf(request.certificate);
  if (facts === null) return;
  const role = facts.isSelfSigned ? 'root' : 'intermediate';
  await insertSeen(db, { tenantId, role, use: uses[request.type], origin: 'seen', state: 'active', facts, at: clock() });
}
