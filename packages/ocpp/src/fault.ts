import { encodeError, encodeResultError } from './encode.ts';
import type { ErrorCode } from './errors.ts';
import type { Version } from './version.ts';

/** A message that is not what the framing allows, or not when it is allowed. */
export interface FrameFault {
  fault: FaultName;
  /** A plain sentence for the log. */
  why: string;
  /** The exact text to send back; `null` when nothing may be sent. */
  answer: string | null;
  /** The id of the message, when it can be read. */
  id: string | null;
  /** What the other side says of an answer of ours that it refuses. [21P4 §4.2.4] */
  refusal?: { code: string; description: string; details: unknown };
}

type FaultRow = { why: string; code?: ErrorCode; answers?: 'call' | 'result' | '2.0.1' };

/**
 * What is wrong, and which error answers it. `answers: 'call'` gives a CALLERROR; `'result'` gives a
 * CALLRESULTERROR, which only 2.1 has; a row without it is never answered, so that two peers cannot
 * answer each other's errors for ever.
 */
const faults = {
  notAFrame: { why: 'The message is not a JSON array that begins with a message type.', code: 'RpcFrameworkError', answers: 'call' },
  // 1.6 and 2.1 say to ignore such a message; only 2.0.1 has an error for it. [J16 §4.1.3, P4 §4.1.3, 21P4 §4.1.3]
  unknownType: { why: 'The message type is not known.', code: 'MessageTypeNotSupported', answers: '2.0.1' },
  badCallId: { why: 'The id of the call is not a string of at most 36 characters.', code: 'RpcFrameworkError', answers: 'call' },
  badCall: { why: 'The call is not [2, id, action, payload].', code: 'RpcFrameworkError', answers: 'call' },
  badSend: { why: 'The send is not [6, id, action, payload].' },
  badResult: { why: 'The result is not [3, id, payload].', code: 'RpcFrameworkError', answers: 'result' },
  badError: { why: 'The error is not [4, id, code, description, details].' },
  badResultError: { why: 'The result error is not [5, id, code, description, details].' },
  unknownId: { why: 'The answer belongs to no call that is waiting.' },
  resultRefused: { why: 'The other side refused our answer.' },
  unexpectedSend: { why: 'Nobody here takes a send.' },
} as const satisfies Record<string, FaultRow>;

export type FaultName = keyof typeof faults;

/**
 * The fault as the version answers it. Without a readable id, 2.x answers with id "-1"; 1.6 has no
 * such answer, so nothing is sent. [P4 §4.2.3]
 */
export function faultAnswer(version: Version, { fault, id }: Pick<FrameFault, 'fault' | 'id'>): FrameFault {
  const row: FaultRow = faults[fault];
  return { fault, why: row.why, answer: answerText(version, row, id), id };
}

function answerText(version: Version, row: FaultRow, id: string | null): string | null {
  const { code, answers, why } = row;
  if (code === undefined || answers === undefined) return null;
  if (answers === 'result') {
    return version === 'ocpp2.1' && id !== null ? encodeResultError({ id, code, description: why }) : null;
  }
  if (answers === '2.0.1' && version !== 'ocpp2.0.1') return null;
  if (version === 'ocpp1.6' && id === null) return null;
  return encodeError(version, { id: id ?? '-1', code, description: why });
}
