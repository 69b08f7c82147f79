import type { VariableMonitor } from '@stationmaster/contract';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

/** A monitor as it is kept: its id is the key of the record, the rest its data. */
export type Monitor = VariableMonitor & { id: number };

/** Those of these ids, or those told since a moment (epoch ms). */
export async function monitorsOf(
  db: Db,
  { stationId, ids, since }: { stationId: number; ids?: readonly number[]; since?: number },
): Promise<Monitor[]> {
  const { rows } = await sql<{ key: string; data: VariableMonitor }>`select key, data from station_record
    where station_id = ${stationId} and kind = 'variableMonitor' and data is not null
      ${ids === undefined ? sql`` : sql`and key = any(${ids.map(String)}::text[])`}
      ${since === undefined ? sql`` : sql`and at >= ${new Date(since)}`}`.execute(db);
  return rows.map(({ key, data }) => ({ ...data, id: Number(key) }));
}

/** What is known of a stream: null when it never was told of. */
export async function streamOf(db: Db, stationId: number, id: number): Promise<Record<string, unknown> | null> {
  const { rows } = await sql<{ data: Record<string, unknown> | null }>`select data from station_record
    where station_id = ${stationId} and kind = 'eventStream' and key = ${String(id)}`.execute(db);
  return rows[0]?.data ?? null;
}

/** The values of a stream, oldest first; the newest `limit` messages between two moments. */
export async function selectStreamValues(
  db: Db,
  stream: { stationId: number; id: number; from: Date | null; to: Date | null; limit: number },
): Promise<[number, string][]> {
  const { rows } = await sql<{ points: [number, string][] }>`select points from stream_values
    where station_id = ${stream.stationId} and stream_id = ${stream.id} and (${stream.from}::timestamptz is null or at >= ${stream.from})
      and (${stream.to}::timestamptz is null or at < ${stream.to})
    order by at desc, frame_id desc limit ${stream.limit}`.execute(db);
  return rows.flatMap(({ points }) => points).sort(([a], [b]) => a - b);
}
