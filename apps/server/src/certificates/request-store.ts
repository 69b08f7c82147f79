import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { SigningRequest } from './services.ts';

type Db = Kysely<Tables>;

/** The station's request becomes one that was signed; false: it is not open any more, or another one has come since. */
export async function recordSigned(
  db: Db,
  { stationId, type, csr }: Pick<SigningRequest, 'stationId' | 'type' | 'csr'>,
  { at, serial }: { at: number; serial: string },
): Promise<boolean> {
  const changed =
    await sql`update station_record set data = data || ${JSON.stringify({ status: 'signed', serialNumber: serial })}::jsonb, at = ${new Date(at)}
    where station_id = ${stationId} and kind = 'certificateRequest' and key = ${type} and data ->> 'status' = 'pending' and data ->> 'csr' = ${csr}`.execute(
      db,
    );
  return (changed.numAffectedRows ?? 0n) > 0n;
}

/** Open requests from before the moment. */
export async function selectForgotten(db: Db, before: number): Promise<SigningRequest[]> {
  const found =
    await sql<SigningRequest>`select tenant_id as "tenantId", station_id::float8 as "stationId", data ->> 'csr' as csr, data ->> 'type' as type,
      (data ->> 'requestId')::int as "requestId"
    from station_record where kind = 'certificateRequest' and data ->> 'status' = 'pending' and at < ${new Date(before)} order by at limit 50`.execute(
      db,
    );
  return found.rows;
}
