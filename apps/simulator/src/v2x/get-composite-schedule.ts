import { type Draft, evseOf } from '../station/draft.ts';
import { iso, type Obeyed } from '../station/face.ts';
import { compositeOf } from '../station/limits.ts';
import type { Asked, Said } from './calls.ts';
import { periodsOf } from './schedule-periods.ts';

type Response = Said<'GetCompositeSchedule'>;

export function getCompositeSchedule(
  draft: Draft,
  { evseId, duration, chargingRateUnit = 'W' }: Asked<'GetCompositeSchedule'>,
): Obeyed<Response> {
  if (evseId !== 0 && evseOf(draft, evseId) === undefined) return refused('UnknownEvse');
  if (duration <= 0) return refused('ValuePositiveOnly');
  const composite = compositeOf(draft, { evseId, durationSeconds: duration, unit: chargingRateUnit });
  return {
    answer: {
      status: 'Accepted',
      schedule: {
        evseId,
        duration,
        scheduleStart: iso(composite.from),
        chargingRateUnit,
        chargingSchedulePeriod: periodsOf(draft.state.version, composite),
      },
    },
  };
}

function refused(reasonCode: string): Obeyed<Response> {
  return { answer: { status: 'Rejected', statusInfo: { reasonCode } } };
}
