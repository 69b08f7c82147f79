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
  instructions: ['instructions'] as const,
  stations: (filters: object = {}) => ['stations', filters] as const,
  station: (id: string) => ['station', id] as const,
  power: (id: string, range: object = {}) => ['power', id, range] as const,
  securityProfiles: ['securityProfiles'] as const,
  fleetMoves: ['fleetMoves'] as const,
  fleetMove: (id: number) => ['fleetMove', id] as const,
  fleetMoveStations: (id: number, status: string) => ['fleetMoveStations', id, status] as const,
  fleetPreview: (asked: string) => ['fleetPreview', asked] as const,
  moves: (id: string) => ['moves', id] as const,
  deviations: (id: string) => ['deviations', id] as const,
  frames: (id: string, filters: object = {}) => ['frames', id, filters] as const,
  variables: (id: string) => ['variables', id] as const,
  limits: (id: string, asked: object = {}) => ['limits', id, asked] as const,
  records: (id: string, kind: string) => ['records', id, kind] as const,
  alerts: (filters: object = {}) => ['alerts', filters] as const,
  alert: (id: number) => ['alert', id] as const,
  alertItems: (id: number) => ['alertItems', id] as const,
  openAlerts: ['openAlerts'] as const,
  alertRules: ['alertRules'] as const,
  channels: ['channels'] as const,
  push: ['push'] as const,
  notifications: (filters: object = {}) => ['notifications', filters] as const,
  runbooks: ['runbooks'] as const,
  runs: (filters: object = {}) => ['runs', filters] as const,
  maintenance: (filters: object = {}) => ['maintenance', filters] as const,
  certificates: ['certificates'] as const,
  /** Below what the station told, so that it is fresh whenever that is. */
  heldCertificates: (id: string) => ['records', id, 'held'] as const,
  events: (filters: object = {}) => ['events', filters] as const,
  commands: (id: string) => ['commands', id] as const,
  sendable: (id: string, protocol: string | null) => ['sendable', id, protocol] as const,
  checks: (filters: object = {}) => ['checks', filters] as const,
  check: (id: number) => ['check', id] as const,
  signed: (id: number) => ['signed', id] as const,
  qualityRules: ['qualityRules'] as const,
  meterKeys: (id: string) => ['meterKeys', id] as const,
  reservations: (filters: object = {}) => ['reservations', filters] as const,
  command: (id: number) => ['command', id] as const,
  bulks: ['bulks'] as const,
  bulk: (id: number) => ['bulk', id] as const,
  bulkResults: (id: number, status: string) => ['bulkResults', id, status] as const,
  bulkTargets: (filters: object) => ['bulkTargets', filters] as const,
  bulkPreview: (filter: object) => ['bulkPreview', filter] as const,
  report: (asked: object) => ['report', asked] as const,
  reportSchedules: ['reportSchedules'] as const,
  reportSends: (id: number) => ['reportSends', id] as const,
  sessions: (filters: object = {}) => ['sessions', filters] as const,
  session: (id: number) => ['session', id] as const,
  bill: (id: number) => ['bill', id] as const,
  placePrices: (filters: object = {}) => ['placePrices', filters] as const,
  placePriceSum: (filters: object = {}) => ['placePriceSum', filters] as const,
  priceHere: (id: string, asked: object) => ['priceHere', id, asked] as const,
  readings: (id: number, filters: object = {}) => ['readings', id, filters] as const,
  tokens: (filters: object = {}) => ['tokens', filters] as const,
  token: (id: number) => ['token', id] as const,
  credit: (tokenId: number) => ['credit', tokenId] as const,
  creditEntries: (tokenId: number) => ['credit', tokenId, 'entries'] as const,
  taps: (filters: object = {}) => ['taps', filters] as const,
  tariffs: (filters: object = {}) => ['tariffs', filters] as const,
  tariff: (id: number) => ['tariff', id] as const,
  tariffVersions: (id: number) => ['tariffVersions', id] as const,
  tariffUses: (filters: object = {}) => ['tariffUses', filters] as const,
  priceSeries: () => ['priceSeries'] as const,
  priceSlots: (id: number, span: object) => ['priceSlots', id, span] as const,
  drivers: (filters: object = {}) => ['drivers', filters] as const,
  driverGroups: ['driverGroups'] as const,
  driver: (id: number) => ['driver', id] as const,
  vehicles: (driverId: number) => ['vehicles', driverId] as const,
  homes: (driverId: number) => ['homes', driverId] as const,
  spending: (owner: 'driver' | 'company', id: number) => ['spending', owner, id] as const,
  companies: ['companies'] as const,
  company: (id: number) => ['company', id] as const,
  reimbursements: (month: string) => ['reimbursements', month] as const,
  forwarding: (id: string) => ['forwarding', id] as const,
  forwardings: (filters: object = {}) => ['forwardings', filters] as const,
  priceReductions: ['priceReductions'] as const,
  voucherCampaigns: ['voucherCampaigns'] as const,
  vouchers: (holder: object) => ['vouchers', holder] as const,
  supplyRates: ['supplyRates'] as const,
  holidays: (filters: object = {}) => ['holidays', filters] as const,
  simulations: ['simulations'] as const,
  simulation: (id: number) => ['simulation', id] as const,
  sites: (filters: object = {}) => ['sites', filters] as const,
  site: (id: number) => ['site', id] as const,
  firmware: ['firmware'] as const,
  firmwareHistory: (id: string) => ['firmwareHistory', id] as const,
  campaigns: ['campaigns'] as const,
  campaign: (id: number) => ['campaign', id] as const,
  campaignStations: (id: number, state: string) => ['campaignStations', id, state] as const,
  campaignPreview: (asked: object) => ['campaignPreview', asked] as const,
  logs: (filters: object = {}) => ['logs', filters] as const,
  logLines: (id: number, search: string) => ['logLines', id, search] as const,
  logHits: (search: string) => ['logHits', search] as const,
  logFetches: (filters: object = {}) => ['logFetches', filters] as const,
  users: ['users'] as const,
  apiKeys: ['apiKeys'] as const,
  acceptance: (filters: object = {}) => ['acceptance', filters] as const,
  acceptanceRun: (id: number) => ['acceptanceRun', id] as const,
  acceptanceEvidence: (id: number, place: number, tries: number) => ['acceptanceEvidence', id, place, tries] as const,
  acceptanceBatches: ['acceptanceBatches'] as const,
  uptime: (asked: object) => ['uptime', asked] as const,
  configuration: (asked: object) => ['configuration', asked] as const,
  rollout: (id: number) => ['rollout', id] as const,
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
  options: { enabled?: boolean; refetchInterval?: (items: T[]) => number | false } = {},
): List<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
    refetchInterval: ({ state }) => options.refetchInterval?.(state.data?.pages.flatMap((page) => page.items) ?? []) ?? false,
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
