import type { Instant } from '../reading.ts';
import { clockSpans, type Span } from './local-time.ts';
import { type ChargingProfile, type ChargingSchedule, recurrences, type SchedulePeriod } from './profile.ts';

/** When a period of a schedule is to be executed. */
export interface Segment extends Span {
  period: SchedulePeriod;
  schedule: ChargingSchedule;
}

/** What a schedule counts from, besides its own startSchedule. */
export interface Circumstances {
  /** When the EVSE was ready to deliver energy (2.1 K01.FR.42). */
  startedAt: Instant;
  /** For `useLocalTime`. */
  timeZone: string;
  /** null: the station is connected. */
  offlineSince: Instant | null;
  /** Which of the schedules an ISO 15118 car may choose from: 0 to 2. */
  scheduleIndex: number;
}

/** The periods of the profile within the window, in order of time and without overlap; gaps are left to lower stack levels. */
export function segmentsOf(profile: ChargingProfile, window: Span, circumstances: Circumstances): Segment[] {
  // 2.1 K15.FR.22: the first alternative goes with the first ones of other profiles, the second with the second.
  const schedule = profile.schedules[circumstances.scheduleIndex] ?? profile.schedules[0];
  const valid = validity(profile, window, circumstances);
  if (schedule === undefined || valid.until <= valid.from) return [];
  const isLocal = schedule.useLocalTime === true && hasOwnStart(profile) && schedule.startSchedule !== undefined;
  // 2.1 K01.FR.91: local time is followed; what the clock skips is skipped and what it shows twice is done twice.
  const spans = isLocal ? clockSpans(valid, circumstances.timeZone) : [{ ...valid, offset: 0 }];
  const start = startOf(profile, schedule, circumstances);
  const steps = stepsOf(profile, schedule);
  return spans.flatMap(({ from, until, offset }) =>
    executed({ from: from + offset, until: until + offset }, start, steps).map((segment) => ({
      ...segment,
      schedule,
      from: segment.from - offset,
      until: segment.until - offset,
    })),
  );
}

/** 2.1 K01.FR.36, FR.37: validFrom belongs to it, validTo no more. K01.FR.101: not while offline for longer than allowed. */
function validity({ validFrom, validTo, maxOfflineDuration }: ChargingProfile, window: Span, { offlineSince }: Circumstances): Span {
  const isAlways = offlineSince === null || maxOfflineDuration === undefined;
  const offlineEnd = isAlways ? Number.POSITIVE_INFINITY : offlineSince + maxOfflineDuration * 1000;
  return { from: Math.max(window.from, validFrom ?? window.from), until: Math.min(window.until, validTo ?? window.until, offlineEnd) };
}

const hasOwnStart = ({ kind }: ChargingProfile): boolean => kind === 'Absolute' || kind === 'Recurring';

function startOf(profile: ChargingProfile, { startSchedule }: ChargingSchedule, { startedAt }: Circumstances): Instant {
  // 2.1 K28.FR.05, FR.13: a Dynamic profile acts at once, and its duration counts from the last update.
  if (profile.kind === 'Dynamic') return profile.dynUpdateTime ?? startedAt;
  // 1.6 §7.13: without startSchedule a schedule is relative to the start of charging.
  return hasOwnStart(profile) ? (startSchedule ?? startedAt) : startedAt;
}

interface Steps {
  /** ms; infinite: the schedule does not return. */
  cycle: number;
  /** Their times are ms from the start of the schedule. */
  steps: readonly (Span & { period: SchedulePeriod })[];
}

/**
 * A period lasts until the next one (2.1 K01.FR.12), until the end of the schedule (FR.11) or until the schedule begins
 * anew (1.6 errata 3.43: what is longer than the recurrence is not executed), whichever is first.
 */
function stepsOf({ kind, recurrencyKind }: ChargingProfile, { duration, periods }: ChargingSchedule): Steps {
  const cycle = kind === 'Recurring' && recurrencyKind !== undefined ? recurrences[recurrencyKind] * 1000 : Number.POSITIVE_INFINITY;
  const end = Math.min(cycle, duration === undefined ? Number.POSITIVE_INFINITY : duration * 1000);
  const ordered = periods.toSorted((a, b) => a.startPeriod - b.startPeriod);
  const steps = ordered.map((period, index) => {
    const next = ordered[index + 1];
    return { from: period.startPeriod * 1000, until: next === undefined ? end : Math.min(end, next.startPeriod * 1000), period };
  });
  return { cycle, steps: steps.filter(({ from, until }) => from < until) };
}

/** No schedule begins before its start (2.1 K01.FR.30). */
function executed(window: Span, start: Instant, { cycle, steps }: Steps): (Span & { period: SchedulePeriod })[] {
  const passed = Math.max(0, Math.floor((window.from - start) / cycle));
  const first = passed === 0 ? start : start + passed * cycle;
  const done: (Span & { period: SchedulePeriod })[] = [];
  for (let begin = first; begin < window.until; begin += cycle) {
    for (const { from, until, period } of steps) {
      const clipped = { from: Math.max(window.from, begin + from), until: Math.min(window.until, begin + until), period };
      if (clipped.from < clipped.until) done.push(clipped);
    }
  }
  return done;
}
