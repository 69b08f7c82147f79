import type { Surroundings } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { selectHolidays } from './facts-store.ts';

/** What a tariff may ask about at a place and time where no session is yet. Failure notFound (site). */
export async function surroundingsAt(
  db: Kysely<Tables>,
  { tenantId, siteId, zone, at }: { tenantId: number; siteId: number | null; zone: string; at: number },
): Promise<Surroundings> {
  const { rows } = await sql<{ zone: string }>`select time_zone as zone from site where id = ${siteId}::bigint`.execute(db);
  if (siteId !== null && rows[0] === undefined) throw fail('notFound', { what: 'site', id: siteId });
  const holidays = await selectHolidays(db, { tenantId, siteId, at });
  return { zone: rows[0]?.zone ?? zone, holidays: new Set(holidays) };
}
