import type { Calls16 } from '@stationmaster/ocpp';
import { iso } from '../station/face.ts';
import type { EventMessage } from '../station/message.ts';
import type { StationState } from '../station/state.ts';
import { transactionIdOf } from './transaction-id.ts';

export function stopTransaction(
  { session, sample, stopReason, stopToken }: EventMessage,
  state: StationState,
): Calls16['StopTransaction']['request'] {
  return {
    transactionId: transactionIdOf(session.id, state),
    meterStop: sample.registerWh,
    timestamp: iso(sample.at),
    // Omitted means Local. [16 §7.36]
    ...(stopReason === null || stopReason === 'Local' ? {} : { reason: stopReason }),
    ...(stopToken === null ? {} : { idTag: stopToken.slice(0, 20) }),
  };
}
