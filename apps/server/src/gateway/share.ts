import { encodeResult } from '@stationmaster/ocpp';
import type { StationState } from '../stations/state.ts';
import { storedAnswer } from './mask.ts';
import type { Turn } from './station-call.ts';

/** A call of a station that is committed, for another back end that hears it too. */
export interface Shared {
  frameId: number;
  /** As the station sent it. */
  messageId: string;
  /** When it came, epoch ms. */
  at: number;
  action: string;
  /** Repaired and checked. */
  payload: unknown;
  /** Our answer. */
  ours: unknown;
  sessionId: number | null;
}
export interface SharePort {
  /** null: the station gets our answer at once; else what it gets, or null for ours. Never rejects. */
  share(state: StationState, told: Shared): Promise<unknown> | null;
  /** A message that nobody answers (2.1 SEND), committed too. */
  tell(state: StationState, told: Pick<Shared, 'action' | 'payload'>): void;
  /** The station refuses the answer it got to this message (2.1 CALLRESULTERROR). */
  refused(state: StationState, messageId: string, refusal: { code: string; description: string }): void;
}

/** Sends our answer, or another back end's where the station listens to it. The message log then has what the station got. */
export function answerShared(
  turn: Turn,
  { ours, sessionId }: { ours: unknown; sessionId: number | null },
  text: string,
): Promise<void> | void {
  const { parts, connection, call, at, frameId, payload } = turn;
  const { state } = connection;
  const theirs = parts.share.share(state, { frameId, messageId: call.id, at, action: call.action, payload, ours, sessionId });
  if (theirs === null) return connection.sendText(text);
  return theirs.then((answer) => {
    if (answer === null) return connection.sendText(text);
    const their = encodeResult(call.id, answer);
    connection.sendText(their);
    const said = { id: frameId, stationId: state.id, at, answer: storedAnswer(their), answeredAt: parts.clock(), repairs: turn.repairs };
    parts
      .commit({ lateAnswer: [said] })
      .catch((error: unknown) => parts.log.warn({ station: connection.identity, err: error }, 'gateway.sharedAnswerNotStored'));
  });
}
