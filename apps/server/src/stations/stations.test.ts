import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { sample16 } from '../commands/samples.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';

const card = '04D1D2D3';
let app: ApiApp;
beforeAll(async () => {
  app = await startApiApp();
  await app.query('insert into token (tenant_id, value, canonical, driver_name) values (1, $1, $1, $2)', [card, '=Anna']);
});
afterAll(() => app.stop());

test('a station is registered once, its password told once', async () => {
  const { status, body } = await app.api('POST', '/stations', { id: 'A1', name: 'Hof' });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    id: 'A1',
    name: 'Hof',
    phase: 'offline',
    connected: false,
    securityProfile: 1,
    hasPassword: true,
    connectors: [],
  });
  expect(body.password).toMatch(/^\w{16,40}$/);
  expect((await app.api('GET', '/stations/A1')).body).not.toHaveProperty('password');
  expect((await app.api('POST', '/stations', { id: 'A1' })).body.error.code).toBe('alreadyExists');
  const again = (await app.api('POST', '/stations/A1/password', {})).body.password;
  expect(again).not.toBe(body.password);
});

test('a site or price that does not exist is not taken', async () => {
  await app.api('POST', '/stations', { id: 'A2' });
  expect((await app.api('PATCH', '/stations/A2', { siteId: 999_999 })).body.error).toMatchObject({ code: 'notFound' });
  expect((await app.api('PATCH', '/stations/A2', { tariffId: 999_999 })).body.error).toMatchObject({ code: 'notFound' });
  expect((await app.api('PATCH', '/stations/A2', { name: 'Nord', registration: 'Rejected' })).body).toMatchObject({
    name: 'Nord',
    registration: 'Rejected',
  });
});

test('the list is searched, its wildcards taken literally, and paged', async () => {
  for (const id of ['L_1', 'L_2', 'L_3', 'LX1']) await app.api('POST', '/stations', { id });
  const ids = async (query: string) => (await app.api('GET', `/stations?${query}`)).body.items.map((station: { id: string }) => station.id);
  expect(await ids('search=l_')).toEqual(['L_1', 'L_2', 'L_3']);
  const first = (await app.api('GET', '/stations?search=l_&limit=2')).body;
  expect(first.items).toHaveLength(2);
  expect(await ids(`search=l_&limit=2&cursor=${first.next}`)).toEqual(['L_3']);
  expect((await app.api('GET', '/stations?cursor=WzFd')).body.error.code).toBe('badCursor');
});

test('a station that charges shows it at its connector, in its power, its sessions, readings and frames', async () => {
  await app.api('POST', '/stations', { id: 'C1', securityProfile: 0 });
  const station = await RawStation.connect(`${app.ocpp}C1`, 'ocpp1.6');
  await sample16.boot(station);
  await station.call('StatusNotification', { connectorId: 1, status: 'Charging', errorCode: 'NoError' });
  const transactionId = Number(await sample16.startSession(station, { token: card, remoteStartId: 1 }));
  const start = Date.now();
  for (let minute = 1; minute <= 3; minute++)
    await station.call('MeterValues', {
      connectorId: 1,
      transactionId,
      meterValue: [
        {
          timestamp: new Date(start + minute * 60_000).toISOString(),
          sampledValue: [
            { value: String(1000 + minute * 100) },
            { value: '2000', measurand: 'Power.Active.Import', phase: 'L1', unit: 'W' },
            { value: '2.5', measurand: 'Power.Active.Import', phase: 'L2', unit: 'kW' },
          ],
        },
      ],
    });
  for (const query of ['vendor=acme', 'model=Else', 'firmwareVersion=9', 'protocol=ocpp2.1'])
    expect((await app.api('GET', `/stations?search=C1&${query}`)).body.items).toEqual([]);
  expect((await app.api('POST', '/bulk-commands/preview', { filter: { stationIds: ['C1'] } })).body).toMatchObject({
    total: 1,
    charging: 1,
  });
  const { body } = await app.api('GET', '/stations?search=C1&connected=true&status=Charging&vendor=Acme&protocol=ocpp1.6');
  const [shown] = body.items;
  expect(shown).toMatchObject({
    id: 'C1',
    connected: true,
    phase: 'accepted',
    vendor: 'Acme',
    protocol: 'ocpp1.6',
    connectors: [{ evseId: 1, status: 'Charging', energyWh: 300 }],
  });
  const { sessionId } = shown.connectors[0];
  const session = (await app.api('GET', `/sessions/${sessionId}`)).body;
  expect(session).toMatchObject({ stationId: 'C1', status: 'active', idToken: card, driverName: '=Anna', energyWh: 300 });
  const to = new Date(start + 600_000).toISOString();
  const power = (await app.api('GET', `/stations/C1/power?to=${to}`)).body;
  expect(power.series).toMatchObject([{ evseId: 1 }]);
  expect(power.series[0].points.map(([, watt]: [number, number]) => watt)).toEqual([4500, 4500, 4500]);
  const page = (await app.api('GET', `/sessions/${sessionId}/readings?limit=4`)).body;
  const rest = (await app.api('GET', `/sessions/${sessionId}/readings?limit=100&cursor=${page.next}`)).body;
  const times = [...page.items, ...rest.items].map((reading: { at: string }) => reading.at);
  expect(times).toEqual([...times].sort());
  expect(times.length).toBeGreaterThanOrEqual(9);
  const frames = (await app.api('GET', `/stations/C1/frames?sessionId=${sessionId}`)).body.items;
  expect(frames.map((frame: { action: string }) => frame.action)).toEqual([
    'MeterValues',
    'MeterValues',
    'MeterValues',
    'StartTransaction',
  ]);
  expect(frames[0].explained).toMatchObject({ key: 'frame.meterValues.register', values: { register: 1.3 } });
  expect((await app.api('GET', '/stations/C1/frames?failed=true')).body.items).toEqual([]);
  expect((await app.api('DELETE', '/stations/C1')).body.error.code).toBe('inUse');
  expect((await app.api('GET', '/overview')).body).toMatchObject({
    charging: 1,
    connectors: { Charging: 1 },
    today: { sessions: 1 },
    checklist: { token: true, session: false },
  });
  await station.close();
});

