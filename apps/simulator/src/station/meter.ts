import { type Draft, type LiveEvse, stationClock } from './draft.ts';
import type { Sample } from './message.ts';
import { powerNow } from './power.ts';
import { listOf, numberOf } from './settings.ts';
import type { Evse, StationState } from './state.ts';

/** What the display shows: whole Wh; a fraction that is only arithmetic does not hide one. */
export function shownWh({ registerWh }: Pick<Evse, 'registerWh'>): number {
  return Math.floor(registerWh + 1e-6);
}

export function sampleOf(draft: Draft, evse: Evse, context: Sample['context']): Sample {
  return {
    at: stationClock(draft),
    context,
    registerWh: shownWh(evse),
    powerW: Math.round(powerNow(evse)),
    phases: evse.vehicle?.phases ?? 3,
    kind: evse.kind,
    socPercent: evse.kind === 'DC' && evse.vehicle !== null ? Math.floor(evse.vehicle.soc * 100) : null,
  };
}

/** The meter in front of all EVSEs. */
export function mainSample(draft: Draft, context: Sample['context']): Sample {
  const { evses } = draft.state;
  return {
    at: stationClock(draft),
    context,
    registerWh: shownWh({ registerWh: evses.reduce((sum, evse) => sum + evse.registerWh, 0) }),
    powerW: Math.round(evses.reduce((sum, evse) => sum + powerNow(evse), 0)),
    phases: 3,
    kind: 'AC',
    socPercent: null,
  };
}

export function scheduleSample(draft: Draft, { id }: Evse): void {
  const seconds = numberOf(draft.state, 'sampleSeconds');
  if (seconds > 0) draft.effects.push({ kind: 'timer', name: `sample:${id}`, afterMs: seconds * 1000, clock: 'world' });
}

/** Puts a reading aside for the last message of the session. */
export function keep(draft: Draft, evse: LiveEvse, context: Sample['context']): void {
  if (evse.session !== null) evse.session = { ...evse.session, kept: [...evse.session.kept, sampleOf(draft, evse, context)] };
}

/** 1.6 keeps its periodic readings when it is told of what [16 §9.1.27]; 2.x has an interval for it. [P2 J02] */
export function keepsSamples(state: StationState): boolean {
  return state.version === 'ocpp1.6' ? listOf(state, 'endedMeasurands').length > 0 : numberOf(state, 'keptSeconds') > 0;
}

export function scheduleKeep(draft: Draft, { id }: Evse): void {
  const seconds = numberOf(draft.state, 'keptSeconds');
  if (seconds > 0) draft.effects.push({ kind: 'timer', name: `keep:${id}`, afterMs: seconds * 1000, clock: 'world' });
}
