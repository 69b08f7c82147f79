import type { ChargingKnowledge, ChargingProfile, Instant } from '@stationmaster/domain';

/** One we have set, and the station has taken. */
export interface SetProfile {
  profile: ChargingProfile;
  /** That set it, or changed it last. Of a profile that came with a start it finds the transaction. */
  commandId: number;
  setAt: Instant;
}
/** One the station told that it holds, whoever set it. */
export interface ReportedProfile {
  profile: ChargingProfile;
  source: string;
  at: Instant;
}

/** What feeds a station, as far as it has told. */
export type Feed = Pick<ChargingKnowledge, 'voltage' | 'supply' | 'setpointPriority'> & {
  evses: readonly Omit<ChargingKnowledge['evses'][number], 'transaction'>[];
};

/** What the mailbox holds of the limits of a station that has any. */
export interface LimitState {
  /** By id. */
  set: ReadonlyMap<number, SetProfile>;
  /** By id. */
  reported: ReadonlyMap<number, ReportedProfile>;
  /** NotifyChargingLimit by `source/evse`, those with a schedule. */
  external: ReadonlyMap<string, ChargingProfile>;
  feed: Feed;
  /** EVSEs that take more than they may: since when, and whether that was told already. */
  above: ReadonlyMap<number, { since: Instant; isTold: boolean }>;
}
