import { type Draft, stationClock } from '../station/draft.ts';
import { iso } from '../station/face.ts';
import { numberIn } from '../station/settings.ts';
import type { Asked, Sent } from './calls.ts';
import type { Monitor } from './monitors.ts';
import { sendWords } from './words.ts';

type Params = Asked<'AdjustPeriodicEventStream'>['params'];
type Element = Sent<'NotifyPeriodicEventStream'>['data'][number];

/** A monitor's values, gathered and sent without answer. Its id is that of the monitor. [21P2 N11-N15] */
export interface Stream {
  id: number;
  /** Seconds between sends, and how many values make one. */
  params: Params;
  /** The CSMS has taken it. */
  isOpen: boolean;
  /** What waits: moments by the station's clock, ms, with their values. */
  waiting: readonly { at: number; value: string }[];
}

/** Asks the CSMS for a stream; false when the station has enough of them. */
export function openStream(draft: Draft, monitor: Monitor, params: Params): boolean {
  const { state } = draft;
  const others = state.streams.filter(({ id }) => id !== monitor.id);
  if (others.length >= numberIn(state, 'MonitoringCtrlr/0/MaxPeriodicEventStreams')) return false;
  state.streams = [...others, { id: monitor.id, params, isOpen: false, waiting: [] }];
  sendWords(draft, 'OpenPeriodicEventStream', { constantStreamData: { id: monitor.id, variableMonitoringId: monitor.id, params } });
  return true;
}

export function streamOpened(draft: Draft, id: number, isAccepted: boolean): void {
  if (!isAccepted) {
    draft.state.streams = draft.state.streams.filter((stream) => stream.id !== id);
    return;
  }
  change(draft, id, { isOpen: true });
  scheduleSend(draft, id);
}

/** The monitor is gone. [21P2 N13] */
export function closeStream(draft: Draft, id: number): void {
  if (!draft.state.streams.some((stream) => stream.id === id)) return;
  sendWaiting(draft, id);
  draft.state.streams = draft.state.streams.filter((stream) => stream.id !== id);
  draft.effects.push({ kind: 'cancel', name: `stream:${id}` });
  sendWords(draft, 'ClosePeriodicEventStream', { id });
}

export function adjustStream(draft: Draft, id: number, params: Params): boolean {
  if (!draft.state.streams.some((stream) => stream.id === id)) return false;
  change(draft, id, { params });
  scheduleSend(draft, id);
  return true;
}

/** A value for the stream of a monitor; false when it has none that is open. */
export function streamValue(draft: Draft, { id }: Monitor, value: string): boolean {
  const stream = draft.state.streams.find((one) => one.id === id);
  if (stream === undefined || !stream.isOpen) return false;
  const waiting = [...stream.waiting, { at: stationClock(draft), value }];
  change(draft, id, { waiting });
  if (stream.params.values !== undefined && waiting.length >= stream.params.values) sendWaiting(draft, id);
  return true;
}

/** The interval has passed. */
export function streamDue(draft: Draft, id: number): void {
  sendWaiting(draft, id);
  scheduleSend(draft, id);
}

/** All that waits in one message; what was gathered while offline goes with it. [21P2 N15] */
export function sendWaiting(draft: Draft, id: number): void {
  const stream = draft.state.streams.find((one) => one.id === id);
  const basetime = stream?.waiting[0]?.at;
  if (stream === undefined || basetime === undefined || draft.state.link !== 'open') return;
  const [first, ...rest] = stream.waiting.map(({ at, value }): Element => ({ t: (at - basetime) / 1000, v: value }));
  if (first === undefined) return;
  change(draft, id, { waiting: [] });
  sendWords(draft, 'NotifyPeriodicEventStream', { id, pending: 0, basetime: iso(basetime), data: [first, ...rest] });
}

function scheduleSend({ state, effects }: Draft, id: number): void {
  const seconds = state.streams.find((one) => one.id === id)?.params.interval ?? 0;
  if (seconds > 0) effects.push({ kind: 'timer', name: `stream:${id}`, afterMs: seconds * 1000, clock: 'world' });
}

function change(draft: Draft, id: number, part: Partial<Stream>): void {
  draft.state.streams = draft.state.streams.map((stream) => (stream.id === id ? { ...stream, ...part } : stream));
}
