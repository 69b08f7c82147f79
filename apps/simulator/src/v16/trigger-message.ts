import { type Draft, evseOf } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { sayNow } from '../station/say-now.ts';
import type { Asked, Said } from './calls.ts';
import { sayings16 } from './sayings.ts';

export function triggerMessage(draft: Draft, { requestedMessage, connectorId }: Asked<'TriggerMessage'>): Obeyed<Said<'TriggerMessage'>> {
  const saying = sayings16.get(requestedMessage);
  if (saying === undefined) return { answer: { status: 'NotImplemented' } };
  if (connectorId !== undefined && evseOf(draft, connectorId) === undefined) return { answer: { status: 'Rejected' } };
  return { answer: { status: 'Accepted' }, after: () => sayNow(draft, saying, connectorId ?? null) };
}
