import { type Draft, evseOf, stationClock } from '../station/draft.ts';
import { iso, type Saying } from '../station/face.ts';
import { compositeOf } from '../station/limits.ts';
import type { Message } from '../station/message.ts';
import type { Sent } from './calls.ts';
import { periodsOf } from './schedule-periods.ts';
import { words } from './words.ts';

type Schedule = Sent<'NotifyEVChargingSchedule'>['chargingSchedule'];

/** How far a car plans ahead. */
const planSeconds = 3600;

/** What the car makes of its limits: it takes all that it may. [P2 K15] */
export function tellSchedule(draft: Draft, evseId: number): void {
  for (const message of sayEvChargingSchedule(draft, evseId)) draft.effects.push({ kind: 'call', message });
}

export const sayEvChargingSchedule: Saying = (draft, evseId): readonly Message[] => {
  const evse = evseId === null ? draft.state.evses.find(({ session }) => session !== null) : evseOf(draft, evseId);
  if (evse === undefined) return [];
  const composite = compositeOf(draft, { evseId: evse.id, durationSeconds: planSeconds, unit: 'W' });
  const chargingSchedule: Schedule = {
    id: 1,
    duration: planSeconds,
    chargingRateUnit: 'W',
    chargingSchedulePeriod: periodsOf('ocpp2.0.1', composite) as Schedule['chargingSchedulePeriod'],
  };
  return [words('NotifyEVChargingSchedule', { evseId: evse.id, timeBase: iso(stationClock(draft)), chargingSchedule })];
};
