import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { createSpendingWatch } from '../drivers/spend.ts';
import { cancelInMaintenance } from '../maintenance/keep.ts';
import { createCharger } from '../payments/charge.ts';
import { untilReadable } from '../testing/outbox.ts';
import { expireReservations } from './expire.ts';
import { createReservationPricer } from './price.ts';

const minute = 60_000;
const elements = [
  { priceComponents: [{ type: 'TIME', price: '6', stepSize: 60, vat: '25' }], restrictions: { reservation: 'RESERVATION' } },
  { priceComponents: [{ type: 'FLAT', price: '4', vat: '25' }], restrictions: { reservation: 'RESERVATION_EXPIRES' } },
  { priceComponents: [{ type: 'ENERGY', price: '0.40', vat: '25' }] },
];

let app: ApiApp;
const open: RawStation[] = [];
let made = 0;
let siteId: number;
let driverId: number;
beforeAll(async () => {
  app = await startApiApp();
  await app.api('POST', '/sites', { name: 'Yard', timeZone: 'Europe/Berlin', currency: 'EUR', openAccess: false });
  siteId = (await app.api('GET', '/sites')).body.items[0].id;
  await app.api('POST', '/tariffs', { name: 'Kept', currency: 'EUR', elements, siteIds: [siteId] });
  driverId = (await app.api('POST', '/drivers', { name: 'Grace' })).body.id;
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

const now = () => app.context.clock();
const iso = (at: number) => new Date(at).toISOString();
const send = (id: string, body: object) => app.api('POST', `/stations/${id}/commands`, body);
const bill = async (id: number) => (await app.api('GET', `/reservations/${id}/bill`)).body;
const listed = async (id: number) => (await app.api('GET', '/reservations')).body.items.find((one: { id: number }) => one.id === id);
/** What a session pays for the time that its place was kept. */
const reserved = ({ lines }: { lines: { isReservation: boolean }[] }) => lines.find(({ isReservation }) => isReservation);
/** Priced as it then is: the job of the running server may have come first. */
async function priced(id: number, isSo: (bill: { outcome: string | null }) => boolean = ({ outcome }) => outcome !== null) {
  return await app.eventually(`/reservations/${id}/bill`, isSo);
}
async function card(more: object = {}): Promise<{ id: number; value: string }> {
  const value = `KEPT${++made}`;
  const { body } = await app.api('POST', '/tokens', { value, driverId, ...more });
  return { id: body.id, value };
}
async function connected() {
  const id = `B${++made}`;
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000, siteId });
  const station = await RawStation.connect(app.ocpp + id, 'ocpp2.0.1');
  open.push(station);
  await station.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } });
  const status = (word: string) =>
    station.call('StatusNotification', { evseId: 1, connectorId: 1, connectorStatus: word, timestamp: iso(now()) });
  await status('Available');
  station.on('ReserveNow', { result: { status: 'Accepted' } });
  station.on('CancelReservation', { result: { status: 'Accepted' } });
  const start = (idToken: string, at: number, reservationId?: number) =>
    station.call('TransactionEvent', {
      eventType: 'Started',
      triggerReason: 'Authorized',
      timestamp: iso(at),
      seqNo: 0,
      transactionInfo: { transactionId: `${id}-1` },
      evse: { id: 1, connectorId: 1 },
      idToken: { idToken, type: 'ISO14443' },
      ...(reservationId === undefined ? {} : { reservationId }),
    });
  const reserve = async (token: string, minutes = 30): Promise<number> => {
    const { body } = await send(id, { verb: 'reserve', token, expiresAt: iso(now() + minutes * minute) });
    expect(body).toMatchObject({ status: 'confirmed' });
    return body.id;
  };
  return { id, station, status, start, reserve };
}

