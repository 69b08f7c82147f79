import { type FrameFault, faultAnswer } from './fault.ts';
import type { Version } from './version.ts';

/** A CALL, or a 2.1 SEND. The payload is whatever JSON it was: only `checkRequest` knows the schema. */
export interface IncomingCall {
  id: string;
  action: string;
  payload: unknown;
  /** The frame as it came in, for the log. */
  text: string;
}

/** A parsed frame. */
export type Frame =
  | { kind: 'call'; id: string; action: string; payload: unknown }
  | { kind: 'result'; id: string; payload: object }
  | { kind: 'error'; id: string; code: string; description: string; details: unknown }
  | { kind: 'resultError'; id: string; code: string; description: string; details: unknown }
  | { kind: 'send'; id: string; action: string; payload: unknown };

/** An id has at most this many characters. [J16 §4.1.4, P4 §4.1.4] */
export const longestId = 36;

/**
 * Reads one text frame. Lenient where nothing is lost: a CALLERROR may lack description and details
 * (many 1.6 stations leave them out) and may carry a code of its own. [J16 §4.2, P4 §4.2, 21P4 §4.2]
 */
export function parseFrame(version: Version, text: string): Frame | FrameFault {
  const frame = parseArray(text);
  const type = frame?.[0];
  if (frame === null || typeof type !== 'number') return faultAnswer(version, { fault: 'notAFrame', id: null });
  const id = readableId(frame[1]);
  if (type === 2) return toCall(version, frame, id);
  if (type === 3) return toResult(version, frame, id);
  if (type === 4) return toError({ version, kind: 'error', fault: 'badError' }, frame, id);
  if (version === 'ocpp2.1' && type === 5) return toError({ version, kind: 'resultError', fault: 'badResultError' }, frame, id);
  if (version === 'ocpp2.1' && type === 6) return toSend(version, frame, id);
  return faultAnswer(version, { fault: 'unknownType', id });
}

function parseArray(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function readableId(value: unknown): string | null {
  return typeof value === 'string' && value.length <= longestId ? value : null;
}

function toCall(version: Version, frame: unknown[], id: string | null): Frame | FrameFault {
  if (id === null) return faultAnswer(version, { fault: 'badCallId', id });
  const action = frame[2];
  if (frame.length !== 4 || typeof action !== 'string') return faultAnswer(version, { fault: 'badCall', id });
  return { kind: 'call', id, action, payload: frame[3] };
}

function toSend(version: Version, frame: unknown[], id: string | null): Frame | FrameFault {
  const action = frame[2];
  if (id === null || frame.length !== 4 || typeof action !== 'string') return faultAnswer(version, { fault: 'badSend', id });
  return { kind: 'send', id, action, payload: frame[3] };
}

function toResult(version: Version, frame: unknown[], id: string | null): Frame | FrameFault {
  const payload = frame[2];
  if (id === null || frame.length !== 3 || !isObject(payload)) return faultAnswer(version, { fault: 'badResult', id });
  return { kind: 'result', id, payload };
}

type ErrorKind = { version: Version; kind: 'error' | 'resultError'; fault: 'badError' | 'badResultError' };

function toError({ version, kind, fault }: ErrorKind, frame: unknown[], id: string | null): Frame | FrameFault {
  const [, , code, description = '', details = {}] = frame;
  if (id === null || typeof code !== 'string') return faultAnswer(version, { fault, id });
  return { kind, id, code, description: typeof description === 'string' ? description : '', details };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
