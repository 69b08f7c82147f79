import { effectsOf, type SeenEvent } from '../commands/effects.ts';
import { joinWrites, stationPatch, type Writes } from '../db/writes.ts';
import type { Received } from '../gateway/decision.ts';
import type { StationState } from './state.ts';

/** What a verb knows of the message it works on: the live state, when the frame came and its row. */
export type Turn = Omit<Received<unknown, StationState>, 'request'>;

/** One part of a decision: rows to commit, and the live state's way to where they are. */
export interface Step {
  writes: Writes;
  advance: (state: StationState) => void;
}

/** Nothing to commit and nothing to change. */
export const noStep: Step = { writes: {}, advance: () => undefined };

/** Steps of one decision as one, in their order. */
export function joinSteps(steps: readonly Step[]): Step {
  const some = steps.filter((step) => step !== noStep);
  if (some.length === 0) return noStep;
  return {
    writes: withoutRepeats(joinWrites(some.map(({ writes }) => writes))),
    advance: (state) => {
      for (const step of some) step.advance(state);
    },
  };
}

/** One statement may touch a row once: of a connector told twice in one message the last word counts; its events are told apart by their place. */
function withoutRepeats(writes: Writes): Writes {
  const { event, connector } = writes;
  if (event !== undefined) writes.event = event.map((row, place) => ({ ...row, place }));
  if (connector !== undefined && connector.length > 1)
    writes.connector = [...new Map(connector.map((row) => [`${row.evseId}/${row.connectorId}`, row])).values()];
  return writes;
}

/** Confirms the commands whose effect this event is. */
export function effectStep({ state, at }: Turn, event: SeenEvent): Step & { settled: readonly number[] } {
  const { writes, settled } = effectsOf(state, event, at);
  return {
    writes,
    settled,
    advance: (live) => {
      for (const id of settled) live.awaiting.delete(id);
    },
  };
}

/** What a station's timestamp told about its clock; written when it moved by more than five seconds. */
export function skewStep({ state }: Turn, skew: number | null): Step {
  const isNew = skew !== null && (state.clockSkewMs === null || Math.abs(skew - state.clockSkewMs) > 5000);
  if (!isNew) return noStep;
  return {
    writes: { station: [stationPatch(state.id, { clockSkewMs: skew })] },
    advance: (live) => {
      live.clockSkewMs = skew;
    },
  };
}
