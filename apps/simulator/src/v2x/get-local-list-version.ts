import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { isOn } from '../station/settings.ts';
import type { Said } from './calls.ts';

/** 0: no list, or an empty one. [P2 D02] */
export function getLocalListVersion({ state }: Draft): Obeyed<Said<'GetLocalListVersion'>> {
  return { answer: { versionNumber: isOn(state, 'listEnabled') ? state.localList.version : 0 } };
}
