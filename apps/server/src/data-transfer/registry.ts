import { costMessages } from './cost-messages.ts';
import { plugAndCharge } from './plug-and-charge.ts';
import type { Vendor } from './vendor.ts';

/** The vendors whose messages are understood. */
export const vendors: readonly Vendor[] = [costMessages, plugAndCharge];
