import type { ChargingProfile, SchedulePeriod } from '../profile.ts';
import type { ProfileContext } from './context.ts';
import { type ProfileProblem, problem, when } from './problem.ts';

/** What the station already holds that does not go with the profile. `value` is the id of the other one. */
export function installedProblems(profile: ChargingProfile, { version, installed, station }: ProfileContext): ProfileProblem[] {
  const others = installed.filter(({ id }) => id !== profile.id);
  const replaced = installed.find(({ id }) => id === profile.id);
  const isReplacing = replaced !== undefined && replaced.purpose === 'ChargingStationExternalConstraints';
  const isFull = replaced === undefined && station.maxProfiles !== undefined && installed.length >= station.maxProfiles;
  return [
    ...when(isReplacing, problem('replacesExternalConstraints', 'id', [profile.id])),
    ...when(isFull, problem('tooManyProfiles', '', [installed.length + 1, station.maxProfiles])),
    ...others
      .filter((other) => (version === 'ocpp1.6' ? isReplacedBy16(profile, other) : isDuplicate(profile, other)))
      .map((other) => problem('duplicateStackLevel', 'stackLevel', [other.id, profile.stackLevel])),
    ...others.filter((other) => isPhaseConflict(profile, other)).map((other) => problem('phaseConflict', '', [other.id])),
  ];
}

/** 1.6 §3.13.2, §5.16: without a word the new one takes the place of the other, whenever the two are valid. */
export function isReplacedBy16(a: ChargingProfile, b: ChargingProfile): boolean {
  if (a.purpose !== b.purpose || a.stackLevel !== b.stackLevel) return false;
  return a.evseId === b.evseId && (a.purpose !== 'TxProfile' || a.transactionId === b.transactionId);
}

/** 2.x K01.FR.06: on one EVSE (EVSE 0 is on all of them, FR.52, FR.53) and valid at one time; FR.39: for one transaction. */
function isDuplicate(a: ChargingProfile, b: ChargingProfile): boolean {
  if (a.purpose !== b.purpose || a.stackLevel !== b.stackLevel) return false;
  if (a.purpose === 'TxProfile') return a.transactionId !== undefined && a.transactionId === b.transactionId;
  return meet(a, b);
}

/** 2.1 §3.8. With a relative schedule the phases may meet at any time, so any other phase in a period is a conflict. */
function isPhaseConflict(a: ChargingProfile, b: ChargingProfile): boolean {
  if (a.purpose === b.purpose || !(isWide(a) || isWide(b)) || !meet(a, b)) return false;
  const theirs = new Set(phasesToUse(b));
  return theirs.size > 0 && phasesToUse(a).some((phase) => theirs.size > 1 || !theirs.has(phase));
}

const isWide = ({ purpose }: ChargingProfile): boolean =>
  purpose === 'ChargingStationMaxProfile' || purpose === 'ChargingStationExternalConstraints';

const phasesToUse = ({ schedules }: ChargingProfile): number[] =>
  schedules.flatMap(({ periods }) => periods.flatMap(({ phaseToUse }: SchedulePeriod) => phaseToUse ?? []));

function meet(a: ChargingProfile, b: ChargingProfile): boolean {
  const isSamePlace = a.evseId === b.evseId || a.evseId === 0 || b.evseId === 0;
  const from = Math.max(a.validFrom ?? Number.NEGATIVE_INFINITY, b.validFrom ?? Number.NEGATIVE_INFINITY);
  const until = Math.min(a.validTo ?? Number.POSITIVE_INFINITY, b.validTo ?? Number.POSITIVE_INFINITY);
  return isSamePlace && from < until;
}
