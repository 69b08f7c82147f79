import type { Calls21 } from '@stationmaster/ocpp';
import { recordStep } from '../../reports/step.ts';
import { findLive } from '../../sessions/live.ts';
import type { HandlerOf } from '../handlers.ts';
import { withoutNull } from '../text.ts';

/** 2.1 K22: the driver has asked at the station to charge before others, or no longer does. */
export const notifyPriorityCharging: HandlerOf<Calls21, 'NotifyPriorityCharging'> = ({ request, ...turn }) => {
  const { transactionId, activated: active } = request;
  const session = findLive(turn.state, (one) => one.transactionId === withoutNull(transactionId));
  const data = { active, by: 'station', sessionId: session?.id ?? null };
  const step = recordStep(turn, [{ kind: 'priorityCharging', key: transactionId, evseId: session?.evseId ?? 0, data }]);
  return { answer: {}, ...step, ...(session === undefined ? {} : { sessionId: session.id }) };
};
