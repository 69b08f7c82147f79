import { Decimal } from '../decimal.ts';
import type { TokenDecision } from '../token/decide.ts';

/** What a prepaid card may still spend, as an exact decimal in the currency of the place. */
export interface Purse {
  available: string;
  currency: string;
}

/** May a prepaid card that would be accepted begin a session? Not with nothing left. Where everyone may charge, it may as well. [2.1 C17] */
export function decidePrepaid(decision: TokenDecision, { available }: Purse): TokenDecision {
  const isSpent = new Decimal(available).lte(0);
  return decision.reason === 'known' && isSpent ? { status: 'NoCredit', reason: 'noCredit' } : decision;
}
