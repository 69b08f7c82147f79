import { parseMoment } from '../moment.ts';
import type { PeriodState, SessionPeriod } from '../pricing/use.ts';
import type { Instant } from '../reading.ts';
import type { CdrDimensionType, OcpiCdrCost, OcpiChargingPeriod } from './ocpi-types.ts';

const hour = 3_600_000;

/**
 * The periods of a partner's CDR, to price it again by their tariff or ours. A period in which the car charged and parked is
 * taken apart, charging first. Periods with times that are none are left out.
 */
export function cdrPeriods(cdr: Pick<OcpiCdrCost<unknown>, 'charging_periods' | 'end_date_time'>): SessionPeriod[] {
  const isSession = cdr.charging_periods.some(({ dimensions }) =>
    dimensions.some(({ type }) => type === 'TIME' || type === 'PARKING_TIME'),
  );
  return cdr.charging_periods.flatMap((period, index) => {
    const start = parseMoment(period.start_date_time);
    const end = parseMoment(cdr.charging_periods[index + 1]?.start_date_time ?? cdr.end_date_time);
    return start === null || end === null ? [] : parted(period, [start, end], isSession);
  });
}

function parted(period: OcpiChargingPeriod, [start, end]: readonly [Instant, Instant], isSession: boolean): SessionPeriod[] {
  const volume = (type: CdrDimensionType): number | null => period.dimensions.find((dimension) => dimension.type === type)?.volume ?? null;
  const kilo = (value: number | null): number | null => (value === null ? null : Math.round(value * 1_000_000) / 1000);
  const peakW = kilo(volume('MAX_POWER'));
  const rest = { powerW: kilo(volume('POWER')) ?? peakW, peakW, currentA: volume('CURRENT') ?? volume('MAX_CURRENT') };
  const energyWh = kilo(volume('ENERGY')) ?? 0;
  const [time, parking] = [volume('TIME') ?? 0, volume('PARKING_TIME') ?? 0];
  if (volume('RESERVATION_TIME') !== null) return [{ start, end, state: isSession ? 'reserved' : 'expired', energyWh: 0 }];
  const state: PeriodState = time > 0 || parking === 0 ? 'charging' : 'idle';
  if (time === 0 || parking === 0) return [{ start, end, state, energyWh, ...rest }];
  const middle = Math.min(end, start + Math.round(time * hour));
  return [
    { start, end: middle, state: 'charging', energyWh, ...rest },
    { start: middle, end, state: 'idle', energyWh: 0 },
  ];
}
