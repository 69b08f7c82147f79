import { mayHaveLeft } from '../../sessions/left.ts';
import { watchForLeft } from '../../stations/start-up.ts';
import { statusChanged } from '../../stations/status.ts';
import type { Handler2x } from './handler.ts';

/** 2.x G01 */
export const statusNotification: Handler2x<'StatusNotification'> = ({ request, ...turn }, context) => {
  const { evseId, connectorId, connectorStatus, timestamp } = request;
  const step = statusChanged(turn, { evseId, connectorId, reported: connectorStatus, timestamp });
  return { answer: {}, ...step, after: [() => (mayHaveLeft(turn.state) ? watchForLeft(context, turn.state) : undefined)] };
};
