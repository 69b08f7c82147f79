import type { messageRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handler.ts';
import { listSendableMessages } from './list.ts';
import { sendMessage } from './send.ts';

export function messageHandlers(context: Context): Handlers<typeof messageRoutes> {
  return {
    sendMessage: (input, call) => sendMessage(context, call, input),
    listSendableMessages: (input, call) => listSendableMessages(context, call, input),
  };
}
