import type { Context } from '../context.ts';
import type { StationState } from './state.ts';

type Triggered = { requestedMessage: 'BootNotification' | 'StatusNotification'; evse?: { id: number; connectorId: number } };

/** Asks the station for a message on our own account; what becomes of it is in the message log. */
export async function trigger({ gateway, log }: Pick<Context, 'gateway' | 'log'>, state: StationState, payload: Triggered): Promise<void> {
  const { id, callTimeoutMs: timeoutMs } = state;
  const outcome = await gateway.send(id, { action: 'TriggerMessage', payload, timeoutMs, commandId: null });
  log.info({ station: state.identity, requestedMessage: payload.requestedMessage, outcome: outcome.kind }, 'station.triggered');
}
