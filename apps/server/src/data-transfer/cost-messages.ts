import { frameTime, parseMoment } from '@stationmaster/domain';
import { tellUnplugged } from '../sessions/unplugged.ts';
import type { Vendor, VendorHandler } from './vendor.ts';

/**
 * "OCPP & California Pricing Requirements" (Open Charge Alliance), the side that hears. A station of 1.6 ends its
 * transaction when the card says so and has no word for the cable that stays in the car; here it tells when it was pulled.
 */
const connectorUnplugged: VendorHandler = async ({ turn, data }, context) => {
  const { transactionId, timestamp } = Object(data) as { transactionId?: unknown; timestamp?: unknown };
  if (!Number.isSafeInteger(Number(transactionId)) || Number(transactionId) <= 0) return refused('transactionId is no number');
  if (typeof timestamp !== 'string' || parseMoment(timestamp) === null) return refused('timestamp is no moment');
  const told = await tellUnplugged(context, turn, { transactionId: Number(transactionId), at: frameTime(timestamp, turn.at).at });
  return told === null ? refused('unknown transaction') : { status: 'Accepted', sessionId: told.sessionId, ...told.step };
};

const refused = (reason: string) => ({ status: 'Rejected', reason }) as const;

export const costMessages: Vendor = {
  vendorId: 'org.openchargealliance.costmsg',
  versions: ['ocpp1.6'],
  messages: { ConnectorUnplugged: connectorUnplugged },
};
