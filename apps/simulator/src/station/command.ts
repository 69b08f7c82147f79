import type { Setting } from './settings.ts';

/** What the CSMS wants, in no version's words. */
export type Command =
  | { kind: 'start'; evseId: number | null; idToken: string; idTokenType: string; remoteStartId: number | null }
  /** `transactionId` in the version's own terms; in 1.6 the CSMS's number as text. */
  | { kind: 'stop'; transactionId: string }
  | { kind: 'reset'; isHard: boolean; isWhenIdle: boolean }
  | { kind: 'unlock'; evseId: number }
  | { kind: 'availability'; evseId: number; isOperative: boolean }
  | { kind: 'trigger'; message: 'boot' | 'heartbeat' | 'status' | 'meterValues' | 'other'; evseId: number | null }
  /** Empty list: everything. Keys as in `settingKey`. */
  | { kind: 'read'; keys: readonly string[] }
  | { kind: 'write'; entries: readonly { key: string; value: string }[] }
  | { kind: 'report'; requestId: number; isFull: boolean }
  | { kind: 'clearCache' }
  | { kind: 'dataTransfer'; vendorId: string };

export type WriteStatus = 'accepted' | 'rejected' | 'rebootRequired' | 'unknown' | 'readOnly';

/** What the station says to it, in no version's words. */
export interface CommandResult {
  status: 'accepted' | 'rejected' | 'scheduled' | 'notSupported' | 'unlocked' | 'unlockFailed' | 'ongoing' | 'unknown';
  /** The session a start found already running. */
  sessionId?: string;
  settings?: readonly Setting[];
  unknownKeys?: readonly string[];
  written?: readonly { key: string; status: WriteStatus }[];
  /** Someone has decided what the answer's status is. */
  override?: string;
}
