import { useQuery } from '@tanstack/react-query';
import { api, type Reservation } from '../../api.ts';
import { keys } from '../../queries.ts';

/** The station's newest reservations, those that are over included. */
export function useReservations(stationId: string): readonly Reservation[] {
  const { data } = useQuery({
    queryKey: keys.reservations({ stationId }),
    queryFn: () => api.listReservations({ query: { stationId, limit: 20 } }),
  });
  return data?.items ?? [];
}

export const isOpen = ({ status }: Pick<Reservation, 'status'>): boolean => status === 'active' || status === 'pending';

export const holder = ({ driverName, idToken }: Pick<Reservation, 'driverName' | 'idToken'>): string => driverName ?? idToken;
