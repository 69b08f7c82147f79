import { applyLimits } from '../station/apply-limits.ts';
import { type Draft, evseOf, type LiveEvse } from '../station/draft.ts';
import type { Obeyed, Saying } from '../station/face.ts';
import { evseOfTransaction } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';
import { sendWords, words } from './words.ts';

/** The CSMS lets a transaction charge before others, by the profile that is there for it. [21P2 K21] */
export function usePriorityCharging(
  draft: Draft,
  { transactionId, activate }: Asked<'UsePriorityCharging'>,
): Obeyed<Said<'UsePriorityCharging'>> {
  const evse = evseOfTransaction(draft, transactionId);
  if (evse === undefined) return { answer: { status: 'Rejected', statusInfo: { reasonCode: 'TxNotFound' } } };
  const hasProfile = draft.state.profiles.some(({ profile }) => profile.purpose === 'PriorityCharging');
  if (!hasProfile) return { answer: { status: 'NoProfile' } };
  const after = (): void => {
    prioritise(draft, evse, activate);
    sendWords(draft, 'NotifyPriorityCharging', { transactionId, activated: activate });
  };
  return { answer: { status: 'Accepted' }, after };
}

/** On demand: the driver presses the button for it, and once more to end it. [21P2 K22] */
export const sayPriorityCharging: Saying = (draft, evseId) => {
  const evse = evseId === null ? draft.state.evses.find(({ session }) => session !== null) : evseOf(draft, evseId);
  if (evse?.session == null) return [];
  const activated = !evse.session.hasPriority;
  prioritise(draft, evse, activated);
  return [words('NotifyPriorityCharging', { transactionId: evse.session.id, activated })];
};

function prioritise(draft: Draft, evse: LiveEvse, hasPriority: boolean): void {
  if (evse.session === null) return;
  evse.session = { ...evse.session, hasPriority };
  applyLimits(draft);
}
