import { keepPreviousData, QueryClient, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError, type Page } from './api.ts';

/**
 * Names of what is cached. The first word is the kind: `live.ts` patches and refreshes by it, so every page must use these.
 * Lists are `[kind + 's', filters]` and hold pages (see `useList`), single things `[kind, id]`.
 */
export const keys = {
  me: ['me'] as const,
  install: ['install'] as const,
  overview: ['overview'] as const,
  lobby: ['lobby'] as const,
  stations: (filters: object = {}) => ['stations', filters] as const,
  station: (id: string) => ['station', id] as const,
  power: (id: string, range: object = {}) => ['power', id, range] as const,
  deviations: (id: string) => ['deviations', id] as const,
  frames: (id: string, filters: object = {}) => ['frames', id, filters] as const,
  variables: (id: string) => ['variables', id] as const,
  limits: (id: string, asked: object = {}) => ['limits', id, asked] as const,
  records: (id: string, kind: string) => ['records', id, kind] as const,
  events: (filters: object = {}) => ['events', filters] as const,
  commands: (id: string) => ['commands', id] as const,
  sendable: (id: string, protocol: string | null) => ['sendable', id, protocol] as const,
  reservations: (filters: object = {}) => ['reservations', filters] as const,
  command: (id: number) => ['command', id] as const,
  bulks: ['bulks'] as const,
  bulk: (id: number) => ['bulk', id] as const,
  bulkResults: (id: number, status: string) => ['bulkResults', id, status] as const,
  bulkTargets: (filters: object) => ['bulkTargets', filters] as const,
  bulkPreview: (filter: object) => ['bulkPreview', filter] as const,
  sessions: (filters: object = {}) => ['sessions', filters] as const,
  session: (id: number) => ['session', id] as const,
  readings: (id: number, filters: object = {}) => ['readings', id, filters] as const,
  tokens: (filters: object = {}) => ['tokens', filters] as const,
  token: (id: number) => ['token', id] as const,
  taps: (filters: object = {}) => ['taps', filters] as const,
  tariffs: (filters: object = {}) => ['tariffs', filters] as const,
  tariff: (id: number) => ['tariff', id] as const,
  sites: (filters: object = {}) => ['sites', filters] as const,
  site: (id: number) => ['site', id] as const,
  users: ['users'] as const,
  apiKeys: ['apiKeys'] as const,
  audit: (filters: object = {}) => ['audit', filters] as const,
};

/** Live events keep data fresh; a mistake of the caller (4xx) is not tried again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 300_000,
        refetchOnWindowFocus: true,
        retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
      mutations: { retry: false },
    },
  });
}

export interface List<T> {
  items: T[];
  /** Nothing has arrived yet: show the skeleton. */
  loading: boolean;
  error: Error | null;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  refetch: () => void;
}

/** A cursor-paged list, all loaded pages as one. `load` gets the cursor of the page to fetch. */
export function useList<T>(
  key: readonly unknown[],
  load: (cursor: string | undefined) => Promise<Page<T>>,
  options: { enabled?: boolean } = {},
): List<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return {
    items,
    loading: query.isPending && query.fetchStatus !== 'idle',
    error: query.error,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    refetch: () => void query.refetch(),
  };
}
