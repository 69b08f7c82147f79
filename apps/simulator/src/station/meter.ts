import { type Draft, stationClock } from './draft.ts';
import type { Sample } from './message.ts';
import { powerNow } from './power.ts';
import { numberOf } from './settings.ts';
import type { Evse } from './state.ts';

/** What the display shows: whole Wh; a fraction that is only arithmetic does not hide one. */
export function shownWh({ registerWh }: Evse): number {
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

export function scheduleSample(draft: Draft, { id }: Evse): void {
  const seconds = numberOf(draft.state, 'sampleSeconds');
  if (seconds > 0) draft.effects.push({ kind: 'timer', name: `sample:${id}`, afterMs: seconds * 1000, clock: 'world' });
}
