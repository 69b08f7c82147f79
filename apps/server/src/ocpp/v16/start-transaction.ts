import { startSession } from '../../sessions/start.ts';
import { withoutNull } from '../text.ts';
import type { Handler16 } from './handler.ts';
import { idTagInfo } from './id-tag-info.ts';

/** 1.6 §4.8: connector n is EVSE n, connector 1; our session id is the transaction id. */
export const startTransaction: Handler16<'StartTransaction'> = async ({ request, ...turn }, context) => {
  const { connectorId, idTag, timestamp, meterStart, reservationId = null } = request;
  const start = { evseId: connectorId, connectorId: 1, idToken: withoutNull(idTag), timestamp, meterStartWh: meterStart, reservationId };
  const { session, authorization, step, commandId } = await startSession(context, turn, start);
  // A repeat of a start that the station has numbered itself cannot be: the number is always ours here.
  return {
    answer: { transactionId: session.id, idTagInfo: idTagInfo(authorization) },
    ...step,
    sessionId: session.id,
    ...(commandId === null ? {} : { commandId }),
  };
};
