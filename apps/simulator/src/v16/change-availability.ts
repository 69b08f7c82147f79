import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { changeAvailability as change } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';

export function changeAvailability(draft: Draft, { connectorId, type }: Asked<'ChangeAvailability'>): Obeyed<Said<'ChangeAvailability'>> {
  const { status, after } = change(draft, { evseId: connectorId, isOperative: type === 'Operative' });
  return { answer: { status }, after };
}
