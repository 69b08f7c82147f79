import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { holdersOf } from './radar.ts';
import { selectCertificates, selectTrusted } from './radar-store.ts';

/** More roots than any install has. */
const mostRoots = 5_000;
/** The farthest that anybody may ask to be told ahead. */
const aheadMs = 730 * 86_400_000;

/** A station that trusts nothing else of the kind that lasts longer. In the words of SQL, where it goes. */
export interface StrandedStation {
  station_id: number;
  certificate_id: number;
  /** The subject of the root's certificate. */
  root: string;
  use: string;
  /** ISO 8601. */
  valid_to: string;
}

/**
 * Of all tenants: the stations that would be left without anything they trust when a root ends within two years, or that are already
 * since one ended; one row a station and root. From what the stations themselves have told they hold; roots that we do not know are not in it.
 */
export async function strandedStations(db: Kysely<Tables>, at: number): Promise<StrandedStation[]> {
  // What every station of an install trusts is much; most of the time nothing ends.
  const ending = await sql`select from certificate where role = 'root' and valid_to <= ${new Date(at + aheadMs)} limit 1`.execute(db);
  if (ending.rows.length === 0) return [];
  const known = await selectCertificates(db, { before: null, limit: mostRoots, role: 'root' });
  const { holders } = holdersOf(known, await selectTrusted(db), at);
  return known
    .filter(({ validTo }) => validTo <= at + aheadMs)
    .flatMap(({ id, subject, use, validTo }) =>
      (holders.get(id) ?? [])
        .filter(({ isStranded }) => isStranded)
        .map(({ stationId }) => ({
          station_id: stationId,
          certificate_id: id,
          root: subject,
          use,
          valid_to: new Date(validTo).toISOString(),
        })),
    );
}
