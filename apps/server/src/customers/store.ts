import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
const isCustomer = sql`kind = 'customerInformation'`;

export interface CustomerPartRow {
  request_id: number;
  seq_no: number;
  text: string;
  is_last: boolean;
  generated_at: number;
  received_at: Date;
  /** Of the command that asked. */
  customer: { token?: string; identifier?: string; certificate?: { serialNumber: string } } | null;
}
/** In the order of requests, newest first, and of their parts. */
export async function selectCustomerParts(db: Db, stationId: number): Promise<CustomerPartRow[]> {
  const { rows } =
    await sql<CustomerPartRow>`select (r.data ->> 'requestId')::float8 as request_id, (r.data ->> 'seqNo')::float8 as seq_no, r.data ->> 'text' as text,
      (r.data ->> 'isLast')::boolean as is_last, (r.data ->> 'generatedAt')::float8 as generated_at, r.at as received_at, c.parameters -> 'customer' as customer
    from station_record r left join command c on c.id = (r.data ->> 'requestId')::bigint and c.station_id = r.station_id and c.verb = 'customerInformation'
    where r.station_id = ${stationId} and r.${isCustomer} order by request_id desc, seq_no`.execute(db);
  return rows;
}

/** Returns how many parts there were. */
export async function deleteCustomerParts(db: Db, stationId: number, requestId: number): Promise<number> {
  const { rows } =
    await sql`delete from station_record where station_id = ${stationId} and ${isCustomer} and (data ->> 'requestId')::float8 = ${requestId} returning key`.execute(
      db,
    );
  return rows.length;
}

export async function deleteCustomerPartsBefore(db: Db, at: number): Promise<number> {
  const { rows } = await sql`delete from station_record where ${isCustomer} and at < ${new Date(at)} returning key`.execute(db);
  return rows.length;
}
