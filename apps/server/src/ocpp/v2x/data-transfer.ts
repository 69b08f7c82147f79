import { takeTransfer } from '../../data-transfer/take.ts';
import type { Handler2x } from './handler.ts';

/** 2.x P02 */
export const dataTransfer: Handler2x<'DataTransfer'> = async ({ request, ...turn }, context) => {
  const { vendorId, messageId, data: sent } = request;
  const { status, data, reason, ...decision } = await takeTransfer(context, turn, { vendorId, messageId, data: sent });
  const answer = {
    status,
    ...(data === undefined ? {} : { data: { ...data } }),
    ...(reason === undefined ? {} : { statusInfo: { reasonCode: 'InvalidValue', additionalInfo: reason.slice(0, 512) } }),
  };
  return { answer, ...decision };
};
