import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { FrameRow } from './store.ts';
import { frameView } from './view.ts';

/** A message by its moment (epoch ms) and id. */
export type FramePlace = readonly [number, number];

/** These messages of a station, oldest first, each with a plain sentence; what retention has deleted is left out. */
export async function framesByIds(
  db: Kysely<Tables>,
  stationId: number,
  places: readonly FramePlace[],
): Promise<ReturnType<typeof frameView>[]> {
  if (places.length === 0) return [];
  const moments = places.map(([at]) => at);
  const { rows } =
    await sql<FrameRow>`select id::float8 as id, at, direction, action, message_id, request, answer, answered_at, outcome, session_id::float8 as session_id, command_id::float8 as command_id, repairs from frame
    where station_id = ${stationId} and at between ${new Date(Math.min(...moments) - 1)} and ${new Date(Math.max(...moments) + 1)} and id = any(${places.map(([, id]) => id)}::bigint[]) order by at, id`.execute(
      db,
    );
  return rows.map(frameView);
}
