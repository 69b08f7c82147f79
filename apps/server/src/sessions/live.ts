import { isPlain, type Session } from '@stationmaster/domain';
import { transactionEnd } from '../charging/change.ts';
import type { HappeningRow, SessionProgress, SessionRow } from '../db/writes.ts';
import type { StationState } from '../stations/state.ts';
import { joinSteps, type Step, type Turn } from '../stations/step.ts';
import type { FrozenTariff } from '../tariffs/frozen.ts';
import { needsRepricing } from './price.ts';
import { confirmStart, noteStart } from './unconfirmed.ts';

/** A session row whose JSON columns are what the domain wrote into them, with the tariff that it refers to. */
export type LiveSession = Omit<SessionRow, 'marks' | 'state'> & Session & { tariff: FrozenTariff | null };

/** Ended sessions are kept for a day, at most this many a station: enough for repeats, and every message looks through them. */
export const mostKept = 12;
export const keptFor = 86_400_000;

export function liveSessions(state: StationState): LiveSession[] {
  // Only rows written by these verbs come here, from memory or from the database.
  return [...state.sessions.values()] as LiveSession[];
}

/** The first of them that fits, running ones before all others, without a list. */
export function findLive(state: StationState, fits: (session: LiveSession) => boolean): LiveSession | undefined {
  let over: LiveSession | undefined;
  for (const session of state.sessions.values()) {
    if (!fits(session as LiveSession)) continue;
    if (session.status === 'active') return session as LiveSession;
    over ??= session as LiveSession;
  }
  return over;
}

/** Would a session that started then be among the live ones? Else only the database can tell. */
export function coversStart(state: StationState, startedAt: number, at: number): boolean {
  if (startedAt < at - keptFor) return false;
  if (state.sessions.size < mostKept) return true;
  for (const session of state.sessions.values()) if (session.startedAt < startedAt) return true;
  return false;
}

/** A domain session with the columns that belong to the station; it has no tariff yet, see `withTariff`. */
export function rowOf(session: Session, state: StationState): LiveSession {
  const { tenantId, id: stationId, siteId, demo } = state;
  noteStart(state, session.startKey);
  return {
    ...session,
    tenantId,
    stationId,
    siteId,
    driverId: null,
    companyId: null,
    costCentreId: null,
    tariff: null,
    tariffVersionId: null,
    priceFacts: null,
    demo,
    currency: null,
    cost: null,
    total: null,
    commandId: null,
    heardAt: session.receivedAt,
  };
}

/** What a caller tells of a change; of a session that is over already it is told as `session.corrected`. */
export type SessionHappening = 'session.started' | 'session.updated' | 'session.ended';

/** The row, or only what moved of a row that is stored already, and what is told of it. The live state keeps it. */
export function sessionStep({ state, at }: Turn, changed: LiveSession, kind: SessionHappening): Step {
  const session = { ...changed, heardAt: at };
  const stored = state.sessions.get(session.id);
  const row = stored !== undefined && hasOnlyMoved(stored, session) ? { progress: [session] } : { session: [session] };
  const isLate = kind === 'session.updated' && session.status === 'ended';
  const repricing = needsRepricing(state, session)
    ? { repricing: [{ sessionId: session.id, tenantId: state.tenantId, stationId: state.id, askedAt: at }] }
    : {};
  const step = {
    writes: { ...row, ...repricing, happening: [told(state, session, { kind: isLate ? 'session.corrected' : kind, at })] },
    advance: (live: StationState) => keep(live, session, at),
  };
  const isOver = session.status !== 'active' && state.limits !== undefined;
  return isOver ? joinSteps([step, transactionEnd(state, session, at)]) : step;
}

/** Do two versions of a row differ in nothing but `SessionProgress`? Written out: it runs with every meter value. */
function hasOnlyMoved(before: Fixed, after: Fixed): boolean {
  return (
    before.startKey === after.startKey &&
    before.siteId === after.siteId &&
    before.evseId === after.evseId &&
    before.connectorId === after.connectorId &&
    before.transactionId === after.transactionId &&
    before.tokenId === after.tokenId &&
    before.driverId === after.driverId &&
    before.idToken === after.idToken &&
    before.idTokenType === after.idTokenType &&
    before.startedAt === after.startedAt &&
    before.meterStartWh === after.meterStartWh &&
    before.currency === after.currency &&
    before.tariffVersionId === after.tariffVersionId &&
    before.priceFacts === after.priceFacts &&
    before.commandId === after.commandId
  );
}
/** What neither moves nor is fixed for good with the first row. */
type Fixed = Omit<SessionRow, keyof SessionProgress | 'tenantId' | 'stationId' | 'companyId' | 'costCentreId' | 'receivedAt' | 'demo'>;

function told(
  state: StationState,
  session: LiveSession,
  { kind, at }: { kind: SessionHappening | 'session.corrected'; at: number },
): HappeningRow {
  const { id, evseId, energyWh, powerW, soc, status, total, currency } = session;
  return {
    tenantId: state.tenantId,
    at,
    kind,
    subject: String(id),
    data: { id, stationId: state.identity, evseId, energyWh, powerW, soc, status, total, currency },
  };
}

function keep(state: StationState, session: LiveSession, at: number): void {
  if (session.tariff !== null && !isPlain(session.tariff) && !state.sessions.has(session.id)) {
    state.courses ??= new Map();
    if (!state.courses.has(session.id)) state.courses.set(session.id, []);
  }
  state.sessions.set(session.id, session);
  state.newest = session;
  confirmStart(state, session.startKey);
  if (session.status === 'active') return;
  // Oldest first; a full store lets one go for each that comes.
  for (const [id, other] of state.sessions) {
    if (other.status === 'active' || id === session.id) continue;
    const isOld = (other.endedAt ?? at) < at - keptFor;
    if (!isOld && state.sessions.size <= mostKept) break;
    state.sessions.delete(id);
    state.courses?.delete(id);
  }
}
