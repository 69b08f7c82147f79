import { type Draft, stationClock } from './draft.ts';
import { fits, type Setting, settingKey } from './settings.ts';

/** Settings in a report page. [P2 DeviceDataCtrlr.ItemsPerMessage] */
const pageSize = 20;

export type WriteStatus = 'Accepted' | 'Rejected' | 'RebootRequired' | 'Unknown' | 'ReadOnly';

/** Changes a setting as the CSMS wants it, if it may and the value fits. Keys as in `settingKey`. */
export function write(draft: Draft, key: string, value: string): WriteStatus {
  const setting = draft.state.settings.get(key);
  if (setting === undefined) return 'Unknown';
  if (setting.access === 'ReadOnly') return 'ReadOnly';
  if (!fits(setting, value)) return 'Rejected';
  draft.state.settings = new Map([...draft.state.settings, [key, { ...setting, value }]]);
  if (setting.variable === 'HeartbeatInterval') {
    draft.state.heartbeatMs = Number(value) * 1000;
    draft.effects.push({ kind: 'timer', name: 'heartbeat', afterMs: draft.state.heartbeatMs, clock: 'real' });
  }
  return setting.needsReboot ? 'RebootRequired' : 'Accepted';
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
