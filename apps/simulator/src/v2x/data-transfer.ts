import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import type { Asked, Said, Sent } from './calls.ts';

export function dataTransfer({ vendorId, messageId, data }: Extract<Message, { kind: 'dataTransfer' }>): Sent<'DataTransfer'> {
  return { vendorId, messageId, data: data as unknown as NonNullable<Sent<'DataTransfer'>['data']> };
}

/** No agreement with any vendor but our own: its data comes back as it was. [P2 P01] */
export function answerDataTransfer({ state }: Draft, { vendorId, messageId, data }: Asked<'DataTransfer'>): Obeyed<Said<'DataTransfer'>> {
  if (vendorId !== state.vendor) return { answer: { status: 'UnknownVendorId' } };
  if (messageId !== 'Echo') return { answer: { status: 'UnknownMessageId' } };
  return { answer: { status: 'Accepted', ...(data === undefined ? {} : { data }) } };
}
