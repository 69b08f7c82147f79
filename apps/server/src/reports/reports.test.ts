import { createClient } from '@stationmaster/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Turn } from '../stations/step.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { eventStep, listDone, recordStep } from './step.ts';

let app: TestApp;
let stationId: number;
let frameId = 0;
beforeAll(async () => {
  app = await startTestApp();
  const { rows } = await sql<{ id: number }>`insert into station (tenant_id, identity) values (1, 'TELLS') returning id`.execute(
    app.context.db,
  );
  stationId = rows[0]?.id ?? 0;
});
afterAll(() => app?.drop());

const turn = (at: number): Turn =>
  // The steps ask for nothing else of the live state.
  ({ state: { id: stationId, tenantId: 1, identity: 'TELLS' }, at, frameId: ++frameId }) as Turn;
const client = () => createClient({ baseUrl: `http://127.0.0.1:${app.port}`, key: app.key });
const keysOf = async () =>
  (await client().listStationRecords({ params: { stationId: 'TELLS' }, query: {} })).items.map(({ kind, key, data }) => [kind, key, data]);

it('keeps the newest word on each thing; what is taken back, or missing in a complete list, is gone', async () => {
  const message = (key: string, text: string | null) => ({ kind: 'displayMessage' as const, key, evseId: 0, data: text && { text } });
  await app.context.commit(recordStep(turn(1000), [message('1', 'a'), message('2', 'b'), message('3', 'c'), message('3', 'd')]).writes);
  expect(await keysOf()).toEqual([
    ['displayMessage', '1', { text: 'a' }],
    ['displayMessage', '2', { text: 'b' }],
    ['displayMessage', '3', { text: 'd' }],
  ]);
  await app.context.commit(
    recordStep(turn(2000), [message('2', null), { kind: 'firmware', key: '', evseId: 0, data: { status: 'Installed' } }]).writes,
  );
  await app.context.commit(recordStep(turn(3000), [message('3', 'e')]).writes);
  await app.context.commit(listDone(turn(3500), 'displayMessage', 2900).writes);
  expect(await keysOf()).toEqual([
    ['displayMessage', '3', { text: 'e' }],
    ['firmware', '', { status: 'Installed' }],
  ]);
});

it('lists events newest first, by severity and state, and remembers who took note of them', async () => {
  const happened = (text: string, severity: number) => ({ kind: 'event' as const, at: 500, severity, text });
  await app.context.commit(eventStep(turn(10_000), [happened('hot', 2), happened('warm', 6)]).writes);
  await app.context.commit(eventStep(turn(20_000), [{ ...happened('cold', 2), cleared: true }]).writes);
  const list = async (query: { severity?: number; stationId?: string; open?: 'true' }) =>
    (await client().listStationEvents({ query })).items.map(({ text }) => text);
  expect(await list({})).toEqual(['cold', 'warm', 'hot']);
  expect(await list({ severity: 2, stationId: 'TELLS' })).toEqual(['cold', 'hot']);
  expect(await list({ open: 'true' })).toEqual(['warm', 'hot']);
  const first = await client().listStationEvents({ query: { limit: 2 } });
  expect((await client().listStationEvents({ query: { limit: 2, cursor: first.next ?? '' } })).items.map(({ text }) => text)).toEqual([
    'hot',
  ]);
  const ids = first.items.map(({ id }) => id);
  expect(await client().acknowledgeStationEvents({ body: { ids } })).toEqual({ acknowledged: 2 });
  expect(await client().acknowledgeStationEvents({ body: { ids } })).toEqual({ acknowledged: 0 });
  expect(await list({ open: 'true' })).toEqual(['hot']);
  const [noted] = (await client().listStationEvents({ query: { limit: 1 } })).items;
  expect(noted?.acknowledgedBy).not.toBeNull();
});

it('keeps what holds a U+0000, which PostgreSQL does not', async () => {
  const data = { note: 'a\0b', list: [{ 'c\0': 'd' }] };
  await app.context.commit(recordStep(turn(4000), [{ kind: 'log', key: 'k\0', evseId: 0, data }]).writes);
  await app.context.commit(eventStep(turn(4000), [{ kind: 'log', at: 4000, severity: 9, text: 'x\0', cleared: true, data }]).writes);
  expect(await keysOf()).toContainEqual(['log', 'k\ufffd', { note: 'a\ufffdb', list: [{ 'c\ufffd': 'd' }] }]);
  const { items } = await client().listStationEvents({ query: { kind: 'log' } });
  expect(items.map(({ text, data: kept }) => [text, kept])).toEqual([['x\ufffd', { note: 'a\ufffdb', list: [{ 'c\ufffd': 'd' }] }]]);
});

it('gives them out as a file, of one kind, and no cell is a formula', async () => {
  const told = { kind: 'security' as const, at: 500, severity: 3, type: 'TamperDetectionActivated', text: '=1+1, "x"' };
  await app.context.commit(eventStep(turn(50_000), [told, { ...told, kind: 'event' as const }]).writes);
  const response = await fetch(`${app.api}/events.csv?kind=security`, { headers: { authorization: `Bearer ${app.key}` } });
  expect(response.headers.get('content-disposition')).toContain('security.csv');
  const lines = (await response.text()).trim().split('\r\n');
  expect(lines[0]).toMatch(/^station,at,receivedAt,kind,severity,type/);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('TELLS,1970-01-01T00:00:00.500Z,1970-01-01T00:00:50.000Z,security,3,TamperDetectionActivated');
  expect(lines[1]).not.toMatch(/,=|,"=/);
});
