import type { Effect, HappeningName } from './event.ts';
import { powerNow } from './power.ts';
import { isReserved } from './reserved.ts';
import type { Evse, StationState } from './state.ts';
import { reportedWord, statusOf } from './status.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
/** An EVSE of a draft. */
export type LiveEvse = Mutable<Evse>;

/** A private copy of the state for the length of one step, with the effects so far. Nothing outside sees it change. */
export interface Draft {
  state: Mutable<StationState> & { evses: LiveEvse[] };
  effects: Effect[];
  /** World time of the step, ms. */
  at: number;
}

export function draftOf(state: StationState, at: number): Draft {
  return { state: { ...state, evses: state.evses.map((evse) => ({ ...evse })) }, effects: [], at };
}

/** What the station believes the time is. */
export function stationClock({ state, at }: Pick<Draft, 'state' | 'at'>): number {
  return at + state.behaviour.clockOffMs;
}

export function evseOf(draft: Draft, evseId: number): LiveEvse | undefined {
  return draft.state.evses.find((evse) => evse.id === evseId);
}

export function tell(draft: Draft, name: HappeningName, data: Readonly<Record<string, string | number | null>> = {}): void {
  draft.effects.push({ kind: 'happened', name, data });
}

/** Recomputes an EVSE's status and reports it when the version's word for it has changed. */
export function settleStatus(draft: Draft, evse: LiveEvse): void {
  const status = statusOf(draft.state.version, evse, { powerW: powerNow(evse), isReserved: isReserved(draft.state, evse) });
  if (status === evse.status) return;
  const before = reportedWord(draft.state.version, evse.status);
  evse.status = status;
  tell(draft, 'statusChanged', { evseId: evse.id, status });
  if (reportedWord(draft.state.version, status) !== before) reportStatus(draft, evse.id);
}

/** The same without a word: nobody is there to be told yet. */
export function refreshStatus({ state }: Draft, evse: LiveEvse): void {
  evse.status = statusOf(state.version, evse, { powerW: powerNow(evse), isReserved: isReserved(state, evse) });
}

/** EVSE 0 is the station itself, which only 1.6 reports. */
export function reportStatus(draft: Draft, evseId: number): void {
  if (draft.state.link !== 'open' || draft.state.registration !== 'Accepted') return;
  draft.effects.push({ kind: 'call', message: statusMessage(draft, evseId) });
}

export function statusMessage(draft: Draft, evseId: number): Extract<Effect, { kind: 'call' }>['message'] {
  const evse = evseOf(draft, evseId);
  return { kind: 'status', evseId, status: evse?.status ?? 'Available', errorCode: evse?.errorCode ?? null, at: stationClock(draft) };
}
