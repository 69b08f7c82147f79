import { acceptRequest, checkAction, type ErrorCode, encodeError, encodeResult, type IncomingCall } from '@stationmaster/ocpp';
import { isDatabaseDown } from '../db/down.ts';
import { isOutOfRange } from '../db/out-of-range.ts';
import { type FrameRow, joinWrites, type Writes } from '../db/writes.ts';
import type { StationState } from '../stations/state.ts';
import type { Connection } from './connection.ts';
import type { Decision, Handler, Refusal } from './decision.ts';
import { deviationsOf, type Fault, withDeviations } from './deviations.ts';
import { dialectOf } from './dialect.ts';
import { maskSecrets } from './mask.ts';
import type { GatewayParts } from './parts.ts';
import { answerShared } from './share.ts';

// The table is typed per message where it is written; here any of them is looked up by its name.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyHandler = Handler<any, unknown, StationState, any>;
const NOT_HERE: Refusal = { refuse: 'NotSupported', description: 'Not answered in the lobby' };
const TOO_LARGE: Refusal = { refuse: 'PropertyConstraintViolation', description: 'A number in this message is larger than any real one.' };
type Outcome = Decision<unknown, StationState> | Refusal;
export interface Turn {
  parts: GatewayParts;
  connection: Connection;
  call: IncomingCall;
  at: number;
  frameId: number;
  repairs: readonly string[] | null;
  /** As its handler got it. */
  payload?: unknown;
  /** What the schema or the version refuses of the call. */
  refused: Fault | null;
}

/**
 * One call of a station, from its schema check to its answer. Returns a promise only when something had to be waited for:
 * a heartbeat is answered in the same turn of the event loop and touches no table.
 */
export function takeCall(parts: GatewayParts, connection: Connection, call: IncomingCall): Promise<void> | void {
  const turn: Turn = { parts, connection, call, at: parts.clock(), frameId: 0, repairs: null, refused: null };
  try {
    // The ids run out when the database is away for long.
    turn.frameId = parts.ids.frame();
    // A heartbeat asks nothing of the state, and is answered while the database is away.
    if (connection.isStale && call.action !== 'Heartbeat')
      return connection
        .reload()
        .then(() => answer(turn))
        .catch((error: unknown) => fault(turn, error));
    return answer(turn);
  } catch (error) {
    return fault(turn, error);
  }
}

function answer(turn: Turn): Promise<void> | void {
  const { parts, connection, call, at } = turn;
  const { state, version } = connection;
  // A box in the lobby hears that it is there, whatever it says.
  if (!state.inLobby) {
    const known = checkAction(version, call.action);
    if (!known.ok) return misspoken(turn, known);
  }
  const early = parts.admit(state, call.action);
  if (early !== null) return refuse(turn, early);
  const handler = parts.handlers(version, call.action, state.inLobby);
  if (handler === undefined) return refuse(turn, NOT_HERE);
  const accepted = acceptRequest(dialectOf(state), call.action, call.payload);
  if (!accepted.ok) return misspoken(turn, accepted);
  if (accepted.repairs.length > 0) turn.repairs = accepted.repairs;
  turn.payload = accepted.payload;
  const outcome = handler({ request: accepted.payload, state, at, frameId: turn.frameId }, parts.context());
  return outcome instanceof Promise ? takeLater(turn, outcome) : take(turn, outcome);
}

async function takeLater(turn: Turn, outcome: Promise<Outcome>): Promise<void> {
  try {
    await take(turn, await outcome);
  } catch (error) {
    await fault(turn, error);
  }
}

/** Refused as it came, and counted: the standard knows it, and it is not of its form, or the standard does not know it. */
function misspoken(turn: Turn, { code, description }: { code: ErrorCode; description: string }): Promise<void> | void {
  turn.refused = code === 'NotImplemented' ? { action: '', detail: code } : { action: turn.call.action, detail: `${code} ${description}` };
  return refuse(turn, { refuse: code, description });
}

function take(turn: Turn, outcome: Outcome): Promise<void> | void {
  if ('refuse' in outcome) return refuse(turn, outcome);
  const { connection, call, parts } = turn;
  const answer = encodeResult(call.id, outcome.answer);
  if (parts.checkAnswer) parts.checkAnswer(connection.version, call.action, outcome.answer);
  if (outcome.recorded === false && outcome.writes === undefined) {
    finish(turn, outcome, answer);
    noteRepairs(turn);
    return;
  }
  const frame = frameRow(turn, { answer, outcome: 'result' });
  frame.sessionId = outcome.sessionId ?? null;
  frame.commandId = outcome.commandId ?? null;
  return commit(turn, { ...outcome.writes, ...withDeviations(frame, turn.refused) }, () => finish(turn, outcome, answer));
}

