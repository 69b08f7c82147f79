import { customerTold } from '../../customers/told.ts';
import type { Handler2x } from './handler.ts';

/** 2.x N09: one part of what CustomerInformation asked for. */
export const notifyCustomerInformation: Handler2x<'NotifyCustomerInformation'> = ({ request, ...turn }) => {
  const { requestId, seqNo, data: text, tbc = false, generatedAt } = request;
  return { answer: {}, ...customerTold(turn, { requestId, seqNo, text, isLast: !tbc, generatedAt }) };
};
