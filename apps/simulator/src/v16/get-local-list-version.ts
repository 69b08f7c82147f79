import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { isOn } from '../station/settings.ts';
import type { Said } from './calls.ts';

/** -1: no list here; 0: an empty one. [16 §5.10] */
export function getLocalListVersion({ state }: Draft): Obeyed<Said<'GetLocalListVersion'>> {
  return { answer: { listVersion: isOn(state, 'listEnabled') ? state.localList.version : -1 } };
}
