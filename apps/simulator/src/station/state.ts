import type { Version } from '@stationmaster/ocpp';
import type { Behaviour } from '../makers.ts';
import type { Vehicle } from '../vehicle.ts';
import type { EventMessage } from './message.ts';
import type { Setting } from './settings.ts';

/** What a connector is doing, in the rich words of 1.6; `reportedWord` knows what 2.x says of it. */
export type Status = 'Available' | 'Preparing' | 'Charging' | 'SuspendedEV' | 'SuspendedEVSE' | 'Finishing' | 'Unavailable' | 'Faulted';

export type StopReason = 'Local' | 'Remote' | 'EVDisconnected' | 'DeAuthorized' | 'HardReset' | 'SoftReset' | 'UnlockCommand' | 'PowerLoss';

/** One charging session as the station keeps it, from the first watt to the last. */
export interface Session {
  /** The station's own id, never reused; the transactionId of 2.x. */
  id: string;
  evseId: number;
  idToken: string;
  /** 2.x kind of card; 1.6 has none. */
  idTokenType: string;
  /** By the station's clock. */
  startedAt: number;
  /** Registers are whole Wh, as they go over the wire. */
  startWh: number;
  nextSeqNo: number;
  remoteStartId: number | null;
}

export interface Evse {
  /** 1, 2, …; in 1.6 the connector's number. One connector each. */
  id: number;
  kind: 'AC' | 'DC';
  maxW: number;
  isOperative: boolean;
  /** ChangeAvailability came while charging: takes effect afterwards. */
  becomesInoperative: boolean;
  errorCode: string | null;
  vehicle: Vehicle | null;
  /** A card accepted before the cable was in. */
  authorized: { idToken: string; idTokenType: string; remoteStartId: number | null } | null;
  /** Energy register, Wh with fractions; it never falls, unless the maker's misbehaviour says so. */
  registerWh: number;
  /** World time up to which the register is right. */
  advancedAt: number;
  status: Status;
  session: Session | null;
}

export type Registration = 'None' | 'Accepted' | 'Pending' | 'Rejected';

/** What a test or a person wants the next answer to a command to be. */
export type Override = { status: string } | { error: string } | { silence: true };

/** Everything a station knows. A plain value: `step` never changes the one it was given. */
export interface StationState {
  id: string;
  version: Version;
  behaviour: Behaviour;
  vendor: string;
  model: string;
  firmware: string;
  link: 'down' | 'open';
  /** The network cable is out: no attempts to reconnect. */
  isCutOff: boolean;
  /** Booting after a reset. */
  isRebooting: boolean;
  registration: Registration;
  /** Why the next BootNotification goes out; null when none is needed. */
  bootReason: string | null;
  heartbeatMs: number;
  evses: readonly Evse[];
  settings: ReadonlyMap<string, Setting>;
  /** Transaction messages in the order in which they happened; the first one may be out. They survive resets. */
  queue: readonly EventMessage[];
  isSending: boolean;
  attempts: number;
  /** A retry waits for its time. */
  isHolding: boolean;
  /** 1.6: the CSMS's number of each session, by our id; unknown until StartTransaction was answered. */
  transactionIds: ReadonlyMap<string, number>;
  sessionCount: number;
  /** Cards being asked about right now. */
  asking: number;
  overrides: ReadonlyMap<string, readonly Override[]>;
}
