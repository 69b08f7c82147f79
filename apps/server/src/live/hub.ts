import type { Context } from '../context.ts';
import { type Cursor, compare } from './cursor.ts';
import { readAfter, type Told } from './store.ts';

export interface Listener {
  take: (told: readonly Told[], upTo: Cursor) => void;
  /** The server stops. */
  end: () => void;
}
/** One reader of the outbox for all who listen. */
export interface Hub {
  /** There may be something new: give this to `context.tell`. */
  wake: () => void;
  /** Joins a listener who has read up to `from` by himself. Null: the reader is further already, read on and try again. */
  join: (listener: Listener, from: Cursor) => (() => void) | null;
  /** Ends all streams and the reader. */
  stop: () => void;
}

const paceMs = 100;
const slowPollMs = 2000;

/** Reads at most every 100 ms when woken, and every 2 s without: what other processes wrote wakes nobody here. */
export function createHub({ db, log }: Pick<Context, 'db' | 'log'>): Hub {
  const listeners = new Set<Listener>();
  let at: Cursor | null = null;
  let timer: NodeJS.Timeout | undefined;
  let state: 'idle' | 'reading' | 'pacing' | 'stopped' = 'idle';
  let isWoken = false;

  const read = async (): Promise<number> => {
    if (at === null) return slowPollMs;
    const page = await readAfter(db, at, null);
    at = page.upTo;
    for (const listener of [...listeners]) listener.take(page.items, page.upTo);
    if (page.isFull) return 0;
    return page.items.length > 0 || page.isHeldBack ? paceMs : slowPollMs;
  };
  const run = async (): Promise<void> => {
    clearTimeout(timer);
    state = 'reading';
    isWoken = false;
    const next = await read().catch((error: unknown) => {
      log.warn({ err: error }, 'live.readFailed');
      return slowPollMs;
    });
    if (isStopped()) return;
    state = 'pacing';
    timer = setTimeout(
      () => {
        state = 'idle';
        if (isWoken || next <= paceMs) return void run();
        timer = setTimeout(() => void run(), slowPollMs - paceMs).unref();
      },
      Math.min(next, paceMs),
    ).unref();
    if (listeners.size === 0) rest();
  };
  const isStopped = () => state === 'stopped';
  /** Nobody listens: no reading, and the next one to come says where to begin. */
  const rest = () => {
    clearTimeout(timer);
    state = 'idle';
    at = null;
  };
  return {
    wake: () => {
      isWoken = true;
      if (state === 'idle' && listeners.size > 0) void run();
    },
    join: (listener, from) => {
      if (at !== null && compare(at, from) > 0) return null;
      at ??= from;
      listeners.add(listener);
      if (state === 'idle') void run();
      return () => void listeners.delete(listener);
    },
    stop: () => {
      state = 'stopped';
      clearTimeout(timer);
      for (const listener of [...listeners]) listener.end();
      listeners.clear();
    },
  };
}
