import type { FrameFault } from './fault.ts';
import type { IncomingCall } from './frame.ts';
import type { Outcome } from './outcome.ts';
import type { Version } from './version.ts';

/** An answer that came after its call had timed out. Its payload is not checked. */
export interface LateAnswer {
  id: string;
  /** The action of the call that it answers. */
  action: string;
  /** `null` for a CALLERROR. */
  payload: unknown;
  text: string;
  error?: { code: string; description: string; details: unknown };
}

/** A call that we sent, and how it ended. */
export interface Exchange {
  id: string;
  action: string;
  /** The CALL as sent. */
  request: string;
  /** The answer as received; `null` when there was none. */
  answer: string | null;
  outcome: Outcome;
}

/** Everything a peer needs from outside. No callback may throw. */
export interface PeerOptions {
  version: Version;
  role: 'csms' | 'station';
  send(text: string): void;
  /** A CALL. Its payload is not yet checked, so that it can be logged first. */
  onCall(call: IncomingCall): void;
  /** A 2.1 SEND; its payload is not yet checked either. Only stations send. */
  onSend?(call: IncomingCall): void;
  /** The peer has already sent `fault.answer`, when it is not null. */
  onFault(fault: FrameFault): void;
  onLate?(late: LateAnswer): void;
  /** Each call that was sent, when it has ended. */
  onExchange?(exchange: Exchange): void;
  /** At most 36 characters; never used before. */
  newId(): string;
  timers: { set(fn: () => void, ms: number): unknown; clear(handle: unknown): void };
  /** How many calls may wait behind the one that is out; 100 when left out. */
  maxQueue?: number;
}
