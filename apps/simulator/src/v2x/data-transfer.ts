import type { Calls201 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';
import type { Message } from '../station/message.ts';

type DataTransfer = Calls201['DataTransfer'];

export function dataTransfer({ vendorId, messageId, data }: Extract<Message, { kind: 'dataTransfer' }>): DataTransfer['request'] {
  return { vendorId, messageId, data: data as unknown as NonNullable<DataTransfer['request']['data']> };
}

export const answerDataTransfer: CommandRow<DataTransfer['request'], DataTransfer['response']> = {
  read: ({ vendorId }) => ({ kind: 'dataTransfer', vendorId }),
  answer: ({ override }) => ({ status: (override ?? 'UnknownVendorId') as DataTransfer['response']['status'] }),
};
