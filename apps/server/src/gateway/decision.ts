import type { ErrorCode } from '@stationmaster/ocpp';
import type { Writes } from '../db/writes.ts';

/**
 * What a handler returns: nothing has been sent and nothing has changed yet. The gateway commits `writes` together with
 * the frame, then lets the live state `advance`, sends `answer`, and at last runs `after`. When the commit fails nothing
 * happened and the station gets an InternalError, so that it tries again.
 */
export interface Decision<Answer, State> {
  answer: Answer;
  writes?: Writes;
  /** Brings the live state to where the writes are; runs after the commit, must not fail. */
  advance?: (state: State) => void;
  /** Follow-ups (a command to this station, say). Run after the answer has gone; a failure is logged, never answered. */
  after?: readonly (() => Promise<void> | void)[];
  /** The session the frame belongs to, for the evidence. */
  sessionId?: number;
  /** The command this message belongs to. */
  commandId?: number;
  /** false: a message that must touch no table (Heartbeat). Default true. */
  recorded?: boolean;
}

/** A protocol refusal decided by a handler: answered as CALLERROR in the version's own spelling. */
export interface Refusal {
  refuse: ErrorCode;
  description: string;
  writes?: Writes;
}

export interface Received<Request, State> {
  request: Request;
  /** The mailbox's live state of this station; read it, change it only in `advance`. */
  state: State;
  /** When the frame reached us, epoch ms: the only clock a handler has. */
  at: number;
  /** Row id the frame will have; readings and taps point to it. */
  frameId: number;
}
/** For a message that is never answered (2.1 SEND): a refusal is kept as evidence, the station does not hear of it. */
export type SendHandler<Request, State, Context> = (
  received: Received<Request, State>,
  context: Context,
) => Unanswered<State> | Refusal | Promise<Unanswered<State> | Refusal>;
type Unanswered<State> = Pick<Decision<never, State>, 'writes' | 'advance'>;

export type Handler<Request, Answer, State, Context> = (
  received: Received<Request, State>,
  context: Context,
) => Decision<Answer, State> | Refusal | Promise<Decision<Answer, State> | Refusal>;
