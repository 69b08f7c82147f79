import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { untilReadable } from '../testing/outbox.ts';
import { createFactKeeper } from './keep.ts';

export interface Given {
  id: number;
  station: 'B1' | 'B2' | 'T1';
  /** ISO 8601 */
  from: string;
  minutes: number;
  wh: number;
  currency?: string;
  /** Net and tax; left out: no price. */
  price?: readonly [string, string];
  supply?: string;
  co2?: number;
  outcome?: 'bill' | 'hold' | 'drop';
  driverId?: number;
  companyId?: number;
  costCentreId?: number;
  isActive?: boolean;
  /** The register stood still for so many minutes at the end. */
  idleMinutes?: number;
}
/** A reservation that is over, priced by itself. */
export interface GivenReservation extends Pick<Given, 'id' | 'station' | 'currency' | 'driverId' | 'companyId' | 'costCentreId'> {
  /** ISO 8601; when it was made. */
  made: string;
  tariffId: number;
  /** Net and tax; null: nothing is to be paid for it, or its session pays. */
  price: readonly [string, string] | null;
}
export interface StatisticsWorld extends ApiApp {
  berlin: number;
  tokyo: number;
  add: (given: Given) => Promise<void>;
  reserve: (given: GivenReservation) => Promise<void>;
  /** Tells of sessions; only what the checks do not follow leaves the given verdicts as they are. */
  tell: (kind: string, ids: readonly number[]) => Promise<void>;
  /** Lets everything that was told be counted. */
  counted: () => Promise<void>;
}

/** Two sites in two zones and currencies; sessions are given as they stand after their end. For tests. `byHand`: jobs that only the test runs. */
export async function startStatisticsWorld(byHand: readonly string[] = []): Promise<StatisticsWorld> {
  const app = await startApiApp({}, { byHand });
  const site = async (name: string, timeZone: string, currency: string): Promise<number> =>
    (await app.api('POST', '/sites', { name, timeZone, currency, openAccess: true })).body.id;
  const berlin = await site('Yard', 'Europe/Berlin', 'EUR');
  const tokyo = await site('Garage', 'Asia/Tokyo', 'JPY');
  for (const [id, siteId] of [
    ['B1', berlin],
    ['B2', berlin],
    ['T1', tokyo],
  ] as const)
    await app.api('POST', '/stations', { id, siteId });
  const keep = createFactKeeper(app.context);
  const tell: StatisticsWorld['tell'] = async (kind, ids) => {
    await app.query(
      `insert into happening (tenant_id, at, kind, subject, data) select 1, now(), $1, id::text, '{"status":"ended"}' from unnest($2::bigint[]) id`,
      [kind, [...ids]],
    );
  };
  const counted: StatisticsWorld['counted'] = async () => {
    await untilReadable(app.context.db);
    await keep();
  };
  return { ...app, berlin, tokyo, tell, add: (given) => add(app, given), reserve: (given) => reserve(app, given), counted };
}

async function add(app: ApiApp, given: Given): Promise<void> {
  const {
    id,
    station,
    from,
    minutes,
    wh,
    currency = 'EUR',
    price,
    supply = null,
    co2 = null,
    outcome,
    isActive = false,
    idleMinutes = 0,
  } = given;
  const { total, cost } = costOf(price, currency);
  const startedAt = Date.parse(from);
  const endedAt = new Date(startedAt + minutes * 60_000);
  const state = { meter: { series: {} }, hasBegun: true };
  await app.query(
    `insert into session (id, tenant_id, station_id, site_id, evse_id, start_key, status, started_at, ended_at, received_at, heard_at, energy_wh, currency, total, cost, supply_cost, co2_g, driver_id, company_id, cost_centre_id, state)
     select $1::bigint, 1, s.id, s.site_id, 1, 'k' || $1, $3, $4::timestamptz, $5::timestamptz, $4::timestamptz, $4::timestamptz, $6, $7, $8::numeric, $9::jsonb, $10::numeric, $11::numeric, $12, $13, $14, $15
     from station s where s.identity = $2`,
    [
      id,
      station,
      isActive ? 'active' : 'ended',
      from,
      isActive ? null : endedAt,
      wh,
      currency,
      total,
      cost,
      supply,
      co2,
      given.driverId ?? null,
      given.companyId ?? null,
      given.costCentreId ?? null,
      JSON.stringify(state),
    ],
  );
  const readings = [
    [startedAt, 0],
    [startedAt + (minutes - idleMinutes) * 60_000, wh],
    ...(idleMinutes > 0 ? [[startedAt + minutes * 60_000, wh]] : []),
  ];
  for (const [index, [at, value]] of readings.entries())
    await app.query(
      `insert into sample (tenant_id, station_id, session_id, evse_id, at, series, frame_id, readings) select 1, station_id, id, 1, $2, $3, 0, $4 from session where id = $1`,
      [
        id,
        new Date(at ?? 0),
        index,
        JSON.stringify([['Energy.Active.Import.Register', '', 'Outlet', 'Sample.Periodic', 'Wh', value, null, '']]),
      ],
    );
  if (outcome !== undefined)
    await app.query(
      `insert into session_check (session_id, tenant_id, station_id, evse_id, started_at, ended_at, outcome, findings, since, checked_at)
       select id, 1, station_id, 1, started_at, ended_at, $2, '[]', now(), now() from session where id = $1`,
      [id, outcome],
    );
}

function costOf(price: readonly [string, string] | null | undefined, currency: string): { total: string | null; cost: string | null } {
  if (price == null) return { total: null, cost: null };
  const [net, tax] = price;
  const total = (Number(net) + Number(tax)).toFixed(currency === 'JPY' ? 0 : 2);
  return { total, cost: JSON.stringify({ currency, net, tax, total, payments: [], due: total, lines: [], taxes: [] }) };
}

async function reserve(app: ApiApp, given: GivenReservation): Promise<void> {
  const { id, station, made, tariffId, price, currency = 'EUR', driverId = null, companyId = null, costCentreId = null } = given;
  const { total, cost } = costOf(price, currency);
  await app.query(
    `insert into reservation (id, tenant_id, station_id, evse_id, id_token, id_token_type, status, created_at, created_by, expires_at, ended_at)
     select $1::bigint, 1, id, 1, 'CARD', 'Central', 'expired', $3::timestamptz, 'test', $3, $3 from station where identity = $2`,
    [id, station, made],
  );
  await app.query(
    `insert into reservation_bill (reservation_id, tenant_id, tariff_version_id, facts, site_id, made_at, currency, outcome, driver_id, company_id, cost_centre_id, cost, total)
     select r.id, 1, v.id, '{}', s.site_id, r.created_at, $3, 'expired', $4, $5, $6, $7::jsonb, $8::numeric
     from reservation r join station s on s.id = r.station_id, tariff_version v where r.id = $1 and v.tariff_id = $2`,
    [id, tariffId, currency, driverId, companyId, costCentreId, cost, total],
  );
}
