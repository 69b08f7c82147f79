import type { api } from '../../api.ts';
import type { StationFilters } from './bulk-order.ts';

type Query = NonNullable<NonNullable<Parameters<typeof api.listStations>[0]>['query']>;

/** The list's filters as its route takes them. */
export function queryOf({ search, connected, status, siteId, vendor, model, firmwareVersion, protocol }: StationFilters): Query {
  return {
    ...(search ? { search } : {}),
    ...(connected === 'true' || connected === 'false' ? { connected } : {}),
    ...(status ? { status: status as NonNullable<Query['status']> } : {}),
    ...(vendor ? { vendor } : {}),
    ...(model ? { model } : {}),
    ...(firmwareVersion ? { firmwareVersion } : {}),
    ...(protocol ? { protocol: protocol as NonNullable<Query['protocol']> } : {}),
    ...(siteId ? { siteId: Number(siteId) } : {}),
  };
}
