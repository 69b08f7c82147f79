import { acceptRequest, type IncomingCall } from '@stationmaster/ocpp';
import type { StationState } from '../stations/state.ts';
import type { Connection } from './connection.ts';
import type { Refusal, SendHandler } from './decision.ts';
import { withDeviations } from './deviations.ts';
import { dialectOf } from './dialect.ts';
import type { GatewayParts } from './parts.ts';
import { frameRow, type Turn } from './station-call.ts';

// The table is typed per message where it is written; here any of them is looked up by its name.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnySendHandler = SendHandler<any, StationState, any>;
type Outcome = Awaited<ReturnType<AnySendHandler>>;

/** A SEND of a station: taken and kept like a call, never answered, whatever is wrong with it. [21P4 §4.2.5] */
export async function takeSend(parts: GatewayParts, connection: Connection, send: IncomingCall): Promise<void> {
  // Nothing a box in the lobby says is kept.
  if (connection.state.inLobby) return;
  const turn: Turn = { parts, connection, call: send, at: parts.clock(), frameId: 0, repairs: null, refused: null };
  const { version } = connection;
  try {
    turn.frameId = parts.ids.frame();
    if (connection.isStale) await connection.reload();
    const taken = await decide(turn);
    const outcome = 'refuse' in taken ? taken.refuse : 'result';
    await parts.commit({ ...taken.writes, ...withDeviations(frameRow(turn, { answer: null, outcome }), turn.refused) });
    if (!('refuse' in taken)) {
      taken.advance?.(connection.state);
      if (connection.state.forwarding !== undefined) parts.share.tell(connection.state, { action: send.action, payload: turn.payload });
    }
    if (taken.writes?.happening !== undefined) parts.tell();
    parts.observe.call({ version, action: send.action, outcome, ms: parts.clock() - turn.at });
  } catch (error) {
    // Nobody will send it again.
    parts.log.error({ station: connection.identity, action: send.action, err: error }, 'gateway.sendLost');
    parts.observe.call({ version, action: send.action, outcome: 'InternalError', ms: parts.clock() - turn.at });
  }
}

function decide(turn: Turn): Outcome | Promise<Outcome> {
  const { parts, connection, call, at, frameId } = turn;
  const { state, version } = connection;
  const handler = parts.sends(version, call.action);
  if (handler === undefined) return refused(`${call.action} is no message without an answer.`);
  const early = parts.admit(state, call.action);
  if (early !== null) return early;
  const accepted = acceptRequest(dialectOf(state), call.action, call.payload);
  if (!accepted.ok) {
    turn.refused = { action: call.action, detail: `${accepted.code} ${accepted.description}` };
    return { refuse: accepted.code, description: accepted.description };
  }
  if (accepted.repairs.length > 0) turn.repairs = accepted.repairs;
  turn.payload = accepted.payload;
  return handler({ request: accepted.payload, state, at, frameId }, parts.context());
}

function refused(description: string): Refusal {
  return { refuse: 'NotSupported', description };
}
