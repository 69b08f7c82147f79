import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';

let app: ApiApp;
let siteId: number;
let dayId: number;
const minute = 60_000;
const vat = '19';
const energy = (price: string) => ({ type: 'ENERGY', price, vat, stepSize: 1 });
const idle = { type: 'IDLE_TIME', price: '6', vat, stepSize: 1, graceSeconds: 1800, maxAmount: '5' };
const body = (elements: unknown[]) => ({ name: 'Day', currency: 'EUR', taxIncluded: true, elements });
const sessions = 600;

beforeAll(async () => {
  app = await startApiApp();
  dayId = (await app.api('POST', '/tariffs', body([{ priceComponents: [energy('0.40')] }]))).body.id;
  siteId = (await app.api('POST', '/sites', { name: 'Depot', timeZone: 'Europe/Berlin', currency: 'EUR', tariffId: dayId })).body.id;
  await app.api('POST', '/stations', { id: 'P1', siteId });
  const [{ id: stationRow }] = await app.query(`select id from station where identity = 'P1'`);
  const [{ id: versionId }] = await app.query('select id from tariff_version where tariff_id = $1', [dayId]);
  // 10 kWh in an hour each; every second car stays plugged in for two hours more.
  await app.query(
    `insert into session (id, tenant_id, station_id, site_id, evse_id, start_key, status, started_at, ended_at, received_at, heard_at, energy_wh, currency, total, tariff_version_id, id_token, state)
     select 1000 + n, 1, $1, $2, 1, 'k' || n, 'ended', s, e, s, s, 10000, 'EUR', 4.00, $3, 'CARD' || n % 2, '{"meter":{"series":{}},"hasBegun":true}'
     from generate_series(1, ${sessions}) n, lateral (select timestamptz '2026-05-01T08:00Z' + n * interval '4 h' as s, timestamptz '2026-05-01T09:00Z' + n * interval '4 h' + (n % 2) * interval '2 h' as e) t`,
    [stationRow, siteId, versionId],
  );
  await app.query(
    `insert into sample (tenant_id, station_id, session_id, evse_id, at, series, frame_id, readings)
     select 1, station_id, id, 1, started_at + m * interval '60 min', m, 0, json_build_array(json_build_array('Energy.Active.Import.Register', '', 'Outlet', 'Sample.Periodic', 'Wh', least(m, 1) * 10000, null, ''))::text
     from session, generate_series(0, 3) m where station_id = $1 and started_at + m * interval '60 min' <= ended_at`,
    [stationRow],
  );
});
afterAll(() => app.stop());

const span = { from: '2026-05-01T00:00:00Z', until: '2027-01-01T00:00:00Z' };
async function simulated(elements: unknown[], where: Record<string, unknown> = {}, total = sessions): Promise<Record<string, unknown>> {
  const { body: made, status } = await app.api('POST', '/tariff-simulations', {
    tariff: body(elements),
    ...span,
    tariffId: dayId,
    ...where,
  });
  expect({ status, total: made.total }).toEqual({ status: 201, total });
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { body: now } = await app.api('GET', `/tariff-simulations/${made.id}`);
    if (now.status !== 'running') return now;
    if (Date.now() > deadline) throw new Error(`still at ${now.done}`);
    await app.api('GET', '/overview');
  }
}

describe('a tariff is tried out on past sessions', () => {
  test('one that is dearer for all, and one that is cheaper for all', async () => {
    expect(await simulated([{ priceComponents: [energy('0.50')] }])).toMatchObject({
      status: 'done',
      done: sessions,
      result: {
        currency: 'EUR',
        before: '2400.00',
        after: '3000.00',
        more: { sessions, amount: '600.00' },
        less: { sessions: 0, amount: '0.00' },
        same: 0,
      },
    });
    expect(await simulated([{ priceComponents: [energy('0.40')] }])).toMatchObject({ result: { after: '2400.00', same: sessions } });
  });

  test('one that charges for idle time says whom it meets', async () => {
    const { result } = await simulated([{ priceComponents: [energy('0.35'), idle] }]);
    // All pay 0.50 less; who stays two hours pays the cap of 5.00: 1.5 h × 6.00 would be 9.00.
    expect(result).toMatchObject({
      after: '3600.00',
      more: { sessions: 300, amount: '1350.00' },
      less: { sessions: 300, amount: '150.00' },
    });
    expect(result).toMatchObject({
      cards: [
        { name: 'CARD1', sessions: 300, before: '1200.00', after: '2550.00' },
        { name: 'CARD0', sessions: 300, before: '1200.00', after: '1050.00' },
      ],
      sites: [{ name: 'Depot', sessions, before: '2400.00', after: '3600.00' }],
    });
  });
});

