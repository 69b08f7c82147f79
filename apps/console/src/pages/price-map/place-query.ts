interface Filters {
  search: string;
  siteId: string;
  tariffId: string;
  unpriced: string;
  /** As a datetime-local field holds it, in the viewer's zone. */
  at: string;
}
type Query = { search?: string; siteId?: number; tariffId?: number; unpriced?: 'true'; at?: string };

/** What the address bar says, as the API asks for it; what is no number or no moment is left out. */
export function placeQuery({ search, siteId, tariffId, unpriced, at }: Filters): Query {
  const moment = momentOf(at);
  return {
    ...(search === '' ? {} : { search }),
    ...(Number(siteId) > 0 ? { siteId: Number(siteId) } : {}),
    ...(Number(tariffId) > 0 ? { tariffId: Number(tariffId) } : {}),
    ...(unpriced === 'true' ? { unpriced } : {}),
    ...(moment === null ? {} : { at: moment }),
  };
}

/** ISO 8601 of what a datetime-local field holds; null: none. */
export function momentOf(local: string): string | null {
  const at = Date.parse(local);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
