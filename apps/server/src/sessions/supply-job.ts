import { courseOf } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { supplyOf } from '../prices/supply.ts';
import { selectCourses } from './course-store.ts';
import type { LiveSession } from './live.ts';
import { selectByIds } from './store.ts';
import { moveReader, readEnded, writeSupply, zonesOf } from './supply-store.ts';

/** So many at a time. */
const batch = 500;

/**
 * Job: gives sessions that have ended, or have changed since, what their energy cost the operator and what it emitted. It follows the
 * outbox, so that no message has more to write. Returns how many.
 */
export async function supplySessions({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  const { ids, upTo } = await readEnded(db, batch);
  if (upTo === null) return 0;
  const sessions = (await selectByIds(db, ids)).filter(({ currency, status }) => currency !== null && status === 'ended');
  const [courses, zones] = await Promise.all([selectCourses(db, sessions), zonesOf(db, sessions)]);
  for (const session of sessions) {
    const zone = zones.get(session.siteId ?? 0) ?? 'UTC';
    const supply = await supplyOf(db, {
      ...placeOf(session),
      zone,
      course: courseOf(session, courses.get(session.id) ?? [], { until: session.startedAt }),
    });
    if (supply.cost !== null || supply.co2Grams !== null) await writeSupply(db, session.id, { ...supply, at: clock() });
  }
  await moveReader(db, upTo);
  return sessions.length;
}

function placeOf({ tenantId, siteId, currency, startedAt, endedAt }: LiveSession): {
  tenantId: number;
  siteId: number | null;
  currency: string;
  startedAt: number;
  until: number;
} {
  return { tenantId, siteId, currency: currency ?? '', startedAt, until: endedAt ?? startedAt };
}
