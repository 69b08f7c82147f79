import type { Version } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import type { Decision } from '../gateway/decision.ts';
import type { StationState } from '../stations/state.ts';
import type { Turn } from '../stations/step.ts';

/** What became of a vendor's message, and all that a decision holds beside its answer. */
export interface VendorAnswer extends Omit<Decision<never, StationState>, 'answer'> {
  /** `Rejected`: its contents do not fit, or what they ask for cannot be. */
  status: 'Accepted' | 'Rejected';
  /** 1.6 carries it as text. */
  data?: object;
  /** Why it was rejected, for whoever looks into the log. */
  reason?: string;
}

/** One message of a vendor. `data` is what came: text, or what its JSON holds; unchecked. */
export type VendorHandler = (transfer: { turn: Turn; data: unknown }, context: Context) => Promise<VendorAnswer> | VendorAnswer;

/** Somebody who has messages of their own inside DataTransfer. A new one is a file of this folder and a row of the registry. */
export interface Vendor {
  /** In reverse DNS (1.6 §4.3, 2.x P02). */
  vendorId: string;
  /** The versions its messages are made for; to others it is unknown. */
  versions: readonly Version[];
  /** By messageId; the empty one is that of a message without. */
  messages: Readonly<Record<string, VendorHandler>>;
}
