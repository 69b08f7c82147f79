import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../queries.ts';

/** What changes a certificate, and then shows everything anew. */
export function useChange<T, V = void>(run: (given: V) => Promise<T>, onDone: (done: T) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async (done) => {
      onDone(done);
      await cache.invalidateQueries({ queryKey: keys.certificates });
    },
  });
}
