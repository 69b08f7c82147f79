import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { clearCache as clear } from '../station/known-cards.ts';
import type { Said } from './calls.ts';

export function clearCache(draft: Draft): Obeyed<Said<'ClearCache'>> {
  return { answer: { status: clear(draft) } };
}
