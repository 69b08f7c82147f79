import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
export interface WebSetup {
  /** Sealed. */
  secret: string;
  length: number;
  validitySeconds: number;
  symbols: 61 | 62;
}
export interface WebPlug {
  tenantId: number;
  stationRow: number;
  stationId: string;
  stationName: string;
  siteName: string | null;
  siteId: number | null;
  zone: string;
  currency: string;
  protocol: string | null;
  /** null: its QR code is a static one. */
  setup: WebSetup | null;
}

/** A plug by what stands in the address behind a QR code; undefined: there is none. */
export async function selectWebPlug(db: Db, identity: string, evseId: number): Promise<WebPlug | undefined> {
  const { rows } =
    await sql<WebPlug>`select s.tenant_id as "tenantId", s.id::float8 as "stationRow", s.identity as "stationId", s.name as "stationName", site.name as "siteName",
      s.site_id::float8 as "siteId", coalesce(site.time_zone, 'UTC') as zone, coalesce(site.currency, 'EUR') as currency, s.protocol,
      (select jsonb_build_object('secret', w.secret, 'length', w.length, 'validitySeconds', w.validity_seconds, 'symbols', w.symbols) from web_payment w where w.station_id = s.id) as setup
    from station s left join site on site.id = s.site_id
    where s.identity = ${identity} and exists (select from connector c where c.station_id = s.id and c.evse_id = ${evseId})`.execute(db);
  return rows[0];
}

export async function upsertWebSetup(
  db: Db,
  {
    tenantId,
    stationRow,
    by,
    at,
    secret,
    length,
    validitySeconds,
    symbols,
  }: WebSetup & { tenantId: number; stationRow: number; by: string; at: number },
): Promise<void> {
  await sql`insert into web_payment (station_id, tenant_id, secret, length, validity_seconds, symbols, changed_at, changed_by)
    values (${stationRow}, ${tenantId}, ${secret}, ${length}, ${validitySeconds}, ${symbols}, ${new Date(at)}, ${by})
    on conflict (station_id) do update set secret = excluded.secret, length = excluded.length, validity_seconds = excluded.validity_seconds,
      symbols = excluded.symbols, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(db);
}
