import type { Obeyed } from '../station/face.ts';
import type { Said } from './calls.ts';

export function clearCache(): Obeyed<Said<'ClearCache'>> {
  return { answer: { status: 'Accepted' } };
}
