import type { Refusal } from '../gateway/decision.ts';
import type { StationState } from '../stations/state.ts';

/** What a 1.6 station may send while it is pending, asked or not: real ones do, and nothing is lost by hearing it. [16 §4.2] */
const whilePending16: ReadonlySet<string> = new Set([
  'Heartbeat',
  'StatusNotification',
  'LogStatusNotification',
  'FirmwareStatusNotification',
  'DiagnosticsStatusNotification',
  'SignCertificate',
]);

/**
 * May this message be handled now? null: yes. Before a station is accepted everything is refused but its boot and what we
 * have asked it for (2.x B01–B03, and so advises the errata of 1.6). A 1.6 station of ours that never boots is let in all
 * the same: some never do, and what it tells of its sessions would be lost.
 */
export function admit(state: Pick<StationState, 'phase' | 'version' | 'asked'>, action: string): Refusal | null {
  if (action === 'BootNotification') return null;
  const isAsked = state.asked?.has(action) === true;
  switch (state.phase) {
    case 'accepted':
      return null;
    case 'pending':
      if (isAsked || (state.version === 'ocpp1.6' && whilePending16.has(action))) return null;
      return refused('The station is pending: wait for the answer to a later BootNotification.');
    case 'rejected':
      return refused('The station was rejected.');
    case 'waitingForBoot':
      return isAsked || state.version === 'ocpp1.6' || action === 'Heartbeat' ? null : refused('Send BootNotification first.');
  }
}

/** The messages that each of ours makes a station send. [P2 B02.FR.09] */
const reports: Readonly<Record<string, string>> = { GetBaseReport: 'NotifyReport', GetReport: 'NotifyReport' };

/** Remembers what a station that is not accepted yet was asked for: it may send that. */
export function noteAsked(state: StationState, { action, payload }: { action: string; payload: unknown }): void {
  if (state.phase === 'accepted') return;
  const requested = (payload as { requestedMessage?: unknown } | null)?.requestedMessage;
  const expected = action.endsWith('TriggerMessage') && typeof requested === 'string' ? triggered(requested) : reports[action];
  if (expected === undefined) return;
  state.asked ??= new Set();
  state.asked.add(expected);
}

/** What is triggered has the name of its message but for the certificates: SignV2GCertificate makes a SignCertificate. */
function triggered(requested: string): string {
  return requested.startsWith('Sign') ? 'SignCertificate' : requested;
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
