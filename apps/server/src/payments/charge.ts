import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { createFollower, type News } from '../live/follow.ts';
import { selectPaidSessions, selectSettlements, upsertOwed, upsertSettlement } from './book-store.ts';
import { insertReserved, insertSpent } from './credit-store.ts';
import { providerOf } from './provider.ts';
import { receiptKey } from './receipt.ts';

type Needs = Pick<Context, 'config' | 'db' | 'clock' | 'tell'>;

/**
 * Job, every second: what ended sessions cost is paid, from the credit of the card or by the payment they began with, and what
 * reservations cost by themselves from the credit of theirs. It follows
 * what was committed and keeps its place afterwards, so that a kill in between pays nothing twice and leaves nothing out; a price
 * that changes later (late data, a repair, a dropped session) is entered as the difference. Returns how many sessions, reservations
 * and settlements it has looked at.
 */
export function createCharger(context: Needs): () => Promise<number> {
  const { db, clock, tell } = context;
  const follower = createFollower(db, {
    reader: 'payments',
    most: 500,
    kinds: ['session.started', 'session.ended', 'session.corrected', 'session.checked', 'reservation.priced', 'station.told'],
    dataOf: [],
    // Running sessions tell of themselves all the time, stations of much else.
    where: sql<boolean>`case kind when 'station.told' then data like '%"settlement"%' else true end`,
  });
  return async () => {
    const { items, keep } = await follower.read();
    const ids = sessionsOf(items);
    const reserved = reservationsOf(items);
    const written = (await insertSpent(db, ids, clock())) + (await insertReserved(db, reserved, clock()));
    const paid = await bookPaid(context, ids);
    const told = await bookTold(context, items);
    await keep();
    if (written + paid + told > 0) tell();
    return ids.length + reserved.length + told;
  };
}

function sessionsOf(items: News['items']): number[] {
  return [...new Set(items.filter(({ kind }) => kind.startsWith('session.')).map(({ subject }) => Number(subject)))];
}

function reservationsOf(items: News['items']): number[] {
  return [...new Set(items.filter(({ kind }) => kind === 'reservation.priced').map(({ subject }) => Number(subject)))];
}

/** Sessions that began with a payment: it knows them, and what they cost is owed when they are over. */
async function bookPaid({ config, db, clock }: Needs, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  const sessions = await selectPaidSessions(db, ids);
  const provider = providerOf(config)?.name ?? null;
  for (const session of sessions) await upsertOwed(db, { ...session, provider, receiptKey: receiptKey(config, session), at: clock() });
  return sessions.length;
}

/** What terminals have told of their settlements. */
async function bookTold({ config, db }: Needs, items: News['items']): Promise<number> {
  const told = items.filter(({ kind }) => kind === 'station.told');
  const [first] = told;
  if (first === undefined) return 0;
  const since = new Date(Math.min(...told.map(({ at }) => at.getTime())));
  const settlements = await selectSettlements(
    db,
    told.map(({ subject }) => subject),
    since,
  );
  for (const one of settlements) {
    const reference = one.data.reference ?? one.data.pspRef;
    await upsertSettlement(db, one, receiptKey(config, { stationId: one.stationId, reference }));
  }
  return settlements.length;
}
