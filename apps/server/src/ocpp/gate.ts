import type { Refusal } from '../gateway/decision.ts';
import type { StationState } from '../stations/state.ts';

/** Messages a station may send while it waits to be accepted, beside BootNotification. */
const whileWaiting: ReadonlySet<string> = new Set(['Heartbeat']);
/** What we may have triggered or asked for while Pending (2.x B02.FR.02, 1.6 §4.2). */
const whilePending: ReadonlySet<string> = new Set([
  'Heartbeat',
  'StatusNotification',
  'NotifyReport',
  'LogStatusNotification',
  'FirmwareStatusNotification',
  'DiagnosticsStatusNotification',
  'SignCertificate',
]);

/**
 * May this message be handled now? null: yes. Before a station is accepted everything but its boot is refused (2.x B01–B03,
 * and so advises the errata of 1.6). A 1.6 station of ours that never boots is let in all the same: some never do, and what
 * it tells of its sessions would be lost.
 */
export function admit(state: Pick<StationState, 'phase' | 'version'>, action: string): Refusal | null {
  if (action === 'BootNotification') return null;
  switch (state.phase) {
    case 'accepted':
      return null;
    case 'pending':
      return whilePending.has(action) ? null : refused('The station is pending: wait for the answer to a later BootNotification.');
    case 'rejected':
      return refused('The station was rejected.');
    case 'waitingForBoot':
      return state.version === 'ocpp1.6' || whileWaiting.has(action) ? null : refused('Send BootNotification first.');
  }
}

/** What asks a station for messages or configures it: all that goes out before it is accepted. (2.x B02, 1.6 §4.2) */
const configuring: ReadonlySet<string> = new Set([
  'TriggerMessage',
  'ExtendedTriggerMessage',
  'GetConfiguration',
  'ChangeConfiguration',
  'GetVariables',
  'SetVariables',
  'GetBaseReport',
  'GetReport',
]);

/** May we send this message now? A rejected station hears nothing; in 2.x it can be asked to boot again (TC_B_31). */
export function mayBeSent({ phase, version }: Pick<StationState, 'phase' | 'version'>, action: string): boolean {
  // A 1.6 station that never boots is let in all the same, see `admit`.
  if (phase === 'accepted' || (phase === 'waitingForBoot' && version === 'ocpp1.6')) return true;
  if (phase === 'rejected') return version !== 'ocpp1.6' && action === 'TriggerMessage';
  return configuring.has(action);
}

function refused(description: string): Refusal {
  return { refuse: 'SecurityError', description };
}
