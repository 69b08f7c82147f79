import type { ActionOf, RequestOf, ResponseOf } from '@stationmaster/ocpp';
import type { Message, Said } from '../../../commands/encoded.ts';

/** One call in OCPP 1.6 and how its answer reads. */
export function message<A extends ActionOf<'ocpp1.6'>>(
  action: A,
  payload: RequestOf<'ocpp1.6', A>,
  read: (answer: ResponseOf<'ocpp1.6', A>) => Said,
): Message {
  // The gateway has checked the answer against the schema of this action before it comes back.
  return { action, payload, read: (answer) => read(answer as ResponseOf<'ocpp1.6', A>) };
}

/** Accepted or rejected and nothing more. */
export const plain = (answer: { status: 'Accepted' | 'Rejected' }): Said => ({
  status: answer.status === 'Accepted' ? 'accepted' : 'rejected',
  reason: null,
});
