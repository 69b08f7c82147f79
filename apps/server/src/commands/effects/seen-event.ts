import type { AwaitedEffect } from '../../stations/state.ts';
import type { CommandRequest } from '../words.ts';

/** What a handler has just seen the station do. `evseId` in the words of 2.x (1.6 connector n is EVSE n). */
export type SeenEvent =
  | { kind: 'sessionStarted'; evseId: number; idToken: string | null; remoteStartId: number | null; sessionId: number }
  | { kind: 'sessionEnded'; sessionId: number }
  | { kind: 'booted' }
  | { kind: 'status'; evseId: number; connectorId: number; status: string }
  /** `requestId`: of the last page of a report, of a transfer; `status`: how far the transfer is. */
  | { kind: 'message'; action: string; evseId: number | null; requestId?: number; status?: string };

/** What a command that was accepted must lead to. */
export interface Effect {
  /** Milliseconds within which it must be seen. */
  within: number;
  proved: (awaited: AwaitedEffect, event: SeenEvent) => boolean;
  /** The station's own word that it will not come: why. null: nothing of the kind. */
  refuted?: (awaited: AwaitedEffect, event: SeenEvent) => string | null;
  /** false: such a request has no effect beyond its answer. */
  expected?: (request: CommandRequest) => boolean;
}
