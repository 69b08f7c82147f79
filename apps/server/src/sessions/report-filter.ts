import type { SessionsOfReport } from '@stationmaster/contract';
import { type RawBuilder, sql } from 'kysely';

const columns = {
  site: 'site_id',
  driver: 'driver_id',
  company: 'company_id',
  costCentre: 'cost_centre_id',
  tariff: 'tariff_version_id',
} as const;

/**
 * The conditions on `e` and its `site` under which a figure of a report opens: the sessions that it counts, or the bills of reservations.
 * `at`: when they count.
 */
export function reportConditions(filter: SessionsOfReport, at: 'started_at' | 'made_at' = 'started_at'): RawBuilder<unknown>[] {
  const { companyId, costCentreId, tariffId, without, outcome, fromDay, untilDay, hour } = filter;
  const moment = sql.ref(`e.${at}`);
  const began = sql`(${moment} at time zone coalesce(site.time_zone, 'UTC'))`;
  const nameless = (without ?? '').split(',').filter((name): name is keyof typeof columns => name in columns);
  return [
    ...(companyId === undefined ? [] : [sql`e.company_id = ${companyId}`]),
    ...(costCentreId === undefined ? [] : [sql`e.cost_centre_id = ${costCentreId}`]),
    ...(tariffId === undefined ? [] : [sql`e.tariff_version_id in (select id from tariff_version where tariff_id = ${tariffId})`]),
    ...nameless.map((name) => sql`e.${sql.raw(columns[name])} is null`),
    ...(outcome === undefined
      ? []
      : [sql`e.status = 'ended' and coalesce((select c.outcome from session_check c where c.session_id = e.id), 'bill') = ${outcome}`]),
    // Clocks are at most 14 hours away from UTC: the wider span finds the rows by their index; under row-level security that takes a
    // comparison of equal types.
    ...(fromDay === undefined ? [] : [sql`${moment} >= ${utcDay(fromDay, -1)} and ${began} >= ${fromDay}::date`]),
    ...(untilDay === undefined ? [] : [sql`${moment} < ${utcDay(untilDay, 2)} and ${began} < ${untilDay}::date + 1`]),
    ...(hour === undefined ? [] : [sql`extract(hour from ${began}) = ${hour}`]),
  ];
}

/** Where a day begins in UTC, some days later. */
const utcDay = (day: string, later: number): RawBuilder<unknown> => sql`(${day}::date + ${later}::int)::timestamp at time zone 'UTC'`;
