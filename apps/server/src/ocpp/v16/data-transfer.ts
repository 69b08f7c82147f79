import { takeTransfer } from '../../data-transfer/take.ts';
import type { Handler16 } from './handler.ts';

/** 1.6 §4.3: data is text, mostly of JSON; a refusal has no other place for its reason. */
export const dataTransfer: Handler16<'DataTransfer'> = async ({ request, ...turn }, context) => {
  const { vendorId, messageId, data: text } = request;
  const { status, data, reason, ...decision } = await takeTransfer(context, turn, { vendorId, messageId, data: jsonOf(text) });
  const answered = data === undefined ? reason : JSON.stringify(data);
  return { answer: { status, ...(answered === undefined ? {} : { data: answered }) }, ...decision };
};

function jsonOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
