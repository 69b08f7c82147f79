import type { VariableMonitor } from '@stationmaster/contract';
import type { AwaitedEffect, ConnectorState } from '../../stations/state.ts';
import type { CommandRequest } from '../words.ts';

/** What a handler has just seen the station do. `evseId` in the words of 2.x (1.6 connector n is EVSE n). */
export type SeenEvent =
  | { kind: 'sessionStarted'; evseId: number; idToken: string | null; remoteStartId: number | null; sessionId: number }
  | { kind: 'sessionEnded'; sessionId: number }
  | { kind: 'booted' }
  | { kind: 'status'; evseId: number; connectorId: number; status: string }
  /** The last page of a report of monitors, with those of the pages before it where they matter. */
  | { kind: 'monitors'; requestId: number; monitors: readonly VariableMonitor[] }
  /** `requestId`: of the last page of a report, of a transfer; `status`: how far the transfer is. */
  | { kind: 'message'; action: string; evseId: number | null; requestId?: number; status?: string };

/** What a command that was accepted must lead to. */
export interface Effect {
  /** Milliseconds within which it must be seen. */
  within: number;
  proved: (awaited: AwaitedEffect, event: SeenEvent) => boolean;
  /** The station's own word that it will not come: why. null: nothing of the kind. */
  refuted?: (awaited: AwaitedEffect, event: SeenEvent) => string | null;
  /** The connectors already are what is asked for: no status will follow. */
  isAlreadySo?: (request: CommandRequest, connectors: readonly ConnectorState[]) => boolean;
  /** false: such a request has no effect beyond its answer. */
  expected?: (request: CommandRequest) => boolean;
}

/** The last page of the report that the command asked for. */
export function reportCame(awaited: AwaitedEffect, event: SeenEvent): boolean {
  const isReport = event.kind === 'message' && event.action === 'NotifyReport';
  return isReport && (event.requestId === undefined || event.requestId === awaited.commandId);
}
