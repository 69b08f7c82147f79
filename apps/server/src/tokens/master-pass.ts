import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

/** Is this group the one whose cards end every session of the station, and begin none? (2.x C16, AuthCtrlr.MasterPassGroupId) */
export async function isMasterPass(db: Kysely<Tables>, stationId: number, groupId: string | null): Promise<boolean> {
  if (groupId === null) return false;
  const { rows } = await sql`select from station_variable where station_id = ${stationId} and lower(component) = 'authctrlr'
    and lower(variable) = 'masterpassgroupid' and lower(value) = ${groupId.toLowerCase()}`.execute(db);
  return rows.length > 0;
}
