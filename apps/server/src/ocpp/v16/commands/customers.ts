import type { ResponseOf } from '@stationmaster/ocpp';
import type { EncodersOf, Said } from '../../../commands/encoded.ts';
import { message } from './message.ts';

/** 1.6 §5.6; it keeps no customers that it could tell of. */
export const customers = {
  customerInformation: null,
  dataTransfer: ({ vendorId, messageId, data }) => [
    message(
      'DataTransfer',
      { vendorId, ...(messageId === undefined ? {} : { messageId }), ...(data === undefined ? {} : { data }) },
      readTransfer,
    ),
  ],
} satisfies EncodersOf<'customerInformation' | 'dataTransfer'>;

function readTransfer({ status }: ResponseOf<'ocpp1.6', 'DataTransfer'>): Said {
  if (status === 'Accepted') return { status: 'done', reason: null };
  const isUnknown = status === 'UnknownVendorId' || status === 'UnknownMessageId';
  return { status: isUnknown ? 'notSupported' : 'rejected', reason: status };
}
