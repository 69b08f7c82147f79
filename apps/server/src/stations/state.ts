import type { AuthorizationStatus, ConnectorStatus, Purse, Reading, Reservation, TokenReason } from '@stationmaster/domain';
import type { QuirkName, Version } from '@stationmaster/ocpp';
import type { LimitState } from '../charging/state.ts';
import type { CommandRequest } from '../commands/words.ts';
import type { SessionRow } from '../db/writes.ts';
import type { ForwardingState } from '../forwarding/rights.ts';
import type { Market } from '../prices/market.ts';
import type { Payer } from '../tariffs/book.ts';
import type { Patience } from './timeout.ts';

export type Registration = 'Accepted' | 'Pending' | 'Rejected';

/** Start-up of one connection. Nothing but triggers and configuration is sent before `accepted`. */
export type StartUpPhase = 'waitingForBoot' | 'pending' | 'accepted' | 'rejected';

export interface ConnectorState {
  evseId: number;
  connectorId: number;
  status: ConnectorStatus;
  reported: string | null;
  errorCode: string | null;
  statusAt: number;
}

/** What the mailbox holds of a station while it is connected: loaded when it connects, advanced after each commit. */
export interface StationState {
  id: number;
  tenantId: number;
  identity: string;
  version: Version;
  registration: Registration;
  phase: StartUpPhase;
  /** In the lobby: no station row yet, nothing it sends counts. */
  inLobby: boolean;
  siteId: number | null;
  openAccess: boolean;
  timeZone: string;
  currency: string;
  /** What the tenant's series tell, where it has any. */
  market?: Market;
  /** Readings of sessions whose tariff asks for their whole course, by session; one that is not here began before and was not loaded. */
  courses?: Map<number, Reading[]>;
  demo: boolean;
  /** How long its answers are waited for: the longest of `patience` and what its quirks ask for. */
  callTimeoutMs: number;
  patience: Patience;
  /** Answers in a row that would not have needed more than its own patience, while it has learned more. */
  quickAnswers?: number;
  /** What its maker's firmware is known for. */
  quirks: ReadonlySet<QuirkName>;
  clockSkewMs: number | null;
  /** Key `evseId/connectorId`. */
  connectors: Map<string, ConnectorState>;
  /** Open sessions and those ended in the last day, by id: late data and repeats find theirs without a query. */
  sessions: Map<number, SessionRow>;
  /** The one of them that was told of last: nearly every message is of it again. */
  newest?: SessionRow;
  /** Those that are not over, by id. */
  reservations: Map<number, Reservation>;
  /** Commands waiting for their effect. */
  awaiting: Map<number, AwaitedEffect>;
  /** Where anything limits its charging. */
  limits?: LimitState;
  /** Where a second back end hears it too. */
  forwarding?: ForwardingState;
  /** EVSEs whose car has told its needs before its transaction began. */
  waitingCars?: Set<number>;
  /** Before it is accepted: messages we have asked it for, by action. */
  asked?: Set<string>;
  /** It has booted on this connection: another boot may be the heartbeat of a station with that quirk. */
  hasBootedHere?: true;
}
export interface AwaitedEffect {
  commandId: number;
  verb: string;
  evseId: number | null;
  idToken: string | null;
  remoteStartId: number | null;
  sessionId: number | null;
  at: number;
  /** Later than this nothing counts as its effect. */
  until: number;
  request: CommandRequest;
}

export interface Authorization {
  status: AuthorizationStatus;
  reason: TokenReason;
  tokenId: number | null;
  groupId: string | null;
  validUntil: number | null;
  /** Ways of charging agreed with the driver (2.1); null: nothing was agreed. */
  energyTransfer: readonly string[] | null;
  /** What a prepaid card may still spend, where it is to begin a session. */
  purse?: Purse;
  /** Whose prices hold, where the card is a driver's. */
  payer?: Payer;
}
