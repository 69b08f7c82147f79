import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { unlock } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';

export function unlockConnector(draft: Draft, { connectorId }: Asked<'UnlockConnector'>): Obeyed<Said<'UnlockConnector'>> {
  const { status, after } = unlock(draft, connectorId);
  // No such connector is NotSupported in 1.6. [16 §6.59]
  return { answer: { status: status === 'Unlocked' || status === 'UnlockFailed' ? status : 'NotSupported' }, after };
}
