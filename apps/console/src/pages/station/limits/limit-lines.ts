import { type ChargingKnowledge, compositeSchedule, questionOf, type RateUnit } from '@stationmaster/domain';
import type { ChargingLimits } from '../../../api.ts';
import type { Line } from '../../../components/chart-data.ts';

export interface Stretch {
  from: number;
  until: number;
  limit: number | null;
}

/** A stair of it: each stretch from its beginning to its end, nothing where nothing limits. */
export function stair(stretches: readonly Stretch[]): Line['points'] {
  return stretches.flatMap(({ from, until, limit }): Line['points'] => [
    [from, limit],
    [until - 1, limit],
  ]);
}

/** What an EVSE may take by these profiles, from now on. */
export function limitsAhead(known: ChargingKnowledge, asked: { evseId: number; unit: RateUnit; from: number; hours: number }): Stretch[] {
  const { evseId, unit, from, hours } = asked;
  return compositeSchedule(questionOf(known, { evseId, unit, from, durationSeconds: hours * 3600 })).periods.map(
    ({ from: begins, until, limit }) => ({
      from: begins,
      until,
      limit,
    }),
  );
}

/** ISO moments of the API as epoch ms. */
export function stretchesOf(periods: readonly { from: string; until: string; limit: number | null }[]): Stretch[] {
  return periods.map(({ from, until, limit }) => ({ from: Date.parse(from), until: Date.parse(until), limit }));
}

/** What was asked of the station may be in the other unit. */
export function inUnit(stretches: readonly Stretch[], [from, to]: readonly [RateUnit, RateUnit], wattsPerAmpere: number): Stretch[] {
  if (from === to) return [...stretches];
  const factor = to === 'W' ? wattsPerAmpere : 1 / wattsPerAmpere;
  return stretches.map((stretch) => ({ ...stretch, limit: stretch.limit === null ? null : stretch.limit * factor }));
}

/** W for each ampere that every phase carries; EVSE 0: of the station's connection. */
export function wattsPerAmpere({ known, evseId }: Pick<ChargingLimits, 'known' | 'evseId'>): number {
  const evse = known.evses.find(({ id }) => id === evseId);
  const phases = evse?.phases ?? known.supply.phases;
  return (evse?.voltage ?? known.voltage) * Math.max(1, phases);
}
