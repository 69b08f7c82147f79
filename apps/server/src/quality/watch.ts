import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { createFollower, type News } from '../live/follow.ts';
import { checkRecords } from '../signed/check.ts';
import { keepSigned, type SignedMessage } from '../signed/keep.ts';
import { selectFollowing, selectUnchecked } from '../signed/store.ts';
import { applyRepairs } from './apply.ts';
import { judge } from './judge.ts';
import { selectJudged, selectNeighbours, upsertChecks } from './store.ts';

type Needs = Pick<Context, 'db' | 'gateway' | 'clock' | 'tell' | 'log'>;
/** Of one tenant's other happenings: a key of an advisory lock, so that two processes do not chain the same records. */
export const signedLock = 5_022_001;
const mostChecks = 500;

/**
 * Job, every second: looks at what was just committed. Signed values are kept and checked, sessions that have ended are judged, and
 * repairs are brought about. Behind the stations' answers, never before them; whatever is cut off is done again and changes nothing then.
 */
export function createQualityWatch(context: Needs): () => Promise<number> {
  const follower = createFollower(context.db, {
    reader: 'quality',
    // A second's share: what comes after a session's end must not take the machine from stations that all come back at once.
    most: mostChecks,
    kinds: ['session.ended', 'session.corrected', 'session.signed', 'session.repaired'],
    dataOf: ['session.signed'],
  });
  return async () => {
    const { items, keep } = await follower.read();
    const touched = sessionsOf(items);
    const signed = [...(await takeSigned(context, items)), ...(await checkOpen(context))];
    // The first verdict waits for the news of the end: what was signed at the end comes with it, and may be on disk though not kept yet.
    for (const id of await selectJudged(context.db, signed)) touched.add(id);
    const repaired = new Set(items.filter(({ kind }) => kind === 'session.repaired').map(({ subject }) => Number(subject)));
    for (const id of repaired) await applyRepairs(context, id);
    await judgeAgain(context, [...touched]);
    await keep();
    return touched.size;
  };
}

function sessionsOf(items: News['items']): Set<number> {
  return new Set(items.filter(({ kind }) => kind !== 'session.signed').map(({ subject }) => Number(subject)));
}

/** Keeps new signed values; the sessions they are of, and those whose gap they fill. */
async function takeSigned({ db, log }: Needs, items: News['items']): Promise<number[]> {
  const told = items.filter(({ kind }) => kind === 'session.signed');
  if (told.length === 0) return [];
  const stations = await rowIds(
    db,
    told.map(({ data }) => String(data['stationId'])),
  );
  const messages = told.flatMap(({ tenantId, at, subject, data }): SignedMessage[] => {
    const identity = String(data['stationId']);
    const stationId = stations.get(identity);
    if (stationId === undefined) return [];
    const place = {
      tenantId,
      stationId,
      identity,
      sessionId: Number(subject),
      evseId: Number(data['evseId']),
      frameId: Number(data['frameId']),
    };
    return [{ ...place, at: at.getTime() }];
  });
  const made = await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${signedLock})`.execute(tx);
    return await keepSigned(tx, messages);
  });
  log.debug({ records: made.length }, 'signed.kept');
  const filled = await selectFollowing(db, made);
  return [...messages.map(({ sessionId }) => sessionId), ...filled].filter((id) => id > 0);
}

async function rowIds(db: Kysely<Tables>, identities: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{
    id: number;
    identity: string;
  }>`select id::float8 as id, identity from station where identity = any(${[...new Set(identities)]}::text[])`.execute(db);
  return new Map(rows.map(({ id, identity }) => [identity, id]));
}

/** Records without a verdict: new ones, and those whose key has been registered. */
async function checkOpen({ db, clock }: Needs): Promise<Set<number>> {
  const sessions = new Set<number>();
  for (;;) {
    const open = await selectUnchecked(db, mostChecks);
    await checkRecords(db, open, clock());
    for (const { sessionId } of open) if (sessionId > 0) sessions.add(sessionId);
    if (open.length < mostChecks) return sessions;
  }
}

/** Judges these sessions as they are now, then those that they overlap or no longer do, and tells where something has changed. */
export async function judgeAgain(
  { db, clock, tell }: Pick<Context, 'db' | 'clock' | 'tell'>,
  sessionIds: readonly number[],
): Promise<void> {
  if (sessionIds.length === 0) return;
  const isNew = await upsertChecks(db, await judge(db, sessionIds), clock());
  const neighbours = await selectNeighbours(db, sessionIds);
  // Of two that ended together neither was known yet when the other was looked at.
  const both = [...new Set([...sessionIds, ...neighbours])];
  const isMore = neighbours.length > 0 && (await upsertChecks(db, await judge(db, both), clock()));
  if (isNew || isMore) tell();
}
