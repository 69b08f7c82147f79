import type { uptimeRoutes } from '@stationmaster/contract';
import { californiaUptime, driverUptime, type Health, healthOf, neviUptime, type Span, total, ukReliability } from '@stationmaster/domain';
import type { Call, Input, Output } from '../http/handler.ts';
import { type Books, booksOf, type Port } from './books.ts';
import { ledgerSince, type StationRow, selectSessionCounts } from './facts-store.ts';
import { monthOf, twelveMonthsTo, yearOf } from './months.ts';
import type { Db } from './store.ts';

export type PortView = Output<typeof uptimeRoutes.listUptime>['items'][number];
/** From here on a port is a rapid (UK) or DC fast (US) one. W. */
const fastW = 50_000;
const dayMs = 86_400_000;
const zoneOf = ({ timeZone }: StationRow): string => timeZone ?? 'UTC';

/** What has not happened yet does not count. */
function past({ from, until }: Span, now: number): Span {
  return { from, until: Math.min(until, now) };
}

export function portView({ station, evseId, ratedW, book }: Port, month: string | undefined, now: number): PortView {
  const period = past(monthOf(zoneOf(station), month, now), now);
  return {
    stationId: station.identity,
    stationName: station.name,
    siteName: station.siteName,
    evseId,
    ratedW,
    since: new Date(book.since).toISOString(),
    outages: book.connectors.flat().filter(({ from, until }) => from < period.until && until > period.from).length,
    driver: driverUptime(book, period),
    nevi: neviUptime(book, period.until),
    california: californiaUptime(book, twelveMonthsTo(period.until)),
  };
}

/** All ports together. UK: the network of the fast ones over the calendar year. */
export async function networkUptime(
  call: Call,
  { month, siteId }: Input<typeof uptimeRoutes.getNetworkUptime>['query'],
): Promise<Output<typeof uptimeRoutes.getNetworkUptime>> {
  return await call.tx(async (db) => {
    const { now } = call;
    const { ports } = await booksOf(db, { siteId }, now);
    const views = ports.map((port) => portView(port, month, now));
    const fast = ports.filter(({ ratedW }) => ratedW !== null && ratedW >= fastW);
    const fastViews = views.filter(({ ratedW }) => ratedW !== null && ratedW >= fastW);
    const observed = views.reduce((sum, { driver }) => sum + driver.periodMinutes, 0);
    const down = views.reduce((sum, { driver }) => sum + driver.outageMinutes, 0);
    const year = past(yearOf('Europe/London', month, now), now);
    return {
      ports: ports.length,
      driver: observed === 0 ? null : ((observed - down) / observed) * 100,
      nevi: { ports: views.length, met: views.filter(({ nevi }) => nevi.isMet === true).length },
      california: { ports: fast.length, met: fastViews.filter(({ california }) => california.isMet === true).length },
      uk: {
        ports: fast.length,
        ...ukReliability(
          fast.map(({ book }) => book),
          year,
        ),
      },
      since: new Date((await ledgerSince(db)) ?? now).toISOString(),
    };
  });
}

/** Of each station, by the last 30 days. */
export async function healthOfAll(db: Db, { ports, stations, outages }: Books, now: number): Promise<Map<number, Health>> {
  const days = 30;
  const period = { from: now - days * dayMs, until: now };
  const counts = await selectSessionCounts(
    db,
    stations.map(({ id }) => id),
    period.from,
  );
  const portsOf = Map.groupBy(ports, ({ station }) => station.id);
  const outagesOf = Map.groupBy(outages, ({ stationId }) => stationId);
  return new Map(
    stations.map((station) => {
      const figures = (portsOf.get(station.id) ?? []).map(({ book }) => driverUptime(book, period));
      const observed = figures.reduce((sum, { periodMinutes }) => sum + periodMinutes, 0);
      const own = (outagesOf.get(station.id) ?? []).filter(({ until }) => until > period.from);
      const drops = new Set(
        own
          .filter(({ cause, exclusions }) => cause === 'offline' && !exclusions.some(({ kind }) => kind === 'server'))
          .map(({ from }) => from),
      );
      const { sessions = 0, failed = 0 } = counts.get(station.id) ?? {};
      const health = healthOf({
        uptime: observed === 0 ? null : 100 - (figures.reduce((sum, { outageMinutes }) => sum + outageMinutes, 0) / observed) * 100,
        downNow: own.filter(({ endedAt }) => endedAt === null).length,
        connectors: station.connectors.length,
        drops: drops.size,
        days: Math.max(
          1,
          total([
            { from: Math.max(period.from, figures.length > 0 ? (portsOf.get(station.id)?.[0]?.book.since ?? now) : now), until: now },
          ]) / dayMs,
        ),
        sessions,
        failedSessions: failed,
        clockSkewMs: station.clockSkewMs,
      });
      return [station.id, health];
    }),
  );
}
