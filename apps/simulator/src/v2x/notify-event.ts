import { iso } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import type { Sent } from './calls.ts';

/** Event ids count within a boot; the moment is unique enough for a virtual station. [P2 N07] */
export function notifyEvent({ evseId, component, variable, value, at }: Extract<Message, { kind: 'notifyEvent' }>): Sent<'NotifyEvent'> {
  const evse = evseId === 0 ? {} : { evse: { id: evseId } };
  return {
    generatedAt: iso(at),
    seqNo: 0,
    eventData: [
      {
        eventId: Math.floor(at / 1000) % 2_147_483_647,
        timestamp: iso(at),
        trigger: 'Alerting',
        actualValue: value.slice(0, 2500),
        eventNotificationType: 'HardWiredNotification',
        component: { name: component, ...evse },
        variable: { name: variable },
      },
    ],
  };
}
