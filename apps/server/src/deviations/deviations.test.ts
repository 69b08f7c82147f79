import { deviations } from '@stationmaster/ocpp';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { TestSocket } from '../testing/socket.ts';
import { expireDeviations } from './expire.ts';
import { paragraphOf } from './paragraphs.ts';

let app: TestApp;
let now = Date.UTC(2026, 4, 1, 8);
beforeAll(async () => {
  app = await startTestApp({ UNKNOWN_STATIONS: 'adopt', OPEN_ACCESS: 'true' }, { clock: () => now });
});
afterAll(() => app.drop());

const text = async (path: string): Promise<string> =>
  await (await fetch(app.api + path, { headers: { authorization: `Bearer ${app.key}` } })).text();
interface Listed {
  items: Record<string, unknown>[];
  quirks: unknown[];
}
const listed = async (id: string, query = ''): Promise<Listed> => JSON.parse(await text(`/stations/${id}/deviations${query}`));
const short = ({ items }: Listed) =>
  items.map(({ name, direction, action, detail, count }) => [name, direction, action, detail, count].join(' | ')).sort();
const rowId = async (identity: string): Promise<number> =>
  (await sql<{ id: number }>`select id from station where identity = ${identity}`.execute(app.context.db)).rows[0]?.id ?? 0;

async function booted(identity: string, boot: object = { chargePointVendor: 'Acme', chargePointModel: 'One' }): Promise<TestSocket> {
  const station = await TestSocket.open(app.ocpp, identity);
  await station.call('BootNotification', boot);
  return station;
}
const available = { connectorId: 1, errorCode: 'NoError', status: 'Available' };

describe('what a station gets wrong', () => {
  it('is counted by message and day, also of many messages at once, and nothing of one that is right', async () => {
    const [sloppy, right] = await Promise.all([booted('sloppy'), booted('right')]);
    await Promise.all([
      ...Array.from({ length: 40 }, () => sloppy.call('StatusNotification', { ...available, errorCode: null, info: null })),
      ...Array.from({ length: 40 }, () => right.call('StatusNotification', available)),
    ]);
    now += 86_400_000;
    await sloppy.call('StatusNotification', { ...available, info: null });
    expect(short(await listed('sloppy'))).toEqual([
      'noErrorCode | in | StatusNotification |  | 40',
      'nullDropped | in | StatusNotification |  | 41',
    ]);
    expect((await listed('sloppy')).items[0]).toMatchObject({
      name: 'nullDropped',
      code: 'R3',
      severity: 'note',
      days: 2,
      firstAt: '2026-05-01T08:00:00.000Z',
      lastAt: '2026-05-02T08:00:00.000Z',
      frameId: expect.any(Number),
    });
    expect(short(await listed('sloppy', '?from=2026-05-02T00:00:00Z'))).toEqual(['nullDropped | in | StatusNotification |  | 1']);
    expect(await listed('right')).toEqual({ items: [], quirks: [] });
    const { rows } = await sql`select count(*)::int as n from deviation where station_id = ${await rowId('right')}`.execute(app.context.db);
    expect(rows).toEqual([{ n: 0 }]);
    await Promise.all([sloppy.close(), right.close()]);
  });

  it('is told of what was refused and of what was no message; names of its own make no rows without end', async () => {
    const station = await booted('rough');
    const bad = { sampledValue: [{ value: 1 }] };
    for (const size of [1, 2, 3])
      await station.call('MeterValues', { connectorId: 'x', meterValue: Array.from({ length: size }, () => bad) });
    await Promise.all(['Fly', 'Swim', 'Dive'].map((action) => station.call(action, {})));
    await station.call('Reset', {});
    for (const noise of ['no json', '[2,"x"]', '[3,"never asked",{}]']) station.socket.send(noise);
    await station.call('Heartbeat', { extra: 1 });
    await station.call('StatusNotification', available);
    expect(short(await listed('rough'))).toEqual([
      'extraDropped | in | Heartbeat |  | 1',
      'malformed | in |  | badCall | 1',
      'malformed | in |  | notAFrame | 1',
      'refused | in |  | NotImplemented | 3',
      'refused | in | MeterValues | TypeConstraintViolation /connectorId must be of type integer. | 3',
      'refused | in | Reset | NotSupported Reset is sent by the CSMS only. | 1',
    ]);
    await station.close();
  });

  it('is told of its answers too', async () => {
    const station = await booted('answers');
    const id = await rowId('answers');
    const ask = async (payload: unknown) => {
      const seen = station.frames.length;
      const asked = app.gateway.send(id, { action: 'Reset', payload: { type: 'Soft' }, timeoutMs: 20_000, commandId: null });
      const [, call] = await station.until((frame) => frame[2] === 'Reset' && station.frames.indexOf(frame) >= seen);
      station.socket.send(JSON.stringify([3, call, payload]));
      await asked;
    };
    await ask({ status: 'accepted' });
    await ask({ status: 'Perhaps' });
    expect(short(await listed('answers'))).toEqual([
      'answerRefused | out | Reset | /status is none of the allowed values. | 1',
      'enumCase | out | Reset |  | 1',
    ]);
    await station.close();
  });

  it('comes with the quirks of its firmware and why', async () => {
    const station = await booted('quirky', { chargePointVendor: 'Halyard', chargePointModel: 'Mast 11', firmwareVersion: '1.8' });
    expect((await listed('quirky')).quirks).toEqual([
      { name: 'remoteStartNeedsConnectorId', why: 'reads a missing connectorId as connector 0, which cannot charge' },
    ]);
    await station.close();
  });
});

