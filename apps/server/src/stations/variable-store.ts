import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

/** What a variable of the device model was last told to be; undefined: never told. Names compare without case. */
export async function selectVariable(
  db: Kysely<Tables>,
  stationId: number,
  { component, variable, instance = '' }: { component: string; variable: string; instance?: string },
): Promise<string | null | undefined> {
  const { rows } = await sql<{ value: string | null }>`select value from station_variable where station_id = ${stationId}
    and lower(component) = lower(${component}) and lower(variable) = lower(${variable}) and lower(variable_instance) = lower(${instance}) limit 1`.execute(
    db,
  );
  return rows[0]?.value;
}
