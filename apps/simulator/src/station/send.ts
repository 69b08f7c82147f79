import type { Draft } from './draft.ts';
import type { StationEvent } from './event.ts';
import { faces } from './faces.ts';
import { sayNow } from './say-now.ts';

/** A message on demand: what the station would say now, with whatever members somebody wants otherwise. */
export function send(draft: Draft, { action, evseId, payload }: Extract<StationEvent, { kind: 'send' }>): void {
  const { state, effects } = draft;
  const face = faces[state.version];
  const saying = face.sayings.get(action) ?? (() => []);
  if (payload === null) {
    sayNow(draft, saying, evseId);
    return;
  }
  const [usual] = saying(draft, evseId);
  const words = usual === undefined ? null : face.encode(usual, state);
  effects.push({ kind: 'call', message: { kind: 'words', action, payload: { ...words?.payload, ...payload } } });
}
