import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { Asked, Said } from './calls.ts';

/** Without a transaction: whether anything at all waits. [P2 E14] */
export function getTransactionStatus(
  { state }: Draft,
  { transactionId }: Asked<'GetTransactionStatus'>,
): Obeyed<Said<'GetTransactionStatus'>> {
  if (transactionId === undefined) return { answer: { messagesInQueue: state.queue.length > 0 } };
  const ongoingIndicator = state.evses.some(({ session }) => session?.id === transactionId);
  return { answer: { ongoingIndicator, messagesInQueue: state.queue.some(({ session }) => session.id === transactionId) } };
}
