import { recordReadings } from '../../sessions/update.ts';
import type { Handler2x } from './handler.ts';
import { toReadings } from './meter-value.ts';

/** 2.x J01: values that belong to no transaction; those of a session come in TransactionEvent. EVSE 0 is the main meter. */
export const meterValues: Handler2x<'MeterValues'> = ({ request, ...turn }) => {
  const { evseId, meterValue } = request;
  return { answer: {}, ...recordReadings(turn, evseId, toReadings(meterValue, turn.at)) };
};
