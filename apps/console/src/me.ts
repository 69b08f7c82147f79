import type { Role } from '@stationmaster/contract';
import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { keys } from './queries.ts';

const rank: Readonly<Record<Role, number>> = { viewer: 0, operator: 1, administrator: 2 };

export function useMe() {
  return useQuery({ queryKey: keys.me, queryFn: () => api.me(), staleTime: 300_000 });
}

/** Whether the signed-in person may do what needs that role. Hides what would be refused; the server decides. */
export function useMay(needed: Role): boolean {
  const { data } = useMe();
  return data !== undefined && rank[data.role] >= rank[needed];
}
