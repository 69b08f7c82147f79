import { mayHaveLeft } from '../../sessions/left.ts';
import { stateTold } from '../../sessions/status.ts';
import { watchForLeft } from '../../stations/start-up.ts';
import { statusChanged } from '../../stations/status.ts';
import { joinSteps } from '../../stations/step.ts';
import type { Handler16 } from './handler.ts';

/** 1.6 §4.9. Connector 0 is the station itself: EVSE 0, connector 0. */
export const statusNotification: Handler16<'StatusNotification'> = ({ request, ...turn }, context) => {
  const { connectorId, status, timestamp, errorCode, info, vendorId, vendorErrorCode } = request;
  const place = connectorId === 0 ? { evseId: 0, connectorId: 0 } : { evseId: connectorId, connectorId: 1 };
  const step = statusChanged(turn, {
    ...place,
    reported: status,
    timestamp,
    errorCode: errorCode === 'NoError' ? null : errorCode,
    info: info ?? null,
    vendorId: vendorId ?? null,
    vendorErrorCode: vendorErrorCode ?? null,
  });
  const told = stateTold(turn, { evseId: place.evseId, reported: status, timestamp });
  return {
    answer: {},
    ...joinSteps([step, told]),
    after: [() => (mayHaveLeft(turn.state) ? watchForLeft(context, turn.state) : undefined)],
  };
};
