import { type ChargingProfile, type ChargingSchedule, recurrences } from '../profile.ts';
import type { ProfileContext } from './context.ts';
import { periodProblems } from './period-problems.ts';
import { type ProfileProblem, problem, when } from './problem.ts';

export function scheduleProblems(profile: ChargingProfile, context: ProfileContext): ProfileProblem[] {
  const { schedules, kind } = profile;
  // 2.x K01.FR.34: alternatives are for cars that negotiate.
  const most = context.version !== 'ocpp1.6' && context.maxScheduleTuples !== undefined ? 3 : 1;
  const units = new Set(schedules.map(({ unit }) => unit));
  const isTooLong = schedules.length > 1 || schedules.some(({ periods }) => periods.length !== 1 || periods[0]?.startPeriod !== 0);
  return [
    ...when(schedules.length === 0, problem('scheduleMissing', 'schedules', [0, 1])),
    ...when(schedules.length > most, problem('tooManySchedules', 'schedules', [schedules.length, most])),
    ...when(units.size > 1, problem('unitsMixed', 'schedules', [[...units].join(', ')])),
    ...when(kind === 'Dynamic' && isTooLong, problem('dynamicNotOnePeriod', 'schedules')),
    ...schedules.flatMap((schedule, index) => problemsOf(schedule, { profile, context, path: `schedules.${index}` })),
  ];
}

export interface Place {
  profile: ChargingProfile;
  context: ProfileContext;
  path: string;
}

function problemsOf(schedule: ChargingSchedule, place: Place): ProfileProblem[] {
  const { path, context } = place;
  const { unit, periods } = schedule;
  const { units = [unit], maxPeriods = Number.POSITIVE_INFINITY } = context.station;
  const most = Math.min(maxPeriods, context.maxScheduleTuples ?? Number.POSITIVE_INFINITY);
  return [
    ...when(!units.includes(unit), problem('unitUnsupported', `${path}.unit`, [unit, units.join(', ')])),
    ...when(periods.length > most, problem('tooManyPeriods', `${path}.periods`, [periods.length, most])),
    ...when(periods.length === 0, problem('periodsMissing', `${path}.periods`, [0, 1])),
    ...startProblems(schedule, place),
    ...durationProblems(schedule, place),
    ...featureProblems(schedule, place),
    ...orderProblems(schedule, place),
    ...periods.flatMap((period, index) => periodProblems(period, { ...place, path: `${path}.periods.${index}` })),
  ];
}

function startProblems({ startSchedule }: ChargingSchedule, { profile: { kind }, path }: Place): ProfileProblem[] {
  if (kind === 'Relative' && startSchedule !== undefined)
    return [problem('startScheduleNotAllowed', `${path}.startSchedule`, [startSchedule])];
  // 1.6 §7.13 takes it as relative then; a CSMS that means so says Relative.
  const isNeeded = kind === 'Absolute' || kind === 'Recurring';
  return isNeeded && startSchedule === undefined ? [problem('startScheduleMissing', `${path}.startSchedule`)] : [];
}

function cycleOf({ kind, recurrencyKind }: ChargingProfile): number {
  return kind === 'Recurring' && recurrencyKind !== undefined ? recurrences[recurrencyKind] : Number.POSITIVE_INFINITY;
}

function durationProblems({ duration }: ChargingSchedule, { profile, path }: Place): ProfileProblem[] {
  if (duration === undefined) return [];
  const at = `${path}.duration`;
  const cycle = cycleOf(profile);
  return [
    ...when(duration <= 0, problem('durationNotPositive', at, [duration, 0])),
    ...when(duration > cycle, problem('durationBeyondRecurrence', at, [duration, cycle])),
    ...when(profile.purpose === 'PriorityCharging', problem('durationNotAllowed', at, [duration])),
  ];
}

function featureProblems(schedule: ChargingSchedule, { profile, context, path }: Place): ProfileProblem[] {
  if (context.version !== 'ocpp2.1') return [];
  const { useLocalTime, randomizedDelay = 0, limitAtSoC, periods } = schedule;
  const features = context.station.features ?? [];
  const isDelayAllowed = profile.purpose === 'TxProfile' || profile.purpose === 'TxDefaultProfile';
  const asleep = periods.findIndex(({ evseSleep }) => evseSleep === true);
  return [
    ...when(useLocalTime && !features.includes('UseLocalTime'), problem('featureUnsupported', `${path}.useLocalTime`)),
    ...when(
      randomizedDelay > 0 && !features.includes('RandomizedDelay'),
      problem('featureUnsupported', `${path}.randomizedDelay`, [randomizedDelay]),
    ),
    ...when(randomizedDelay > 0 && !isDelayAllowed, problem('randomizedDelayNotAllowed', `${path}.randomizedDelay`, [randomizedDelay])),
    ...when(limitAtSoC !== undefined && !features.includes('LimitAtSoC'), problem('featureUnsupported', `${path}.limitAtSoC`)),
    ...when(asleep >= 0 && !features.includes('EvseSleep'), problem('featureUnsupported', `${path}.periods.${asleep}.evseSleep`)),
  ];
}

/** The first of each kind is enough to find the fault. */
function orderProblems({ periods, duration }: ChargingSchedule, { profile, path }: Place): ProfileProblem[] {
  const first = periods[0]?.startPeriod ?? 0;
  const at = (index: number): string => `${path}.periods.${index}.startPeriod`;
  const starts = periods.map(({ startPeriod }) => startPeriod);
  const unordered = starts.findIndex((start, index) => index > 0 && start <= (starts[index - 1] ?? 0));
  const end = Math.min(duration ?? Number.POSITIVE_INFINITY, cycleOf(profile));
  const unreached = duration !== undefined && duration <= 0 ? -1 : starts.findIndex((start) => start >= end);
  return [
    ...when(first !== 0, problem('firstPeriodNotAtZero', at(0), [first, 0])),
    ...when(unordered > 0, problem('periodsUnordered', at(unordered), [starts[unordered], starts[unordered - 1]])),
    ...when(unreached >= 0, problem('periodNeverReached', at(unreached), [starts[unreached], end])),
  ];
}
