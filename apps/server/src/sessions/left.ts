import type { Context } from '../context.ts';
import type { StationState } from '../stations/state.ts';
import { connectorKey } from '../stations/status.ts';
import { closeSessions } from './close.ts';
import { heldByStation } from './held.ts';
import { type LiveSession, liveSessions } from './live.ts';
import { selectSilent } from './store.ts';

/** How long a connector is Available, or how long after a boot, before its session counts as ended: a queued stop comes sooner. */
export const graceMs = 120_000;

/** Sessions whose car has left: the connector has been Available since, or the station booted and tells nothing of them. */
function leftSessions(state: StationState, since: number): LiveSession[] {
  return liveSessions(state).filter((session) => {
    if (session.status !== 'active' || lastSign(session) > since) return false;
    const connectors = [...state.connectors.values()].filter(
      ({ evseId, connectorId }) => evseId === session.evseId && (session.connectorId === null || connectorId === session.connectorId),
    );
    return connectors.length > 0 && connectors.every((connector) => connector.status === 'Available' && connector.statusAt <= since);
  });
}
const lastSign = (session: LiveSession): number => Math.max(session.startedAt, session.lastReadingAt ?? 0);

/** Is there an open session on a connector that says it is free? */
export function mayHaveLeft(state: StationState): boolean {
  for (const session of state.sessions.values()) {
    if (session.status === 'active' && state.connectors.get(connectorKey(session.evseId, session.connectorId ?? 1))?.status === 'Available')
      return true;
  }
  return false;
}

/** Ends the sessions whose car has left at least `graceMs` ago, but for those that the station says it still has. */
export async function closeLeft({ gateway, clock }: Pick<Context, 'gateway' | 'clock'>, stationId: number): Promise<void> {
  const live = gateway.peek(stationId);
  const held = live === undefined ? new Set() : await heldByStation({ gateway }, live, leftSessions(live, clock() - graceMs));
  await gateway.turn(stationId, (state) => {
    const at = clock();
    const left = leftSessions(state, at - graceMs).filter(({ id }) => !held.has(id));
    if (left.length === 0) return { answer: undefined };
    const { writes, advance } = closeSessions({ state, at, frameId: 0 }, left);
    return { answer: undefined, writes, advance };
  });
}

/** A session of which nothing has been heard for so long has ended, whatever its station does. */
const silentMs = 7 * 86_400_000;

/** Job, every hour: ends the sessions that have been silent for a week, also of stations that never came back. Returns how many. */
export async function closeSilent({ db, gateway, clock }: Pick<Context, 'db' | 'gateway' | 'clock'>): Promise<number> {
  let closed = 0;
  for (const stationId of await selectSilent(db, clock() - silentMs)) {
    closed += await gateway.turn(stationId, (state) => {
      const at = clock();
      const silent = liveSessions(state).filter((session) => session.status === 'active' && lastSign(session) < at - silentMs);
      const { writes, advance } = closeSessions({ state, at, frameId: 0 }, silent);
      return { answer: silent.length, writes, advance };
    });
  }
  return closed;
}
