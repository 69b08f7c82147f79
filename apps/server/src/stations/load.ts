import type { Reading } from '@stationmaster/domain';
import { type QuirkName, quirksOf, type Version, versions } from '@stationmaster/ocpp';
import type { Kysely } from 'kysely';
import { loadLimits } from '../charging/load.ts';
import { awaitingOf } from '../commands/awaiting.ts';
import { scheduledWithin } from '../commands/effects.ts';
import type { Tables } from '../db/tables.gen.ts';
import { type Market, marketOf } from '../prices/market.ts';
import { openReservations } from '../reservations/open.ts';
import { openCourses, recentSessions } from '../sessions/find.ts';
import { type LoadedConnector, type LoadedStation, selectAwaited, selectConnectors, selectStations, type Which } from './load-store.ts';
import type { StartUpPhase, StationState } from './state.ts';
import { connectorKey } from './status.ts';
import { patienceWith } from './timeout.ts';

/**
 * The live state of many stations in few queries, however many they are; unknown ones are left out. `version` is the last
 * negotiated one: whoever has a connection sets its own.
 */
export async function loadStations(db: Kysely<Tables>, which: Which, at: number): Promise<StationState[]> {
  if (which.length === 0) return [];
  const stations = await selectStations(db, which);
  const ids = stations.map((station) => station.id);
  const [connectors, sessions, reservations, awaited, limits] = await Promise.all([
    selectConnectors(db, ids),
    recentSessions(db, ids, at),
    openReservations(db, ids),
    selectAwaited(db, ids, at - scheduledWithin),
    loadLimits(db, ids),
  ]);
  const courses = await openCourses(
    db,
    [...sessions.values()].flatMap((ofStation) => [...ofStation.values()]),
  );
  const markets = new Map(
    await Promise.all([...new Set(stations.map(({ tenantId }) => tenantId))].map(async (id) => [id, await marketOf(db, id, at)] as const)),
  );
  const connectorsOf = Map.groupBy(connectors, (connector) => connector.stationId);
  const awaitedOf = Map.groupBy(awaited, (command) => command.stationId);
  return stations.map((station): StationState => {
    const { id } = station;
    const limited = limits.get(id);
    return {
      ...fixed(station),
      connectors: connectorMap(connectorsOf.get(id) ?? []),
      sessions: sessions.get(id) ?? new Map(),
      reservations: reservations.get(id) ?? new Map(),
      awaiting: awaitingOf(awaitedOf.get(id) ?? [], at),
      ...(limited && { limits: limited }),
      ...(station.forwarding && { forwarding: station.forwarding }),
      ...marketIn(markets, station),
      ...coursesOf(sessions.get(id), courses),
    };
  });
}

function marketIn(markets: ReadonlyMap<number, Market>, { tenantId }: LoadedStation): Pick<StationState, 'market'> {
  const market = markets.get(tenantId);
  return market === undefined ? {} : { market };
}

function coursesOf(
  sessions: ReadonlyMap<number, unknown> | undefined,
  courses: ReadonlyMap<number, Reading[]>,
): Pick<StationState, 'courses'> {
  if (courses.size === 0 || sessions === undefined) return {};
  const own = [...sessions.keys()].flatMap((id): [number, Reading[]][] => {
    const course = courses.get(id);
    return course === undefined ? [] : [[id, course]];
  });
  return own.length === 0 ? {} : { courses: new Map(own) };
}

/** undefined: no such station. */
export async function loadStation(db: Kysely<Tables>, which: number | string, at: number): Promise<StationState | undefined> {
  const [station] = await loadStations(db, typeof which === 'number' ? [which] : [which], at);
  return station;
}

/** 2.x B01: a station boots when it was started, not when it reconnects; once accepted it stays so. */
function phaseOf({ registration, bootedAt }: LoadedStation, quirks: ReadonlySet<QuirkName>): StartUpPhase {
  if (registration === 'Pending') return 'pending';
  if (registration === 'Rejected') return 'rejected';
  return bootedAt === null && !quirks.has('neverBoots') ? 'waitingForBoot' : 'accepted';
}

function fixed(station: LoadedStation): Omit<StationState, 'connectors' | 'sessions' | 'reservations' | 'awaiting'> {
  const { id, tenantId, identity, registration, siteId, demo, callTimeoutMs, clockSkewMs, protocol } = station;
  const quirks = quirksOf(station);
  const patience = { ownMs: callTimeoutMs, learnedMs: station.learnedTimeoutMs };
  return {
    id,
    tenantId,
    identity,
    registration,
    siteId,
    demo,
    callTimeoutMs: patienceWith(quirks, patience),
    patience,
    quirks,
    clockSkewMs,
    version: versions.find((version): version is Version => version === protocol) ?? 'ocpp1.6',
    phase: phaseOf(station, quirks),
    inLobby: false,
    openAccess: station.openAccess ?? false,
    timeZone: station.timeZone ?? 'UTC',
    currency: station.currency ?? 'EUR',
  };
}

function connectorMap(connectors: readonly LoadedConnector[]): StationState['connectors'] {
  return new Map(
    connectors.map(({ stationId: _, statusAt, ...connector }) => [
      connectorKey(connector.evseId, connector.connectorId),
      { ...connector, statusAt: statusAt ?? 0 },
    ]),
  );
}
