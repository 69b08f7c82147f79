import type { FullCost, FullTariff, PriceFacts, ReservationOutcome, ReservationStatus } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { nobody, type Payer } from '../tariffs/book.ts';
import type { Terms } from './terms.ts';

type Db = Kysely<Tables>;

/** Where a station is and by which clock. */
export interface Stand {
  stationId: number;
  tenantId: number;
  siteId: number | null;
  zone: string;
}
/** By its row or by its name; undefined: there is none. */
export async function selectStand(db: Db, station: number | string): Promise<Stand | undefined> {
  const { rows } =
    await sql<Stand>`select s.id::float8 as "stationId", s.tenant_id as "tenantId", s.site_id::float8 as "siteId", coalesce(site.time_zone, 'UTC') as zone
    from station s left join site on site.id = s.site_id where ${typeof station === 'number' ? sql`s.id = ${station}` : sql`s.identity = ${station}`}`.execute(
      db,
    );
  return rows[0];
}

export interface NewBill extends Terms {
  reservationId: number;
  siteId: number | null;
  tokenId: number | null;
  payer: Payer | undefined;
}
/** What it will be priced by; what is there already stays as it is. */
export async function insertTerms(db: Db, { reservationId, siteId, tokenId, payer, tariff, facts }: NewBill): Promise<void> {
  const { driverId, companyId, costCentreId } = payer ?? nobody;
  await sql`insert into reservation_bill (reservation_id, tenant_id, tariff_version_id, facts, token_id, driver_id, company_id, cost_centre_id, site_id, made_at, currency)
    select id, tenant_id, ${tariff.versionId}::bigint, ${JSON.stringify(facts)}::jsonb, ${tokenId}::bigint, ${driverId}::bigint, ${companyId}::bigint, ${costCentreId}::bigint, ${siteId}::bigint,
      created_at, ${tariff.currency} from reservation where id = ${reservationId} on conflict (reservation_id) do nothing`.execute(db);
}

export interface OpenBill {
  id: number;
  tenantId: number;
  status: ReservationStatus;
  /** Since when the station was asked to hold it. */
  from: number;
  expiresAt: number;
  /** null: it is not over. */
  endedAt: number | null;
  /** The station said that it holds it. */
  wasHeld: boolean;
  /** Taken back by ourselves, for work on the station. */
  isOurDoing: boolean;
  versionId: number;
  definition: FullTariff;
  facts: PriceFacts;
  outcome: ReservationOutcome | null;
  cost: FullCost | null;
}
const ms = (column: string) => sql`(extract(epoch from ${sql.raw(column)}) * 1000)::float8`;

/** With what they are to be priced by; those without a price for reservations have none. `ourselves`: as commands name the server. */
export async function selectBills(db: Db, ids: readonly number[], ourselves: string): Promise<OpenBill[]> {
  const { rows } =
    await sql<OpenBill>`select b.reservation_id::float8 as id, b.tenant_id as "tenantId", r.status, ${ms('coalesce(c.sent_at, r.created_at)')} as "from",
      ${ms('r.expires_at')} as "expiresAt", ${ms('r.ended_at')} as "endedAt", coalesce(c.status in ('accepted', 'confirmed', 'noEffect'), false) as "wasHeld",
      r.status = 'cancelled' and exists (select from command k where k.station_id = r.station_id and k.verb = 'cancelReservation' and (k.parameters ->> 'reservationId')::bigint = r.id
        and k.status in ('accepted', 'confirmed') and k.requested_by = ${ourselves}) as "isOurDoing",
      b.tariff_version_id::float8 as "versionId", v.definition, b.facts, b.outcome, b.cost
    from reservation_bill b join reservation r on r.id = b.reservation_id join tariff_version v on v.id = b.tariff_version_id left join command c on c.id = r.id
    where b.reservation_id = any(${[...ids]}::bigint[])`.execute(db);
  return rows;
}

export interface Priced {
  id: number;
  outcome: ReservationOutcome;
  from: number;
  until: number;
  cost: FullCost | null;
}
/** Kept and told of where it is another than before: done twice it changes nothing. Returns how many have changed. */
export async function updatePriced(db: Db, priced: readonly Priced[], at: number): Promise<number> {
  if (priced.length === 0) return 0;
  const rows = priced.map(({ id, outcome, from, until, cost }) => ({
    ...{ id, outcome, total: cost?.total ?? null, cost },
    ...{ from: new Date(from).toISOString(), until: new Date(until).toISOString() },
  }));
  const changed =
    await sql`with given as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id bigint, outcome text, "from" timestamptz, "until" timestamptz, cost jsonb, total numeric)),
    made as (update reservation_bill b set outcome = g.outcome, from_at = g."from", until_at = g."until", cost = nullif(g.cost, 'null'), total = g.total, priced_at = ${new Date(at)} from given g
      where b.reservation_id = g.id and (b.outcome, b.from_at, b.until_at, b.total) is distinct from (g.outcome, g."from", g."until", g.total)
      returning b.tenant_id, b.reservation_id, b.outcome, b.total)
    insert into happening (tenant_id, at, kind, subject, data)
    select m.tenant_id, ${new Date(at)}::timestamptz, 'reservation.priced', m.reservation_id::text,
      json_build_object('stationId', s.identity, 'outcome', m.outcome, 'total', trim_scale(m.total)::text)::text
    from made m join reservation r on r.id = m.reservation_id join station s on s.id = r.station_id returning subject`.execute(db);
  return changed.rows.length;
}
