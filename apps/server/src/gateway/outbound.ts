import type { Outcome } from '@stationmaster/ocpp';

/** One call to a station, already in the words of its version. */
export interface Outbound {
  action: string;
  payload: unknown;
  timeoutMs: number;
  commandId: number | null;
  sessionId?: number;
}
/** What became of it; `frameId` is its row in the message log. */
export type OutboundOutcome = { kind: 'offline' } | (Outcome & { frameId: number });
