import { type Draft, evseOf } from '../station/draft.ts';
import { iso, type Obeyed } from '../station/face.ts';
import { compositeOf } from '../station/limits.ts';
import type { Asked, Said } from './calls.ts';

type Response = Said<'GetCompositeSchedule'>;
type Period = NonNullable<Response['chargingSchedule']>['chargingSchedulePeriod'][number];

export function getCompositeSchedule(
  draft: Draft,
  { connectorId, duration, chargingRateUnit = 'W' }: Asked<'GetCompositeSchedule'>,
): Obeyed<Response> {
  if (duration <= 0 || (connectorId !== 0 && evseOf(draft, connectorId) === undefined)) return { answer: { status: 'Rejected' } };
  const { from, periods, unit } = compositeOf(draft, { evseId: connectorId, durationSeconds: duration, unit: chargingRateUnit });
  const chargingSchedulePeriod = periods.map(
    ({ from: start, limit, numberPhases }): Period => ({
      startPeriod: Math.round((start - from) / 1000),
      // One digit after the point, and nobody gets more than he may. [16 §7.14]
      limit: Math.floor((limit ?? 0) * 10 + 1e-6) / 10,
      ...(numberPhases === undefined ? {} : { numberPhases }),
    }),
  );
  return {
    answer: {
      status: 'Accepted',
      connectorId,
      scheduleStart: iso(from),
      chargingSchedule: { duration, chargingRateUnit: unit, chargingSchedulePeriod },
    },
  };
}
