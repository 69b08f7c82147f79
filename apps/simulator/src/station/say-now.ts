import type { Draft } from './draft.ts';
import type { Saying } from './face.ts';

/** The message goes first; what comes of what it tells, comes behind it. */
export function sayNow(draft: Draft, saying: Saying, evseId: number | null): void {
  const position = draft.effects.length;
  const messages = saying(draft, evseId);
  draft.effects.splice(position, 0, ...messages.map((message) => ({ kind: 'call', message }) as const));
}
