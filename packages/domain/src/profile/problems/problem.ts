/** What a CSMS would refuse to send, as codes: one row each, with the requirement it comes from. */

/** `e1.6` is the errata sheet v4 of 1.6, the others are requirements of 2.1 with its errata of 2025-09. */
export const problemSources = {
  // The profile as such
  notInVersion: 'the schema of the version',
  idReserved: 'K01.FR.80',
  evseUnknown: 'K01.FR.28',
  stackLevelOutOfRange: 'SmartChargingCtrlr.ProfileStackLevel, ChargeProfileMaxStackLevel',
  tooManyProfiles: 'MaxChargingProfilesInstalled',
  externalConstraintsNotOurs: 'K01.FR.22',
  purposeUnsupported: 'K01.FR.120',
  kindUnsupported: 'K01.FR.121',
  stationMaxNotOnStation: 'K04.FR.03',
  stationMaxRelative: 'K01.FR.38',
  txProfileNotOnEvse: 'K01.FR.16',
  transactionMissing: 'K01.FR.03',
  transactionUnknown: 'K01.FR.33',
  transactionNotOnEvse: 'K01.FR.09',
  transactionNotAllowed: 'ChargingProfileType.transactionId, K05, e1.6 3.41',
  startNeedsTxProfile: 'K05.FR.02',
  recurrencyMissing: 'ChargingProfileType.recurrencyKind',
  recurrencyUnused: 'ChargingProfileType.recurrencyKind',
  validityEmpty: 'K01.FR.36, K01.FR.37',
  expired: 'K01.FR.37',
  dynamicUpdateUnused: 'K01.FR.122',
  featureUnsupported: 'K01.FR.123 to FR.126',
  // Beside what is installed
  duplicateStackLevel: 'K01.FR.06, K01.FR.39, K01.FR.52, K01.FR.53, 1.6 3.13.2',
  replacesExternalConstraints: 'K01.FR.05',
  phaseConflict: 'K01.FR.141',
  // A schedule
  scheduleMissing: 'the schema of the version',
  tooManySchedules: 'K01.FR.34, K15.FR.07',
  unitsMixed: 'K15.FR.22',
  unitUnsupported: 'K01.FR.26',
  startScheduleMissing: 'K01.FR.40',
  startScheduleNotAllowed: 'K01.FR.41',
  durationNotPositive: 'ChargingScheduleType.duration',
  durationNotAllowed: 'K01.FR.70, K01.FR.73',
  durationBeyondRecurrence: 'e1.6 3.43',
  randomizedDelayNotAllowed: 'K01.FR.95',
  dynamicNotOnePeriod: 'K28.FR.01, K28.FR.02',
  tooManyPeriods: 'SmartChargingCtrlr.PeriodsPerSchedule, ChargingScheduleMaxPeriods, K15.FR.07',
  // Its periods
  periodsMissing: 'the schema of the version',
  firstPeriodNotAtZero: 'K01.FR.31',
  periodsUnordered: 'K01.FR.35',
  periodNeverReached: 'K01.FR.11, e1.6 3.44',
  limitNegative: 'ChargingSchedulePeriodType.limit',
  dischargePositive: 'ChargingSchedulePeriodType.dischargeLimit',
  phasesOutOfRange: 'ChargingSchedulePeriodType.numberPhases',
  phaseToUseWithoutOnePhase: 'K01.FR.19',
  phaseToUseUnsupported: 'K01.FR.20',
  phasesOnDirectCurrent: 'K01.FR.44',
  modeNotForPurpose: 'K01.FR.111, K01.FR.112, K01.FR.113',
  modeUnsupported: 'K01.FR.115',
  limitMissing: 'Q "Limits and setpoints per operation mode"',
  notForMode: 'Q "Limits and setpoints per operation mode", Q02.FR.02',
  phaseValueAlone: 'K01.FR.145, V2X.07',
  phaseValueNotAllowed: 'K01.FR.143',
  setpointOutsideLimits: 'V2X.05',
} as const;

export type ProblemCode = keyof typeof problemSources;

export interface ProfileProblem {
  code: ProblemCode;
  /** Where in the profile: `schedules.0.periods.2.limit`; empty: the profile as a whole. */
  path: string;
  /** What stands there, and what it is measured by; null where there is no such thing. */
  value: string | number | null;
  allowed: string | number | null;
}

type Datum = string | number | undefined | null;

export function problem(code: ProblemCode, path: string, [value, allowed]: readonly [value?: Datum, allowed?: Datum] = []): ProfileProblem {
  return { code, path, value: value ?? null, allowed: allowed ?? null };
}

export const when = (isWrong: boolean | undefined, found: ProfileProblem): ProfileProblem[] => (isWrong ? [found] : []);