function finish(turn: Turn, outcome: Decision<unknown, StationState>, answer: string): void {
  const { parts, connection, call, at } = turn;
  outcome.advance?.(connection.state);
  const shared = connection.state.forwarding !== undefined;
  const going = shared
    ? answerShared(turn, { ours: outcome.answer, sessionId: outcome.sessionId ?? null }, answer)
    : connection.sendText(answer);
  parts.observe.call({ version: connection.version, action: call.action, outcome: 'result', ms: parts.clock() - at });
  if (outcome.writes?.happening !== undefined) parts.tell();
  const after = outcome.after ?? [];
  if (going instanceof Promise && after.length > 0) void going.then(() => runAll(parts, connection, after));
  else runAll(parts, connection, after);
}

function runAll(parts: GatewayParts, connection: Connection, after: NonNullable<Decision<unknown, StationState>['after']>): void {
  for (const follow of after) void runAfter(parts, connection, follow);
}

async function runAfter(parts: GatewayParts, connection: Connection, follow: () => Promise<void> | void): Promise<void> {
  try {
    await follow();
  } catch (error) {
    parts.log.error({ station: connection.identity, err: error }, 'gateway.followUpFailed');
  }
}

/** A CALLERROR, kept as evidence like any other answer. Lobby boxes leave no rows: there is no station to hang them on. */
function refuse(turn: Turn, { refuse: code, description, writes }: Refusal): Promise<void> | void {
  const { connection, call, parts, at } = turn;
  const answer = encodeError(connection.version, { id: call.id, code, description: description.slice(0, 255) });
  parts.observe.call({ version: connection.version, action: call.action, outcome: code, ms: parts.clock() - at });
  if (connection.state.inLobby) {
    connection.sendText(answer);
    return;
  }
  const frame = frameRow(turn, { answer, outcome: code });
  return commit(turn, joinWrites([writes ?? {}, withDeviations(frame, turn.refused)]), () => connection.sendText(answer));
}

/** What touches no table is counted all the same when it had to be repaired; nobody waits for it. */
function noteRepairs({ parts, connection, call, at, repairs }: Turn): void {
  const { inLobby, tenantId, id: stationId } = connection.state;
  if (repairs === null || inLobby) return;
  const where = { tenantId, stationId, at, direction: 'in', action: call.action, id: null } as const;
  parts
    .commit(deviationsOf(where, repairs))
    .catch((error: unknown) => parts.log.warn({ station: connection.identity, err: error }, 'gateway.deviationNotStored'));
}

/** Goes on with `done` once it is committed; else nothing happened, and the station is told to try again. */
function commit(turn: Turn, writes: Writes, done: () => void): Promise<void> | void {
  const { connection, parts } = turn;
  if (connection.state.inLobby) return done();
  return parts.commit(writes).then(done, (error: unknown) => {
    // The connection was lost under it: the rows may be on disk all the same.
    connection.isStale ||= isDatabaseDown(error);
    return fault(turn, error);
  });
}

function fault(turn: Turn, error: unknown): Promise<void> | void {
  if (isOutOfRange(error)) return refuse(turn, TOO_LARGE);
  const { parts, connection, call, at } = turn;
  parts.log.error({ station: connection.identity, action: call.action, err: error }, 'gateway.callFailed');
  const code: ErrorCode = 'InternalError';
  parts.observe.call({ version: connection.version, action: call.action, outcome: code, ms: parts.clock() - at });
  connection.sendText(encodeError(connection.version, { id: call.id, code, description: 'The message was not taken; send it again' }));
}

export function frameRow(
  { parts, connection, call, at, frameId, repairs }: Turn,
  { answer, outcome }: { answer: string | null; outcome: string },
): FrameRow {
  return {
    id: frameId,
    tenantId: connection.state.tenantId,
    stationId: connection.state.id,
    at,
    direction: 'in',
    action: call.action.slice(0, 100),
    messageId: call.id,
    request: maskSecrets(withoutNull(call.text)),
    answer: answer === null ? null : maskSecrets(answer),
    answeredAt: answer === null ? null : parts.clock(),
    outcome,
    sessionId: null,
    commandId: null,
    repairs,
  };
}

/** PostgreSQL text cannot hold U+0000. */
function withoutNull(text: string): string {
  return text.includes('\u0000') || text.includes('\\u0000') ? text.replaceAll('\u0000', '\ufffd').replaceAll('\\u0000', '\\ufffd') : text;
}
