import type { ChargingProfile } from '@stationmaster/domain';
import { applyLimits } from '../station/apply-limits.ts';
import { type Draft, stationClock } from '../station/draft.ts';
import type { Hearing, Obeyed, Saying } from '../station/face.ts';
import type { Asked, Heard, Said, Sent } from './calls.ts';
import { sendWords, words } from './words.ts';

type Update = Asked<'UpdateDynamicSchedule'>['scheduleUpdate'];

/** The CSMS pushes new values into a Dynamic profile. [21P2 K28] */
export function updateDynamicSchedule(
  draft: Draft,
  { chargingProfileId, scheduleUpdate }: Asked<'UpdateDynamicSchedule'>,
): Obeyed<Said<'UpdateDynamicSchedule'>> {
  const isKnown = change(draft, chargingProfileId, scheduleUpdate);
  if (!isKnown) return { answer: { status: 'Rejected', statusInfo: { reasonCode: 'InvalidProfileId' } } };
  return { answer: { status: 'Accepted' }, after: () => applyLimits(draft) };
}

/** A profile that is to be pulled is pulled again and again. [21P2 K28] */
export function schedulePull(draft: Draft, { id, kind, dynUpdateInterval = 0 }: ChargingProfile): void {
  if (kind !== 'Dynamic' || dynUpdateInterval <= 0) return;
  draft.effects.push({ kind: 'timer', name: `pull:${id}`, afterMs: dynUpdateInterval * 1000, clock: 'world' });
}

export function pullDue(draft: Draft, id: number): void {
  const found = draft.state.profiles.find(({ profile }) => profile.id === id && profile.kind === 'Dynamic');
  if (found === undefined) return;
  sendWords(draft, 'PullDynamicScheduleUpdate', { chargingProfileId: id });
  schedulePull(draft, found.profile);
}

export const sayPull: Saying = ({ state }) => {
  const dynamic = state.profiles.find(({ profile }) => profile.kind === 'Dynamic');
  return [words('PullDynamicScheduleUpdate', { chargingProfileId: dynamic?.profile.id ?? 1 })];
};

export const pullHeard: Hearing<Sent<'PullDynamicScheduleUpdate'>, Heard<'PullDynamicScheduleUpdate'>> = (
  draft,
  { chargingProfileId },
  { status, scheduleUpdate },
) => {
  if (status === 'Accepted' && scheduleUpdate !== undefined && change(draft, chargingProfileId, scheduleUpdate)) applyLimits(draft);
};

/** Such a profile has one period. [21P2 K28] */
function change(draft: Draft, id: number, update: Update): boolean {
  const { state } = draft;
  const found = state.profiles.find(({ profile }) => profile.id === id && profile.kind === 'Dynamic');
  if (found === undefined) return false;
  const { customData: _, ...values } = update;
  const schedules = found.profile.schedules.map((schedule) => ({
    ...schedule,
    periods: schedule.periods.map((period) => ({ ...period, ...values })),
  }));
  const profile: ChargingProfile = { ...found.profile, schedules, dynUpdateTime: stationClock(draft) };
  state.profiles = state.profiles.map((one) => (one === found ? { ...one, profile } : one));
  return true;
}
