import { ownCommand } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import { mayBeSent } from '../ocpp/gate.ts';
import { claimDelivery, type Delivery, putOff, selectDueDeliveries, settleDelivery } from './delivery-store.ts';

/** Waits between deliveries of one certificate, in minutes; after the last the station has to ask again. */
const waitMinutes = [2, 5, 15, 60, 240, 720, 1440] as const;

/**
 * Brings a signed certificate to its station (CertificateSigned; 1.6 security whitepaper A02, 2.x A02). Taken: it is the station's
 * from now on. Refused: it is kept as that (2.x A02.FR.07: the station asks again by itself). No answer: tried again later.
 */
export async function deliver(context: Context, id: number): Promise<void> {
  const claimed = await claimDelivery(context.db, { id, at: context.clock(), nextMinutes: waitMinutes });
  if (claimed === undefined) return;
  const { identity, tenantId, type, requestId, pem, chain } = claimed;
  const request = { verb: 'certificateSigned', chain: `${pem}${chain}`, type, ...(requestId === null ? {} : { requestId }) } as const;
  const progress = await ownCommand(context, { identity, tenantId }, request);
  const end = endOf(progress);
  if (end !== null) await settleDelivery(context, claimed, end);
  context.log.info({ station: identity, type, end: end?.state ?? 'later' }, 'certificates.delivered');
}

/** null: not known, the station may still be brought to take it. */
function endOf(progress: Awaited<ReturnType<typeof ownCommand>>): { state: 'active' | 'refused'; reason: string | null } | null {
  if (progress?.status === 'confirmed' || progress?.status === 'accepted') return { state: 'active', reason: null };
  if (progress?.status === 'rejected' || progress?.status === 'notSupported')
    return { state: 'refused', reason: progress.reason ?? progress.status };
  return null;
}

/** Job: certificates whose stations are there (again). Returns how many were tried. */
export async function deliverWaiting(context: Context): Promise<number> {
  const due = await selectDueDeliveries(context.db, context.clock());
  const ready = due.filter(({ stationId }) => {
    const live = context.gateway.peek(stationId);
    return live !== undefined && mayBeSent(live, 'CertificateSigned');
  });
  await Promise.all(ready.map(({ id }) => deliver(context, id)));
  const away = due.filter((one) => !ready.includes(one));
  await putOff(
    context.db,
    away.map(({ id }: Pick<Delivery, 'id'>) => id),
    context.clock() + 60_000,
  );
  return ready.length;
}
