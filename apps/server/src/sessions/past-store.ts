import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

export interface Names {
  card: string | null;
  site: string | null;
  zone: string | null;
  holidays: string[];
}

/** How people call card and site of each session, and the holidays around it. */
export async function selectNames(db: Kysely<Tables>, ids: readonly number[]): Promise<Map<number, Names>> {
  const { rows } = await sql<
    Names & { id: number }
  >`select e.id::float8 as id, coalesce(nullif(t.driver_name, ''), e.id_token) as card, site.name as site, site.time_zone as zone,
      array(select distinct h.day::text from holiday h where h.tenant_id = e.tenant_id and (h.site_id is null or h.site_id = e.site_id)
        and h.day between e.started_at::date - 1 and coalesce(e.ended_at, e.started_at)::date + 1) as holidays
    from session e left join token t on t.id = e.token_id left join site on site.id = e.site_id where e.id = any(${[...ids]}::bigint[])`.execute(
    db,
  );
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}
