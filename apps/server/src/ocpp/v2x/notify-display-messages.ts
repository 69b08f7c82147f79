import { messagesListed } from '../../displays/listed.ts';
import type { Handler2x } from './handler.ts';

/** 2.x O03, O04 */
export const notifyDisplayMessages: Handler2x<'NotifyDisplayMessages'> = ({ request, ...turn }) => {
  const { requestId, messageInfo: messages = [], tbc = false } = request;
  return { answer: {}, ...messagesListed(turn, { requestId, messages, isLast: !tbc }) };
};
