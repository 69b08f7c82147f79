import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { unlock } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';

export function unlockConnector(draft: Draft, { evseId, connectorId }: Asked<'UnlockConnector'>): Obeyed<Said<'UnlockConnector'>> {
  const { status, after } = connectorId === 1 ? unlock(draft, evseId) : { status: 'UnknownConnector' as const, after: undefined };
  return { answer: { status }, after };
}
