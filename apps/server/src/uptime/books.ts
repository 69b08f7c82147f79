import { type PortBook, type Span, yearMinutes } from '@stationmaster/domain';
import { type JudgedOutage, judged, selectDowntimes } from './exclusions.ts';
import { ledgerSince, type StationRow, selectCharged, selectStations } from './facts-store.ts';
import { type Db, selectOutages } from './store.ts';

/** One charging port with all that was observed of it. */
export interface Port {
  station: StationRow;
  evseId: number;
  ratedW: number | null;
  book: PortBook;
}
export interface Books {
  stations: StationRow[];
  ports: Port[];
  outages: JudgedOutage[];
  unobserved: Span[];
}
type Which = Parameters<typeof selectStations>[1];

/** Long enough for every rule: a calendar year and the twelve months before. */
const lookBackMs = 2 * yearMinutes * 60_000;

/** The ledger of these stations as it is now, by port. */
export async function booksOf(db: Db, which: Which, now: number): Promise<Books> {
  const stations = await selectStations(db, which);
  const span = { from: now - lookBackMs, until: now };
  const ids = stations.map(({ id }) => id);
  const since = (await ledgerSince(db)) ?? now;
  const outages = await judged(db, await selectOutages(db, ids, span), now);
  const charged = Map.groupBy(await selectCharged(db, ids, span), ({ stationId, evseId }) => `${stationId}/${evseId}`);
  const unobserved = await selectDowntimes(db, span);
  const byConnector = Map.groupBy(outages, ({ stationId, evseId, connectorId }) => `${stationId}/${evseId}/${connectorId}`);
  const ports = stations.flatMap((station) =>
    [...Map.groupBy(station.connectors, ({ evseId }) => evseId)].map(
      ([evseId, connectors]): Port => ({
        station,
        evseId,
        ratedW: station.ratings.find((rating) => rating.evseId === evseId)?.ratedW ?? null,
        book: {
          since: Math.max(since, station.createdAt.getTime()),
          connectors: connectors.map(({ connectorId }) => byConnector.get(`${station.id}/${evseId}/${connectorId}`) ?? []),
          proved: charged.get(`${station.id}/${evseId}`) ?? [],
          unobserved,
        },
      }),
    ),
  );
  return { stations, ports, outages, unobserved };
}
