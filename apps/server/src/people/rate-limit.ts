import { fail } from '../errors.ts';

interface Count {
  failures: number;
  until: number;
}
export interface RateLimit {
  /** Throws `tooMany` while the key has used up its failures. */
  check: (key: string, now: number) => void;
  failed: (key: string, now: number) => void;
  /** One attempt was none after all. Only that one: a success of one's own must not buy new guesses at others. */
  forgive: (key: string) => void;
}

/** Counts failures a key within a window. Holds at most `maxKeys`: beyond that the oldest is forgotten. */
export function createRateLimit({ failures, windowMs, maxKeys }: { failures: number; windowMs: number; maxKeys: number }): RateLimit {
  const counts = new Map<string, Count>();
  const current = (key: string, now: number): Count | undefined => {
    const count = counts.get(key);
    if (count === undefined || count.until > now) return count;
    counts.delete(key);
    return undefined;
  };
  return {
    check: (key, now) => {
      const count = current(key, now);
      if (count && count.failures >= failures) throw fail('tooMany', { seconds: Math.ceil((count.until - now) / 1000) });
    },
    failed: (key, now) => {
      const count = current(key, now) ?? { failures: 0, until: now + windowMs };
      if (!counts.has(key) && counts.size >= maxKeys) {
        const oldest = counts.keys().next().value;
        if (oldest !== undefined) counts.delete(oldest);
      }
      counts.set(key, { ...count, failures: count.failures + 1 });
    },
    forgive: (key) => {
      const count = counts.get(key);
      if (count) counts.set(key, { ...count, failures: Math.max(0, count.failures - 1) });
    },
  };
}

/** One household's IPv6 addresses count as one (/64). */
export function addressKey(address: string): string {
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address;
}
