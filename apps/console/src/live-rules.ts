import type { Happening, HappeningKind } from '@stationmaster/contract';
import type { QueryKey } from '@tanstack/react-query';
import type { Command, Connector, Page, Session, Station } from './api.ts';

/** A change to every cached query below `key`. `apply` gives back the same object when nothing differs. */
export interface Patch {
  key: QueryKey;
  apply: (data: unknown) => unknown;
}

/** What an event changes in place. Fields are taken only where the event carries them. */
export function patchesOf(event: Happening): Patch[] {
  const { kind, data, subject } = event;
  if (kind === 'connector.changed')
    return stationPatches(text(data.stationId) ?? subject, (station) => changeConnector(station, data, event.at));
  if (kind === 'station.connected')
    return stationPatches(subject, (station) =>
      merge(station, { connected: true, connectedAt: event.at, lastHeardAt: event.at, ...pick(data, stationFields) }),
    );
  if (kind === 'station.disconnected')
    return stationPatches(subject, (station) => merge(station, { connected: false, phase: 'offline' as const, disconnectedAt: event.at }));
  if (kind === 'station.changed') return stationPatches(subject, (station) => merge(station, pick(data, stationFields)));
  if (kind === 'command.changed')
    return itemPatches('command', Number(subject), (command) => merge(command as Command, pick(data, ['status', 'reason'] as const)));
  if (kind === 'session.updated' || kind === 'session.ended' || kind === 'session.corrected') {
    const change = {
      ...pick(data, sessionFields),
      ...(kind === 'session.ended' ? { status: 'ended' as const, powerW: null, endedAt: text(data.endedAt) ?? event.at } : {}),
    };
    return [
      ...itemPatches('session', Number(subject), (session) =>
        merge(session as Session, { ...change, ...(kind === 'session.updated' ? newTotal(session as Session, data) : {}) }),
      ),
      ...(kind === 'session.corrected' ? [] : sessionOnConnector(event)),
    ];
  }
  return [];
}

/** A running total without its lines; the lines come with the next fetch. The final bill comes whole, never a new total over old lines. */
function newTotal({ cost }: Session, { total }: Record<string, unknown>): Partial<Session> {
  return cost && typeof total === 'string' && total !== cost.total ? { cost: { ...cost, total } } : {};
}

const stationFields = [
  'name',
  'connected',
  'phase',
  'registration',
  'protocol',
  'vendor',
  'model',
  'firmwareVersion',
  'bootReason',
  'bootedAt',
  'lastHeardAt',
  'clockSkewMs',
] as const;
const sessionFields = [
  'energyWh',
  'powerW',
  'soc',
  'chargingState',
  'lastReadingAt',
  'cost',
  'marks',
  'stopReason',
  'meterStopWh',
] as const;
const connectorFields = [
  'status',
  'reported',
  'errorCode',
  'info',
  'vendorErrorCode',
  'statusAt',
  'sessionId',
  'powerW',
  'energyWh',
] as const;

function stationPatches(id: string, change: (station: Station) => Station): Patch[] {
  return itemPatches('station', id, (station) => change(station as Station));
}

/** The single thing and every list that holds it. */
function itemPatches(kind: string, id: string | number, change: (item: unknown) => unknown): Patch[] {
  const same = (item: unknown) => (item as { id?: unknown } | null)?.id === id;
  return [
    { key: [kind, id], apply: (data) => (same(data) ? change(data) : data) },
    { key: [`${kind}s`], apply: (data) => changePages(data, (item) => (same(item) ? change(item) : item)) },
  ];
}

/** Readings of a running session show on its connector too. */
function sessionOnConnector(event: Happening): Patch[] {
  const stationId = text(event.data.stationId);
  if (stationId === null) return [];
  const sessionId = Number(event.subject);
  const values =
    event.kind === 'session.ended' ? { sessionId: null, powerW: null, energyWh: null } : pick(event.data, ['powerW', 'energyWh'] as const);
  return stationPatches(stationId, (station) =>
    replaceConnectors(station, (connector) => (connector.sessionId === sessionId ? merge(connector, values) : connector)),
  );
}

function changeConnector(station: Station, data: Record<string, unknown>, at: string): Station {
  return replaceConnectors(station, (connector) =>
    connector.evseId === data.evseId && (data.connectorId === undefined || connector.connectorId === data.connectorId)
      ? merge(connector, { statusAt: at, ...pick(data, connectorFields) })
      : connector,
  );
}

function replaceConnectors(station: Station, change: (connector: Connector) => Connector): Station {
  const connectors = station.connectors.map(change);
  return connectors.some((connector, index) => connector !== station.connectors[index]) ? { ...station, connectors } : station;
}

/** `useList` keeps pages; some queries keep one page. */
function changePages(data: unknown, change: (item: unknown) => unknown): unknown {
  const held = data as { pages?: Page<unknown>[]; items?: unknown[] } | undefined;
  if (held?.pages) {
    const pages = held.pages.map((page) => changePages(page, change) as Page<unknown>);
    return pages.some((page, index) => page !== held.pages?.[index]) ? { ...held, pages } : data;
  }
  if (!held?.items) return data;
  const items = held.items.map(change);
  return items.some((item, index) => item !== held.items?.[index]) ? { ...held, items } : data;
}