describe('the report for the maker', () => {
  it('has what was wrong, its paragraph and an example without the card', async () => {
    const station = await booted('reported', { chargePointVendor: 'Acme', chargePointModel: 'One', firmwareVersion: '1.2' });
    await station.call('StartTransaction', { connectorId: 1, idTag: '04A1B2C3', meterStart: 100.4, timestamp: '2026-05-02T07:59:00Z' });
    const report = await text('/stations/reported/deviations.md');
    const [title, about, note, fault, facts, example] = report.split('\n\n');
    expect(title).toBe('# Deviations from OCPP 1.6');
    expect(about).toBe('Acme One, firmware 1.2, from 2026-04-02 to 2026-05-02 (UTC).');
    expect(note).toBe('Each message below was sent by the station. Cards, names, addresses and identifiers are replaced.');
    expect(fault).toBe('## R30: rounded in StartTransaction');
    expect(facts?.split('\n')).toEqual([
      '- A whole number, such as meterStart in Wh, is written with a fraction.',
      '- How bad: note',
      '- How often: 1 times on 1 day, first 2026-05-02T08:00:00.000Z, last 2026-05-02T08:00:00.000Z',
      '- Against: OCPP 1.6 §7 (types)',
    ]);
    const [fence, said, answered] = example?.split('\n') ?? [];
    expect([fence, JSON.parse(said ?? '')]).toEqual([
      '```json',
      [
        2,
        expect.any(String),
        'StartTransaction',
        { connectorId: 1, idTag: 'CARD-1', meterStart: 100.4, timestamp: '2026-05-02T07:59:00Z' },
      ],
    ]);
    expect(JSON.parse(answered ?? '')).toEqual([
      3,
      expect.any(String),
      { transactionId: expect.any(Number), idTagInfo: { status: 'Accepted' } },
    ]);
    expect(report).not.toContain('04A1B2C3');
    const csv = (await text('/stations/reported/deviations.csv')).trim().split('\r\n');
    expect(csv[0]).toBe('day,direction,action,name,code,severity,detail,count,firstAt,lastAt,frameId');
    expect(csv[1]).toMatch(/^2026-05-02,in,StartTransaction,rounded,R30,note,,1,2026-05-02T08:00:00.000Z,2026-05-02T08:00:00.000Z,\d+$/);
    expect(csv).toHaveLength(2);
    await station.close();
  });

  it('is a report too where nothing was wrong', async () => {
    await (await booted('flawless')).close();
    expect(await text('/stations/flawless/deviations.md')).toMatch(/Nothing was wrong in that time\.\n$/);
  });

  test('every deviation there is has a paragraph in each version', () => {
    const names = [...deviations.map(({ name }) => name), 'refused', 'answerRefused', 'malformed'];
    for (const version of ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const)
      expect(names.filter((name) => paragraphOf(name, version) === null)).toEqual([]);
    expect(paragraphOf('constructor', 'ocpp1.6')).toBeNull();
  });
});

it('counts are forgotten after 400 days', async () => {
  const station = await booted('old');
  await station.call('StatusNotification', { ...available, info: null });
  await station.close();
  const count = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from deviation where station_id = ${await rowId('old')}`.execute(app.context.db))
      .rows[0]?.n;
  now += 400 * 86_400_000;
  await expireDeviations(app.context);
  expect(await count()).toBe(1);
  now += 86_400_000;
  await expireDeviations(app.context);
  expect(await count()).toBe(0);
});
