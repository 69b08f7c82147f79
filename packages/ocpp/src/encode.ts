/** Frames as text. What comes in is trusted: payloads are checked before, by whoever made them. */
import { type ErrorCode, spellingFor } from './errors.ts';
import type { Version } from './version.ts';

/** What a CALLERROR or CALLRESULTERROR carries. Its id is that of the message it refuses. */
export interface ErrorAnswer {
  id: string;
  code: ErrorCode;
  description: string;
  /** `{}` when left out: the specification wants an object. */
  details?: object;
}

/** A description is at most 255 characters. [J16 §4.2.3, P4 §4.2.3] */
const longestDescription = 255;

/** `[2, id, action, payload]` [P4 §4.2.1] */
export function encodeCall(id: string, action: string, payload: unknown): string {
  return `[2,${JSON.stringify(id)},${JSON.stringify(action)},${JSON.stringify(payload)}]`;
}

/** `[3, id, payload]` [P4 §4.2.2] */
export function encodeResult(id: string, payload: unknown): string {
  return `[3,${JSON.stringify(id)},${JSON.stringify(payload)}]`;
}

/** `[4, id, code, description, details]`, the code in the spelling of the version. [P4 §4.2.3] */
export function encodeError(version: Version, error: ErrorAnswer): string {
  return errorFrame(4, version, error);
}

/** `[5, id, code, description, details]`: 2.1 only, refuses an answer that we got. [21P4 §4.2.4] */
export function encodeResultError(error: ErrorAnswer): string {
  return errorFrame(5, 'ocpp2.1', error);
}

/** `[6, id, action, payload]`: 2.1 only, never answered. [21P4 §4.2.5] */
export function encodeSend(id: string, action: string, payload: unknown): string {
  return `[6,${JSON.stringify(id)},${JSON.stringify(action)},${JSON.stringify(payload)}]`;
}

function errorFrame(type: 4 | 5, version: Version, { id, code, description, details = {} }: ErrorAnswer): string {
  return JSON.stringify([type, id, spellingFor(version, code), description.slice(0, longestDescription), details]);
}
