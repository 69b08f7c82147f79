import type { Context } from '../context.ts';
import type { Turn } from '../stations/step.ts';
import { vendors } from './registry.ts';
import type { VendorAnswer, VendorHandler } from './vendor.ts';

export interface Transfer {
  vendorId: string;
  messageId: string | undefined;
  /** Unchecked; of 1.6 what the text holds when it is JSON. */
  data: unknown;
}
export type TransferAnswer = Omit<VendorAnswer, 'status'> & { status: VendorAnswer['status'] | 'UnknownVendorId' | 'UnknownMessageId' };

/** A message in a vendor's own words (1.6 §4.3, 2.x P02). What nobody understands changes nothing; its frame is kept. */
export async function takeTransfer(context: Context, turn: Turn, { vendorId, messageId = '', data }: Transfer): Promise<TransferAnswer> {
  const vendor = vendors.find((one) => isSame(one.vendorId, vendorId) && one.versions.includes(turn.state.version));
  if (vendor === undefined) return { status: 'UnknownVendorId' };
  const handler = handlerOf(vendor.messages, messageId);
  if (handler === null) return { status: 'UnknownMessageId' };
  return await handler({ turn, data }, context);
}

function handlerOf(messages: Readonly<Record<string, VendorHandler>>, messageId: string): VendorHandler | null {
  return Object.entries(messages).find(([name]) => isSame(name, messageId))?.[1] ?? null;
}

/** 1.6 has both without case (CiString). */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
