import type { Instant } from '../reading.ts';
import { meetsCriteria, type ProfileCriteria } from './criteria.ts';
import { isReplacedBy16 } from './problems/installed-problems.ts';
import type { ChargingProfile, ProfileVersion, SchedulePeriod } from './profile.ts';

/** What UpdateDynamicSchedule of 2.1 may change. */
export const updatable = [
  'limit',
  'limit_L2',
  'limit_L3',
  'dischargeLimit',
  'dischargeLimit_L2',
  'dischargeLimit_L3',
  'setpoint',
  'setpoint_L2',
  'setpoint_L3',
  'setpointReactive',
  'setpointReactive_L2',
  'setpointReactive_L3',
] as const satisfies readonly (keyof SchedulePeriod)[];
export type ScheduleUpdate = { [K in (typeof updatable)[number]]?: number };

/** What a station was told, and has agreed to. */
export type ProfileChange =
  | { kind: 'set'; profile: ChargingProfile }
  | { kind: 'cleared'; criteria: ProfileCriteria }
  | { kind: 'updated'; id: number; values: ScheduleUpdate; at: Instant }
  /** It has said that it holds none. */
  | { kind: 'empty' };

/** The profiles a station holds after a change, those that stay as they are being the same objects. */
export function changedProfiles(version: ProfileVersion, held: readonly ChargingProfile[], change: ProfileChange): ChargingProfile[] {
  switch (change.kind) {
    case 'set': {
      const { profile } = change;
      const isReplaced = (one: ChargingProfile): boolean =>
        one.id === profile.id || (version === 'ocpp1.6' && isReplacedBy16(profile, one));
      return [...held.filter((one) => !isReplaced(one)), profile];
    }
    case 'empty':
      return [];
    case 'cleared':
      return held.filter((one) => !meetsCriteria(one, change.criteria));
    case 'updated':
      return held.map((one) => (one.id === change.id && one.kind === 'Dynamic' ? updated(one, change) : one));
  }
}

/** 2.1 K28.FR.01: such a profile has one period, and its duration counts from the update. */
function updated(profile: ChargingProfile, { values, at }: Extract<ProfileChange, { kind: 'updated' }>): ChargingProfile {
  const schedules = profile.schedules.map((schedule) => ({
    ...schedule,
    periods: schedule.periods.map((period) => ({ ...period, ...values })),
  }));
  return { ...profile, dynUpdateTime: at, schedules };
}
