import type { TransactionLimit } from '@stationmaster/domain';
import { ownCommand } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import { valueFor } from '../vouchers/paid-ahead.ts';
import { type PaymentRow, updateOutcome } from './payment-store.ts';

type Needs = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;

/**
 * 2.1 C24, C25: money is held, so the station is asked to begin, with the hold, and what prepaid vouchers have left, as the most
 * that the session may cost (F07). A station that
 * does not begin gets nobody's money: the payment is called off, and what is held is let go by the settlement. Returns whether it begins.
 */
export async function beginPaid(context: Needs, payment: PaymentRow): Promise<boolean> {
  const { stationId: identity, tenantId, evseId, reference, held, asked } = payment;
  if (reference === null || held === null) return false;
  const most = Number(held) + (await valueFor(context.db, payment.id));
  const limit: TransactionLimit = { ...asked, maxCost: Math.min(asked['maxCost'] ?? most, most) };
  const progress = await ownCommand(
    context,
    { identity, tenantId },
    { verb: 'start', token: reference, tokenType: 'DirectPayment', limit, ...(evseId === null ? {} : { evseId }) },
  );
  const isBegun = progress !== undefined && (progress.status === 'accepted' || progress.status === 'confirmed');
  if (!isBegun) await callOff(context, payment, progress?.reason ?? progress?.status ?? 'stationOffline');
  return isBegun;
}

/** Nothing was charged: a hold of ours is let go by the next settlement, whoever else holds it must be told. */
async function callOff({ db, clock }: Pick<Context, 'db' | 'clock'>, { id, settledBy }: PaymentRow, info: string): Promise<void> {
  const at = clock();
  // Due: `settlePayments` releases what has no session, and calls it canceled then.
  await updateOutcome(
    db,
    id,
    settledBy === 'us' ? { state: 'failed', amount: null, info, at, dueAt: at } : { state: 'canceled', amount: '0', info, at },
  );
}
