import { updateSession } from '../../sessions/update.ts';
import type { Handler16 } from './handler.ts';
import { toReadings } from './meter-value.ts';

/** 1.6 §4.7. Connector 0 is the main meter of the station. */
export const meterValues: Handler16<'MeterValues'> = async ({ request, ...turn }, context) => {
  const { connectorId, transactionId, meterValue } = request;
  const update = { evseId: connectorId, transactionId: transactionId ?? null, readings: toReadings(meterValue, turn.at) };
  const { sessionId, step } = await updateSession(context, turn, update);
  return { answer: {}, ...step, ...(sessionId === null ? {} : { sessionId }) };
};
