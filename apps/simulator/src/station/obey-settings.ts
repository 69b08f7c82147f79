import type { CommandResult, WriteStatus } from './command.ts';
import { type Draft, stationClock } from './draft.ts';
import { fits, type Setting, settingKey } from './settings.ts';

/** Settings in a report page. [P2 DeviceDataCtrlr.ItemsPerMessage] */
const pageSize = 20;

export function readSettings({ state }: Draft, keys: readonly string[]): CommandResult {
  if (keys.length === 0) return { status: 'accepted', settings: [...state.settings.values()], unknownKeys: [] };
  const found = keys.flatMap((key) => state.settings.get(key) ?? []);
  return { status: 'accepted', settings: found, unknownKeys: keys.filter((key) => !state.settings.has(key)) };
}

export function writeSettings(draft: Draft, entries: readonly { key: string; value: string }[]): CommandResult {
  const written = entries.map(({ key, value }) => ({ key, status: write(draft, key, value) }));
  return { status: 'accepted', written };
}

function write(draft: Draft, key: string, value: string): WriteStatus {
  const setting = draft.state.settings.get(key);
  if (setting === undefined) return 'unknown';
  if (setting.access === 'ReadOnly') return 'readOnly';
  if (!fits(setting, value)) return 'rejected';
  draft.state.settings = new Map([...draft.state.settings, [key, { ...setting, value }]]);
  if (setting.variable === 'HeartbeatInterval') {
    draft.state.heartbeatMs = Number(value) * 1000;
    draft.effects.push({ kind: 'timer', name: 'heartbeat', afterMs: draft.state.heartbeatMs, clock: 'real' });
  }
  return setting.needsReboot ? 'rebootRequired' : 'accepted';
}

/** GetBaseReport: the pages follow the answer. [P2 B07] */
export function reportSettings(draft: Draft, { requestId, isFull }: { requestId: number; isFull: boolean }): void {
  const all = [...draft.state.settings.values()].filter((setting) => isFull || setting.access !== 'ReadOnly');
  const pages = Math.max(1, Math.ceil(all.length / pageSize));
  for (let seqNo = 0; seqNo < pages; seqNo++) {
    const settings: Setting[] = all.slice(seqNo * pageSize, (seqNo + 1) * pageSize);
    draft.effects.push({
      kind: 'call',
      message: { kind: 'report', requestId, seqNo, isLast: seqNo === pages - 1, settings, at: stationClock(draft) },
    });
  }
}

export function keyOf16(key: string): string {
  return settingKey({ component: '', variable: key, evseId: 0 });
}
