import type { Answer, Routes } from '@stationmaster/contract';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { keys } from '../../queries.ts';

type Records = Answer<Routes['listStationRecords']>['items'];
export type RecordKind = Records[number]['kind'];
/** What the station last told of one thing. `data` has the shape that its kind is written in. */
export type Kept<T> = Omit<Records[number], 'data'> & { data: T };

/** What the station has told of the things of a kind, newest first; kept fresh by the live stream. */
export function useRecords<T>(stationId: string, kind: RecordKind): { items: Kept<T>[]; isLoading: boolean; error: Error | null } {
  const query = useQuery({
    queryKey: keys.records(stationId, kind),
    queryFn: () => api.listStationRecords({ params: { stationId }, query: { kind } }),
  });
  const items = (query.data?.items ?? []) as Kept<T>[];
  return { items: items.toSorted((left, right) => right.at.localeCompare(left.at)), isLoading: query.isPending, error: query.error };
}