describe('what a driver would pay', () => {
  test('is told with every tariff that is attached, in order, and why it counts', async () => {
    await sql`insert into driver_group (id, tenant_id, name, kind) overriding system value values (7, 1, 'Friends', 'others')`.execute(
      app.context.db,
    );
    const guests = (await app.api('POST', '/tariffs', { ...body([{ priceComponents: [energy('0.59')] }]), name: 'Guests' })).body.id;
    const friends = (await app.api('POST', '/tariffs', { ...body([{ priceComponents: [energy('0')] }]), name: 'Friends' })).body.id;
    await app.api('POST', '/tariff-assignments', { tariffId: guests, target: 'evse', stationId: 'P1', evseId: 1 });
    await app.api('POST', '/tariff-assignments', {
      tariffId: friends,
      target: 'driverGroup',
      targetId: 7,
      validFrom: '2026-06-01T00:00:00Z',
    });
    const ask = async (query: string) => (await app.api('GET', `/stations/P1/price?energyWh=10000&at=2026-07-01T10:00:00Z${query}`)).body;
    const outcomes = (answer: { candidates: { tariffName: string; target: string; outcome: string }[] }) =>
      answer.candidates.map(({ tariffName, target, outcome }) => [tariffName, target, outcome]);
    const stranger = await ask('');
    expect(outcomes(stranger)).toEqual([
      ['Guests', 'evse', 'used'],
      ['Day', 'site', 'later'],
    ]);
    expect(stranger).toMatchObject({
      cost: { total: '5.90', tax: '0.94' },
      now: [{ type: 'ENERGY', price: '0.59', element: 0, component: 0 }],
    });
    expect(outcomes(await ask('&groupIds=7'))[0]).toEqual(['Friends', 'driverGroup', 'used']);
    const before = (await app.api('GET', '/stations/P1/price?groupIds=7&at=2026-05-01T10:00:00Z')).body;
    expect(outcomes(before)[0]).toEqual(['Friends', 'driverGroup', 'notThen']);
    expect((await app.api('GET', '/stations/P1/price?evseId=2')).body.tariff).toMatchObject({ name: 'Day' });
    expect((await app.api('GET', '/price-map')).body.items).toMatchObject([
      { stationId: 'P1', evseId: 1, tariffName: 'Guests', target: 'evse' },
    ]);
    expect((await app.api('DELETE', `/tariffs/${guests}`)).body.error).toMatchObject({ code: 'inUse' });
  });

  test('a tariff in another currency than the place is refused', async () => {
    const yen = (await app.api('POST', '/tariffs', { ...body([{ priceComponents: [energy('45')] }]), currency: 'JPY' })).body.id;
    const { status, body: answer } = await app.api('POST', '/tariff-assignments', { tariffId: yen, target: 'site', targetId: siteId });
    expect({ status, code: answer.error.code }).toEqual({ status: 400, code: 'badRequest' });
  });
});

test('projections say what they cannot carry', async () => {
  const rich = (
    await app.api('POST', '/tariffs', body([{ priceComponents: [energy('0.40'), idle], restrictions: { holidays: 'EXCEPT' } }]))
  ).body.id;
  for (const form of ['ocpi-2.2.1', 'ocpi-2.3.0', 'ocpp-2.1']) {
    const { status, body: answer } = await app.api('GET', `/tariffs/${rich}/projection?form=${form}`);
    expect(status).toBe(200);
    expect(answer.losses.length).toBeGreaterThan(0);
  }
  const plain = (await app.api('GET', `/tariffs/${dayId}/projection?form=ocpi-2.3.0&partyId=ABC`)).body;
  expect(plain).toMatchObject({ losses: [], value: { party_id: 'ABC', currency: 'EUR', tax_included: 'YES' } });
  const cdr = (await app.api('GET', '/sessions/1001/cdr')).body;
  expect(cdr.value).toMatchObject({ currency: 'EUR', total_energy: 10, total_cost: { before_taxes: 3.36 } });
});

