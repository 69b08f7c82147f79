import type { Config } from '../config.ts';
import { laboratory } from './laboratory.ts';

/** Money in the smallest sense: an exact decimal and its currency. */
export interface Money {
  amount: string;
  currency: string;
}

/**
 * Who holds and takes the money of drivers without an account. Card data stay with it: we know its reference and amounts, nothing else.
 * Every call may be repeated with the same `key`, and then does nothing a second time. A call that rejects is tried again later.
 */
export interface PaymentProvider {
  name: string;
  /** Where the driver's browser goes to have this held; it comes back to `returnTo`, and the provider has told us by then. */
  begin: (payment: { key: string; hold: Money; returnTo: string }) => Promise<{ address: string }>;
  /** Takes what was charged, not more than is held; the rest is let go. */
  settle: (payment: { key: string; reference: string; money: Money }) => Promise<'settled' | 'rejected'>;
  /** Lets go of everything held. */
  release: (payment: { key: string; reference: string }) => Promise<void>;
}

/** null: this install takes no payments itself. */
export function providerOf({ paymentProvider }: Pick<Config, 'paymentProvider'>): PaymentProvider | null {
  return paymentProvider === 'laboratory' ? laboratory : null;
}
