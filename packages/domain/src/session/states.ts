import { periodState, type StateChange } from '../pricing/session-periods.ts';
import type { Instant } from '../reading.ts';
import type { Session } from './session.ts';

/** A station that swings between two states with every message must not make its session's row grow without end. */
const mostStates = 400;

/**
 * The session with what the station told of the moment: a 2.x chargingState or a connector status. `since` is when the newest
 * state was told last: what comes late and belongs before it does not undo it. The same object where nothing is new.
 */
export function withState<S extends Session>(session: S, word: string, { at, since = at }: { at: Instant; since?: Instant }): S {
  const state = periodState(word);
  const states = session.state.states ?? [];
  if (state === null || states.length >= mostStates) return session;
  const index = states.findLastIndex((change) => change.at <= at);
  const before = states[index];
  if (before?.state === state) return session;
  const next = states[index + 1];
  const added: StateChange[] = [{ at, state }];
  // Late, within the newest stretch: that goes on from when it was told last.
  if (next === undefined && before !== undefined && since > at) added.push({ at: since, state: before.state });
  const kept = before?.at === at ? states.slice(0, index) : states.slice(0, index + 1);
  const rest = next?.state === state ? states.slice(index + 2) : states.slice(index + 1);
  return { ...session, state: { ...session.state, states: [...kept, ...added, ...rest] } };
}
