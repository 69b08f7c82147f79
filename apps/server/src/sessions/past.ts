import {
  costOf,
  courseOf,
  type FullTariff,
  isPlain,
  type PriceFacts,
  plainCost,
  type Reading,
  type Surroundings,
} from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { around } from '../prices/around.ts';
import { marketAsOf } from '../prices/as-of.ts';
import type { Market } from '../prices/market.ts';
import { selectCourses } from './course-store.ts';
import type { LiveSession } from './live.ts';
import { selectNames } from './past-store.ts';
import { selectByIds } from './store.ts';

/** A session that is over, with all that another tariff may ask about, as far as it is known. */
export interface PastSession {
  session: LiveSession;
  readings: readonly Reading[];
  around: Surroundings;
  cardName: string;
  siteName: string;
}

/** Sessions to be priced by another tariff, in order of id. In few queries however many they are; readings only where the tariff asks for them. */
export async function pastSessions(
  db: Kysely<Tables>,
  ids: readonly number[],
  { tariff, hasCourse }: { tariff: FullTariff; hasCourse: boolean },
): Promise<PastSession[]> {
  const sessions = (await selectByIds(db, ids)).sort((a, b) => a.id - b.id);
  const [courses, names, market] = await Promise.all([
    hasCourse ? selectCourses(db, sessions) : new Map<number, Reading[]>(),
    selectNames(db, ids),
    marketOver(db, sessions, tariff),
  ]);
  return sessions.map((session): PastSession => {
    const name = names.get(session.id);
    const facts: PriceFacts = {
      zone: name?.zone ?? 'UTC',
      paymentKind: session.tokenId === null ? 'adHoc' : 'contract',
      holidays: name?.holidays ?? [],
      ...session.priceFacts,
    };
    const { locked: _, ...asked } = facts;
    return {
      session,
      readings: courses.get(session.id) ?? [],
      around: around(asked, market),
      cardName: name?.card ?? session.idToken ?? '',
      siteName: name?.site ?? '',
    };
  });
}

/** What it would have cost. */
export function simulatedTotal({ session, readings, around: surroundings }: PastSession, tariff: FullTariff): string {
  const { startedAt, endedAt, energyWh, priceFacts } = session;
  const until = endedAt ?? session.lastReadingAt ?? startedAt;
  const reductions = priceFacts?.reductions ?? [];
  if (isPlain(tariff) && reductions.length === 0) return plainCost({ tariff, startedAt, until, energyWh }).total;
  const periods = courseOf(session, readings, { until, reservedFrom: priceFacts?.reservedFrom });
  return costOf({ periods, tariff, around: surroundings, reductions }).total;
}

async function marketOver(db: Kysely<Tables>, sessions: readonly LiveSession[], tariff: FullTariff): Promise<Market | undefined> {
  const [first] = sessions;
  if (first === undefined) return undefined;
  const from = sessions.reduce((least, { startedAt }) => Math.min(least, startedAt), first.startedAt);
  const until = sessions.reduce((most, { startedAt, endedAt }) => Math.max(most, endedAt ?? startedAt), first.startedAt);
  return await marketAsOf(db, first.tenantId, { tariff, from, until, asOf: null });
}
