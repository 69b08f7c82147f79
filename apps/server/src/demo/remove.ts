import { type Kysely, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import type { Call } from '../http/handler.ts';

/**
 * Removes the demo network and everything it made, in one transaction, and ends its connections. What people added to it
 * themselves (a card, a price) stays; a station of theirs on a demo site stays without a site.
 */
export async function removeDemo(context: Context, call: Call): Promise<void> {
  const { removed, orphaned } = await call.tx(async (db) => {
    call.subject('demo');
    return await removeRows(db);
  });
  for (const id of removed) context.gateway.disconnect(id, 'removed');
  // Their live state still points to the site that is gone.
  await context.gateway.refresh(orphaned);
  await context.commit({
    happening: [{ tenantId: call.tenantId, at: call.now, kind: 'station.changed', subject: 'demo', data: { removed: removed.length } }],
  });
  context.tell();
}

/** In the order of the references; commands, connectors and variables go with their station. Returns row ids of stations. */
async function removeRows(db: Kysely<Tables>): Promise<{ removed: number[]; orphaned: number[] }> {
  const demoStations = sql`(select id from station where demo)`;
  const demoSites = sql`(select id from site where demo)`;
  await sql`delete from sample where station_id in ${demoStations}`.execute(db);
  await sql`delete from frame where station_id in ${demoStations}`.execute(db);
  await sql`delete from tap where station_id in ${demoStations}`.execute(db);
  await sql`delete from session where demo or station_id in ${demoStations}`.execute(db);
  const { rows } = await sql<{ id: number }>`delete from station where demo returning id`.execute(db);
  await sql`delete from firmware_campaign where demo`.execute(db);
  await sql`delete from firmware w where w.demo and not exists (select from firmware_campaign where firmware_id = w.id)`.execute(db);
  await sql`delete from token where demo`.execute(db);
  await sql`delete from driver where demo`.execute(db);
  await sql`delete from driver_group g where demo and not exists (select from driver_group_member where group_id = g.id)`.execute(db);
  await sql`delete from company c where demo and not exists (select from driver where company_id = c.id)`.execute(db);
  const { rows: orphans } = await sql<{ id: number }>`update station set site_id = null where site_id in ${demoSites} returning id`.execute(
    db,
  );
  await sql`update session set site_id = null where site_id in ${demoSites}`.execute(db);
  await sql`delete from site where demo`.execute(db);
  // A price that people gave to a place of their own stays, and so does one that a session of theirs was priced by.
  const { rows: tariffs } = await sql<{
    id: number;
  }>`select id from tariff t where t.demo and not exists (select from tariff_assignment where tariff_id = t.id)
    and not exists (select from session s join tariff_version v on v.id = s.tariff_version_id where v.tariff_id = t.id)
    and not exists (select from reservation_bill b join tariff_version v on v.id = b.tariff_version_id where v.tariff_id = t.id)`.execute(
    db,
  );
  const unused = tariffs.map(({ id }) => id);
  await sql`delete from tariff_version where tariff_id = any(${unused}::bigint[])`.execute(db);
  await sql`delete from tariff where id = any(${unused}::bigint[])`.execute(db);
  return { removed: rows.map((row) => row.id), orphaned: orphans.map((row) => row.id) };
}
