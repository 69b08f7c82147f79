import type { EncodersOf, Message, Said } from '../../../commands/encoded.ts';
import type { Requested } from '../../../commands/words.ts';
import { goneMessage, type MessageInfo, messageRecord } from '../../../displays/message.ts';
import { present, utc } from '../../present.ts';
import { message21, type Response21, reasonOf } from './message.ts';

type Display = 'setDisplayMessage' | 'getDisplayMessages' | 'clearDisplayMessage';
const isOf21 = (state: string | undefined): boolean => state === 'Suspended' || state === 'Discharging';

/** 2.1 O01–O06 */
export const display21 = {
  setDisplayMessage: (request, facts) => {
    // For a session the station has no number of, nothing can be shown.
    if (request.sessionId !== undefined && facts.transactionId === null) return [];
    const message = infoOf(request, { id: request.id ?? facts.commandId, transactionId: facts.transactionId });
    return [message21('SetDisplayMessage', { message }, (answer) => readSet(answer, message))];
  },
  getDisplayMessages: ({ ids, priority, state }, { commandId: requestId }) => {
    const [first, ...more] = ids ?? [];
    const asked = { ...present({ priority, state }), ...(first === undefined ? {} : { id: [first, ...more] as [number, ...number[]] }) };
    const isAll = Object.keys(asked).length === 0;
    return [message21('GetDisplayMessages', { requestId, ...asked }, (answer) => readGet(answer, isAll))];
  },
  clearDisplayMessage: ({ id }) => [message21('ClearDisplayMessage', { id }, (answer) => readClear(answer, id))],
} satisfies EncodersOf<Display>;

/** 2.0.1: one language a message, fewer states, no QR codes. */
export const display = {
  ...display21,
  setDisplayMessage: (request, facts): Message[] | null =>
    isOf21(request.state) || request.format === 'QRCODE' || request.translations.length > 0
      ? null
      : display21.setDisplayMessage(request, facts),
  getDisplayMessages: (request, facts): Message[] | null => (isOf21(request.state) ? null : display21.getDisplayMessages(request, facts)),
} satisfies EncodersOf<Display>;

function infoOf(request: Requested<'setDisplayMessage'>, { id, transactionId }: { id: number; transactionId: string | null }): MessageInfo {
  const { priority, state, from, until, evseId, content, format, language } = request;
  const [first, ...more] = request.translations.map((one) => ({
    content: one.content,
    format: one.format,
    ...present({ language: one.language }),
  }));
  return {
    id,
    priority,
    message: { format, content, ...present({ language }) },
    ...present({ state, startDateTime: utc(from), endDateTime: utc(until) }),
    ...(request.sessionId === undefined || transactionId === null ? {} : { transactionId }),
    ...(evseId === undefined ? {} : { display: { name: 'Display', evse: { id: evseId } } }),
    ...(first === undefined ? {} : { messageExtra: [first, ...more] as MessageInfo['messageExtra'] & {} }),
  };
}

function readSet(answer: Response21<'SetDisplayMessage'>, message: MessageInfo): Said {
  const { status } = answer;
  if (status === 'Accepted') return { status: 'done', reason: null, records: [messageRecord(message)] };
  return { status: 'rejected', reason: reasonOf(answer) ?? (status === 'Rejected' ? null : status) };
}
function readGet(answer: Response21<'GetDisplayMessages'>, isAll: boolean): Said {
  if (answer.status === 'Accepted') return { status: 'accepted', reason: null };
  // Unknown: there is none, and nothing follows.
  return { status: 'done', reason: answer.status, ...(isAll ? { complete: 'displayMessage' as const } : {}) };
}
function readClear(answer: Response21<'ClearDisplayMessage'>, id: number): Said {
  const { status } = answer;
  if (status === 'Accepted') return { status: 'done', reason: null, records: [goneMessage(id)] };
  return { status: 'rejected', reason: reasonOf(answer) ?? status, records: status === 'Unknown' ? [goneMessage(id)] : [] };
}
