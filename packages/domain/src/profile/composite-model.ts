import type { Instant } from '../reading.ts';
import type { Span } from './local-time.ts';
import type { ChargingProfile, ProfileVersion, RateUnit, SchedulePeriod } from './profile.ts';

/** What an EVSE or a station can give, whatever its profiles say. */
export interface Supply {
  /** 2.x SupplyPhases: 1 to 3, 0 for direct current. */
  phases: number;
  /** A for each phase. */
  maxCurrent?: number;
  /** W over all phases. */
  maxPower?: number;
}

export interface RunningTransaction {
  id: string;
  /** When the EVSE was ready to deliver energy (2.1 K01.FR.42): schedules without a start of their own count from here. */
  startedAt: Instant;
  /** 2.1 K21, K22: priority charging was asked for. */
  hasPriority?: boolean;
  /** Percent, taken to stay as it is; limitAtSoC needs it. */
  stateOfCharge?: number;
}

export interface EvseSupply extends Supply {
  id: number;
  /** V, where it differs from the station's: that to the car on direct current. */
  voltage?: number;
  transaction: RunningTransaction | null;
}

export interface CompositeQuestion {
  /** All that the station holds, of every EVSE, in any order. */
  profiles: readonly ChargingProfile[];
  /** 0: the whole station. */
  evseId: number;
  from: Instant;
  durationSeconds: number;
  unit: RateUnit;
  /** What the EVSE asked about has; for 0, the station's grid connection. */
  station: Supply & {
    version: ProfileVersion;
    /** V, as set for the area, line to neutral (direct current: to the car), not as measured. [2.1 K01.FR.50] */
    voltage: number;
    /** What feeds a direct current EVSE: ampere in a limit for the whole station are those of its phases. */
    grid?: { phases: number; voltage: number };
    /** IANA zone or `+01:00`, for useLocalTime. UTC when absent. */
    timeZone?: string;
    /** 2.1 SmartChargingCtrlr.SetpointPriority. An external setpoint comes first unless told otherwise. */
    setpointPriority?: 'external' | 'transaction';
  };
  /** null: as if one began at `from`, on the TxDefaultProfile (2.x K08.FR.06). Not used for EVSE 0. */
  transaction: RunningTransaction | null;
  /** For EVSE 0: the EVSEs whose consumption is summed. Empty or absent: only the limits of the station itself are known. */
  evses?: readonly EvseSupply[];
  /** Since when the station has been out of reach; absent: it is connected. */
  offlineSince?: Instant;
  /** Which alternative of an ISO 15118 profile: 0, 1 or 2. */
  scheduleIndex?: number;
}

/** The profile that decided, or the hardware. */
export type DecidedBy = Pick<ChargingProfile, 'id' | 'evseId' | 'purpose' | 'stackLevel'> | 'station';

/** Which part of a period is whose doing. `addition`: local generation on top of the limit. */
export interface Decision {
  part: 'limit' | 'addition' | 'phases' | 'phaseToUse' | 'dischargeLimit' | 'setpoint' | 'setpointReactive' | 'mode';
  by: DecidedBy;
}

/** Figures are in the unit asked for: A for each phase, or W over all; where L2 or L3 stand beside them, of L1. */
export interface CompositePeriod extends Span, Omit<SchedulePeriod, 'startPeriod' | 'limit'> {
  /** null: nothing limits here. */
  limit: number | null;
  /** Every part that came from somewhere, with all whose word it was. */
  decisions: readonly Decision[];
}

export interface CompositeSchedule extends Span {
  unit: RateUnit;
  /** Without gaps from `from` to `until`; of two neighbours something is different. */
  periods: readonly CompositePeriod[];
  /** Seconds by which the station may be later at each change: the largest randomizedDelay in play. */
  randomizedDelay: number;
}
