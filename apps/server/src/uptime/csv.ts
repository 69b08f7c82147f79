import type { Call } from '../http/handler.ts';
import { csvLine, csvText } from '../sessions/csv.ts';
import { booksOf } from './books.ts';
import { portView } from './figures.ts';
import { monthOf } from './months.ts';

const file = (name: string, lines: readonly string[]) =>
  new Response(lines.join(''), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}.csv"` },
  });
const two = (value: number | null): string => (value === null ? '' : value.toFixed(2));

/** Each outage that touches the month, with its length in minutes (23 CFR 680.112(a)(8)). */
export async function exportOutages(call: Call, month: string | undefined): Promise<Response> {
  const { outages, stations } = await call.tx((db) => booksOf(db, {}, call.now));
  const zones = new Map(stations.map(({ id, timeZone }) => [id, timeZone ?? 'UTC']));
  const touched = outages.filter(({ stationId, from, until }) => {
    const period = monthOf(zones.get(stationId) ?? 'UTC', month, call.now);
    return from < period.until && until > period.from;
  });
  const header = [
    'id',
    'station',
    'stationName',
    'evse',
    'connector',
    'beganAt',
    'endedAt',
    'minutes',
    'cause',
    'errorCode',
    'exclusions',
    'reasons',
    'authors',
  ];
  return file(`outages-${month ?? 'now'}`, [
    csvLine(header),
    ...touched.map((outage) =>
      csvLine([
        String(outage.id),
        csvText(outage.identity),
        csvText(outage.name),
        String(outage.evseId),
        String(outage.connectorId),
        outage.beganAt.toISOString(),
        outage.endedAt?.toISOString() ?? '',
        two((outage.until - outage.from) / 60_000),
        outage.cause,
        csvText(outage.errorCode),
        outage.exclusions.map(({ kind, from, until }) => `${kind} ${two((until - from) / 60_000)}`).join('; '),
        csvText(
          outage.exclusions
            .map(({ reason }) => reason)
            .filter(Boolean)
            .join('; '),
        ),
        csvText(outage.exclusions.map(({ author }) => author).join('; ')),
      ]),
    ),
  ]);
}

/** Each port by every rule (23 CFR 680.112(a)(7): uptime, T_outage, T_excluded). */
export async function exportUptime(call: Call, month: string | undefined): Promise<Response> {
  const { ports } = await call.tx((db) => booksOf(db, {}, call.now));
  const rules = ['driver', 'nevi', 'california'] as const;
  const header = [
    'station',
    'stationName',
    'site',
    'port',
    'ratedW',
    'since',
    'outages',
    ...rules.flatMap((rule) => [`${rule}Percent`, `${rule}OutageMinutes`, `${rule}ExcludedMinutes`, `${rule}PeriodMinutes`]),
  ];
  return file(`uptime-${month ?? 'now'}`, [
    csvLine(header),
    ...ports
      .map((port) => portView(port, month, call.now))
      .map((view) =>
        csvLine([
          csvText(view.stationId),
          csvText(view.stationName),
          csvText(view.siteName),
          String(view.evseId),
          String(view.ratedW ?? ''),
          view.since,
          String(view.outages),
          ...rules.flatMap((rule) => [
            view[rule].percent?.toFixed(4) ?? '',
            two(view[rule].outageMinutes),
            two(view[rule].excludedMinutes),
            two(view[rule].periodMinutes),
          ]),
        ]),
      ),
  ]);
}
