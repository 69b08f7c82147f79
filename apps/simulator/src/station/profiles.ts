import type { ChargingProfile } from '@stationmaster/domain';
import { type Draft, evseOf } from './draft.ts';
import { transactionIdOf } from './limits.ts';
import { mostOf, numberOf } from './settings.ts';

/** A charging profile that the station holds, and who set it. [P2 K, appendix ChargingLimitSource] */
export interface StoredProfile {
  profile: ChargingProfile;
  source: string;
}

/** Why a profile is refused, as a reason code of 2.x; null: it is taken. */
export type ProfileProblem =
  | 'UnknownEvse'
  | 'InvalidStackLevel'
  | 'TooManyElements'
  | 'InvalidSchedule'
  | 'InvalidProfile'
  | 'UnsupportedPurpose'
  | 'MissingParam'
  | 'TxNotFound'
  | 'DuplicateProfile';

/** SetChargingProfile: the same id replaces; in 1.6 so does the same purpose and stack level. [16 §3.13.2, P2 K01] */
export function setProfile(draft: Draft, stored: StoredProfile): ProfileProblem | null {
  const { state } = draft;
  const { profile } = stored;
  const problem = problemOf(draft, profile);
  if (problem !== null) return problem;
  const others = state.profiles.filter((one) => one.profile.id !== profile.id);
  const rivals = others.filter((one) => areRivals(one.profile, profile));
  if (rivals.length > 0 && state.version !== 'ocpp1.6') return 'DuplicateProfile';
  const kept = others.filter((one) => !rivals.includes(one));
  if (kept.length >= mostOf(state, 'profiles')) return 'TooManyElements';
  state.profiles = [...kept, stored];
  return null;
}

export interface ProfileCriteria {
  ids?: readonly number[] | undefined;
  evseId?: number | undefined;
  purpose?: ChargingProfile['purpose'] | undefined;
  stackLevel?: number | undefined;
  sources?: readonly string[] | undefined;
}

/** Ids alone decide when there are any; otherwise all that is given must fit. [16 §5.5, P2 K09, K10] */
export function matching({ state }: Draft, { ids, evseId, purpose, stackLevel, sources }: ProfileCriteria): StoredProfile[] {
  if (ids !== undefined) return state.profiles.filter(({ profile }) => ids.includes(profile.id));
  return state.profiles.filter(
    ({ profile, source }) =>
      (evseId === undefined || profile.evseId === evseId) &&
      (purpose === undefined || profile.purpose === purpose) &&
      (stackLevel === undefined || profile.stackLevel === stackLevel) &&
      (sources === undefined || sources.includes(source)),
  );
}

/** ClearChargingProfile. What others than the CSMS have set stays. [P2 K10] */
export function clearProfiles(draft: Draft, criteria: ProfileCriteria): 'Accepted' | 'Unknown' {
  const cleared = matching(draft, criteria).filter(({ source }) => source === 'CSO');
  if (cleared.length === 0) return 'Unknown';
  draft.state.profiles = draft.state.profiles.filter((one) => !cleared.includes(one));
  return 'Accepted';
}

function problemOf(draft: Draft, profile: ChargingProfile): ProfileProblem | null {
  const { state } = draft;
  const { evseId, purpose, kind, stackLevel, schedules } = profile;
  if (evseId !== 0 && evseOf(draft, evseId) === undefined) return 'UnknownEvse';
  if (stackLevel > numberOf(state, 'stackLevel')) return 'InvalidStackLevel';
  if (schedules.some(({ periods }) => periods.length > numberOf(state, 'schedulePeriods'))) return 'TooManyElements';
  if (schedules.some(({ periods }) => periods[0]?.startPeriod !== 0 || isDisordered(periods))) return 'InvalidSchedule';
  if (kind === 'Recurring' && profile.recurrencyKind === undefined) return 'InvalidProfile';
  if (purpose === 'ChargingStationExternalConstraints') return 'UnsupportedPurpose';
  if (purpose === 'ChargingStationMaxProfile' && (evseId !== 0 || kind === 'Relative')) return 'InvalidProfile';
  return purpose === 'TxProfile' ? txProblem(draft, profile) : null;
}

/** A TxProfile needs the transaction it is for; 1.6 may leave its number out. [16 §5.16.2, P2 K01] */
function txProblem(draft: Draft, { evseId, transactionId }: ChargingProfile): ProfileProblem | null {
  const evse = evseOf(draft, evseId);
  if (evse === undefined) return 'InvalidProfile';
  if (transactionId === undefined && draft.state.version !== 'ocpp1.6') return 'MissingParam';
  if (evse.session === null) return 'TxNotFound';
  return transactionId === undefined || transactionId === transactionIdOf(draft.state, evse.session) ? null : 'TxNotFound';
}

function isDisordered(periods: ChargingProfile['schedules'][number]['periods']): boolean {
  return periods.some(({ startPeriod }, index) => startPeriod <= (periods[index - 1]?.startPeriod ?? -1));
}

function areRivals(a: ChargingProfile, b: ChargingProfile): boolean {
  if (a.evseId !== b.evseId || a.purpose !== b.purpose || a.stackLevel !== b.stackLevel || a.transactionId !== b.transactionId)
    return false;
  const from = Math.max(a.validFrom ?? Number.NEGATIVE_INFINITY, b.validFrom ?? Number.NEGATIVE_INFINITY);
  const until = Math.min(a.validTo ?? Number.POSITIVE_INFINITY, b.validTo ?? Number.POSITIVE_INFINITY);
  return from < until;
}
