import type { Calls201 } from '@stationmaster/ocpp';
import type { Authorization } from '../../stations/state.ts';

type IdTokenInfo = Calls201['Authorize']['response']['idTokenInfo'];

/** IdTokenInfoType; the group is a token of our own making, so its type is Central. */
export function idTokenInfo({ status, groupId, validUntil }: Authorization): IdTokenInfo {
  return {
    status,
    ...(groupId === null ? {} : { groupIdToken: { idToken: groupId, type: 'Central' as const } }),
    ...(validUntil === null ? {} : { cacheExpiryDateTime: new Date(validUntil).toISOString() }),
  };
}
