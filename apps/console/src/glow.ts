import { useCallback, useSyncExternalStore } from 'react';

/** What just changed glows once: a count per name, so that the animation starts again with each change. */
const counts = new Map<string, number>();
const listeners = new Map<string, Set<() => void>>();

export function glow(name: string): void {
  const heard = listeners.get(name);
  if (!heard) return;
  counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const tell of heard) tell();
}

function subscribe(name: string, listener: () => void): () => void {
  const heard = listeners.get(name) ?? new Set();
  listeners.set(name, heard.add(listener));
  return () => {
    heard.delete(listener);
    if (heard.size > 0) return;
    listeners.delete(name);
    counts.delete(name);
  };
}

/** A class to put on the element: two equal animations take turns, because the same one would not run again. */
export function useGlow(name: string): string {
  const listen = useCallback((listener: () => void) => subscribe(name, listener), [name]);
  const count = useSyncExternalStore(listen, () => counts.get(name) ?? 0);
  return count === 0 ? '' : count % 2 ? 'sm-glow-a' : 'sm-glow-b';
}