test('a bill opens down to readings, and equals what is stored', async () => {
  const { body: bill } = await app.api('GET', '/sessions/1001/bill');
  expect(bill.cost).toMatchObject({
    total: '4.00',
    lines: [{ type: 'ENERGY', quantity: '10', spans: [{ readings: { from: { wh: 0 }, to: { wh: 10000 } } }] }],
  });
  expect(bill.tariff).toMatchObject({ id: dayId, version: 1 });
  expect(bill.attached).toMatchObject([
    { target: 'evse', targetName: 'P1', tariffName: 'Guests', outcome: 'notThen' },
    { target: 'site', targetName: 'Depot', tariffName: 'Day', outcome: 'used' },
  ]);
  expect(bill.course.at(0)).toMatchObject({ state: 'charging', powerW: 10_000 });
  expect(bill.course.at(-1)).toMatchObject({ state: 'idle', end: new Date(Date.parse(bill.course[0].start) + 180 * minute).toISOString() });
});

describe('a trial at chosen stations', () => {
  const dearer = [{ priceComponents: [energy('0.50')] }];
  let elsewhere: number;
  beforeAll(async () => {
    elsewhere = (await app.api('POST', '/sites', { name: 'Elsewhere', timeZone: 'Europe/Berlin', currency: 'EUR' })).body.id;
    await app.api('POST', '/stations', { id: 'P2', siteId });
    await app.api('POST', '/stations', { id: 'P3', siteId: elsewhere });
    // Three at the one, two at the other, 20 kWh for 8.00 each, a year later than the rest.
    await app.query(
      `insert into session (id, tenant_id, station_id, site_id, evse_id, start_key, status, started_at, ended_at, received_at, heard_at, energy_wh, currency, total, id_token, state)
       select 5000 + n, 1, s.id, s.site_id, 1, 'later' || n, 'ended', t, t + interval '1 h', t, t, 20000, 'EUR', 8.00, 'CARD', '{"meter":{"series":{}},"hasBegun":true}'
       from generate_series(1, 5) n join station s on s.identity = case when n <= 3 then 'P2' else 'P3' end, lateral (select timestamptz '2028-05-01T08:00Z' + n * interval '4 h' as t) at`,
    );
  });
  const tried = (where: Record<string, unknown>, total: number) =>
    simulated(dearer, { until: '2029-01-01T00:00:00Z', from: '2028-01-01T00:00:00Z', tariffId: undefined, ...where }, total);

  test('prices their sessions and no others', async () => {
    expect(await tried({ stationIds: ['P2'] }, 3)).toMatchObject({
      status: 'done',
      done: 3,
      stationIds: ['P2'],
      result: { before: '24.00', after: '30.00', more: { sessions: 3, amount: '6.00' }, sites: [{ name: 'Depot', sessions: 3 }] },
    });
    expect(await tried({ stationIds: ['P3', 'P2'] }, 5)).toMatchObject({ result: { before: '40.00', after: '50.00' } });
    expect(await tried({}, 5)).toMatchObject({ stationIds: [], result: { before: '40.00' } });
  });

  test('with a site beside them only those of them that are there', async () => {
    expect(await tried({ stationIds: ['P2', 'P3'], siteId: elsewhere }, 2)).toMatchObject({ result: { before: '16.00', after: '20.00' } });
  });

  test('is refused where one of them is not there', async () => {
    const { status, body: answer } = await app.api('POST', '/tariff-simulations', {
      ...{ tariff: body(dearer), ...span, stationIds: ['P1', 'NOPE'] },
    });
    expect({ status, details: answer.error.details }).toEqual({
      status: 400,
      details: [{ path: 'stationIds', message: 'there is no station NOPE' }],
    });
  });
});
