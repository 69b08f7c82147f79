import { limitForPayer, limitToTell, type TransactionLimit } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import type { Authorization, StationState } from '../stations/state.ts';
import { supportedLimits } from '../stations/supported-limits.ts';
import type { LiveSession } from './live.ts';

/** What an event means for the limits of its session. */
export interface LimitedEvent {
  kind: 'Started' | 'Updated' | 'Ended';
  seqNo: number;
  isOffline: boolean;
  /** The limits the event tells to be in force at the station. */
  theirs: TransactionLimit | null;
  /** The command that the session began with, if this event is the one that tells it. */
  commandId: number | null;
}
interface Paid {
  session: LiveSession;
  event: LimitedEvent;
  authorization: Authorization | null;
}

interface Limited {
  session: LiveSession;
  limit: TransactionLimit | null;
}

/**
 * 2.1 E16, F07: the limit that the answer to this event tells, and the session that remembers it. The one of a remote
 * start is taken over here, with the first event that belongs to it; C17: what a prepaid card may spend, with the event that brings it.
 */
export function limited(context: Pick<Context, 'db'>, state: StationState, paid: Paid): Limited | Promise<Limited> {
  const { session, event, authorization } = paid;
  const wanted = event.commandId === null ? undefined : wantedBy(state, event.commandId);
  const asked = wanted === undefined ? session.state.limit : { ours: wanted };
  const left = leftFor(session, authorization);
  const known = left === null ? asked : limitForPayer(asked, left);
  if (known === undefined || event.kind === 'Ended' || event.isOffline) return { session, limit: null };
  return withLimit(context, state, { session, event, known });
}

async function withLimit(
  context: Pick<Context, 'db'>,
  state: StationState,
  { session, event, known }: Pick<Paid, 'session' | 'event'> & { known: NonNullable<LiveSession['state']['limit']> },
): Promise<Limited> {
  // Only asked for where there is something to tell.
  const isDue = known.toldAt === undefined || known.toldAt === event.seqNo || event.theirs !== null;
  const supported = isDue ? await supportedLimits(context, state.id) : null;
  const limit = isDue ? limitToTell(known, { seqNo: event.seqNo, theirs: event.theirs, supported }) : null;
  // Told once: a station that can none of it is not asked again.
  const after = isDue && known.toldAt === undefined ? { ...known, toldAt: event.seqNo } : known;
  return { session: after === session.state.limit ? session : { ...session, state: { ...session.state, limit: after } }, limit };
}

/** What the card that the session is for can pay of it; null: no matter. */
function leftFor({ tokenId, currency }: LiveSession, authorization: Authorization | null): number | null {
  const purse = authorization?.purse;
  if (purse === undefined || authorization?.status !== 'Accepted' || authorization.tokenId !== tokenId) return null;
  // With nothing left it may charge only where everyone may.
  return purse.currency === currency && Number(purse.available) > 0 ? Number(purse.available) : null;
}

function wantedBy({ awaiting }: StationState, commandId: number): TransactionLimit | undefined {
  const request = awaiting.get(commandId)?.request;
  if (request?.verb !== 'start' || request.limit === undefined) return undefined;
  const { maxCost, maxEnergy, maxTime, maxSoC } = request.limit;
  return {
    ...(maxCost === undefined ? {} : { maxCost }),
    ...(maxEnergy === undefined ? {} : { maxEnergy }),
    ...(maxTime === undefined ? {} : { maxTime }),
    ...(maxSoC === undefined ? {} : { maxSoC }),
  };
}