test('sessions are exported as CSV that no spreadsheet takes for formulas', async () => {
  const { body } = await app.api('GET', '/sessions.csv');
  const lines = body.split('\r\n');
  expect(lines[0]).toContain('id,station,stationName');
  expect(lines[1]).toContain(`,${card},'=Anna,`);
  expect(lines).toHaveLength(3);
});

test('a station without sessions can be removed', async () => {
  await app.api('POST', '/stations', { id: 'D1' });
  expect((await app.api('DELETE', '/stations/D1')).status).toBe(204);
  expect((await app.api('GET', '/stations/D1')).status).toBe(404);
});

test('an unknown station waits in the lobby until it is adopted, once', async () => {
  const stranger = await RawStation.connect(`${app.ocpp}NEW1`, 'ocpp1.6');
  expect(await sample16.boot(stranger)).toMatchObject({ status: 'Pending' });
  const { items } = await app.eventually('/lobby', (lobby) =>
    lobby.items.some((attempt: { stationId: string }) => attempt.stationId === 'NEW1'),
  );
  const attempt = items.find((item: { stationId: string }) => item.stationId === 'NEW1');
  expect(attempt).toMatchObject({ reason: 'unknownStation', adoptable: true });
  const { status, body } = await app.api('POST', `/lobby/${attempt.id}/adopt`, { name: 'Found' });
  expect([status, body]).toEqual([200, { stationId: 'NEW1', password: null }]);
  expect((await app.api('POST', `/lobby/${attempt.id}/adopt`, {})).status).toBe(404);
  await stranger.close();
  const adopted = await RawStation.connect(`${app.ocpp}NEW1`, 'ocpp1.6');
  expect(await sample16.boot(adopted)).toMatchObject({ status: 'Accepted' });
  await adopted.close();
});

test('a known station with the wrong password is never adopted with it', async () => {
  await app.api('POST', '/stations', { id: 'W1' });
  await expect(RawStation.connect(`${app.ocpp}W1`, 'ocpp1.6')).rejects.toThrow('401');
  const { items } = await app.eventually('/lobby', (lobby) =>
    lobby.items.some((attempt: { stationId: string }) => attempt.stationId === 'W1'),
  );
  const attempt = items.find((item: { stationId: string }) => item.stationId === 'W1');
  expect(attempt).toMatchObject({ reason: 'noPassword', adoptable: false });
  expect((await app.api('POST', `/lobby/${attempt.id}/adopt`, {})).body.error.code).toBe('notAdoptable');
  expect((await app.api('DELETE', `/lobby/${attempt.id}`)).status).toBe(204);
});
