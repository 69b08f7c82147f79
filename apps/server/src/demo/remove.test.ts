import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { sample16 } from '../commands/samples.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';

let app: ApiApp;
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(() => app.stop());

test('the demo network goes with everything it made, and nothing else does', async () => {
  await app.query(
    `insert into token (tenant_id, value, canonical, demo) values (1, 'DEMOCARD', 'DEMOCARD', true), (1, 'OWNCARD', 'OWNCARD', false)`,
  );
  await app.query(
    `insert into site (tenant_id, name, time_zone, currency, open_access, demo) values (1, 'Demo', 'UTC', 'EUR', false, true)`,
  );
  for (const id of ['DEMO1', 'OWN1']) await app.api('POST', '/stations', { id, securityProfile: 0 });
  await app.query(`update station set demo = identity = 'DEMO1', site_id = (select id from site where demo)`);
  const stations = await Promise.all(['DEMO1', 'OWN1'].map((id) => RawStation.connect(app.ocpp + id, 'ocpp1.6')));
  const running: string[] = [];
  for (const station of stations) {
    await sample16.boot(station);
    await sample16.status(station, 'Available');
    running.push(await sample16.startSession(station, { token: 'OWNCARD', remoteStartId: 1 }));
  }
  expect((await app.api('DELETE', '/demo')).status).toBe(204);
  const left = async (table: string) => Number((await app.query(`select count(*) from ${table}`))[0].count);
  expect(await Promise.all(['station', 'session', 'site', 'token'].map(left))).toEqual([1, 1, 0, 1]);
  const strangers = await app.query(
    'select from frame where station_id not in (select id from station) union all select from sample where station_id not in (select id from station)',
  );
  expect(strangers).toEqual([]);
  expect((await app.api('GET', '/stations/OWN1')).body).toMatchObject({
    connected: true,
    siteId: null,
    connectors: [{ sessionId: expect.any(Number) }],
  });
  // The session that ran through it ends as any other.
  await sample16.stopSession(stations[1] as RawStation, running[1] ?? '');
  expect((await app.api('GET', '/sessions?stationId=OWN1')).body.items).toMatchObject([{ status: 'ended', energyWh: 2000, siteId: null }]);
  await Promise.all(stations.map((station) => station.close()));
});