test('told before it is made, and what it will cost while it is kept', async () => {
  const { id, reserve } = await connected();
  const { id: tokenId, value } = await card();
  const { body } = await app.api('GET', `/stations/${id}/reservation-price?minutes=30&tokenId=${tokenId}`);
  // 30 min × 0.10; 4.00 more if nobody comes. Prices hold the tax of 25 %.
  expect(body).toMatchObject({ tariff: { name: 'Kept' }, kept: { net: '2.40', total: '3.00' }, expired: { net: '5.60', total: '7.00' } });
  expect(Date.parse(body.until) - Date.parse(body.from)).toBe(30 * minute);
  const reservation = await reserve(value);
  expect(await bill(reservation)).toMatchObject({
    outcome: null,
    cost: null,
    ahead: { kept: { total: '3.00' }, expired: { total: '7.00' } },
  });
  expect(await listed(reservation)).toMatchObject({ cost: null });
  expect((await app.api('GET', '/stations/NONE/reservation-price')).status).toBe(404);
});

test('nobody came: the fee and the time to its end, once, by the tariff of its making', async () => {
  const { reserve } = await connected();
  const { value } = await card();
  const reservation = await reserve(value);
  // Dearer from now on, for those who reserve from now on.
  const tariffId = (await app.api('GET', '/tariffs')).body.items[0].id;
  const dear = elements.map((element) => ({
    ...element,
    priceComponents: element.priceComponents.map((one) => ({ ...one, price: '50' })),
  }));
  await app.api('PUT', `/tariffs/${tariffId}`, { name: 'Kept', currency: 'EUR', elements: dear });
  const later = (await app.api('GET', `/stations/${(await listed(reservation)).stationId}/reservation-price?minutes=60`)).body;
  expect(later.kept.total).toBe('50.00');
  app.advance(31 * minute);
  await expireReservations(app.context);
  const found = await priced(reservation);
  expect(found).toMatchObject({
    outcome: 'expired',
    tariff: { name: 'Kept', version: 1 },
    cost: { net: '5.60', tax: '1.40', total: '7.00' },
    ahead: null,
  });
  expect(found.cost.lines.map(({ type, isReservation }: { type: string; isReservation: boolean }) => [type, isReservation])).toEqual([
    ['TIME', true],
    ['FLAT', true],
  ]);
  expect(found.until).toBe((await listed(reservation)).expiresAt);
  expect(await listed(reservation)).toMatchObject({ status: 'expired', cost: { total: '7.00', currency: 'EUR' } });
  await app.api('PUT', `/tariffs/${tariffId}`, { name: 'Kept', currency: 'EUR', elements });

  const cdr = (await app.api('GET', `/reservations/${reservation}/cdr`)).body;
  expect(cdr).toMatchObject({ value: { total_reservation_cost: { before_taxes: 5.6 }, total_energy: 0 }, losses: [] });
  // Told of again from the very first happening on, by two at once.
  const before = await app.query('select * from reservation_bill order by reservation_id');
  await app.query("update outbox_place set xid = '0', id = '0' where reader = 'reservations'");
  await Promise.all([createReservationPricer(app.context)(), createReservationPricer(app.context)()]);
  expect(await app.query('select * from reservation_bill order by reservation_id')).toEqual(before);
  expect(
    (await app.query("select subject from happening where kind = 'reservation.priced' and subject = $1", [String(reservation)])).length,
  ).toBe(1);
});

test('taken back: the time until then', async () => {
  const { id, reserve } = await connected();
  const { value } = await card();
  const reservation = await reserve(value);
  app.advance(12 * minute - 500);
  await send(id, { verb: 'cancelReservation', reservationId: reservation });
  // 12 begun minutes × 0.10.
  expect(await priced(reservation)).toMatchObject({ outcome: 'cancelled', cost: { total: '1.20' } });
  const charged = (await app.api('GET', `/reservations?stationId=${id}&charged=true`)).body.items;
  expect(charged.map((one: { id: number }) => one.id)).toEqual([reservation]);
});

