import type { Draft } from '../station/draft.ts';
import type { Message } from '../station/message.ts';
import type { FromStation21, Sent } from './calls.ts';

/** A message that only 2.x knows, in its own words. */
export function words<A extends FromStation21>(action: A, payload: Sent<A>): Message {
  return { kind: 'words', action, payload: payload as object };
}

export function sendWords<A extends FromStation21>(draft: Draft, action: A, payload: Sent<A>): void {
  draft.effects.push({ kind: 'call', message: words(action, payload) });
}

/** What goes in pages: all of `items`, `size` at a time; one empty page when there are none. */
export function pagesOf<T>(items: readonly T[], size: number): T[][] {
  const count = Math.max(1, Math.ceil(items.length / size));
  return Array.from({ length: count }, (_, page) => items.slice(page * size, (page + 1) * size));
}
