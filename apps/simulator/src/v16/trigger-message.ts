import { type Draft, evseOf } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { Asked, Said } from './calls.ts';
import { sayings16 } from './sayings.ts';

export function triggerMessage(draft: Draft, { requestedMessage, connectorId }: Asked<'TriggerMessage'>): Obeyed<Said<'TriggerMessage'>> {
  const saying = sayings16.get(requestedMessage);
  if (saying === undefined) return { answer: { status: 'NotImplemented' } };
  if (connectorId !== undefined && evseOf(draft, connectorId) === undefined) return { answer: { status: 'Rejected' } };
  const after = (): void => {
    for (const message of saying(draft, connectorId ?? null)) draft.effects.push({ kind: 'call', message });
  };
  return { answer: { status: 'Accepted' }, after };
}
