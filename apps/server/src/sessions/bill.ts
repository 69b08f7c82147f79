import type { sessionRoutes } from '@stationmaster/contract';
import { type Charged, costOf, courseOf, type FullCost, isEnergyKnown, type Reading, type SessionPeriod } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import type { Output } from '../http/handler.ts';
import { around } from '../prices/around.ts';
import { marketAsOf } from '../prices/as-of.ts';
import { candidatesFor, holdsAt, nobody } from '../tariffs/book.ts';
import { type AttachedTariff, attachedViews } from '../tariffs/candidates.ts';
import { explained } from '../tariffs/explained.ts';
import { selectGroupIds } from '../tariffs/payer.ts';
import { versionView } from '../tariffs/versions.ts';
import { selectCourses } from './course-store.ts';
import type { LiveSession } from './live.ts';
import { selectById } from './store.ts';

type BillView = Output<(typeof sessionRoutes)['sessionBill']>;

interface Given {
  readings: readonly Reading[];
  /** A running session is priced up to here. */
  until: number;
}

/**
 * What a session's price is made of, from what is stored: its readings, its tariff version, the facts of its start and the market as it
 * was known at its end. null: it has none.
 */
export async function chargedAnew(db: Kysely<Tables>, session: LiveSession, { readings, until }: Given): Promise<Charged | null> {
  const { tariff, tenantId, state, startedAt, endedAt } = session;
  if (tariff === null || (!state.hasBegun && !isEnergyKnown(session))) return null;
  const facts = session.priceFacts ?? { zone: 'UTC' };
  const market = await marketAsOf(db, tenantId, { tariff, from: startedAt, until: endedAt ?? until, asOf: state.marketAsOf ?? null });
  return {
    periods: courseOf(session, readings, { until, reservedFrom: facts.reservedFrom }),
    tariff,
    around: around(facts, market),
    reductions: facts.reductions ?? [],
  };
}

/** A session's price made anew, with the course it is made of; null: it has none. */
export async function pricedAnew(
  db: Kysely<Tables>,
  session: LiveSession,
  given: Given,
): Promise<{ cost: FullCost | null; course: readonly SessionPeriod[] }> {
  const charged = await chargedAnew(db, session, given);
  if (charged === null) return { cost: null, course: courseOf(session, given.readings, { until: given.until }) };
  return { cost: costOf(charged), course: charged.periods };
}

/** The same with the readings that are stored. */
export async function recomputed(db: Kysely<Tables>, session: LiveSession, until: number): Promise<FullCost | null> {
  return (await pricedAnew(db, session, { readings: await readingsOf(db, session), until })).cost;
}

export async function readingsOf(db: Kysely<Tables>, session: LiveSession): Promise<readonly Reading[]> {
  return (await selectCourses(db, [session])).get(session.id) ?? [];
}

/** `book`: the owner's access, for the book of tariffs in memory. Failure notFound. */
export async function billOf(
  { db, book }: { db: Kysely<Tables>; book: Kysely<Tables> },
  sessionId: number,
  now: number,
): Promise<BillView> {
  const session = await selectById(db, sessionId);
  if (session === undefined) throw fail('notFound', { what: 'session', id: sessionId });
  const until = Math.max(session.startedAt, session.lastReadingAt ?? Math.min(now, session.heardAt));
  const { cost, course } = await pricedAnew(db, session, { readings: await readingsOf(db, session), until });
  const version = session.tariffVersionId === null ? null : await versionView(db, session.tariffVersionId);
  return {
    cost: cost === null ? null : explained(cost),
    tariff: version,
    attached: await attachedTo({ db, book }, session),
    course: course.map(({ start, end, state, energyWh }) => ({
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
      state,
      energyWh,
      powerW: end > start ? Math.round((energyWh * 3_600_000) / (end - start)) : 0,
    })),
    facts: session.priceFacts === null ? null : { ...session.priceFacts },
  };
}

/** Why it has its tariff: what is attached to its place and its driver today, judged as of its start. */
async function attachedTo(
  { db, book }: { db: Kysely<Tables>; book: Kysely<Tables> },
  { tenantId, siteId, stationId, evseId, driverId, tariff, startedAt }: LiveSession,
): Promise<AttachedTariff[]> {
  const payer = { ...nobody, driverId, groupIds: await selectGroupIds(db, driverId) };
  const candidates = await candidatesFor(book, { tenantId, siteId, stationId, evseId }, payer);
  const used = candidates.find((candidate) => candidate.tariff.id === tariff?.id && holdsAt(candidate, startedAt)) ?? null;
  return await attachedViews(db, candidates, { used, at: startedAt, isPast: true });
}
