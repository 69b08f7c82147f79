import type { StationState } from '../stations/state.ts';
import type { Decision } from './decision.ts';
import type { Outbound, OutboundOutcome } from './outbound.ts';

/** What nouns, jobs and the API may ask of the gateway. In one process a plain object; later it travels over the bus. */
export interface GatewayPort {
  /** A message to a station, wherever it is connected. One at a time per station; waits its turn. */
  send(stationId: number, message: Outbound): Promise<OutboundOutcome>;
  /** So many messages wait for this station that one more would be refused as 'queueFull'. */
  isFull(stationId: number): boolean;
  /** Takes the station's turn in its mailbox (loads the state when it is not connected), commits what is decided, advances. */
  turn<Answer>(
    stationId: number,
    decide: (state: StationState) => Promise<Decision<Answer, StationState>> | Decision<Answer, StationState>,
  ): Promise<Answer>;
  /** Site, tariff, registration or credentials of these stations changed: their live state is read again. */
  refresh(stationIds: readonly number[]): Promise<void>;
  /** Ends the connection; the station is expected to come back. */
  disconnect(stationId: number, reason: string): void;
  /** The live state while connected. */
  peek(stationId: number): StationState | undefined;
  /** Lobby connections by identity: adopted ones are told to come back at once. */
  releaseLobby(identity: string): void;
}
