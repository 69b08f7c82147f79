import { useSyncExternalStore } from 'react';

/** The console's only clock. Everything below gets the moment passed in. */
let moment = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    moment = Date.now();
    for (const tell of listeners) tell();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Epoch milliseconds, rounded down to `stepMs` so that a component re-renders only when its text can change. */
export function useNow(stepMs = 1000): number {
  return useSyncExternalStore(subscribe, () => Math.floor(moment / stepMs) * stepMs);
}

export function currentMoment(): number {
  return Date.now();
}
