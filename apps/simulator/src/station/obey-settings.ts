import { scheduleAligned } from './aligned.ts';
import type { Draft } from './draft.ts';
import { configureSlot } from './network-profiles.ts';
import { fits, placeOf, settingKey } from './settings.ts';

export type WriteStatus = 'Accepted' | 'Rejected' | 'RebootRequired' | 'Unknown' | 'ReadOnly';

/** Changes a setting as the CSMS wants it, if it may and the value fits. Keys as in `settingKey`. */
export function write(draft: Draft, key: string, value: string): WriteStatus {
  const setting = draft.state.settings.get(key);
  if (setting === undefined) return 'Unknown';
  if (setting.access === 'ReadOnly') return 'ReadOnly';
  if (!fits(setting, value)) return 'Rejected';
  draft.state.settings = new Map([...draft.state.settings, [key, { ...setting, value }]]);
  return setting.needsReboot ? 'RebootRequired' : 'Accepted';
}

/** What follows from settings that have been written: behind the answer. */
export function obeyWritten(draft: Draft, keys: readonly string[]): void {
  const { state, effects } = draft;
  for (const key of keys) {
    const value = state.settings.get(key)?.value ?? '';
    if (key === placeOf(state.version, 'heartbeatSeconds')) {
      state.heartbeatMs = Number(value) * 1000;
      effects.push({ kind: 'timer', name: 'heartbeat', afterMs: state.heartbeatMs, clock: 'real' });
    }
    if (key === placeOf(state.version, 'alignedSeconds') || key === placeOf(state.version, 'alignedEndedSeconds')) scheduleAligned(draft);
    const slot = /^networkconfiguration:(\d+)\//.exec(key)?.[1];
    if (slot !== undefined) configureSlot(draft, Number(slot));
    // Goes away and comes back with it. [whitepaper §4.1, P2 A01]
    if (passwordKeys.has(key)) effects.push({ kind: 'password', password: value }, { kind: 'disconnect' });
  }
}

const passwordKeys: ReadonlySet<string> = new Set(['/0/authorizationkey', 'securityctrlr/0/basicauthpassword']);

export function keyOf16(key: string): string {
  return settingKey({ component: '', variable: key, evseId: 0 });
}
