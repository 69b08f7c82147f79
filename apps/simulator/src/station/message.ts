import type { Tariff } from '../v2x/tariffs.ts';
import type { KeyUse } from './certificates.ts';
import type { FirmwareStatus } from './firmware.ts';
import type { LogStatus } from './logs.ts';
import type { SecurityEvent } from './security-events.ts';
import type { Card, ChargingState, Session, Status, StopReason } from './state.ts';
import type { TxLimit } from './tx-limits.ts';

/** What a meter said at one moment. */
export interface Sample {
  /** Station clock. */
  at: number;
  context: 'Transaction.Begin' | 'Sample.Periodic' | 'Sample.Clock' | 'Transaction.End' | 'Trigger';
  registerWh: number;
  powerW: number;
  phases: 1 | 3;
  kind: 'AC' | 'DC';
  /** 0 to 100; only DC stations are told by the car. */
  socPercent: number | null;
  /** What the meter has signed at this moment. */
  signed?: { text: string; publicKey: string };
}

export type EventTrigger =
  | 'Authorized'
  | 'CablePluggedIn'
  | 'RemoteStart'
  | 'RemoteStop'
  | 'TxResumed'
  | 'LimitSet'
  | 'EnergyLimitReached'
  | 'TimeLimitReached'
  | 'CostLimitReached'
  | 'SoCLimitReached'
  | 'TariffChanged'
  | 'MeterValuePeriodic'
  | 'MeterValueClock'
  | 'ChargingStateChanged'
  | 'ChargingRateChanged'
  | 'EVCommunicationLost'
  | 'EVConnectTimeout'
  | 'StopAuthorized'
  | 'Deauthorized'
  | 'ResetCommand'
  | 'UnlockCommand'
  | 'Trigger'
  | 'AbnormalCondition';

/** A transaction message in no version's words: kept in the queue until the CSMS has answered it. */
export interface EventMessage {
  kind: 'event';
  type: 'Started' | 'Updated' | 'Ended';
  session: Session;
  seqNo: number;
  trigger: EventTrigger;
  chargingState: ChargingState;
  /** What was measured; the last message may carry what was kept for it before. */
  samples: readonly Sample[];
  isOffline: boolean;
  stopReason: StopReason | null;
  /** The card that this is about: who begins or who ends. Said once. */
  card: Card | null;
  /** By the station's clock. */
  at: number;
}

/** Everything a station says by itself, in no version's words. */
export type Message =
  | { kind: 'boot'; reason: string }
  | { kind: 'heartbeat' }
  | { kind: 'status'; evseId: number; status: Status; errorCode: string | null; at: number }
  | ({ kind: 'authorize'; evseId: number } & Card)
  | EventMessage
  /** A meter value outside any queue: clock-aligned without a session, or asked for by TriggerMessage. EVSE 0: the main meter. */
  | { kind: 'meterValues'; evseId: number; sessionId: string | null; sample: Sample }
  | { kind: 'reservation'; reservationId: number; status: 'Expired' | 'Removed' | 'NoTransaction' }
  /** Somebody else than the CSMS limits an EVSE or (0) the station, or no longer does. */
  | { kind: 'chargingLimit'; evseId: number; isCleared: boolean }
  /** Without a number: 1.6 messages that have none. */
  | { kind: 'firmwareStatus'; status: FirmwareStatus; requestId: number | null }
  | { kind: 'logStatus'; status: LogStatus; requestId: number | null }
  | ({ kind: 'securityEvent' } & SecurityEvent)
  | { kind: 'signCertificate'; use: KeyUse; csr: string; requestId: number }
  | { kind: 'dataTransfer'; vendorId: string; messageId: string; data: string }
  /** Already in the words of its version: what only one of them knows. */
  | { kind: 'words'; action: string; payload: object };

/** What the CSMS answered, in no version's words. Times in ms. */
export interface Answer {
  /** BootNotification. */
  registration?: 'Accepted' | 'Pending' | 'Rejected';
  intervalMs?: number;
  /** 1.6 StartTransaction. */
  transactionId?: number;
  /** idTagInfo or idTokenInfo. */
  tokenStatus?: string;
  groupId?: string;
  /** ms. */
  tokenExpiresAt?: number;
  totalCost?: number;
  limit?: TxLimit;
  tariff?: Tariff;
  /** The whole answer to `words`. */
  payload?: object;
}
