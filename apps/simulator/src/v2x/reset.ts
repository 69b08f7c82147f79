import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { reset as resetStation } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';

export function reset(draft: Draft, { type, evseId }: Asked<'Reset'>): Obeyed<Said<'Reset'>> {
  const { status, after } = resetStation(draft, {
    isHard: type !== 'OnIdle',
    isWhenIdle: type === 'OnIdle',
    resumes: type === 'ImmediateAndResume',
    evseId: evseId ?? null,
  });
  return { answer: { status }, after };
}
