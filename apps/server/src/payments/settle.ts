import type { Context } from '../context.ts';
import { makeUnusedDue, type PaymentRow, selectDue, updateOutcome } from './payment-store.ts';
import { providerOf } from './provider.ts';

const minuteMs = 60_000;
/** Who has paid and not plugged in for so long gets the money back. */
const unusedMs = 60 * minuteMs;
/** After a minute, two, four … at most so long. */
const longestWaitMs = 6 * 60 * minuteMs;

/**
 * Job: settles with the provider what sessions cost whose settlement is ours (2.1 C21, C24, C25), and lets go what cost nothing.
 * Each is asked for under its own key: killed between the provider's answer and our row, it is asked again and takes nothing twice.
 * A failure is tried again, later each time. Returns how many.
 */
export async function settlePayments(context: Pick<Context, 'config' | 'db' | 'clock' | 'tell' | 'log'>): Promise<number> {
  const { db, clock, log, tell } = context;
  const now = clock();
  await makeUnusedDue(db, { heldBefore: now - unusedMs, at: now });
  const due = await selectDue(db, now);
  for (const payment of due) {
    const outcome = await settled(context, payment).catch((error: unknown) => {
      log.warn({ payment: payment.id, err: error }, 'payment.notSettled');
      return { state: 'failed', amount: null, info: 'providerUnreachable' } as const;
    });
    const again = outcome.state === 'failed' ? clock() + Math.min(longestWaitMs, minuteMs * 2 ** Math.min(payment.attempts, 12)) : null;
    await updateOutcome(db, payment.id, { ...outcome, at: clock(), dueAt: again });
  }
  if (due.length > 0) tell();
  return due.length;
}

type Told = { state: 'settled' | 'canceled' | 'rejected' | 'failed'; amount: string | null; info?: string };

async function settled({ config }: Pick<Context, 'config'>, payment: PaymentRow): Promise<Told> {
  const { id, reference, owed, currency, held } = payment;
  const provider = providerOf(config);
  if (provider === null) return { state: 'failed', amount: null, info: 'noProvider' };
  if (reference === null || owed === null || Number(owed) <= 0 || currency === null) {
    if (reference !== null) await provider.release({ key: `release-${id}`, reference });
    return { state: 'canceled', amount: '0', info: payment.info };
  }
  // More than was held cannot be taken: what is missing is seen beside it.
  const amount = held !== null && Number(held) < Number(owed) ? held : owed;
  const said = await provider.settle({ key: `settle-${id}`, reference, money: { amount, currency } });
  return said === 'settled' ? { state: 'settled', amount } : { state: 'rejected', amount: '0' };
}
