import type { UseQueryResult } from '@tanstack/react-query';
import type { List } from '../../queries.ts';

/** A query that brings everything at once, as a table takes it. */
export function asList<T>({ data, isPending, error, refetch }: UseQueryResult<{ items: T[] }>): List<T> {
  return {
    items: data?.items ?? [],
    loading: isPending,
    error,
    hasMore: false,
    loadingMore: false,
    loadMore: () => undefined,
    refetch: () => void refetch(),
  };
}
