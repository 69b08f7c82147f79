import type { Instant } from '../../reading.ts';
import type { ChargingProfile, OperationMode, ProfilePurpose, ProfileVersion, RateUnit } from '../profile.ts';

/** What the station has told of itself; what is absent is unknown and not checked. Names of the 1.6 key and the 2.x variable. */
export interface StationAbilities {
  /** Without 0. */
  evseIds?: readonly number[];
  /** ChargeProfileMaxStackLevel, SmartChargingCtrlr.ProfileStackLevel. */
  maxStackLevel?: number;
  /** ChargingScheduleMaxPeriods, SmartChargingCtrlr.PeriodsPerSchedule. */
  maxPeriods?: number;
  /** MaxChargingProfilesInstalled. */
  maxProfiles?: number;
  /** ChargingScheduleAllowedChargingRateUnit (Current, Power), SmartChargingCtrlr.RateUnit. */
  units?: readonly RateUnit[];
  /** SupplyPhases 0: the EVSE gives direct current. */
  isDirectCurrent?: boolean;
  /** SmartChargingCtrlr.ACPhaseSwitchingSupported; absent means no (2.x K01.FR.20). */
  canSwitchPhase?: boolean;
  /** EVSE.DCInputPhaseControl; absent means no (2.1 K01.FR.44). */
  canChooseInputPhases?: boolean;
  /** 2.1 SmartChargingCtrlr.MaxExternalConstraintsId. */
  maxExternalConstraintsId?: number;
  /** 2.1 SmartChargingCtrlr.SupportedAdditionalPurposes; absent means none. */
  additionalPurposes?: readonly ProfilePurpose[];
  /** 2.1 SmartChargingCtrlr.Supports…; absent means no. */
  features?: readonly Feature[];
  /** 2.1 V2XChargingCtrlr.SupportedOperationModes; absent: ChargingOnly. */
  operationModes?: readonly OperationMode[];
}
export type Feature = 'DynamicProfiles' | 'MaxOfflineDuration' | 'UseLocalTime' | 'RandomizedDelay' | 'LimitAtSoC' | 'EvseSleep';

export interface ProfileContext {
  version: ProfileVersion;
  now: Instant;
  /** What the station is known to hold; one with the profile's own id will be replaced. */
  installed: readonly ChargingProfile[];
  transactions: readonly { id: string; evseId: number }[];
  /** It goes with RemoteStartTransaction or RequestStartTransaction (K05). */
  withStart?: boolean;
  /** The car has sent its needs (K15): up to three schedules, each with no more periods than this. Absent: no ISO 15118. */
  maxScheduleTuples?: number;
  station: StationAbilities;
}
