import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
let app: ApiApp;
const open: RawStation[] = [];
beforeAll(async () => {
  app = await startApiApp();
  await app.query(`insert into token (tenant_id, value, canonical) values (1, 'MWCARD', 'MWCARD')`);
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});
const now = () => app.context.clock();
const iso = (at: number) => new Date(at).toISOString();
const plan = (more: object) =>
  app.api('POST', '/maintenance', {
    name: 'Work',
    startsAt: iso(now() - minute),
    endsAt: iso(now() + 60 * minute),
    timeZone: 'Europe/Berlin',
    ...more,
  });
async function reserved(id: string): Promise<{ station: RawStation; reservation: number }> {
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 2000 });
  const station = await RawStation.connect(app.ocpp + id, 'ocpp1.6');
  open.push(station);
  station.on('ReserveNow', { result: { status: 'Accepted' } });
  station.on('CancelReservation', { result: { status: 'Accepted' } });
  await station.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' });
  const { body } = await app.api('POST', `/stations/${id}/commands`, {
    verb: 'reserve',
    token: 'MWCARD',
    expiresAt: iso(now() + 120 * minute),
  });
  return { station, reservation: body.id };
}

test('reservations of the stations it is for are taken back at the station, others stay', async () => {
  const [inside, outside] = [await reserved('MW1'), await reserved('MW2')];
  await plan({ stationIds: ['MW1'] });
  const becomes = (id: number, status: string) =>
    app.eventually('/reservations', ({ items }) =>
      items.some((one: { id: number; status: string }) => one.id === id && one.status === status),
    );
  await becomes(inside.reservation, 'cancelled');
  expect(inside.station.received.filter(({ action }) => action === 'CancelReservation')).toEqual([
    { action: 'CancelReservation', payload: { reservationId: inside.reservation } },
  ]);
  await becomes(outside.reservation, 'active');
  const untouched = await app.query(
    `select count(*) as n from command where verb = 'cancelReservation' and station_id = (select id from station where identity = 'MW2')`,
  );
  expect(untouched[0].n).toBe(0);
  // Nothing new is promised either, until the work is over.
  const again = await app.api('POST', '/stations/MW1/commands', { verb: 'reserve', token: 'MWCARD', expiresAt: iso(now() + 30 * minute) });
  expect([again.status, again.body.error.code]).toEqual([409, 'inMaintenance']);
});

test('a repeated one is laid out ahead, and ends where it is ended', async () => {
  const { body } = await plan({ name: 'Weekly', repeat: 'weekly', stationIds: ['MW2'] });
  expect(body).toMatchObject({ isNow: true, stations: 1 });
  const count = async () => (await app.query(`select count(*) as n from maintenance_occurrence where window_id = $1`, [body.id]))[0].n;
  expect(await count()).toBeGreaterThanOrEqual(8);
  const at = now();
  const ended = (await app.api('POST', `/maintenance/${body.id}/end`)).body;
  expect(ended).toMatchObject({ isNow: false, next: null });
  expect(await count()).toBe(1);
  const [row] = await app.query(`select ends_at from maintenance_occurrence where window_id = $1`, [body.id]);
  expect(row.ends_at.getTime()).toBeGreaterThanOrEqual(at);
  expect((await app.api('GET', '/maintenance?state=past')).body.items.map(({ id }: { id: number }) => id)).toContain(body.id);
});

test('what the uptime ledger asks: a row for each station and occurrence', async () => {
  const site = (await app.api('POST', '/sites', { name: 'Yard', timeZone: 'Europe/Berlin', currency: 'EUR' })).body.id;
  await app.api('PATCH', '/stations/MW2', { siteId: site });
  const { body } = await plan({ siteId: site, startsAt: iso(now() + day), endsAt: iso(now() + day + 60 * minute) });
  const rows = await app.query(
    `select s.identity, m.counts_as_uptime, m.starts_at from station_maintenance m join station s on s.id = m.station_id where m.window_id = $1`,
    [body.id],
  );
  expect(rows).toMatchObject([{ identity: 'MW2', counts_as_uptime: false }]);
});

test.each([
  ['an end before the start', { endsAt: '2020-01-01T00:00:00Z' }],
  ['days that overlap', { repeat: 'daily', endsAt: '2099-01-01T00:00:00Z' }],
  ['a zone that is none', { timeZone: 'Mars/Olympus' }],
])('refuses %s', async (_, more) => {
  expect((await plan(more)).status).toBe(400);
});

test('one is changed: what was not in force leaves nothing, what goes on is as it was until now and as it is to be from now on', async () => {
  const fields = {
    name: 'Cable',
    startsAt: iso(now() + day),
    endsAt: iso(now() + day + 60 * minute),
    timeZone: 'Europe/Berlin',
    stationIds: ['MW1'],
  };
  const { body: coming } = await plan(fields);
  const later = { ...fields, startsAt: iso(now() + 2 * day), endsAt: iso(now() + 2 * day + 30 * minute), stationIds: ['MW2'] };
  const { body: moved } = await app.api('PUT', `/maintenance/${coming.id}`, later);
  expect(moved).toMatchObject({ stationIds: ['MW2'], isNow: false, next: { startsAt: later.startsAt, endsAt: later.endsAt } });
  const occurrences = (id: number) =>
    app.query(`select starts_at, ends_at from maintenance_occurrence where window_id = $1 order by 1`, [id]);
  expect(await occurrences(coming.id)).toEqual([]);

  const { body: running } = await plan({ stationIds: ['MW1'] });
  const at = now();
  const { body: longer } = await app.api('PUT', `/maintenance/${running.id}`, {
    ...fields,
    startsAt: running.startsAt,
    endsAt: iso(at + 90 * minute),
    stationIds: ['MW1', 'MW2'],
  });
  expect(longer).toMatchObject({ isNow: true, stations: 2, next: { endsAt: iso(at + 90 * minute) } });
  const [before] = await occurrences(running.id);
  const [after] = await occurrences(longer.id);
  expect(before.starts_at.getTime()).toBeLessThan(at);
  expect(before.ends_at).toEqual(after.starts_at);
  expect((await app.api('PUT', `/maintenance/${running.id}`, fields)).status).toBe(400);
});
