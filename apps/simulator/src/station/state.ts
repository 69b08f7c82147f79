import type { ChargingProfile } from '@stationmaster/domain';
import type { Version } from '@stationmaster/ocpp';
import type { Behaviour } from '../makers.ts';
import type { BatterySwap } from '../v2x/battery-swap.ts';
import type { DerControl } from '../v2x/der-controls.ts';
import type { DisplayMessage } from '../v2x/display-messages.ts';
import type { Monitoring } from '../v2x/monitors.ts';
import type { PublishJob } from '../v2x/publish-firmware.ts';
import type { Stream } from '../v2x/streams.ts';
import type { DefaultTariff, Tariff } from '../v2x/tariffs.ts';
import type { Vehicle } from '../vehicle.ts';
import type { Override } from './answer.ts';
import type { InstalledRoot, StationKey } from './certificates.ts';
import type { FirmwareJob } from './firmware.ts';
import type { KnownCard, LocalList } from './known-cards.ts';
import type { LogJob } from './logs.ts';
import type { EventMessage, Sample } from './message.ts';
import type { NetworkState } from './network-profiles.ts';
import type { StoredProfile } from './profiles.ts';
import type { Reservation } from './reserved.ts';
import type { SecurityEvent } from './security-events.ts';
import type { Setting } from './settings.ts';
import type { TxLimit } from './tx-limits.ts';

/** What a connector is doing, in the rich words of 1.6; `reportedWord` knows what 2.x says of it. */
export type Status =
  | 'Available'
  | 'Preparing'
  | 'Charging'
  | 'SuspendedEV'
  | 'SuspendedEVSE'
  | 'Finishing'
  | 'Reserved'
  | 'Unavailable'
  | 'Faulted';

export type StopReason =
  | 'Local'
  | 'Remote'
  | 'EVDisconnected'
  | 'DeAuthorized'
  | 'HardReset'
  | 'SoftReset'
  | 'UnlockCommand'
  | 'PowerLoss'
  | 'Timeout'
  | 'StoppedByEV'
  | 'MasterPass'
  | 'EnergyLimitReached'
  | 'TimeLimitReached'
  | 'SOCLimitReached'
  | 'LocalOutOfCredit';

export type ChargingState = 'Charging' | 'SuspendedEV' | 'SuspendedEVSE' | 'EVConnected' | 'Idle';

/** What TxStartPoint and TxStopPoint name: a transaction begins when one comes true and ends when one no longer is. [P2 E01, E06] */
export type TxPoint = 'ParkingBayOccupancy' | 'EVConnected' | 'Authorized' | 'DataSigned' | 'PowerPathClosed' | 'EnergyTransfer';

/** Someone who may charge here. */
export interface Card {
  idToken: string;
  /** 2.x kind of card; 1.6 has none. */
  idTokenType: string;
  /** Cards of one group stop each other's sessions. */
  groupId: string | null;
  /** 0 marks a remote start of 1.6, which has no number for it. */
  remoteStartId: number | null;
  /** The reservation that it came for. */
  reservationId: number | null;
  /** 2.1: what this driver pays, when the CSMS says so. */
  tariff: Tariff | null;
  /** A remote start may bring a profile for its transaction. */
  profile: ChargingProfile | null;
}

/** One charging session as the station keeps it, from the first watt to the last. */
export interface Session {
  /** The station's own id, never reused; the transactionId of 2.x. */
  id: string;
  evseId: number;
  /** Empty until somebody is authorised, when the transaction begins with the cable. */
  idToken: string;
  idTokenType: string;
  groupId: string | null;
  /** By the station's clock. */
  startedAt: number;
  /** Registers are whole Wh, as they go over the wire. */
  startWh: number;
  nextSeqNo: number;
  remoteStartId: number | null;
  reservationId: number | null;
  /** Points that have been true since it began. */
  reached: readonly TxPoint[];
  /** As last told. */
  chargingState: ChargingState;
  /** Why charging came to its end, when the transaction goes on until the car has left. */
  stopReason: StopReason | null;
  /** When it could first charge, by the station's clock: relative schedules count from here. [21P2 K01] */
  poweredAt: number | null;
  /** 2.1: charges before others. */
  hasPriority: boolean;
  /** The car has asked the CSMS for a profile and will say what it makes of it. [P2 K15] */
  awaitsProfile: boolean;
  /** How long energy has flowed. */
  chargingMs: number;
  /** 2.1: what the CSMS allows at most, and what it costs. */
  limit: TxLimit | null;
  tariff: Tariff | null;
  /** As the CSMS last said; null: it has not. */
  totalCost: number | null;
  /** Readings that go into the last message. */
  kept: readonly Sample[];
}

/** A session that has ended. */
export interface PastSession extends Pick<Session, 'id' | 'idToken' | 'idTokenType' | 'startedAt'> {
  endedAt: number;
  energyWh: number;
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
  /** Who may charge here now, also before the cable is in. */
  authorized: Card | null;
  /** Energy register, Wh with fractions; it never falls, unless the maker's misbehaviour says so. */
  registerWh: number;
  /** World time up to which the register is right. */
  advancedAt: number;
  /** Somebody is paying for it elsewhere; world time. */
  lockedUntil: number | null;
  /** What the charging profiles allow now, W; null: as much as there is. */
  allowedW: number | null;
  status: Status;
  session: Session | null;
  /** Of the last thing its meter has signed. */
  signedPage: number;
}

export type Registration = 'None' | 'Accepted' | 'Pending' | 'Rejected';

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
  /** 2.1: its transactions go on after this boot. */
  resumes: boolean;
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
  localList: LocalList;
  /** The authorization cache. */
  cache: ReadonlyMap<string, KnownCard>;
  profiles: readonly StoredProfile[];
  network: NetworkState;
  firmwareJob: FirmwareJob | null;
  logJob: LogJob | null;
  /** 2.x: firmware offered to other stations, and what of it is being fetched. */
  published: ReadonlyMap<string, string>;
  publishJob: PublishJob | null;
  /** Jobs so far: the number of each is its own. */
  jobCount: number;
  roots: readonly InstalledRoot[];
  keys: readonly StationKey[];
  signingAttempts: number;
  securityLog: readonly SecurityEvent[];
  untoldEvents: readonly SecurityEvent[];
  displays: readonly DisplayMessage[];
  /** 2.1: default prices, rules of the grid, batteries. */
  tariffs: readonly DefaultTariff[];
  derControls: readonly DerControl[];
  batteries: number;
  swap: BatterySwap | null;
  /** 2.x: what is watched, and what goes into streams. */
  monitoring: Monitoring;
  streams: readonly Stream[];
  reservations: readonly Reservation[];
  /** Sessions that have ended, the latest last: what the station knows of its customers. */
  history: readonly PastSession[];
  /** What somebody wants the next answers to be, by action; and what all of them, when nothing is next. */
  overrides: ReadonlyMap<string, readonly Override[]>;
  lasting: ReadonlyMap<string, Override>;
}
