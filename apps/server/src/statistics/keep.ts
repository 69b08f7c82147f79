import { courseOf } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { createFollower } from '../live/follow.ts';
import { selectCourses } from '../sessions/course-store.ts';
import { selectByIds } from '../sessions/store.ts';
import { deleteFacts, followZones, selectSweep, selectUncounted, upsertFacts, writeSweep } from './facts-store.ts';

/** A run's share of what was told: stations come first, reports may be some seconds behind. */
const mostTold = 500;
const batch = 250;
const page = 2_000;
const sweepEveryMs = 24 * 3_600_000;
/** A run goes on with old sessions for so long. */
const patienceMs = 1_000;

type Needs = Pick<Context, 'db' | 'clock'>;

/**
 * Job: counts each session once it has ended, and again whenever its price, its verdict or its readings change, by following the outbox.
 * Once a day, and first of all after an upgrade, it goes through all of them. What a kill cuts off is done again and changes nothing then.
 * The run returns how many it counted.
 */
export function createFactKeeper({ db, clock }: Needs): () => Promise<number> {
  const follower = createFollower(db, {
    reader: 'statistics',
    most: mostTold,
    kinds: ['session.ended', 'session.corrected', 'session.repaired', 'session.checked', 'session.supplied'],
    dataOf: [],
  });
  return async () => {
    await followZones(db);
    const { items, keep } = await follower.read();
    const told = [...new Set(items.map(({ subject }) => Number(subject)))];
    await countSessions(db, told);
    await keep();
    return told.length + (await sweep(db, clock));
  };
}

/** Counts these sessions as they are now. */
export async function countSessions(db: Kysely<Tables>, ids: readonly number[]): Promise<void> {
  for (let start = 0; start < ids.length; start += batch) {
    const some = ids.slice(start, start + batch);
    const sessions = await selectByIds(db, some);
    const ended = sessions.filter(({ status }) => status === 'ended');
    const courses = await selectCourses(db, ended);
    const idle = ended.map((session) => {
      const course = courseOf(session, courses.get(session.id) ?? [], { until: session.endedAt ?? session.startedAt });
      const idleMs = course.reduce((sum, { state, start: from, end }) => sum + (state === 'idle' ? end - from : 0), 0);
      return { id: session.id, idleMs };
    });
    await upsertFacts(db, idle);
    const still = new Set(ended.map(({ id }) => id));
    await deleteFacts(
      db,
      some.filter((id) => !still.has(id)),
    );
  }
}

/** Goes on where it stopped, newest first, until the round is whole; the next one begins a day later. */
async function sweep(db: Kysely<Tables>, clock: () => number): Promise<number> {
  let state = await selectSweep(db);
  let done = 0;
  for (const until = clock() + patienceMs; clock() < until; ) {
    if (state.below === null && state.endedAt !== null && clock() < state.endedAt.getTime() + sweepEveryMs) return done;
    const { ids, next } = await selectUncounted(db, { below: state.below, limit: page });
    await countSessions(db, ids);
    done += ids.length;
    state = next === null ? { below: null, rounds: state.rounds + 1, endedAt: new Date(clock()) } : { ...state, below: next };
    await writeSweep(db, state);
    // Where all is as it should be there is no hurry.
    if (ids.length === 0) return done;
  }
  return done;
}
