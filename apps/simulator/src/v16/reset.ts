import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { reset as resetStation } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';

export function reset(draft: Draft, { type }: Asked<'Reset'>): Obeyed<Said<'Reset'>> {
  const { status, after } = resetStation(draft, { isHard: type === 'Hard', isWhenIdle: false, evseId: null });
  return { answer: { status: status === 'Accepted' ? 'Accepted' : 'Rejected' }, after };
}
