import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../db/tables.gen.ts';
import type { Movable } from './able.ts';

type Db = Kysely<Tables>;
export interface MovableRow extends Movable {
  id: number;
  identity: string;
  name: string;
}

const isConnected = sql`(s.connected_at is not null and (s.disconnected_at is null or s.disconnected_at < s.connected_at))`;

/** Those stations with what decides whether they can be moved; by identity. */
export async function selectMovable(db: Db, stationIds: readonly number[], at: number): Promise<MovableRow[]> {
  const { rows } =
    await sql<MovableRow>`select s.id::float8 as id, s.identity, s.name, s.security_profile as profile, s.protocol, ${isConnected} as "isConnected",
      exists (select from transport_move m where m.station_id = s.id and m.ended_at is null) as "isMoving",
      exists (select from session e where e.station_id = s.id and e.status = 'active') as "isCharging",
      exists (select from certificate c where c.station_id = s.id and c.role = 'leaf' and c.use = 'station' and c.state = 'active' and c.valid_to > ${new Date(at)}) as "hasCertificate",
      exists (select from station_variable v where v.station_id = s.id and v.component = '') as "hasToldSettings",
      exists (select from station_variable v where v.station_id = s.id and v.component = '' and lower(v.variable) = 'securityprofile') as "hasProfileKey"
    from station s where s.id = any(${[...stationIds]}::bigint[]) order by s.identity`.execute(db);
  return rows;
}

/** How many stations have which profile, and how many are on their way to another. */
export async function countProfiles(db: Db): Promise<{ profiles: { profile: number; stations: number }[]; moving: number }> {
  const { rows } = await sql<{
    profile: number;
    stations: number;
    moving: number;
  }>`select s.security_profile as profile, count(*)::int as stations, (count(*) filter (where s.moving_to is not null))::int as moving
    from station s group by 1 order by 1`.execute(db);
  return {
    profiles: rows.map(({ profile, stations }) => ({ profile, stations })),
    moving: rows.reduce((sum, { moving }) => sum + moving, 0),
  };
}
