import { type Draft, stationClock } from './draft.ts';
import type { Message } from './message.ts';
import { keep, mainSample, sampleOf } from './meter.ts';
import { advance } from './power.ts';
import { isOn, listOf, numberOf } from './settings.ts';
import { update } from './transaction.ts';

const dayMs = 86_400_000;

/** Readings on the clock: at the next multiple of each interval since midnight. [16 §9.1.5, P2 J01, J02] */
export function scheduleAligned(draft: Draft): void {
  scheduleNext(draft, 'aligned', numberOf(draft.state, 'alignedSeconds'));
  scheduleNext(draft, 'alignedEnded', numberOf(draft.state, 'alignedEndedSeconds'));
}

/** Everybody's meters are read; a session's reading goes with the session. */
export function alignedDue(draft: Draft): void {
  const { state, effects } = draft;
  scheduleNext(draft, 'aligned', numberOf(state, 'alignedSeconds'));
  const isQuiet = isOn(state, 'alignedOnlyWhenIdle') && state.evses.some(({ session }) => session !== null);
  const isEnabled = state.version === 'ocpp1.6' || isOn(state, 'alignedEnabled');
  if (!isEnabled || isQuiet) return;
  const isOnline = state.link === 'open' && state.registration === 'Accepted';
  for (const evse of state.evses) advance(draft, evse);
  const tell = (evseId: number, sample: Extract<Message, { kind: 'meterValues' }>['sample']): void => {
    if (isOnline) effects.push({ kind: 'call', message: { kind: 'meterValues', evseId, sessionId: null, sample } });
  };
  tell(0, mainSample(draft, 'Sample.Clock'));
  for (const evse of state.evses) {
    if (evse.session !== null) update(draft, evse, { trigger: 'MeterValueClock', context: 'Sample.Clock' });
    else tell(evse.id, sampleOf(draft, evse, 'Sample.Clock'));
    // 1.6 has one interval for both. [16 §9.1.25]
    if (state.version === 'ocpp1.6' && listOf(state, 'alignedEndedMeasurands').length > 0) keep(draft, evse, 'Sample.Clock');
  }
}

/** 2.x: what the last message of a session will carry. [P2 J02] */
export function alignedEndedDue(draft: Draft): void {
  scheduleNext(draft, 'alignedEnded', numberOf(draft.state, 'alignedEndedSeconds'));
  for (const evse of draft.state.evses) {
    advance(draft, evse);
    keep(draft, evse, 'Sample.Clock');
  }
}

function scheduleNext(draft: Draft, name: string, seconds: number): void {
  if (seconds <= 0) {
    draft.effects.push({ kind: 'cancel', name });
    return;
  }
  const everyMs = seconds * 1000;
  const afterMs = everyMs - ((stationClock(draft) % dayMs) % everyMs);
  draft.effects.push({ kind: 'timer', name, afterMs: Math.min(afterMs, dayMs - (stationClock(draft) % dayMs)), clock: 'world' });
}
