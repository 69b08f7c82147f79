import type { tap as tapSchema } from '@stationmaster/contract';
import { maskToken } from '@stationmaster/domain';
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { pageOfRows, type SortKey } from '../http/cursor.ts';
import { containing } from './store.ts';

export type Tap = z.input<typeof tapSchema>;
interface Row {
  id: number;
  at: Date;
  micros: number;
  identity: string;
  evse_id: number | null;
  id_token: string;
  id_token_type: string | null;
  token_id: number | null;
  driver_name: string | null;
  purpose: Tap['purpose'];
  status: Tap['status'];
  reason: Tap['reason'];
  session_id: number | null;
}
export interface TapFilter {
  tokenId?: number;
  stationId?: string;
  refused?: boolean;
  search?: string;
  before: SortKey | null;
  limit: number;
}

export async function selectTaps(
  db: Transaction<Tables>,
  { tokenId, stationId, refused, search, before, limit }: TapFilter,
): Promise<{ items: Tap[]; next: string | null }> {
  const wheres = [sql`true`];
  if (tokenId !== undefined) wheres.push(sql`tap.token_id = ${tokenId}`);
  if (stationId !== undefined) wheres.push(sql`station.identity = ${stationId}`);
  if (refused) wheres.push(sql`tap.status <> 'Accepted'`);
  if (search) wheres.push(sql`(tap.id_token ilike ${containing(search)} or token.driver_name ilike ${containing(search)})`);
  if (before)
    wheres.push(
      sql`(tap.at, tap.frame_id) < (timestamptz 'epoch' + ${before[0]}::float8 * interval '1 microsecond', ${before[1]}::bigint)`,
    );
  const { rows } =
    await sql<Row>`select tap.frame_id::float8 as id, tap.at, (extract(epoch from tap.at) * 1000000)::float8 as micros, station.identity, tap.evse_id, tap.id_token,
      tap.id_token_type, tap.token_id::float8 as token_id, token.driver_name, tap.purpose, tap.status, tap.reason, tap.session_id::float8 as session_id
    from tap join station on station.id = tap.station_id left join token on token.id = tap.token_id
    where ${sql.join(wheres, sql` and `)} order by tap.at desc, tap.frame_id desc limit ${limit + 1}`.execute(db);
  const page = pageOfRows(rows, limit, ({ micros, id }) => [micros, id]);
  return { items: page.rows.map(toTap), next: page.next };
}

function toTap(row: Row): Tap {
  return {
    id: row.id,
    at: row.at.toISOString(),
    stationId: row.identity,
    evseId: row.evse_id,
    idToken: maskToken(row.id_token, row.id_token_type),
    tokenId: row.token_id,
    driverName: row.driver_name,
    purpose: row.purpose,
    status: row.status,
    reason: row.reason,
    sessionId: row.session_id,
    frameId: row.id,
  };
}
