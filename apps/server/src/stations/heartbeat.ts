import type { Decision } from '../gateway/decision.ts';
import type { StationState } from './state.ts';
import { effectStep, type Turn } from './step.ts';

let told = { at: Number.NaN, text: '' };
/** Thousands of stations ask within the same millisecond when they come back. */
function timeText(at: number): string {
  if (told.at !== at) told = { at, text: new Date(at).toISOString() };
  return told.text;
}

/** Tells the time. Touches no table, unless an operator asked for this very heartbeat. */
export function heartbeat(turn: Turn): Decision<{ currentTime: string }, StationState> {
  const answer = { currentTime: timeText(turn.at) };
  if (turn.state.awaiting.size === 0) return { answer, recorded: false };
  const { settled, ...step } = effectStep(turn, { kind: 'message', action: 'Heartbeat', evseId: null });
  return settled.length === 0 ? { answer, recorded: false } : { answer, ...step };
}
