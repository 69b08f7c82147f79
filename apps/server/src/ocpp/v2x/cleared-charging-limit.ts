import { limitCleared } from '../../charging/told.ts';
import type { Handler2x } from './handler.ts';

/** 2.x K13. */
export const clearedChargingLimit: Handler2x<'ClearedChargingLimit'> = async ({ request, ...turn }, context) => {
  const { chargingLimitSource: source, evseId = 0 } = request;
  return { answer: {}, ...(await limitCleared(context, turn, { source, evseId })) };
};
