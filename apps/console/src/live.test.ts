import type { Happening } from '@stationmaster/contract';
import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { Connector, Session, Station } from './api.ts';
import { applyHappening } from './live.ts';
import { glowsOf, staleAfter } from './live-rules.ts';
import { keys } from './queries.ts';

const at = '2026-05-01T12:00:00Z';
const happening = (kind: Happening['kind'], subject: string, data: Record<string, unknown> = {}): Happening => ({
  cursor: '1',
  at,
  kind,
  subject,
  data,
});
const connector = { evseId: 1, connectorId: 1, status: 'Available', powerW: null, energyWh: null, sessionId: 7 } as Connector;
const station = {
  id: 'CP1',
  connected: true,
  phase: 'accepted',
  connectors: [connector, { ...connector, evseId: 2, sessionId: null }],
} as Station;
const session = { id: 7, stationId: 'CP1', status: 'active', energyWh: 0, powerW: 11_000, cost: { total: '0.10' } } as Session;

function filled(): QueryClient {
  const cache = new QueryClient();
  cache.setQueryData(keys.station('CP1'), station);
  cache.setQueryData(keys.stations({}), { pages: [{ items: [{ ...station, id: 'CP0' }, station], next: null }], pageParams: [undefined] });
  cache.setQueryData(keys.session(7), session);
  cache.setQueryData(keys.sessions({ overview: true }), { items: [session], next: null });
  return cache;
}
const held = (cache: QueryClient) => cache.getQueryData<Station>(keys.station('CP1'));
const listed = (cache: QueryClient) => cache.getQueryData<{ pages: { items: Station[] }[] }>(keys.stations({}))?.pages[0]?.items;

describe('the live stream writes into what is on the screen', () => {
  it('changes one connector, in the station and in every list', () => {
    const cache = filled();
    applyHappening(cache, happening('connector.changed', 'CP1', { stationId: 'CP1', evseId: 2, connectorId: 1, status: 'Charging' }));
    expect(held(cache)?.connectors.map(({ status }) => status)).toEqual(['Available', 'Charging']);
    expect(listed(cache)?.[1]?.connectors[1]?.status).toBe('Charging');
    expect(listed(cache)?.[0]?.connectors[1]?.status).toBe('Available');
  });

  it('knows when a station goes and comes', () => {
    const cache = filled();
    applyHappening(cache, happening('station.disconnected', 'CP1'));
    expect(held(cache)).toMatchObject({ connected: false, phase: 'offline', disconnectedAt: at });
    applyHappening(cache, happening('station.connected', 'CP1'));
    expect(held(cache)).toMatchObject({ connected: true, connectedAt: at });
  });

  it('carries a reading to the session, its list and its plug, with the money', () => {
    const cache = filled();
    applyHappening(cache, happening('session.updated', '7', { stationId: 'CP1', evseId: 1, energyWh: 1500, powerW: 7400, total: '0.60' }));
    expect(cache.getQueryData(keys.session(7))).toMatchObject({ energyWh: 1500, powerW: 7400, status: 'active', cost: { total: '0.60' } });
    expect(cache.getQueryData<{ items: Session[] }>(keys.sessions({ overview: true }))?.items[0]?.energyWh).toBe(1500);
    expect(held(cache)?.connectors[0]).toMatchObject({ powerW: 7400, energyWh: 1500 });
    expect(held(cache)?.connectors[1]?.powerW).toBeNull();
  });

  it('frees the plug when the session ends', () => {
    const cache = filled();
    applyHappening(cache, happening('session.ended', '7', { stationId: 'CP1', energyWh: 2000 }));
    expect(cache.getQueryData(keys.session(7))).toMatchObject({ status: 'ended', powerW: null, energyWh: 2000, endedAt: at });
    expect(held(cache)?.connectors[0]).toMatchObject({ sessionId: null, powerW: null });
  });

  it('takes what came after the end, and leaves the plug to whoever charges there now', () => {
    const cache = filled();
    const before = held(cache);
    applyHappening(
      cache,
      happening('session.corrected', '7', { stationId: 'CP1', evseId: 1, energyWh: 2100, status: 'ended', total: '0.63' }),
    );
    expect(cache.getQueryData(keys.session(7))).toMatchObject({ energyWh: 2100 });
    expect(held(cache)).toBe(before);
  });

  it('leaves the same objects where nothing differs, so that nothing is drawn again', () => {
    const cache = filled();
    const before = listed(cache);
    applyHappening(cache, happening('connector.changed', 'CP9', { evseId: 1, connectorId: 1, status: 'Faulted' }));
    applyHappening(cache, happening('station.changed', 'CP1', { connected: true }));
    expect(listed(cache)).toBe(before);
  });
});

describe('what the stream does not carry', () => {
  it('is fetched again', () => {
    expect(staleAfter(happening('session.started', '9', { stationId: 'CP1' }))).toEqual(
      expect.arrayContaining([['sessions'], ['station', 'CP1'], ['overview']]),
    );
    expect(staleAfter(happening('lobby.changed', '3'))).toContainEqual(['lobby']);
    expect(staleAfter({ ...happening('lobby.changed', '3'), kind: 'of.a.newer.server' as never })).toEqual([['overview']]);
  });
  it('and what changed glows, but not with every reading', () => {
    expect(glowsOf(happening('connector.changed', 'CP1', { evseId: 2 }))).toEqual(['connector#CP1/2', 'station#CP1']);
    expect(glowsOf(happening('session.updated', '7'))).toEqual([]);
  });
});
