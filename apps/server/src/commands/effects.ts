import type { Verb } from '@stationmaster/contract';
import type { CommandPatch, HappeningRow, Writes } from '../db/writes.ts';
import type { AwaitedEffect, StationState } from '../stations/state.ts';

/** What a handler has just seen the station do. `evseId` in the words of 2.x (1.6 connector n is EVSE n). */
export type SeenEvent =
  | { kind: 'sessionStarted'; evseId: number; idToken: string | null; remoteStartId: number | null; sessionId: number }
  | { kind: 'sessionEnded'; sessionId: number }
  | { kind: 'booted' }
  | { kind: 'status'; evseId: number; connectorId: number; status: string }
  /** `requestId`: of the last page of a report. */
  | { kind: 'message'; action: string; evseId: number | null; requestId?: number };

/** Milliseconds within which the effect of an accepted command must be seen. Verbs without an entry are proved by their answer. */
export const effectWithin: { [V in Verb]?: number } = {
  start: 90_000,
  stop: 90_000,
  reset: 180_000,
  changeAvailability: 60_000,
  trigger: 60_000,
  readConfiguration: 300_000,
};
/** A station that said Scheduled does it when the car has left. */
export const scheduledWithin = 86_400_000;

type Proof = (awaited: AwaitedEffect, event: SeenEvent) => boolean;
const never: Proof = () => false;
const proofs: { [V in Verb]: Proof } = {
  start: startProved,
  stop: (awaited, event) => event.kind === 'sessionEnded' && event.sessionId === awaited.sessionId,
  reset: resetProved,
  unlock: never,
  changeAvailability: availabilityProved,
  trigger: triggerProved,
  readConfiguration: (awaited, event) =>
    event.kind === 'message' && event.action === 'NotifyReport' && (event.requestId === undefined || event.requestId === awaited.commandId),
  writeConfiguration: never,
};

/**
 * Commands whose effect this event is: rows that confirm them, and the ids to take out of `state.awaiting` once the rows
 * are committed. A session that starts belongs to one command only: `settled[0]` is its `commandId`.
 */
export function effectsOf(
  state: Pick<StationState, 'awaiting' | 'identity' | 'tenantId'>,
  event: SeenEvent,
  at: number,
): { writes: Writes; settled: number[] } {
  if (state.awaiting.size === 0) return { writes: {}, settled: [] };
  const seen = [...state.awaiting.values()]
    .filter((awaited) => awaited.until >= at && proofs[awaited.request.verb](awaited, event))
    .sort((a, b) => a.at - b.at);
  const settled = event.kind === 'sessionStarted' ? seen.slice(0, 1) : seen;
  if (settled.length === 0) return { writes: {}, settled: [] };
  const sessionId = event.kind === 'sessionStarted' || event.kind === 'sessionEnded' ? event.sessionId : null;
  const command = settled.map(
    (awaited): CommandPatch => ({
      id: awaited.commandId,
      status: 'confirmed',
      answer: null,
      reason: null,
      sentAt: null,
      answeredAt: null,
      confirmedAt: at,
      sessionId,
    }),
  );
  const happening = settled.map(
    (awaited): HappeningRow =>
      commandChanged(
        { tenantId: state.tenantId, stationId: state.identity, id: awaited.commandId, verb: awaited.verb, status: 'confirmed' },
        at,
      ),
  );
  return { writes: { command, happening }, settled: settled.map((awaited) => awaited.commandId) };
}

/** The happening of a command that changed; `stationId` is the identity. */
export function commandChanged(
  command: { tenantId: number; stationId: string; id: number; verb: string; status: string },
  at: number,
): HappeningRow {
  const { tenantId, stationId, id, verb, status } = command;
  return { tenantId, at, kind: 'command.changed', subject: String(id), data: { stationId, verb, status } };
}

/** True when the connectors already are what changeAvailability asks for: then no status will follow. */
export function isAlreadySo(state: Pick<StationState, 'connectors'>, awaited: AwaitedEffect): boolean {
  if (awaited.request.verb !== 'changeAvailability') return false;
  const { evseId, operative } = awaited.request;
  const concerned = [...state.connectors.values()].filter((connector) => evseId === 0 || connector.evseId === evseId);
  return concerned.length > 0 && concerned.every((connector) => isOperative(connector.status) === operative);
}

const isOperative = (status: string): boolean => status !== 'Unavailable' && status !== 'Unknown';

function startProved(awaited: AwaitedEffect, event: SeenEvent): boolean {
  if (event.kind !== 'sessionStarted') return false;
  if (event.remoteStartId !== null) return event.remoteStartId === awaited.remoteStartId;
  // 1.6 has no id for it: the same card at the same place.
  const sameEvse = awaited.evseId === null || awaited.evseId === event.evseId;
  return sameEvse && event.idToken !== null && event.idToken.toLowerCase() === awaited.idToken?.toLowerCase();
}
function resetProved(awaited: AwaitedEffect, event: SeenEvent): boolean {
  if (event.kind === 'booted') return true;
  // One EVSE reset alone does not boot the station; it reports its connectors again.
  return awaited.evseId !== null && event.kind === 'status' && event.evseId === awaited.evseId;
}
function availabilityProved(awaited: AwaitedEffect, event: SeenEvent): boolean {
  if (event.kind !== 'status' || awaited.request.verb !== 'changeAvailability') return false;
  const { evseId, operative } = awaited.request;
  return (evseId === 0 || evseId === event.evseId) && isOperative(event.status) === operative;
}
function triggerProved(awaited: AwaitedEffect, event: SeenEvent): boolean {
  if (awaited.request.verb !== 'trigger') return false;
  const { message, evseId } = awaited.request;
  const sameEvse = (seen: number | null) => evseId === undefined || evseId === 0 || seen === null || seen === evseId;
  if (event.kind === 'booted') return message === 'BootNotification';
  if (event.kind === 'status') return message === 'StatusNotification' && sameEvse(event.evseId);
  return event.kind === 'message' && event.action === message && sameEvse(event.evseId);
}
