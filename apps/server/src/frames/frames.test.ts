import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { conversationIn } from '../../../../packages/ocpp/src/testing/conversation.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { TestSocket } from '../testing/socket.ts';

let app: TestApp;
let now = Date.UTC(2026, 4, 1, 8);
let stationId: number;
beforeAll(async () => {
  app = await startTestApp({ UNKNOWN_STATIONS: 'adopt', OPEN_ACCESS: 'true' }, { clock: () => now });
  const station = await TestSocket.open(app.ocpp, 'talks');
  const say = async (action: string, payload: object) => {
    now += 1000;
    return await station.call(action, payload);
  };
  await say('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One', chargePointSerialNumber: 'SN-4711', iccid: '8949' });
  await say('StatusNotification', { connectorId: 1, errorCode: null, status: 'Available', info: 'under 10.1.2.3' });
  const start = { connectorId: 1, idTag: '04A1B2C3', meterStart: 100, timestamp: new Date(now).toISOString() };
  const [, , started] = await say('StartTransaction', start);
  const { transactionId } = started as { transactionId: number };
  await say('MeterValues', {
    connectorId: 1,
    transactionId,
    meterValue: [{ timestamp: new Date(now).toISOString(), sampledValue: [{ value: '150' }] }],
  });
  await say('StopTransaction', { transactionId, meterStop: 200, timestamp: new Date(now).toISOString(), idTag: '04a1b2c3' });
  await say('MeterValues', { connectorId: 'x' });
  const { rows } = await sql<{ id: number }>`select id from station where identity = 'talks'`.execute(app.context.db);
  stationId = rows[0]?.id ?? 0;
  now += 1000;
  const asked = app.gateway.send(stationId, { action: 'Reset', payload: { type: 'Soft' }, timeoutMs: 20_000, commandId: 7 });
  const [, call] = await station.until((frame) => frame[2] === 'Reset');
  now += 1000;
  station.socket.send(JSON.stringify([4, call, 'InternalError', 'no answer of 10.1.2.3', {}]));
  await asked;
  await station.close();
});
afterAll(() => app.drop());

const get = (path: string) => fetch(`${app.api}/stations/talks/${path}`, { headers: { authorization: `Bearer ${app.key}` } });
const actionsOf = async (query: string): Promise<string[]> =>
  ((await (await get(`frames${query}`)).json()) as { items: { action: string }[] }).items.map(({ action }) => action);
const all = ['Reset', 'MeterValues', 'StopTransaction', 'MeterValues', 'StartTransaction', 'StatusNotification', 'BootNotification'];

describe('the message log', () => {
  test.each([
    ['', all],
    ['?outcome=answered', all.slice(2)],
    ['?outcome=error', ['Reset', 'MeterValues']],
    ['?outcome=error&direction=in', ['MeterValues']],
    ['?outcome=timedOut', []],
    ['?failed=true', ['Reset', 'MeterValues']],
    ['?repaired=true', ['StatusNotification']],
    ['?commandId=7', ['Reset']],
    ['?search=10.1.2.3', ['Reset', 'StatusNotification']],
  ])('filtered by %s', async (query, expected) => {
    expect(await actionsOf(query)).toEqual(expected);
  });

  it('folds by session: its frames have its number', async () => {
    const { items } = (await (await get('frames')).json()) as { items: { action: string; sessionId: number | null }[] };
    const [id] = items.flatMap(({ sessionId }) => (sessionId === null ? [] : [sessionId]));
    expect(await actionsOf(`?sessionId=${id}`)).toEqual(['StopTransaction', 'MeterValues', 'StartTransaction']);
    expect(items.filter(({ sessionId }) => sessionId === id).map(({ action }) => action)).toEqual([
      'StopTransaction',
      'MeterValues',
      'StartTransaction',
    ]);
  });
});

describe('exports', () => {
  it('as JSON lines: what the list tells, filtered as the list', async () => {
    const response = await get('frames.ndjson?outcome=answered');
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''messages-talks.ndjson");
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { items } = (await (await get('frames?outcome=answered')).json()) as { items: unknown[] };
    expect(lines).toEqual(items);
  });

  it('as CSV, one line a message', async () => {
    const lines = (await (await get('frames.csv?action=StatusNotification')).text()).split('\r\n');
    expect(lines[0]).toBe('id,at,direction,action,messageId,outcome,repairs,sessionId,commandId,answeredAt,request,answer');
    expect(lines[1]).toMatch(
      /^\d+,2026-05-01T08:00:02.000Z,in,StatusNotification,t2,result,noErrorCode,,,2026-05-01T08:00:02.000Z,"\[2,""t2"",""StatusNotification""/,
    );
    expect(lines.slice(2)).toEqual(['']);
  });

  it('of a station that is not there is 404, not an empty file', async () => {
    const response = await fetch(`${app.api}/stations/none/frames.csv`, { headers: { authorization: `Bearer ${app.key}` } });
    expect(response.status).toBe(404);
  });
});

describe('what is shared', () => {
  it('is a conversation in its order, without card, serial number, address and the name of the station', async () => {
    const response = await get('conversation.json');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const text = await response.text();
    expect(text).not.toMatch(/04a1b2c3|SN-4711|8949|10\.1\.2\.3|talks/i);
    const { version, station, said } = conversationIn(text);
    expect([version, station]).toEqual(['ocpp1.6', { vendor: 'Acme', model: 'One', firmwareVersion: '' }]);
    expect(said.map(({ from, action }) => `${from} ${action}`)).toEqual([
      'station BootNotification',
      'station StatusNotification',
      'station StartTransaction',
      'station MeterValues',
      'station StopTransaction',
      'station MeterValues',
      'csms Reset',
    ]);
    expect(said.every(({ answer }) => answer !== null)).toBe(true);
    expect(said[2]?.payload).toMatchObject({ idTag: 'CARD-1', meterStart: 100 });
    expect(said[4]?.payload).toMatchObject({ idTag: 'CARD-1', meterStop: 200 });
    expect(said[1]?.payload).toMatchObject({ errorCode: null, info: 'TEXT-3' });
  });

  it('can be a part', async () => {
    const { said } = conversationIn(await (await get('conversation.json?action=StartTransaction')).text());
    expect(said.map(({ action }) => action)).toEqual(['StartTransaction']);
  });
});
