import { type Draft, evseOf } from '../station/draft.ts';
import type { Obeyed, Saying } from '../station/face.ts';
import { sayNow } from '../station/say-now.ts';
import type { Asked, Said } from './calls.ts';
import { sayings2x } from './sayings.ts';

export function triggerMessage(draft: Draft, { requestedMessage, evse }: Asked<'TriggerMessage'>): Obeyed<Said<'TriggerMessage'>> {
  const saying: Saying | undefined = sayings2x.get(requestedMessage);
  if (saying === undefined) return { answer: { status: 'NotImplemented' } };
  if (evse !== undefined && evseOf(draft, evse.id) === undefined) return { answer: { status: 'Rejected' } };
  return { answer: { status: 'Accepted' }, after: () => sayNow(draft, saying, evse?.id ?? null) };
}
