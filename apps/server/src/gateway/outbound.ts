import type { Outcome } from '@stationmaster/ocpp';

/** One call to a station, already in the words of its version. */
export interface Outbound {
  action: string;
  payload: unknown;
  /** The least patience, from the moment it goes out; a station known to be slower gets its own. */
  timeoutMs: number;
  /** That long and no longer: somebody asked for it. */
  isExact?: boolean;
  commandId: number | null;
  sessionId?: number;
}
/** When it went out and was answered, epoch ms; `frameId` is its row in the message log. `sentAt` null: its turn never came, and there is no row. */
interface Trace {
  frameId: number;
  sentAt: number | null;
  answeredAt: number | null;
}
/** What became of it. By then its row is in the message log. */
export type OutboundOutcome = { kind: 'offline' } | (Outcome & Trace);
