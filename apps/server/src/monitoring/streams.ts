import { frameTime } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { recordStep, type Told } from '../reports/step.ts';
import type { Step, Turn } from '../stations/step.ts';
import { monitorsOf, streamOf } from './store.ts';

/** A periodic event stream: at most `interval` seconds or `values` values are collected for a message; null: not said. */
export interface Stream {
  id: number;
  monitorId: number;
  interval: number | null;
  values: number | null;
}

/** A stream begins. It is kept with the variable it tells of, for its monitor may be cleared one day. */
export async function streamOpened({ db }: Pick<Context, 'db'>, turn: Turn, stream: Stream): Promise<Step> {
  const [monitor] = await monitorsOf(db, { stationId: turn.state.id, ids: [stream.monitorId] });
  const { component, instance, evseId, connectorId, variable, variableInstance } = monitor ?? {};
  const of = monitor === undefined ? {} : { component, instance, evseId, connectorId, variable, variableInstance };
  return recordStep(turn, [streamRecord(stream, { ...of, openedAt: iso(turn.at), closedAt: null })]);
}

/** It ends; what it told stays. */
export async function streamClosed({ db }: Pick<Context, 'db'>, turn: Turn, id: number): Promise<Step> {
  const known = await streamOf(db, turn.state.id, id);
  if (known === null) return recordStep(turn, []);
  return recordStep(turn, [{ kind: 'eventStream', key: String(id), evseId: 0, data: { ...known, closedAt: iso(turn.at) } }]);
}

/** One message of a stream, its values with their moments. Never told live: a stream may send every second. */
export function streamTold(
  { state, at, frameId }: Turn,
  told: { id: number; pending: number; baseTime: string; values: readonly { seconds: number; value: string }[] },
): Step {
  const base = frameTime(told.baseTime, at).at;
  const points = told.values.map(({ seconds, value }): [number, string] => [Math.round(base + seconds * 1000), value]);
  const row = { stationId: state.id, tenantId: state.tenantId, streamId: told.id, at: base, frameId, pending: told.pending, points };
  return { writes: { stream: [row] }, advance: () => undefined };
}

export function streamRecord({ id, ...stream }: Stream, more: object): Told {
  return { kind: 'eventStream', key: String(id), evseId: 0, data: { ...stream, ...more } };
}

const iso = (at: number): string => new Date(at).toISOString();
