import type { Calls16 } from '@stationmaster/ocpp';
import type { Authorization } from '../../stations/state.ts';

type IdTagInfo = Calls16['Authorize']['response']['idTagInfo'];
const words: { readonly [S in Authorization['status']]: IdTagInfo['status'] } = {
  Accepted: 'Accepted',
  Blocked: 'Blocked',
  Expired: 'Expired',
  Invalid: 'Invalid',
  ConcurrentTx: 'ConcurrentTx',
  // 2.x words that 1.6 does not know.
  Unknown: 'Invalid',
  NotAtThisLocation: 'Invalid',
  NoCredit: 'Invalid',
  NotAllowedTypeEVSE: 'Invalid',
  NotAtThisTime: 'Invalid',
};

/** Firmware takes the date for the end of the card itself: of a prepaid one, which nobody may remember, it leaves time to begin. */
const beginWithinMs = 60_000;

/** IdTagInfo of 1.6 §7.27. A group id longer than an idTag cannot be told. */
export function idTagInfo({ status, groupId, validUntil, purse }: Authorization): IdTagInfo {
  return {
    status: words[status],
    ...(groupId === null || groupId.length > 20 ? {} : { parentIdTag: groupId }),
    ...(validUntil === null ? {} : { expiryDate: new Date(validUntil + (purse === undefined ? 0 : beginWithinMs)).toISOString() }),
  };
}
