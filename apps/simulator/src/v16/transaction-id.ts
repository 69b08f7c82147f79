import type { StationState } from '../station/state.ts';

/** The CSMS's number; -1 by errata 3.18 while it is not known, or what the maker thinks right. */
export function transactionIdOf(sessionId: string, { transactionIds, behaviour }: StationState): number {
  return transactionIds.get(sessionId) ?? behaviour.unknownTransactionId;
}
