import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { untilReadable } from '../testing/outbox.ts';
import { createSpendingWatch } from './spend.ts';
import { asking } from './test-ask.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await sql`insert into site (id, tenant_id, name, time_zone, currency, open_access) overriding system value values
    (1, 1, 'Office', 'Europe/Berlin', 'EUR', false), (2, 1, 'Plant', 'Europe/Berlin', 'EUR', false)`.execute(app.context.db);
  await sql`insert into station (id, tenant_id, identity, site_id) overriding system value values (1, 1, 'S1', 1), (2, 1, 'HOME', 1)`.execute(
    app.context.db,
  );
});
afterAll(() => app?.drop());

const ask = asking(() => app);
const made = async (path: string, body: unknown): Promise<number> => (await ask('POST', path, body)).body.id;
let sessions = 500;
async function session(of: {
  driver?: number | null;
  company?: number;
  token?: number;
  station?: number;
  at: string;
  wh: number;
  total?: string;
  status?: string;
}): Promise<number> {
  const id = ++sessions;
  await sql`insert into session (id, tenant_id, station_id, site_id, evse_id, start_key, token_id, id_token, driver_id, company_id, status, started_at, ended_at, received_at, heard_at, energy_wh, total, currency)
    values (${id}, 1, ${of.station ?? 1}, 1, 1, ${String(id)}, ${of.token ?? null}, '04AABBCC', ${of.driver ?? null}, ${of.company ?? null}, ${of.status ?? 'ended'}, ${of.at}, ${of.status === 'active' ? null : of.at}, ${of.at}, ${of.at},
      ${of.wh}, ${of.total ?? null}, ${of.total === undefined ? null : 'EUR'})`.execute(app.context.db);
  await sql`insert into happening (tenant_id, at, kind, subject, data) values (1, now(), 'session.ended', ${String(id)}, '{}')`.execute(
    app.context.db,
  );
  return id;
}
const summed = async () => {
  await untilReadable(app.context.db);
  return await createSpendingWatch(app.context)();
};

describe('drivers', () => {
  test('are added with company, cost centre and groups, changed and found', async () => {
    const companyId = await made('/companies', { name: 'Acme', vatNumber: 'DE136695976' });
    const costCentreId = await made(`/companies/${companyId}/cost-centres`, { name: 'Sales' });
    const groupId = await made('/driver-groups', { name: 'Staff', kind: 'employees', rights: [{ siteIds: [1], hours: null }] });
    const ann = await ask('POST', '/drivers', { name: 'Ann', companyId, costCentreId, groupIds: [groupId], email: 'ann@example.org' });
    expect(ann).toMatchObject({
      status: 201,
      body: { reference: `D${ann.body.id}`, company: { name: 'Acme' }, costCentre: { name: 'Sales' }, groups: [{ name: 'Staff' }] },
    });
    await made('/drivers', { name: 'ben' });
    expect((await ask('GET', '/drivers?limit=1')).body.items[0].name).toBe('Ann');
    const { next } = (await ask('GET', '/drivers?limit=1')).body;
    expect((await ask('GET', `/drivers?limit=1&cursor=${next}`)).body.items[0].name).toBe('ben');
    expect((await ask('GET', `/drivers?groupId=${groupId}&search=acme`)).body.items).toHaveLength(1);
    expect((await ask('PATCH', `/drivers/${ann.body.id}`, { companyId: null })).body).toMatchObject({ company: null, costCentre: null });
    const otherCompany = await made('/companies', { name: 'Other' });
    expect((await ask('PATCH', `/drivers/${ann.body.id}`, { companyId: otherCompany, costCentreId })).status).toBe(400);
    expect((await ask('PATCH', `/drivers/${ann.body.id}`, { groupIds: [9999] })).status).toBe(404);
    expect((await ask('POST', '/driver-groups', { name: 'X', kind: 'guests', rights: [{ siteIds: [77], hours: null }] })).status).toBe(404);
    expect((await ask('DELETE', `/driver-groups/${groupId}`)).body.error.code).toBe('inUse');
    expect((await ask('POST', '/companies', { name: 'Bad', vatNumber: 'DE12' })).status).toBe(400);
    expect((await ask('POST', '/companies', { name: 'Acme' })).body.error.code).toBe('alreadyExists');
  });

  test('the audit log never says who they are', async () => {
    const { rows } = await sql<{ detail: object }>`select detail from audit where subject like 'driver:%'`.execute(app.context.db);
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(rows)).not.toMatch(/Ann|ann@example/);
  });

  test('a tariff is attached to a driver who is there, and to no other', async () => {
    const driverId = await made('/drivers', { name: 'Tia' });
    const tariffId = await made('/tariffs', {
      name: 'T',
      currency: 'EUR',
      elements: [{ priceComponents: [{ type: 'ENERGY', price: '0.1' }] }],
    });
    const assignment = await ask('POST', '/tariff-assignments', { tariffId, target: 'driver', targetId: driverId });
    expect(assignment).toMatchObject({ status: 201, body: { targetName: 'Tia' } });
    expect((await ask('POST', '/tariff-assignments', { tariffId, target: 'driver', targetId: 9999 })).status).toBe(404);
    expect((await ask('POST', '/tariff-assignments', { tariffId, target: 'driverGroup', targetId: 9999 })).status).toBe(404);
  });

  test('a car that charges by itself has a card, in the spellings of both generations', async () => {
    const driverId = await made('/drivers', { name: 'Cara' });
    const vehicleId = await made(`/drivers/${driverId}/vehicles`, { make: 'VW', evccId: '00:1a:2b:3c:4d:5e', autocharge: true });
    expect((await ask('GET', `/tokens?driverId=${driverId}`)).body.items).toMatchObject([
      { value: '001A2B3C4D5E', type: 'MacAddress', driverName: 'Cara', aliases: ['VID:001A2B3C4D5E'] },
    ]);
    expect((await ask('POST', `/drivers/${driverId}/vehicles`, { evccId: '001A2B3C4D5E' })).body.error.code).toBe('alreadyExists');
    expect((await ask('POST', `/drivers/${driverId}/vehicles`, { autocharge: true })).status).toBe(400);
    expect((await ask('PATCH', `/vehicles/${vehicleId}`, { autocharge: false })).body).toMatchObject({
      autocharge: false,
      evccId: '001A2B3C4D5E',
    });
    expect((await ask('GET', `/tokens?driverId=${driverId}`)).body.items).toEqual([]);
  });
});

describe('spending', () => {
  test('is summed by the day at the site, again where a session changes, and a running one counts as far as it got', async () => {
    const companyId = await made('/companies', { name: 'Spenders' });
    const limits = [
      { of: 'energy', per: 'month', mostWh: 20_000, stops: false },
      { of: 'money', per: 'month', most: '10', currency: 'EUR', stops: false },
    ];
    const driverId = await made('/drivers', { name: 'Dora', companyId, limits });
    const now = Date.now();
    const id = await session({ driver: driverId, company: companyId, at: new Date(now).toISOString(), wh: 5000, total: '2.5' });
    await session({ driver: driverId, company: companyId, at: new Date(now).toISOString(), wh: 1000, status: 'active' });
    await summed();
    const used = async () => (await ask('GET', `/drivers/${driverId}/spending`)).body.limits.map(({ used: sum }: { used: string }) => sum);
    expect(await used()).toEqual(['6000', '2.5']);
    await sql`update session set total = 3.75, energy_wh = 7000 where id = ${id}`.execute(app.context.db);
    await sql`insert into happening (tenant_id, at, kind, subject, data) values (1, now(), 'session.corrected', ${String(id)}, ${'{"status":"ended"}'})`.execute(
      app.context.db,
    );
    await summed();
    expect(await used()).toEqual(['8000', '3.75']);
    expect(await summed()).toBe(0);
    const { months } = (await ask('GET', `/companies/${companyId}/spending`)).body;
    expect(months).toMatchObject([
      { currency: 'EUR', energyWh: 7000, total: '3.75' },
      { currency: null, energyWh: 1000 },
    ]);
    expect((await ask('DELETE', `/companies/${companyId}`)).body.error.code).toBe('inUse');
  });

  test('a session that a repair moves to another day leaves no sum behind', async () => {
    const driverId = await made('/drivers', { name: 'Rita' });
    const id = await session({ driver: driverId, at: '2026-03-10T22:59:00Z', wh: 100 });
    await session({ driver: driverId, at: '2026-03-10T23:00:00Z', wh: 20 });
    await summed();
    const days = async () =>
      (
        await sql`select day::text as day, energy_wh::int as wh from spending where owner = 'driver' and owner_id = ${driverId} order by day`.execute(
          app.context.db,
        )
      ).rows;
    expect(await days()).toEqual([
      { day: '2026-03-10', wh: 100 },
      { day: '2026-03-11', wh: 20 },
    ]);
    await sql`update session set started_at = '2026-03-12T10:00:00Z' where id = ${id}`.execute(app.context.db);
    await sql`insert into happening (tenant_id, at, kind, subject, data) values (1, now(), 'session.corrected', ${String(id)}, ${'{"status":"ended"}'})`.execute(
      app.context.db,
    );
    await summed();
    expect(await days()).toEqual([
      { day: '2026-03-11', wh: 20 },
      { day: '2026-03-12', wh: 100 },
    ]);
  });
});

describe('charging at home', () => {
  test('is reimbursed by the rate of the day at the site, and only what is to be billed', async () => {
    const driverId = await made('/drivers', { name: 'Hal', reference: 'H-1' });
    const rate = (validFrom: string, perKwh: string) =>
      ask('POST', `/drivers/${driverId}/home-chargers`, { stationId: 'HOME', perKwh, currency: 'EUR', counts: 'cards', validFrom });
    expect((await rate('2026-01-01', '0.30')).status).toBe(201);
    expect((await rate('2026-04-15', '0.333')).status).toBe(201);
    expect((await ask('GET', `/drivers/${driverId}/home-chargers`)).body.items).toMatchObject([
      { perKwh: '0.333', validUntil: null },
      { perKwh: '0.3', validUntil: '2026-04-15' },
    ]);
    expect((await rate('2026-03-01', '1')).status).toBe(400);
    // 22:30 UTC on the last of March is April in Berlin.
    await session({ driver: driverId, station: 2, at: '2026-03-31T22:30:00Z', wh: 10_000 });
    await session({ driver: driverId, station: 2, at: '2026-04-14T21:59:00Z', wh: 1_000 });
    await session({ driver: driverId, station: 2, at: '2026-04-14T22:00:00Z', wh: 1_000 });
    await session({ driver: null, station: 2, at: '2026-04-20T10:00:00Z', wh: 50_000 });
    const dropped = await session({ driver: driverId, station: 2, at: '2026-04-20T10:00:00Z', wh: 70_000 });
    await sql`insert into session_check (session_id, tenant_id, station_id, evse_id, started_at, ended_at, outcome, findings, since, checked_at)
      values (${dropped}, 1, 2, 1, now(), now(), 'drop', '[]', now(), now()) on conflict (session_id) do update set outcome = 'drop'`.execute(
      app.context.db,
    );
    const april = (await ask('GET', `/reimbursements?month=2026-04&driverId=${driverId}`)).body.items;
    expect(april).toMatchObject([
      { perKwh: '0.3', energyWh: 11_000, amount: '3.30', sessions: 2 },
      { perKwh: '0.333', energyWh: 1_000, amount: '0.33', sessions: 1 },
    ]);
    expect((await ask('GET', `/reimbursements?month=2026-03&driverId=${driverId}`)).body.items).toEqual([]);
    const csv = (await ask('GET', `/reimbursements.csv?month=2026-04&driverId=${driverId}`)).body as string;
    expect(csv.split('\r\n')[1]).toBe('2026-04,Hal,H-1,,HOME,2,11.000,0.3,3.30,EUR');
  });
});

describe('erasing a driver', () => {
  test('takes what says who it was, and leaves sessions with their money', async () => {
    const driverId = await made('/drivers', { name: 'Eve Erased', email: 'eve@example.org', note: 'likes tea' });
    const tokenId = await made('/tokens', { value: '04:AA:BB:CC', driverId });
    expect((await ask('GET', `/tokens/${tokenId}`)).body.driverName).toBe('Eve Erased');
    await made(`/drivers/${driverId}/vehicles`, { plate: 'B-EV 1' });
    const id = await session({ driver: driverId, token: tokenId, at: '2026-05-01T10:00:00Z', wh: 4000, total: '2' });
    await sql`insert into tap (tenant_id, station_id, at, id_token, token_id, purpose, status, reason, frame_id) values (1, 1, '2026-05-01T10:00:00Z', '04AABBCC', ${tokenId}, 'start', 'Accepted', 'known', 1)`.execute(
      app.context.db,
    );
    const running = await session({ driver: driverId, at: new Date().toISOString(), wh: 0, status: 'active' });
    expect((await ask('DELETE', `/drivers/${driverId}`)).body.error.code).toBe('stillCharging');
    await sql`update session set status = 'ended', ended_at = now() where id = ${running}`.execute(app.context.db);
    expect((await ask('DELETE', `/drivers/${driverId}`)).status).toBe(204);
    const left = (await ask('GET', `/drivers/${driverId}`)).body;
    expect(left).toMatchObject({
      name: `#${driverId}`,
      email: '',
      note: '',
      cards: 0,
      vehicles: 0,
      reference: null,
      erasedAt: expect.any(String),
    });
    expect((await ask('GET', '/drivers?search=eve')).body.items).toEqual([]);
    expect((await ask('GET', '/taps')).body.items.map(({ idToken }: { idToken: string }) => idToken)).toEqual(['']);
    expect((await ask('GET', `/sessions/${id}`)).body).toMatchObject({ idToken: null, tokenId: null, energyWh: 4000 });
    const { rows } = await sql`select driver_id::int as driver, total::text as total from session where id = ${id}`.execute(app.context.db);
    expect(rows).toEqual([{ driver: driverId, total: '2.0000' }]);
    expect((await ask('PATCH', `/drivers/${driverId}`, { name: 'Eve again' })).status).toBe(404);
    expect((await ask('GET', '/drivers.csv')).body).not.toContain('Eve');
  });

  test('who never charged is gone', async () => {
    const driverId = await made('/drivers', { name: 'Nobody' });
    expect((await ask('DELETE', `/drivers/${driverId}`)).status).toBe(204);
    expect((await ask('GET', `/drivers/${driverId}`)).status).toBe(404);
  });
});
