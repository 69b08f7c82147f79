import { type SessionMark, sessionMarks } from '@stationmaster/domain';
import { type PeriodInUrl, spanOf } from './period.ts';

export const filterNames = ['search', 'status', 'stationId', 'siteId', 'tokenId', 'mark', 'period', 'from', 'to'] as const;
export type Filters = Record<(typeof filterNames)[number], string>;
export const noFilters: Filters = {
  search: '',
  status: '',
  stationId: '',
  siteId: '',
  tokenId: '',
  mark: '',
  period: '',
  from: '',
  to: '',
};

/** What the address bar says, as the API wants it; what it does not know is left out. `now` in epoch ms. */
export function queryOf(filters: Filters, now: number) {
  const mark = sessionMarks.find((known): known is SessionMark => known === filters.mark);
  return {
    ...(filters.search ? { search: filters.search } : {}),
    ...(filters.status === 'active' || filters.status === 'ended' ? { status: filters.status as 'active' | 'ended' } : {}),
    ...(filters.stationId ? { stationId: filters.stationId } : {}),
    ...idOf('siteId', filters.siteId),
    ...idOf('tokenId', filters.tokenId),
    ...(mark ? { mark } : {}),
    ...spanOf(filters as PeriodInUrl, now),
  };
}

function idOf<K extends string>(name: K, text: string): { [P in K]?: number } {
  const id = Number(text);
  return (Number.isInteger(id) && id > 0 ? { [name]: id } : {}) as { [P in K]?: number };
}
