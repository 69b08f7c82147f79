import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { evseOfTransaction } from '../station/obey.ts';
import type { Asked, Said } from './calls.ts';
import { sayEvChargingNeeds } from './notify-ev-charging-needs.ts';

/** The CSMS allows other ways of charging: the car decides anew and says what it wants. [21P2 Q02] */
export function notifyAllowedEnergyTransfer(
  draft: Draft,
  { transactionId }: Asked<'NotifyAllowedEnergyTransfer'>,
): Obeyed<Said<'NotifyAllowedEnergyTransfer'>> {
  const evse = evseOfTransaction(draft, transactionId);
  if (evse?.vehicle == null) return { answer: { status: 'Rejected', statusInfo: { reasonCode: 'TxNotFound' } } };
  const after = (): void => {
    for (const message of sayEvChargingNeeds(draft, evse.id)) draft.effects.push({ kind: 'call', message });
  };
  return { answer: { status: 'Accepted' }, after };
}
