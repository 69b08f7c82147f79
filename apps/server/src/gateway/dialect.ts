import type { Dialect, Version } from '@stationmaster/ocpp';
import type { StationState } from '../stations/state.ts';

/** How a station speaks its version: the plain version, for which nothing has to be made, unless it has quirks. */
export function dialectOf({ version, quirks, siteId, timeZone }: Speaker): Version | Dialect {
  if (quirks.size === 0) return version;
  // A station without a site has no zone of its own: its local times stay as they are.
  return siteId === null ? { version, quirks } : { version, quirks, zone: timeZone };
}
type Speaker = Pick<StationState, 'version' | 'quirks' | 'siteId' | 'timeZone'>;
