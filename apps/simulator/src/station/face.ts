import type { ErrorCode, Version } from '@stationmaster/ocpp';
import type { Draft } from './draft.ts';
import type { Answer, Message } from './message.ts';
import type { StationState } from './state.ts';

export interface Encoded {
  action: string;
  payload: object;
}

/** A CALLERROR instead of an answer: the request is well formed, and yet none that can be taken. */
export interface Refused {
  error: ErrorCode;
  description: string;
}

/** What the station answers, and what it then does: the answer goes first, `after` runs behind it. */
export type Obeyed<Response> = { answer: Response; after?: (() => void) | undefined } | Refused;

/** A command of one version: one message, one function. The request has passed the schema; only the draft may change. */
export type Command<Request, Response> = (draft: Draft, request: Request) => Obeyed<Response>;

/** A message of the station on demand: what it would say now, of one EVSE or (null) of all that it concerns. */
export type Saying = (draft: Draft, evseId: number | null) => readonly Message[];

/** What a timer of this version is for; `id` as in the timer's name. */
export type Ring = (draft: Draft, id: number) => void;

/** What the station does with the answer to a message that only its version knows. */
export type Hearing<Request, Response> = (draft: Draft, request: Request, response: Response) => void;

/** What a version adds to the station: its words. One per version, without state. */
export interface Face {
  version: Version;
  /** null: this version has no such message. */
  encode(message: Message, state: StationState): Encoded | null;
  /** `payload` has passed the schema of the answer. */
  read(message: Message, payload: unknown): Answer;
  commands: ReadonlyMap<string, Command<unknown, object>>;
  sayings: ReadonlyMap<string, Saying>;
  rings: ReadonlyMap<string, Ring>;
  /** What else follows from whatever has happened. */
  afterwards(draft: Draft): void;
  hearings: ReadonlyMap<string, Hearing<unknown, unknown>>;
}

/** ISO 8601 in UTC, as both sides of OCPP write it. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}
