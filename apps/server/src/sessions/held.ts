import type { ResponseOf } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import type { StationState } from '../stations/state.ts';
import type { LiveSession } from './live.ts';

/**
 * 2.x E14: which of these sessions the station says it still has, or has messages of to deliver. A station that does not
 * answer holds none.
 */
export async function heldByStation(
  { gateway }: Pick<Context, 'gateway'>,
  state: StationState,
  sessions: readonly LiveSession[],
): Promise<Set<number>> {
  const held = new Set<number>();
  if (state.version === 'ocpp1.6' || state.phase !== 'accepted') return held;
  for (const { id, transactionId } of sessions) {
    if (transactionId === null) continue;
    const message = {
      action: 'GetTransactionStatus',
      payload: { transactionId },
      timeoutMs: state.callTimeoutMs,
      commandId: null,
      sessionId: id,
    };
    const outcome = await gateway.send(state.id, message);
    if (outcome.kind !== 'result') continue;
    // The gateway has checked the answer against the schema.
    const { ongoingIndicator, messagesInQueue } = outcome.payload as ResponseOf<'ocpp2.0.1', 'GetTransactionStatus'>;
    if (ongoingIndicator === true || messagesInQueue) held.add(id);
  }
  return held;
}
