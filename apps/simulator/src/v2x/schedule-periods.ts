import type { CompositeSchedule } from '@stationmaster/domain';
import type { Version } from '@stationmaster/ocpp';
import type { Said } from './calls.ts';

type Periods = NonNullable<Said<'GetCompositeSchedule'>['schedule']>['chargingSchedulePeriod'];
type Period = Periods[number];

/** The periods of a composite schedule as they go over the wire; 2.0.1 knows limits and phases only. [P2 K08, 21P2 K08] */
export function periodsOf(version: Version, { from, periods }: CompositeSchedule): Periods {
  const lines = periods.map((period): Period => {
    const { from: start, until: _until, decisions: _decisions, limit, numberPhases, phaseToUse, ...more } = period;
    return {
      startPeriod: Math.round((start - from) / 1000),
      // One digit after the point, and nobody gets more than he may.
      limit: Math.floor((limit ?? 0) * 10 + 1e-6) / 10,
      ...(numberPhases === undefined ? {} : { numberPhases }),
      ...(phaseToUse === undefined ? {} : { phaseToUse }),
      ...(version === 'ocpp2.1' ? more : {}),
    };
  });
  return lines as Periods;
}
