import type { LiveSession } from '../sessions/live.ts';
import type { StationState } from '../stations/state.ts';

/** In these a car has taken part in it. */
const charged: ReadonlySet<string | null> = new Set(['Charging', 'SuspendedEV', 'SuspendedEVSE']);

/**
 * 2.1 C20: a session paid at a terminal that ends before a car took anything was called off, and costs nothing, whatever fee or price
 * of time its tariff has: a reduction of everything, fixed with its end, so that its bill says so.
 */
export function withoutCancelled(session: LiveSession, { timeZone }: StationState): LiveSession {
  const { idTokenType, energyWh, chargingState, tariff, priceFacts } = session;
  if (idTokenType !== 'DirectPayment' || tariff === null || energyWh > 0 || charged.has(chargingState)) return session;
  // Before all others: no voucher is spent on it.
  const reductions = [{ kind: 'percent', name: 'cancelled', percent: '100' } as const, ...(priceFacts?.reductions ?? [])];
  return { ...session, priceFacts: { ...(priceFacts ?? { zone: timeZone }), reductions } };
}