function merge<T extends object>(before: T, change: Partial<T>): T {
  const differs = Object.entries(change).some(([name, value]) => before[name as keyof T] !== value);
  return differs ? { ...before, ...change } : before;
}

function pick<K extends string>(data: Record<string, unknown>, names: readonly K[]): Record<string, never> {
  return Object.fromEntries(names.filter((name) => name in data).map((name) => [name, data[name]])) as Record<string, never>;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

const fleetMoved: QueryKey[] = [['fleetMoves'], ['fleetMove'], ['fleetMoveStations'], ['securityProfiles']];
const tapped: QueryKey[] = [['taps'], ['tokens'], ['token']];
const stationStale = (id: string): QueryKey[] => [['station', id], ['stations'], ['overview']];
const stale: Readonly<Record<HappeningKind, (event: Happening) => QueryKey[]>> = {
  'station.changed': ({ subject, data }) => [
    ...stationStale(subject),
    ['sites'],
    ['moves', subject],
    ...('move' in data || 'securityProfile' in data ? fleetMoved : []),
  ],
  'station.connected': ({ subject }) => [...stationStale(subject), ['frames', subject]],
  'station.disconnected': ({ subject }) => [...stationStale(subject), ['frames', subject]],
  'connector.changed': (event) => [['overview'], ['frames', stationOf(event)]],
  'session.started': (event) => [
    ['sessions'],
    ['session', Number(event.subject)],
    ...stationStale(stationOf(event)),
    ['commands', stationOf(event)],
    ...tapped,
  ],
  'session.updated': (event) => [
    ['overview'],
    ['readings', Number(event.subject)],
    ['power', stationOf(event)],
    ['session', Number(event.subject)],
    ['bill', Number(event.subject)],
  ],
  'session.ended': (event) => [
    ['sessions'],
    ['session', Number(event.subject)],
    ['bill', Number(event.subject)],
    ['readings', Number(event.subject)],
    ...stationStale(stationOf(event)),
    ['commands', stationOf(event)],
    ...tapped,
  ],
  'session.corrected': ({ subject }) => [['sessions'], ['session', Number(subject)], ['readings', Number(subject)]],
  'credit.changed': ({ subject }) => [['tokens'], ['credit', Number(subject)]],
  'session.checked': ({ subject }) => [['checks'], ['check', Number(subject)], ['signed', Number(subject)]],
  'session.repaired': ({ subject }) => [['checks'], ['check', Number(subject)], ['bill', Number(subject)]],
  'session.signed': ({ subject }) => [['signed', Number(subject)]],
  'session.supplied': ({ subject }) => [['session', Number(subject)]],
  'token.tapped': () => [...tapped, ['overview']],
  'command.changed': (event) => [
    ['command', Number(event.subject)],
    ['commands', stationOf(event)],
    ['bulk'],
    ['bulks'],
    ['bulkResults'],
    ['frames', stationOf(event)],
    ['audit'],
  ],
  'reservation.changed': (event) => [['reservations'], ['frames', stationOf(event)]],
  'reservation.priced': () => [['reservations']],
  'firmware.changed': ({ subject }) => [
    ['campaign', Number(subject)],
    ['campaigns'],
    ['campaignStations', Number(subject)],
    ['firmware'],
    ['firmwareHistory'],
  ],
  'log.changed': () => [['logs'], ['logFetches']],
  'lobby.changed': () => [['lobby'], ['overview']],
  'configuration.changed': (event) => [['variables', stationOf(event)]],
  'certificate.changed': ({ subject }) => [['certificates'], ['records', subject]],
  'certificate.expiring': () => [['certificates']],
  'report.changed': ({ subject }) => [['reportSchedules'], ['reportSends', Number(subject)]],
  'forwarding.changed': ({ subject }) => [['forwarding', subject], ['forwardings']],
  'station.told': ({ subject }) => [
    ['records', subject],
    ['limits', subject],
    ['frames', subject],
  ],
  'alert.changed': () => [['alerts'], ['alert'], ['alertItems'], ['openAlerts'], ['notifications']],
  'runbook.changed': () => [['runs'], ['runbooks'], ['alertItems']],
  'station.event': ({ subject }) => [['events'], ['frames', subject], ['overview']],
};

/** What has to be fetched again because the event does not carry it. */
export function staleAfter(event: Happening): QueryKey[] {
  return stale[event.kind]?.(event) ?? [['overview']];
}

/** What glows once: names as `station#CP1`, `connector#CP1/1`, `session#7`, `command#3`. A colon would make them names of words. */
export function glowsOf(event: Happening): string[] {
  const topic = event.kind.split('.')[0] ?? '';
  if (topic === 'connector') return [`connector#${stationOf(event)}/${String(event.data.evseId ?? '')}`, `station#${stationOf(event)}`];
  return event.kind === 'session.updated' ? [] : [`${topic}#${event.subject}`];
}

function stationOf(event: Happening): string {
  return text(event.data.stationId) ?? event.subject;
}
