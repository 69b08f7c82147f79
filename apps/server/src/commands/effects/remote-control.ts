import type { AwaitedEffect, ConnectorState } from '../../stations/state.ts';
import type { CommandRequest } from '../words.ts';
import type { Effect, SeenEvent } from './seen-event.ts';

export const remoteControl = {
  start: { within: 90_000, proved: startProved },
  stop: { within: 90_000, proved: (awaited, event) => event.kind === 'sessionEnded' && event.sessionId === awaited.sessionId },
  reset: { within: 180_000, proved: resetProved },
  changeAvailability: { within: 60_000, proved: availabilityProved, isAlreadySo: isAlreadyAvailable },
  // Nobody knows what a maker's own trigger leads to.
  trigger: {
    within: 60_000,
    proved: triggerProved,
    expected: (request) => request.verb === 'trigger' && request.message !== 'CustomTrigger',
  },
} satisfies Record<string, Effect>;

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
function isAlreadyAvailable(request: CommandRequest, connectors: readonly ConnectorState[]): boolean {
  if (request.verb !== 'changeAvailability') return false;
  const { evseId, operative } = request;
  const concerned = connectors.filter((connector) => evseId === 0 || connector.evseId === evseId);
  return concerned.length > 0 && concerned.every((connector) => isOperative(connector.status) === operative);
}
function triggerProved(awaited: AwaitedEffect, event: SeenEvent): boolean {
  if (awaited.request.verb !== 'trigger') return false;
  const { message, evseId } = awaited.request;
  const sameEvse = (seen: number | null) => evseId === undefined || evseId === 0 || seen === null || seen === evseId;
  if (event.kind === 'booted') return message === 'BootNotification';
  if (event.kind === 'status') return message === 'StatusNotification' && sameEvse(event.evseId);
  return event.kind === 'message' && actionsOf(message).includes(event.action) && sameEvse(event.evseId);
}
/** The messages that a trigger leads to. */
function actionsOf(message: string): readonly string[] {
  if (message.startsWith('Sign')) return ['SignCertificate'];
  // 1.6 sends the one of its last update, signed or not.
  return message === 'FirmwareStatusNotification' ? [message, 'SignedFirmwareStatusNotification'] : [message];
}
