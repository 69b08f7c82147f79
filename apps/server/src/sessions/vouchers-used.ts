import { withoutUnused } from '@stationmaster/domain';
import type { LiveSession } from './live.ts';

/**
 * A session that is over and priced keeps of its vouchers what it has used, in the same commit as its price: the rest may be used by
 * others from then on, and whatever makes its price anew takes no more of them. A running one keeps what it took at its start.
 */
export function withVouchersUsed(session: LiveSession): LiveSession {
  const { status, cost, priceFacts } = session;
  if (status !== 'ended' || cost === null || priceFacts?.reductions === undefined) return session;
  const reductions = withoutUnused(priceFacts.reductions, cost.vouchers ?? []);
  return reductions === priceFacts.reductions ? session : { ...session, priceFacts: { ...priceFacts, reductions } };
}
