import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type BulkCommand } from '../../api.ts';
import { keys } from '../../queries.ts';
import { filterOf, type Narrowing, narrowed, type StationFilters } from './bulk-order.ts';
import { queryOf } from './query.ts';

type BulkFilter = BulkCommand['filter'];
/** As many as one command goes to by name. */
const MOST_BY_NAME = 5000;
/** Stations come and go while somebody thinks. */
const COUNT_AGAIN_MS = 10_000;

/** Which stations an order is for, and how many they are now. `chosen` stations win over the filters. */
export function useTargets(filters: StationFilters, chosen: readonly string[], narrowing: Narrowing) {
  const plain: BulkFilter | null = chosen.length > 0 ? { stationIds: [...chosen] } : filterOf(filters);
  const named = useQuery({
    queryKey: keys.bulkTargets(filters),
    queryFn: () => idsOf(filters),
    enabled: plain === null,
    // Whom a person saw counted is whom the command goes to.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const base = plain ?? (named.data ? { stationIds: named.data } : null);
  const [settled] = useDebouncedValue(narrowing, 300);
  const filter = base && narrowed(base, settled);
  const counted = useQuery({
    queryKey: keys.bulkPreview(filter ?? {}),
    queryFn: () => api.previewBulkCommand({ body: { filter: filter ?? {} } }),
    enabled: filter !== null,
    placeholderData: keepPreviousData,
    refetchInterval: COUNT_AGAIN_MS,
    gcTime: 0,
  });
  const isSettled = settled === narrowing && !counted.isPlaceholderData;
  return { filter, found: counted.data, isSettled, error: named.error ?? counted.error };
}

async function idsOf(filters: StationFilters): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null && ids.length < MOST_BY_NAME) {
    const page = await api.listStations({ query: { ...queryOf(filters), limit: 500, ...(cursor ? { cursor } : {}) } });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  return ids.slice(0, MOST_BY_NAME);
}
