import type { Setting } from './settings.ts';
import type { Session, Status, StopReason } from './state.ts';

/** What a meter said at one moment. */
export interface Sample {
  /** Station clock. */
  at: number;
  context: 'Transaction.Begin' | 'Sample.Periodic' | 'Transaction.End' | 'Trigger';
  registerWh: number;
  powerW: number;
  phases: 1 | 3;
  kind: 'AC' | 'DC';
  /** 0 to 100; only DC stations are told by the car. */
  socPercent: number | null;
}

export type ChargingState = 'Charging' | 'SuspendedEV' | 'SuspendedEVSE' | 'EVConnected' | 'Idle';
export type EventTrigger =
  | 'Authorized'
  | 'CablePluggedIn'
  | 'RemoteStart'
  | 'RemoteStop'
  | 'MeterValuePeriodic'
  | 'ChargingStateChanged'
  | 'EVDeparted'
  | 'StopAuthorized'
  | 'Deauthorized'
  | 'ResetCommand'
  | 'UnlockCommand'
  | 'AbnormalCondition';

/** A transaction message in no version's words: kept in the queue until the CSMS has answered it. */
export interface EventMessage {
  kind: 'event';
  type: 'Started' | 'Updated' | 'Ended';
  session: Session;
  seqNo: number;
  trigger: EventTrigger;
  chargingState: ChargingState;
  sample: Sample;
  isOffline: boolean;
  stopReason: StopReason | null;
  /** The card that ended it. */
  stopToken: string | null;
}

/** Everything a station says by itself, in no version's words. */
export type Message =
  | { kind: 'boot'; reason: string }
  | { kind: 'heartbeat' }
  | { kind: 'status'; evseId: number; status: Status; errorCode: string | null; at: number }
  | { kind: 'authorize'; idToken: string; idTokenType: string; remoteStartId: number | null; evseId: number }
  | EventMessage
  /** A meter value outside any queue: asked for by TriggerMessage. */
  | { kind: 'meterValues'; evseId: number; sessionId: string | null; sample: Sample }
  | { kind: 'report'; requestId: number; seqNo: number; isLast: boolean; settings: readonly Setting[]; at: number }
  | { kind: 'notifyEvent'; evseId: number; component: string; variable: string; value: string; at: number }
  | { kind: 'dataTransfer'; vendorId: string; messageId: string; data: string };

/** What the CSMS answered, in no version's words. Times in ms. */
export interface Answer {
  /** BootNotification. */
  registration?: 'Accepted' | 'Pending' | 'Rejected';
  intervalMs?: number;
  /** 1.6 StartTransaction. */
  transactionId?: number;
  /** idTagInfo or idTokenInfo. */
  tokenStatus?: string;
}
