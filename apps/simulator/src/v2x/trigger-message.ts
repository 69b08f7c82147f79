import { type Draft, evseOf } from '../station/draft.ts';
import type { Obeyed, Saying } from '../station/face.ts';
import type { Asked, Said } from './calls.ts';
import { sayings2x } from './sayings.ts';

export function triggerMessage(draft: Draft, { requestedMessage, evse }: Asked<'TriggerMessage'>): Obeyed<Said<'TriggerMessage'>> {
  const saying: Saying | undefined = sayings2x.get(requestedMessage);
  if (saying === undefined) return { answer: { status: 'NotImplemented' } };
  if (evse !== undefined && evseOf(draft, evse.id) === undefined) return { answer: { status: 'Rejected' } };
  const after = (): void => {
    for (const message of saying(draft, evse?.id ?? null)) draft.effects.push({ kind: 'call', message });
  };
  return { answer: { status: 'Accepted' }, after };
}
