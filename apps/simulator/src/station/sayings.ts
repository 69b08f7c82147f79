import { type Draft, statusMessage } from './draft.ts';
import type { Saying } from './face.ts';
import type { Message } from './message.ts';
import { sampleOf } from './meter.ts';
import { advance } from './power.ts';
import { update } from './transaction.ts';

/** What both 1.6 and 2.x stations say on demand. */

export const sayBoot: Saying = () => [{ kind: 'boot', reason: 'Triggered' }];
export const sayHeartbeat: Saying = () => [{ kind: 'heartbeat' }];
export const sayStatus: Saying = (draft, evseId) => chosen(draft, evseId).map(({ id }) => statusMessage(draft, id));
export const sayDataTransfer: Saying = () => [
  { kind: 'dataTransfer', vendorId: 'org.example', messageId: 'Hello', data: 'Is anybody there?' },
];

export const sayMeterValues: Saying = (draft, evseId) =>
  chosen(draft, evseId).map((evse): Message => {
    advance(draft, evse);
    return { kind: 'meterValues', evseId: evse.id, sessionId: evse.session?.id ?? null, sample: sampleOf(draft, evse, 'Trigger') };
  });

/** Where every running transaction stands; through the queue like all its messages. [P2 F06] */
export const sayTransactions: Saying = (draft, evseId) => {
  for (const evse of chosen(draft, evseId)) {
    advance(draft, evse);
    update(draft, evse, { trigger: 'Trigger', context: 'Trigger' });
  }
  return [];
};

/** null or 0: every EVSE. */
function chosen(draft: Draft, evseId: number | null): Draft['state']['evses'] {
  return draft.state.evses.filter(({ id }) => evseId === null || evseId === 0 || id === evseId);
}
