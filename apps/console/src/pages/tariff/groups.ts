import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { keys } from '../../queries.ts';

/** Groups of drivers by name. */
export function useDriverGroups() {
  return useQuery({ queryKey: keys.driverGroups, queryFn: () => api.listDriverGroups() });
}

/** Names of groups by id, as sentences say them. */
export function useGroupNames(): ReadonlyMap<string, string> {
  const { data } = useDriverGroups();
  return useMemo(() => new Map((data?.items ?? []).map(({ id, name }) => [String(id), name])), [data]);
}
