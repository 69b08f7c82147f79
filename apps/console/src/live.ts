import type { Happening, LiveState, LiveSubscription } from '@stationmaster/contract';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api } from './api.ts';
import { glow } from './glow.ts';
import { glowsOf, patchesOf, staleAfter } from './live-rules.ts';

/** Lists are fetched again at most this often, however much happens. */
const REFRESH_MS = 1500;

let state: LiveState = 'connecting';
const listeners = new Set<() => void>();

/** Whether this page hears the server right now. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(listen, () => state);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One connection for the whole page: patches what the event carries, marks the rest as stale. Ends with `close()`. */
export function connectLive(cache: QueryClient): LiveSubscription {
  const refresher = throttledRefresh(cache);
  const subscription = api.live({
    onEvent: (event) => {
      applyHappening(cache, event);
      refresher.add(staleAfter(event));
    },
    onState: (next) => {
      state = next;
      for (const tell of listeners) tell();
    },
    onReset: () => void cache.invalidateQueries(),
  });
  return {
    close: () => {
      subscription.close();
      refresher.stop();
    },
  };
}

/** Writes what the event carries into every cached copy, without a request. */
export function applyHappening(cache: QueryClient, event: Happening): void {
  for (const patch of patchesOf(event)) {
    for (const [key, data] of cache.getQueriesData({ queryKey: patch.key })) {
      const next = patch.apply(data);
      if (next !== data) cache.setQueryData(key, next);
    }
  }
  for (const name of glowsOf(event)) glow(name);
}

function throttledRefresh(cache: QueryClient) {
  const waiting = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    timer = undefined;
    const due = [...waiting.values()];
    waiting.clear();
    for (const queryKey of due) void cache.invalidateQueries({ queryKey });
  };
  return {
    add: (stale: readonly QueryKey[]) => {
      for (const key of stale) waiting.set(JSON.stringify(key), key);
      if (waiting.size > 0) timer ??= setTimeout(run, REFRESH_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
