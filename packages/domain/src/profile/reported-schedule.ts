import { parseMoment } from '../moment.ts';
import type { Instant } from '../reading.ts';
import type { Span } from './local-time.ts';
import type { ProfileVersion, RateUnit, SchedulePeriod } from './profile.ts';
import { members } from './wire.ts';

/** 1.6 §6.24 GetCompositeSchedule.conf. */
export interface CompositeAnswer16 {
  status: 'Accepted' | 'Rejected';
  scheduleStart?: string;
  chargingSchedule?: {
    duration?: number;
    startSchedule?: string;
    chargingRateUnit: RateUnit;
    chargingSchedulePeriod: { startPeriod: number; limit: number; numberPhases?: number }[];
  };
}
/** 2.0.1 and 2.1 GetCompositeScheduleResponse. */
export interface CompositeAnswer2x {
  status: 'Accepted' | 'Rejected';
  schedule?: { duration: number; scheduleStart: string; chargingRateUnit: RateUnit; chargingSchedulePeriod: SchedulePeriod[] };
}
export type CompositeAnswer<V extends ProfileVersion> = V extends 'ocpp1.6' ? CompositeAnswer16 : CompositeAnswer2x;

/** What a station says that it will do. */
export interface ReportedSchedule extends Span {
  unit: RateUnit;
  /** In order of time, without overlap; the last one lasts until the end. */
  periods: readonly (Span & SchedulePeriod)[];
}

/** What was asked for: stands in where the answer leaves out or misspells its start or its length. */
export interface AskedFor {
  from: Instant;
  durationSeconds: number;
}

/** null: the station gave no schedule. */
export function reportedSchedule<V extends ProfileVersion>(
  version: V,
  answer: CompositeAnswer<V>,
  asked: AskedFor,
): ReportedSchedule | null {
  if (answer.status !== 'Accepted') return null;
  // The shape of the answer follows from the version, which the compiler cannot see here.
  const sent = version === 'ocpp1.6' ? said16(answer as CompositeAnswer16) : (answer as CompositeAnswer2x).schedule;
  if (sent === undefined) return null;
  const from = parseMoment(sent.scheduleStart ?? '') ?? asked.from;
  const until = from + (sent.duration ?? asked.durationSeconds) * 1000;
  const ordered = sent.chargingSchedulePeriod.toSorted((a, b) => a.startPeriod - b.startPeriod);
  const known = new Set<string>(['startPeriod', ...members[version].period]);
  const periods = ordered.flatMap((period, index) => {
    const next = ordered[index + 1];
    const begins = from + period.startPeriod * 1000;
    const ends = next === undefined ? until : Math.min(until, from + next.startPeriod * 1000);
    const said = Object.fromEntries(Object.entries(period).filter(([key]) => known.has(key)));
    return begins < ends ? [{ ...(said as unknown as SchedulePeriod), from: begins, until: ends }] : [];
  });
  return { from, until, unit: sent.chargingRateUnit, periods };
}

/** 1.6 says the start of the schedule once for the answer and may say it again inside. */
function said16({ scheduleStart, chargingSchedule }: CompositeAnswer16): SaidSchedule | undefined {
  if (chargingSchedule === undefined) return undefined;
  const { startSchedule, ...rest } = chargingSchedule;
  const start = scheduleStart ?? startSchedule;
  return { ...rest, ...(start !== undefined && { scheduleStart: start }) };
}
type SaidSchedule = Partial<NonNullable<CompositeAnswer2x['schedule']>> &
  Pick<NonNullable<CompositeAnswer2x['schedule']>, 'chargingRateUnit' | 'chargingSchedulePeriod'>;
