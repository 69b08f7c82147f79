import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { keyOf16, obeyWritten, type WriteStatus, write } from '../station/obey-settings.ts';
import type { Asked, Said } from './calls.ts';

const words: Readonly<Record<WriteStatus, Said<'ChangeConfiguration'>['status']>> = {
  Accepted: 'Accepted',
  Rejected: 'Rejected',
  ReadOnly: 'Rejected',
  RebootRequired: 'RebootRequired',
  Unknown: 'NotSupported',
};

export function changeConfiguration(draft: Draft, { key, value }: Asked<'ChangeConfiguration'>): Obeyed<Said<'ChangeConfiguration'>> {
  const written = write(draft, keyOf16(key), value);
  return { answer: { status: words[written] }, after: () => obeyWritten(draft, written === 'Accepted' ? [keyOf16(key)] : []) };
}
