/**
 * A charging profile of any OCPP version, in one shape: that of 2.1, which holds the others. What is absent was not said;
 * the defaults of the standard then apply. Moments are epoch ms, lengths of time are seconds, limits are in the schedule's unit.
 */
import type { Instant } from '../reading.ts';

/** An OCPP version, named as its WebSocket subprotocol. */
export const profileVersions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;
export type ProfileVersion = (typeof profileVersions)[number];

/** 1.6 says ChargePointMaxProfile for ChargingStationMaxProfile. The last two are new in 2.1. */
export const profilePurposes = [
  'ChargingStationExternalConstraints',
  'ChargingStationMaxProfile',
  'TxDefaultProfile',
  'TxProfile',
  'PriorityCharging',
  'LocalGeneration',
] as const;
export type ProfilePurpose = (typeof profilePurposes)[number];

export const profileKinds = ['Absolute', 'Recurring', 'Relative', 'Dynamic'] as const;
export type ProfileKind = (typeof profileKinds)[number];

/** Seconds after which a recurring schedule begins anew. */
export const recurrences = { Daily: 86_400, Weekly: 604_800 } as const;
export type RecurrencyKind = keyof typeof recurrences;

/** Ampere for each phase, or watt over all phases. [2.1 K01.FR.50, FR.51] */
export type RateUnit = 'A' | 'W';

export const operationModes = [
  'Idle',
  'ChargingOnly',
  'CentralSetpoint',
  'ExternalSetpoint',
  'ExternalLimits',
  'CentralFrequency',
  'LocalFrequency',
  'LocalLoadBalancing',
] as const;
export type OperationMode = (typeof operationModes)[number];

/** 2.1 ChargingSchedulePeriodType. Where a value for L2 or L3 is given, the one without a phase is that of L1. */
export interface SchedulePeriod {
  /** From the start of the schedule; the period lasts until the next one begins. */
  startPeriod: number;
  /** Absent only where the operation mode takes it from elsewhere. */
  limit?: number;
  limit_L2?: number;
  limit_L3?: number;
  /** 3 when absent; means nothing on a direct current EVSE. */
  numberPhases?: number;
  phaseToUse?: number;
  /** Zero or below: how much the car may give back. */
  dischargeLimit?: number;
  dischargeLimit_L2?: number;
  dischargeLimit_L3?: number;
  /** To be followed, not only kept to; below zero the car gives back. */
  setpoint?: number;
  setpoint_L2?: number;
  setpoint_L3?: number;
  setpointReactive?: number;
  setpointReactive_L2?: number;
  setpointReactive_L3?: number;
  preconditioningRequest?: boolean;
  evseSleep?: boolean;
  /** W, on top of which the curves are added. */
  v2xBaseline?: number;
  operationMode?: OperationMode;
  v2xFreqWattCurve?: { frequency: number; power: number }[];
  v2xSignalWattCurve?: { signal: number; power: number }[];
}

/** 2.1 ChargingScheduleType. Prices are carried as they are: no limit depends on them. */
export interface ChargingSchedule {
  id: number;
  /** With `useLocalTime`: what the clock on the wall shows, as if it were UTC. */
  startSchedule?: Instant;
  duration?: number;
  unit: RateUnit;
  /** In `unit`; advice to whoever shares out power, not part of a composite schedule. */
  minChargingRate?: number;
  periods: readonly SchedulePeriod[];
  useLocalTime?: boolean;
  /** The station starts each period but the first up to this much later, by chance. */
  randomizedDelay?: number;
  /** From this state of charge (percent) on nothing above `limit` (in `unit`). */
  limitAtSoC?: { soc: number; limit: number };
  powerTolerance?: number;
  signatureId?: number;
  digestValue?: string;
  salesTariff?: object;
  absolutePriceSchedule?: object;
  priceLevelSchedule?: object;
}

export interface ChargingProfile {
  /** Unique within a station. */
  id: number;
  /** 0: the station (1.6 connector 0). OCPP 1.6 connector n is EVSE n. */
  evseId: number;
  /** The highest wins among those of one purpose. */
  stackLevel: number;
  purpose: ProfilePurpose;
  kind: ProfileKind;
  recurrencyKind?: RecurrencyKind;
  validFrom?: Instant;
  /** No longer valid at this moment. */
  validTo?: Instant;
  /** Of a TxProfile. In 1.6 a number, written as text. */
  transactionId?: string;
  /** One; for an ISO 15118 car up to three to choose from. */
  schedules: readonly ChargingSchedule[];
  /** The profile is not valid while the station has been offline for longer. */
  maxOfflineDuration?: number;
  invalidAfterOfflineDuration?: boolean;
  dynUpdateInterval?: number;
  /** When a Dynamic profile got its present values; its duration counts from here. */
  dynUpdateTime?: Instant;
  priceScheduleSignature?: string;
}
