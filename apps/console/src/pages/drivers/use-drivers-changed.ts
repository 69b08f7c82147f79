import { useQueryClient } from '@tanstack/react-query';

/** After any change of drivers, groups or companies, and of cards that are theirs. */
export function useDriversChanged(): () => Promise<void> {
  const cache = useQueryClient();
  const kinds = [
    'drivers',
    'driver',
    'driverGroups',
    'companies',
    'company',
    'vehicles',
    'homes',
    'spending',
    'reimbursements',
    'tokens',
    'token',
    'taps',
  ];
  return async () => {
    await Promise.all(kinds.map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
  };
}
