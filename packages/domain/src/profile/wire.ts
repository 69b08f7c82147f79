/** SetChargingProfile as it stands on the wire, and which members each version has. */
import type {
  ChargingProfile,
  ChargingSchedule,
  ProfileKind,
  ProfilePurpose,
  ProfileVersion,
  RateUnit,
  RecurrencyKind,
  SchedulePeriod,
} from './profile.ts';

/** 1.6 §6.43 SetChargingProfile.req. */
export interface SetChargingProfile16 {
  connectorId: number;
  csChargingProfiles: {
    chargingProfileId: number;
    transactionId?: number;
    stackLevel: number;
    chargingProfilePurpose: 'ChargePointMaxProfile' | 'TxDefaultProfile' | 'TxProfile';
    chargingProfileKind: Exclude<ProfileKind, 'Dynamic'>;
    recurrencyKind?: RecurrencyKind;
    validFrom?: string;
    validTo?: string;
    chargingSchedule: WireSchedule16;
  };
}
export interface WireSchedule16 {
  duration?: number;
  startSchedule?: string;
  chargingRateUnit: RateUnit;
  chargingSchedulePeriod: { startPeriod: number; limit: number; numberPhases?: number }[];
  minChargingRate?: number;
}

/** 2.0.1 and 2.1 SetChargingProfileRequest. 2.0.1 has fewer members and always a limit. */
export interface SetChargingProfile2x {
  evseId: number;
  chargingProfile: WireProfile2x;
}
export interface WireProfile2x
  extends Pick<
    ChargingProfile,
    | 'id'
    | 'stackLevel'
    | 'recurrencyKind'
    | 'transactionId'
    | 'maxOfflineDuration'
    | 'invalidAfterOfflineDuration'
    | 'dynUpdateInterval'
    | 'priceScheduleSignature'
  > {
  chargingProfilePurpose: ProfilePurpose;
  chargingProfileKind: ProfileKind;
  validFrom?: string;
  validTo?: string;
  dynUpdateTime?: string;
  chargingSchedule: WireSchedule2x[];
}
export interface WireSchedule2x extends Omit<ChargingSchedule, 'startSchedule' | 'unit' | 'periods'> {
  startSchedule?: string;
  chargingRateUnit: RateUnit;
  chargingSchedulePeriod: SchedulePeriod[];
}

export type WireProfile<V extends ProfileVersion> = V extends 'ocpp1.6' ? SetChargingProfile16 : SetChargingProfile2x;

/** What did not come across: where it stood, in the names of the side it came from (`schedules.0.periods.2.setpoint`), and what it was. */
export interface Lost {
  path: string;
  value: unknown;
}

const period16 = ['limit', 'numberPhases'] as const;
const period201 = [...period16, 'phaseToUse'] as const;
const period21 = [
  ...period201,
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
  'preconditioningRequest',
  'evseSleep',
  'v2xBaseline',
  'operationMode',
  'v2xFreqWattCurve',
  'v2xSignalWattCurve',
] as const satisfies readonly (keyof SchedulePeriod)[];

/** Carried as they are; the others of a schedule are renamed or translated. */
const schedule16 = ['duration', 'minChargingRate'] as const;
const schedule201 = [...schedule16, 'salesTariff'] as const;
const schedule21 = [
  ...schedule201,
  'useLocalTime',
  'randomizedDelay',
  'limitAtSoC',
  'powerTolerance',
  'signatureId',
  'digestValue',
  'absolutePriceSchedule',
  'priceLevelSchedule',
] as const satisfies readonly (keyof ChargingSchedule)[];

const profile16 = ['recurrencyKind'] as const;
const profile201 = [...profile16, 'transactionId'] as const;
const profile21 = [
  ...profile201,
  'maxOfflineDuration',
  'invalidAfterOfflineDuration',
  'dynUpdateInterval',
  'priceScheduleSignature',
] as const satisfies readonly (keyof ChargingProfile)[];

interface Members {
  period: readonly (keyof SchedulePeriod)[];
  schedule: readonly (keyof ChargingSchedule)[];
  profile: readonly (keyof ChargingProfile)[];
}

/** By the same name and with the same meaning on the wire and in our model. */
export const members: Readonly<Record<ProfileVersion, Members>> = {
  'ocpp1.6': { period: period16, schedule: schedule16, profile: profile16 },
  'ocpp2.0.1': { period: period201, schedule: schedule201, profile: profile201 },
  'ocpp2.1': { period: period21, schedule: schedule21, profile: profile21 },
};
