import type { Outcome } from '@stationmaster/ocpp';
import type { KeyRequest, Subject } from '../crypto/pkcs10.ts';
import type { Behaviour } from '../makers.ts';
import type { Vehicle } from '../vehicle.ts';
import type { Commanded, Override } from './answer.ts';
import type { KeyUse } from './certificates.ts';
import type { Answer, Message } from './message.ts';
import type { NetworkProfile } from './network-profiles.ts';
import type { StopReason } from './state.ts';

/** What can happen to a station. */
export type StationEvent =
  | { kind: 'powerUp' }
  | { kind: 'opened' }
  | { kind: 'closed' }
  | { kind: 'goOffline' }
  | { kind: 'comeBack' }
  | { kind: 'timer'; name: string }
  /** `answer` is null unless the outcome is a result. */
  | { kind: 'answered'; message: Message; outcome: Outcome['kind']; answer: Answer | null; errorCode: string | null }
  | ({ kind: 'command' } & Commanded)
  | { kind: 'tap'; evseId: number; idToken: string }
  | { kind: 'plugIn'; evseId: number; vehicle: Vehicle }
  | { kind: 'unplug'; evseId: number }
  | { kind: 'pause'; evseId: number; isPaused: boolean }
  | { kind: 'fault'; evseId: number; errorCode: string | null }
  /** A file is here; null: it could not be had. */
  | { kind: 'downloaded'; job: 'firmware' | 'publish'; number: number; content: Uint8Array | null }
  | { kind: 'uploaded'; number: number; isDone: boolean }
  | { kind: 'keyMade'; use: KeyUse; request: KeyRequest }
  /** EVSE 0: the station. null: no limit any more. */
  | { kind: 'externalLimit'; evseId: number; watt: number | null }
  | { kind: 'misbehave'; behaviour: Partial<Behaviour> }
  /** A message on demand; `payload` replaces members of what it would say, or is all of it. */
  | { kind: 'send'; action: string; evseId: number | null; payload: object | null }
  | { kind: 'nextAnswer'; action: string; override: Override }
  /** null: as usual again. */
  | { kind: 'everyAnswer'; action: string; override: Override | null };

/** One session as the station's own books have it. */
export interface LedgerEntry {
  stationId: string;
  sessionId: string;
  transactionId: number | null;
  evseId: number;
  idToken: string;
  /** Station clock, ms. */
  startedAt: number;
  endedAt: number | null;
  startWh: number;
  stopWh: number | null;
  stopReason: StopReason | null;
  /** Answered by the CSMS. */
  isStartAcknowledged: boolean;
  isStopAcknowledged: boolean;
  /** Transaction messages given up after too many errors. */
  lostMessages: number;
}

/** What a station does about it. The shell carries it out. */
export type Effect =
  | { kind: 'connect'; isFirst: boolean }
  | { kind: 'disconnect' }
  /** From the next attempt on; null: as it was installed. */
  | { kind: 'use'; profile: NetworkProfile | null }
  | { kind: 'password'; password: string }
  | { kind: 'call'; message: Message }
  | { kind: 'download'; job: 'firmware' | 'publish'; number: number; location: string }
  | { kind: 'upload'; number: number; location: string; fileName: string; content: string }
  | { kind: 'makeKey'; use: KeyUse; subject: Subject }
  /** Proves itself with this from the next connection on. */
  | { kind: 'certificate'; chain: string; privateKey: string }
  | { kind: 'answer'; callId: string; payload: object; delayMs: number }
  | { kind: 'refuse'; callId: string; code: string; description: string; delayMs: number }
  /** A second timer of the same name replaces the first. */
  | { kind: 'timer'; name: string; afterMs: number; clock: 'world' | 'real' }
  | { kind: 'cancel'; name: string }
  | { kind: 'ledger'; sessionId: string; change: Partial<LedgerEntry> }
  | { kind: 'happened'; name: HappeningName; data: Readonly<Record<string, string | number | null>> };

export const happeningNames = [
  'booted',
  'notAccepted',
  'connected',
  'disconnected',
  'authorized',
  'refused',
  'started',
  'sampled',
  'ended',
  'startAcknowledged',
  'updateAcknowledged',
  'stopAcknowledged',
  'messageLost',
  'statusChanged',
  'commanded',
  'rebooting',
  'callFailed',
  'shown',
  'networkChanged',
  'securityEvent',
] as const;
export type HappeningName = (typeof happeningNames)[number];
