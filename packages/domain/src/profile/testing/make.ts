/** Profiles and questions for tests, with as few words as possible. */
import { compositeSchedule } from '../composite.ts';
import type { CompositePeriod, CompositeQuestion } from '../composite-model.ts';
import type { ChargingProfile, ChargingSchedule, SchedulePeriod } from '../profile.ts';

/** A Monday. */
export const monday = Date.parse('2026-03-02T00:00:00Z');
export const at = (text: string): number => Date.parse(text);

type Periods = readonly (readonly [startPeriod: number, limit: number] | SchedulePeriod)[];
type Rest = Partial<Omit<ChargingProfile, 'schedules'>> & Partial<Omit<ChargingSchedule, 'id' | 'periods'>> & { numberPhases?: number };

/** An Absolute TxDefaultProfile in ampere from `monday` on for EVSE 0, unless told otherwise. */
export function profile(periods: Periods, rest: Rest = {}): ChargingProfile {
  const { unit = 'A', startSchedule, duration, useLocalTime, randomizedDelay, limitAtSoC, numberPhases, ...others } = rest;
  const kind = others.kind ?? 'Absolute';
  const start = startSchedule ?? (kind === 'Absolute' || kind === 'Recurring' ? monday : undefined);
  const schedule: ChargingSchedule = {
    id: 1,
    unit,
    ...(start !== undefined && { startSchedule: start }),
    ...(duration !== undefined && { duration }),
    ...(useLocalTime !== undefined && { useLocalTime }),
    ...(randomizedDelay !== undefined && { randomizedDelay }),
    ...(limitAtSoC !== undefined && { limitAtSoC }),
    periods: periods.map((each) => ({
      ...('startPeriod' in each ? each : { startPeriod: each[0], limit: each[1] }),
      ...phases(numberPhases),
    })),
  };
  return { id: 1, evseId: 0, stackLevel: 0, purpose: 'TxDefaultProfile', kind, ...others, schedules: [schedule] };
}
const phases = (numberPhases: number | undefined): { numberPhases?: number } => (numberPhases === undefined ? {} : { numberPhases });

type Make = (periods: Periods, rest?: Rest) => ChargingProfile;
let nextId = 1;
const make =
  (purpose: ChargingProfile['purpose'], base: Rest = {}): Make =>
  (periods, rest) =>
    profile(periods, { id: nextId++, purpose, ...base, ...rest });
export const max = make('ChargingStationMaxProfile');
export const external = make('ChargingStationExternalConstraints');
export const byDefault = make('TxDefaultProfile');
/** Relative, for transaction T on EVSE 1. */
export const tx = make('TxProfile', { kind: 'Relative', evseId: 1, transactionId: 'T' });
export const priority = make('PriorityCharging');
export const generation = make('LocalGeneration');

/** EVSE 1 of a three-phase 230 V station with a transaction since `monday`, in ampere, for an hour. */
export function question(profiles: readonly ChargingProfile[], rest: Asked = {}): CompositeQuestion {
  return {
    profiles,
    evseId: 1,
    from: monday,
    durationSeconds: 3600,
    unit: 'A',
    transaction: { id: 'T', startedAt: monday },
    ...rest,
    station: { version: 'ocpp2.1', voltage: 230, phases: 3, ...rest.station },
  };
}

/** Each period as `start=limit`, start in seconds from the beginning; `×n` where other than three phases are in use. */
export function drawn(periods: readonly CompositePeriod[]): string {
  const [first] = periods;
  return periods
    .map(({ from, limit, limit_L2, limit_L3, numberPhases }) => {
      const limits = [limit ?? '∞', limit_L2, limit_L3].filter((each) => each !== undefined).map(short);
      const phasesInUse = numberPhases === 3 ? '' : `×${numberPhases ?? 'DC'}`;
      return `${(from - (first?.from ?? 0)) / 1000}=${limits.join('|')}${phasesInUse}`;
    })
    .join(' ');
}
const short = (value: number | string): string => (typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : value);

export type Asked = Omit<Partial<CompositeQuestion>, 'station'> & { station?: Partial<CompositeQuestion['station']> };
/** A row of a table: expected is as `drawn` writes it. */
export type Case = [name: string, profiles: ChargingProfile[], expected: string, rest?: Asked];

/** Drawn twice, with the profiles in either order. */
export function bothWays(profiles: readonly ChargingProfile[], rest: Asked = {}): string[] {
  return [profiles, profiles.toReversed()].map((each) => drawn(compositeSchedule(question(each, rest)).periods));
}

export const inWatt = (station: Partial<CompositeQuestion['station']> = {}): Asked => ({ unit: 'W', station });
export const running = (rest: Partial<NonNullable<CompositeQuestion['transaction']>>): Asked => ({
  transaction: { id: 'T', startedAt: monday, ...rest },
});
