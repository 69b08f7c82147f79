import { type Reduction, reductionsBy, startOfDay, type UsedBefore, wallTime } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { type Payer, type Place, placeKeys } from '../tariffs/book.ts';
import { type ReductionRow, selectOfTenant, usedSince } from './store.ts';

const books = new WeakMap<Kysely<Tables>, Map<number, Promise<ReductionRow[]>>>();

/** Reductions have changed. */
export function forgetReductions(db: Kysely<Tables>): void {
  books.delete(db);
}

export interface Beginning extends Place {
  sessionId: number;
  tokenId: number | null;
  zone: string;
  at: number;
  payer: Payer;
}

/**
 * What a session that begins is to pay less, with how much of plans and tiers was used before it: fixed with its start. The rules are in
 * memory; only a plan or a tier that fits asks the database what the card has used.
 */
export async function reductionsFor(db: Kysely<Tables>, session: Beginning): Promise<Reduction[]> {
  const rows = await bookOf(db, session.tenantId);
  if (rows.length === 0) return [];
  const keys = new Set(placeKeys(session, session.payer));
  const fitting = rows.filter((row) => keys.has(`${row.target}/${row.target_id}/${row.evse_id}`) && isValid(row, session.at));
  const found = await Promise.all(fitting.map((row) => reductionsOf(db, row, session)));
  return found.flat();
}

async function reductionsOf(db: Kysely<Tables>, { name, rule }: ReductionRow, session: Beginning): Promise<Reduction[]> {
  const counts = rule.kind === 'plan' || rule.kind === 'loyalty';
  return reductionsBy({ name, rule }, counts ? await used(db, rule.per, session) : { energyWh: 0, sessions: 0 });
}

/** By the card, in the local day or month in which the session begins. Without a card nothing was used before. */
async function used(db: Kysely<Tables>, per: 'day' | 'month', { tokenId, sessionId, zone, at }: Beginning): Promise<UsedBefore> {
  if (tokenId === null) return { energyWh: 0, sessions: 0 };
  const { day } = wallTime(zone, at);
  const first = per === 'day' ? day : day - new Date(day * 86_400_000).getUTCDate() + 1;
  return await usedSince(db, { tokenId, since: startOfDay(zone, first), but: sessionId });
}

function isValid({ valid_from, valid_until }: ReductionRow, at: number): boolean {
  return (valid_from?.getTime() ?? at) <= at && at < (valid_until?.getTime() ?? at + 1);
}

function bookOf(db: Kysely<Tables>, tenantId: number): Promise<ReductionRow[]> {
  const ofTenants = books.get(db) ?? new Map<number, Promise<ReductionRow[]>>();
  books.set(db, ofTenants);
  const known = ofTenants.get(tenantId);
  if (known !== undefined) return known;
  const loading = selectOfTenant(db, tenantId);
  ofTenants.set(tenantId, loading);
  loading.catch(() => ofTenants.delete(tenantId));
  return loading;
}
