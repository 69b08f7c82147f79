import type { EncodersOf } from '../../../commands/encoded.ts';

/** 1.6 has none of them. */
export const transactions = {
  getTransactionStatus: null,
  costUpdated: null,
  usePriorityCharging: null,
} satisfies EncodersOf<'getTransactionStatus' | 'costUpdated' | 'usePriorityCharging'>;
