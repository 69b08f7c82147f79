import type { uptimeRoutes } from '@stationmaster/contract';
import { fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Call, Handlers, Output } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { booksOf } from './books.ts';
import { exportOutages, exportUptime } from './csv.ts';
import { judged } from './exclusions.ts';
import { ledgerSince, saveRating } from './facts-store.ts';
import { healthOfAll, networkUptime, portView } from './figures.ts';
import { monthOf } from './months.ts';
import { excludeOutage, includeOutage, outageView, outageWithEvidence } from './outages.ts';
import { listOutageRows } from './store.ts';

export function uptimeHandlers(_context: object): Handlers<typeof uptimeRoutes> {
  return {
    listUptime: ({ query: { cursor, limit, month, siteId } }, call) =>
      call.tx(async (db) => {
        const after = decodeCursor(cursor, ['string'])?.[0] ?? null;
        // A page is so many stations; each with all of its ports.
        const { stations, ports } = await booksOf(db, { siteId, after, limit: limit + 1 }, call.now);
        const page = pageOf(stations, { limit, view: (station) => station, key: ({ identity }) => [identity] });
        const shown = new Set(page.items);
        return { items: ports.filter(({ station }) => shown.has(station)).map((port) => portView(port, month, call.now)), next: page.next };
      }),
    getNetworkUptime: ({ query }, call) => networkUptime(call, query),
    getStationUptime: ({ params, query }, call) => stationUptime(call, params.stationId, query.month),
    ratePort: ({ params: { stationId: identity, evseId }, body: { ratedW } }, call) =>
      call.tx(async (db) => {
        const stationId = await stationRowId(db, identity);
        await saveRating(db, { tenantId: call.tenantId, stationId, evseId, ratedW, author: call.actor.name, at: call.now });
        call.subject(identity, { evseId, ratedW });
      }),
    listHealth: ({ query: { siteId, limit } }, call) =>
      call.tx(async (db) => {
        const books = await booksOf(db, { siteId }, call.now);
        const health = await healthOfAll(db, books, call.now);
        const items = books.stations.flatMap(({ id, identity, name, siteName }) => {
          const of = health.get(id);
          return of === undefined ? [] : [{ stationId: identity, stationName: name, siteName, ...of }];
        });
        return { items: items.toSorted((a, b) => a.score - b.score || a.stationId.localeCompare(b.stationId)).slice(0, limit) };
      }),
    listOutages: ({ query: { cursor, limit, stationId, open, from, to } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number', 'number']);
        const rows = await listOutageRows(db, { stationId, isOpen: open === 'true', from, to, before, limit: limit + 1 });
        return pageOf(await judged(db, rows, call.now), { limit, view: outageView, key: ({ from: began, id }) => [began, id] });
      }),
    getOutage: ({ params }, call) => outageWithEvidence(call, params.outageId),
    excludeOutage: ({ params, body }, call) => excludeOutage(call, params.outageId, body),
    includeOutage: ({ params }, call) => includeOutage(call, params),
    exportOutages: ({ query }, call) => exportOutages(call, query.month),
    exportUptime: ({ query }, call) => exportUptime(call, query.month),
  };
}

/** A month of one station. Failure notFound. */
async function stationUptime(
  call: Call,
  identity: string,
  month: string | undefined,
): Promise<Output<typeof uptimeRoutes.getStationUptime>> {
  return await call.tx(async (db) => {
    const { now } = call;
    const stationId = await stationRowId(db, identity);
    const books = await booksOf(db, { stationId }, now);
    const [station] = books.stations;
    const timeZone = station?.timeZone ?? 'UTC';
    const period = monthOf(timeZone, month, now);
    const iso = (at: number) => new Date(at).toISOString();
    const health = (await healthOfAll(db, books, now)).get(stationId);
    if (station !== undefined && health === undefined) throw fail('notFound', { what: 'station', id: identity });
    const inMonth = books.outages.filter(({ from, until }) => from < period.until && until > period.from);
    return {
      timeZone,
      from: iso(period.from),
      until: iso(period.until),
      since: iso(books.ports[0]?.book.since ?? (await ledgerSince(db)) ?? now),
      connectors: (station?.connectors ?? []).map(({ evseId, connectorId }) => ({
        evseId,
        connectorId,
        outages: inMonth.filter((outage) => outage.evseId === evseId && outage.connectorId === connectorId).map(outageView),
      })),
      unobserved: books.unobserved
        .filter(({ from, until }) => from < period.until && until > period.from)
        .map(({ from, until }) => ({ from: iso(from), until: iso(until) })),
      ports: books.ports.map((port) => portView(port, month, now)),
      health: health ?? { score: 100, grade: 'good', reasons: [] },
    };
  });
}
