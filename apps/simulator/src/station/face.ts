import type { Version } from '@stationmaster/ocpp';
import type { Command, CommandResult } from './command.ts';
import type { Answer, Message } from './message.ts';
import type { StationState } from './state.ts';

export interface Encoded {
  action: string;
  payload: object;
}

/** A command of one version: what it means, and how the result is said. Requests have passed the schema. */
export interface CommandRow<Request, Response> {
  read(request: Request): Command;
  answer(result: CommandResult, request: Request): Response;
}

/** What a version adds to the station: its words. One per version, without state. */
export interface Face {
  version: Version;
  /** null: this version has no such message. */
  encode(message: Message, state: StationState): Encoded | null;
  /** `payload` has passed the schema of the answer. */
  read(message: Message, payload: unknown): Answer;
  commands: ReadonlyMap<string, CommandRow<unknown, object>>;
}

/** ISO 8601 in UTC, as both sides of OCPP write it. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}
