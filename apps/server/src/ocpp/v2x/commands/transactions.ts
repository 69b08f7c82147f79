import type { EncodersOf, Said } from '../../../commands/encoded.ts';
import { message, message21, type Response21, reasonOf } from './message.ts';

export const transactions = {
  /** 2.x E14 */
  getTransactionStatus: ({ sessionId }, { transactionId }) => {
    if (sessionId !== undefined && transactionId === null) return [];
    return [
      message(
        'GetTransactionStatus',
        transactionId === null ? {} : { transactionId },
        ({ ongoingIndicator: ongoing = null, messagesInQueue }) => ({
          status: 'done',
          reason: messagesInQueue ? 'messagesInQueue' : null,
          records: [
            {
              kind: 'transactionStatus',
              key: transactionId ?? '',
              evseId: 0,
              data: { ongoing, messagesInQueue, sessionId: sessionId ?? null },
            },
          ],
        }),
      ),
    ];
  },
  /** 2.x I02 */
  costUpdated: (_request, { transactionId, totalCost = null }) =>
    transactionId === null || totalCost === null
      ? []
      : [message('CostUpdated', { transactionId, totalCost }, () => ({ status: 'done', reason: null }))],
  usePriorityCharging: null,
} satisfies EncodersOf<'getTransactionStatus' | 'costUpdated' | 'usePriorityCharging'>;

export const transactions21 = {
  /** 2.1 K21 */
  usePriorityCharging: ({ active, sessionId }, { transactionId }) =>
    transactionId === null
      ? []
      : [
          message21('UsePriorityCharging', { transactionId, activate: active }, (answer) =>
            readPriority(answer, { transactionId, active, sessionId }),
          ),
        ],
} satisfies EncodersOf<'usePriorityCharging'>;

function readPriority(
  answer: Response21<'UsePriorityCharging'>,
  { transactionId, active, sessionId }: { transactionId: string; active: boolean; sessionId: number },
): Said {
  const { status } = answer;
  // NoProfile: there is no profile of this purpose at the station that could be used.
  if (status !== 'Accepted') return { status: 'rejected', reason: reasonOf(answer) ?? (status === 'Rejected' ? null : status) };
  const data = { active, by: 'us', sessionId };
  return { status: 'done', reason: null, records: [{ kind: 'priorityCharging', key: transactionId, evseId: 0, data }] };
}
