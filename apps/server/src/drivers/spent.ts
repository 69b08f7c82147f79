import type { spending as spendingSchema } from '@stationmaster/contract';
import { localDay, type SpendingLimit, type SpendingOwner, usedOf } from '@stationmaster/domain';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { selectMonths, selectSpent, usualZone } from './spent-store.ts';

/** A year and the month now, so that one sees the same month of last year. */
const shownMs = 396 * 86_400_000;
const monthMs = 32 * 86_400_000;

/** How far the limits of an owner are used now, and what was charged by month, the newest first. Days are those of the sites. */
export async function spendingOf(
  db: Transaction<Tables>,
  { owner, id, limits, now }: { owner: SpendingOwner; id: number; limits: readonly SpendingLimit[]; now: number },
): Promise<z.input<typeof spendingSchema>> {
  const today = localDay(await usualZone(db), now);
  const spent = limits.length === 0 ? [] : await selectSpent(db, { owner, id }, new Date(now - monthMs));
  const months = await selectMonths(db, { owner, id }, new Date(now - shownMs));
  return { limits: limits.map((limit) => ({ limit, used: usedOf(limit, spent, today) })), months };
}