describe('costs nothing', () => {
  test('given up by the station', async () => {
    const { station, reserve } = await connected();
    const { value } = await card();
    const reservation = await reserve(value);
    app.advance(10 * minute);
    await station.call('ReservationStatusUpdate', { reservationId: reservation, reservationUpdateStatus: 'Removed' });
    expect(await priced(reservation)).toMatchObject({ outcome: 'removed', cost: { total: '0.00', lines: [] } });
    expect((await app.api('GET', `/reservations/${reservation}/cdr`)).body.value).toMatchObject({ total_cost: { before_taxes: 0 } });
  });

  test('taken back by us, for work on the station', async () => {
    const { id, reserve } = await connected();
    const { value } = await card();
    const reservation = await reserve(value);
    app.advance(10 * minute);
    const window = {
      name: 'Cable',
      stationIds: [id],
      startsAt: iso(now() - minute),
      endsAt: iso(now() + 60 * minute),
      timeZone: 'Europe/Berlin',
    };
    expect((await app.api('POST', '/maintenance', window)).status).toBe(201);
    await cancelInMaintenance(app.context);
    expect(await priced(reservation)).toMatchObject({ outcome: 'removed', cost: { total: '0.00' } });
  });

  test('never held: the station refused, or was never heard of again', async () => {
    const { id, station } = await connected();
    const { value } = await card();
    station.on('ReserveNow', { result: { status: 'Occupied' } });
    const order = { verb: 'reserve', token: value, expiresAt: iso(now() + 30 * minute) };
    const refused = (await send(id, order)).body.id;
    expect(await priced(refused)).toMatchObject({ outcome: 'removed', cost: { total: '0.00' } });
    station.on('ReserveNow', 'silence');
    const unheard = (await send(id, order)).body.id;
    app.advance(31 * minute);
    await expireReservations(app.context);
    expect(await priced(unheard)).toMatchObject({ outcome: 'removed', cost: { total: '0.00' } });
  });

  test('where the tariff has no price for reservations there is no bill', async () => {
    const { id } = await connected();
    const plain = { name: 'Plain', currency: 'EUR', elements: [elements[2]] };
    const { body } = await app.api('POST', '/tariffs', plain);
    await app.api('PATCH', `/stations/${id}`, { tariffId: body.id });
    const { value } = await card();
    expect((await app.api('GET', `/stations/${id}/reservation-price`)).body).toMatchObject({
      tariff: { name: 'Plain' },
      kept: null,
      expired: null,
    });
    const { body: kept } = await send(id, { verb: 'reserve', token: value, expiresAt: iso(now() + 30 * minute) });
    await send(id, { verb: 'cancelReservation', reservationId: kept.id });
    await createReservationPricer(app.context)();
    expect(await bill(kept.id)).toMatchObject({ outcome: null, cost: null, tariff: null, ahead: null });
    expect((await app.api('GET', `/reservations/${kept.id}/cdr`)).body.error.code).toBe('reservationNotPriced');
  });
});

describe('used', () => {
  test('its session pays', async () => {
    const { reserve, start } = await connected();
    const { value } = await card();
    const reservation = await reserve(value);
    app.advance(10 * minute);
    await start(value, now());
    expect(await priced(reservation)).toMatchObject({ outcome: 'used', cost: null });
    const { sessionId } = await listed(reservation);
    const { cost } = (await app.api('GET', `/sessions/${sessionId}/bill`)).body;
    expect(reserved(cost)).toMatchObject({ type: 'TIME', rule: { element: 0, component: 0 } });
  });

  test('a start that comes late, of before its end: what nobody coming had cost is given back, and the session pays', async () => {
    const { id, reserve, start } = await connected();
    const earned = async () => (await app.api('GET', `/statistics?from=2020-01-01&until=2099-12-31&stationId=${id}`)).body.total.money;
    const { id: tokenId, value } = await card({ prepaid: true });
    await app.api('POST', `/tokens/${tokenId}/credit/entries`, { kind: 'topUp', amount: '20', currency: 'EUR' });
    const entries = (count: number) => app.eventually(`/tokens/${tokenId}/credit/entries`, ({ items }) => items.length === count);
    const reservation = await reserve(value);
    const began = now() + 5 * minute;
    app.advance(31 * minute);
    await expireReservations(app.context);
    const { items } = await entries(2);
    expect(items[0]).toMatchObject({ kind: 'reservation', amount: '-7', reservationId: reservation, sessionId: null });
    expect((await app.api('GET', `/tokens/${tokenId}/credit`)).body.credits).toEqual([{ currency: 'EUR', amount: '13', available: '13' }]);
    await app.query("update outbox_place set xid = '0', id = '0' where reader = 'payments'");
    await Promise.all([createCharger(app.context)(), createCharger(app.context)()]);

    expect(await earned()).toMatchObject([{ sessions: 0, gross: '7.00', reservations: 1 }]);

    await start(value, began, reservation);
    expect(await priced(reservation, ({ outcome }) => outcome === 'used')).toMatchObject({ cost: null });
    expect(await earned()).toEqual([]);
    const after = (await entries(3)).items;
    expect(after[0]).toMatchObject({ kind: 'reservation', amount: '7', reservationId: reservation });
    const { sessionId } = await listed(reservation);
    const { cost } = (await app.api('GET', `/sessions/${sessionId}/bill`)).body;
    expect(reserved(cost)).toMatchObject({ type: 'TIME' });
  });

  test('by another card of the group: its session pays the time, too', async () => {
    const { id, start } = await connected();
    const [mine, sister] = [await card({ groupId: 'FAMILY' }), await card({ groupId: 'FAMILY' })];
    const order = { verb: 'reserve', token: mine.value, groupId: 'FAMILY', expiresAt: iso(now() + 30 * minute) };
    const reservation = (await send(id, order)).body.id;
    app.advance(10 * minute);
    await start(sister.value, now());
    expect(await priced(reservation)).toMatchObject({ outcome: 'used', cost: null });
    const { sessionId } = await listed(reservation);
    const { cost } = (await app.api('GET', `/sessions/${sessionId}/bill`)).body;
    expect(reserved(cost)).toMatchObject({ type: 'TIME' });
  });
});

test('limits and reports know of it, and the driver has it', async () => {
  const { reserve } = await connected();
  const { body: other } = await app.api('POST', '/drivers', {
    name: 'Dora',
    limits: [{ of: 'money', per: 'month', most: '10', currency: 'EUR', stops: false }],
  });
  const { value } = await card({ driverId: other.id });
  const reservation = await reserve(value);
  app.advance(31 * minute);
  await expireReservations(app.context);
  await priced(reservation);
  await untilReadable(app.context.db);
  await createSpendingWatch(app.context)();
  const spent = async () => (await app.api('GET', `/drivers/${other.id}/spending`)).body;
  expect((await spent()).months).toMatchObject([{ currency: 'EUR', energyWh: 0, total: '7' }]);
  // Summed again, nothing is counted twice.
  await app.query("update outbox_place set xid = '0', id = '0' where reader = 'spending'");
  await createSpendingWatch(app.context)();
  expect((await spent()).months).toMatchObject([{ total: '7' }]);
  const { total } = (await app.api('GET', `/statistics?from=2020-01-01&until=2099-12-31&driverId=${other.id}`)).body;
  expect(total).toMatchObject({ sessions: 0, reservations: 1, money: [{ net: '5.60', gross: '7.00', reservationsGross: '7.00' }] });
  const items = (await app.api('GET', `/reservations?driverId=${other.id}`)).body.items;
  expect(items.map((one: { id: number }) => one.id)).toEqual([reservation]);
});

test('a station whose reservations earned money is not removed', async () => {
  const { id, station, reserve } = await connected();
  const { value } = await card();
  const reservation = await reserve(value);
  app.advance(31 * minute);
  await expireReservations(app.context);
  await priced(reservation);
  await station.close();
  open.splice(open.indexOf(station), 1);
  const refused = await app.api('DELETE', `/stations/${id}`);
  expect([refused.status, refused.body.error.code]).toEqual([409, 'inUse']);
});
