import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { expireReservations } from './expire.ts';

const card = '04A1B2C3';
const minute = 60_000;
const versions: Version[] = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'];

let app: ApiApp;
const open: RawStation[] = [];
let made = 0;
beforeAll(async () => {
  app = await startApiApp();
  await app.query(
    `insert into token (tenant_id, value, canonical, group_id, driver_name) values (1, $1, $1, 'FAMILY', 'Grace'), (1, 'SISTER', 'SISTER', 'FAMILY', '')`,
    [card],
  );
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

const now = () => app.context.clock();
const iso = (at: number) => new Date(at).toISOString();
const send = (id: string, body: object) => app.api('POST', `/stations/${id}/commands`, body);
const reservation = async (id: number) => (await app.api('GET', '/reservations')).body.items.find((one: { id: number }) => one.id === id);
const becomes = async (id: number, status: string) =>
  (
    await app.eventually('/reservations', ({ items }) =>
      items.some((one: Record<string, unknown>) => one.id === id && one.status === status),
    )
  ).items.find((one: { id: number }) => one.id === id);

async function connected(version: Version) {
  const id = `R${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  const is16 = version === 'ocpp1.6';
  await station.call(
    'BootNotification',
    is16
      ? { chargePointVendor: 'Acme', chargePointModel: 'One' }
      : { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } },
  );
  const status = (word: string) =>
    station.call(
      'StatusNotification',
      is16
        ? { connectorId: 1, status: word, errorCode: 'NoError', timestamp: iso(now()) }
        : { evseId: 1, connectorId: 1, connectorStatus: word, timestamp: iso(now()) },
    );
  let seqNo = 0;
  const start = (reservationId: number | null, idToken = card, at = now()) => {
    const named = reservationId === null ? {} : { reservationId };
    return station.call(
      is16 ? 'StartTransaction' : 'TransactionEvent',
      is16
        ? { connectorId: 1, idTag: idToken, meterStart: 0, timestamp: iso(at), ...named }
        : {
            eventType: 'Started',
            triggerReason: 'Authorized',
            timestamp: iso(at),
            seqNo: seqNo++,
            transactionInfo: { transactionId: `${id}-${seqNo}` },
            evse: { id: 1, connectorId: 1 },
            idToken: { idToken, type: 'ISO14443' },
            ...named,
          },
    );
  };
  await status('Available');
  station.on('ReserveNow', { result: { status: 'Accepted' } });
  station.on('CancelReservation', { result: { status: 'Accepted' } });
  return { id, station, status, start };
}
/** One that the station holds; without a place, so that its answer is the proof. */
async function reserved(id: string, more: object = {}): Promise<number> {
  const { body } = await send(id, { verb: 'reserve', token: card, expiresAt: iso(now() + 30 * minute), ...more });
  expect(body).toMatchObject({ status: 'confirmed' });
  return body.id;
}

describe.each(versions)('%s', (version) => {
  const is16 = version === 'ocpp1.6';

  test('a place is kept when its connector shows it, and used by the session that names it', async () => {
    const { id, station, status, start } = await connected(version);
    const expiresAt = iso(now() + 30 * minute);
    const { body } = await send(id, { verb: 'reserve', evseId: 1, token: card, groupId: 'FAMILY', expiresAt });
    expect(body).toMatchObject({ status: 'accepted' });
    expect(station.received).toEqual([
      {
        action: 'ReserveNow',
        payload: is16
          ? { reservationId: body.id, connectorId: 1, idTag: card, expiryDate: expiresAt, parentIdTag: 'FAMILY' }
          : {
              id: body.id,
              evseId: 1,
              expiryDateTime: expiresAt,
              idToken: { idToken: card, type: 'ISO14443' },
              groupIdToken: { idToken: 'FAMILY', type: 'Central' },
            },
      },
    ]);
    expect(await reservation(body.id)).toMatchObject({
      stationId: id,
      evseId: 1,
      connectorType: null,
      idToken: card,
      driverName: 'Grace',
      groupId: 'FAMILY',
      status: 'active',
      reason: null,
      expiresAt,
      endedAt: null,
      sessionId: null,
    });
    await status('Reserved');
    expect((await app.api('GET', `/commands/${body.id}`)).body.status).toBe('confirmed');

    await start(body.id, 'SISTER');
    const used = await reservation(body.id);
    const [session] = (await app.api('GET', `/sessions?stationId=${id}`)).body.items;
    expect(used).toMatchObject({ status: 'used', sessionId: session.id });
    expect(used.endedAt).not.toBeNull();
    expect(session.reservationId).toBe(body.id);
    expect((await app.api('GET', `/reservations?stationId=${id}&open=true`)).body.items).toEqual([]);
  });

  test('one that agrees and shows nothing has no effect; its reservation is kept all the same', async () => {
    const { id } = await connected(version);
    const { body } = await send(id, { verb: 'reserve', evseId: 1, token: card, expiresAt: iso(now() + 30 * minute) });
    expect(body.status).toBe('accepted');
    expect((await reservation(body.id)).status).toBe('active');
  });

  test('its card coming without the number uses it; a stranger does not', async () => {
    const { id, start } = await connected(version);
    const kept = await reserved(id);
    await start(null, 'STRANGER');
    expect((await reservation(kept)).status).toBe('active');
    await start(null);
    expect(await reservation(kept)).toMatchObject({ status: 'used' });
  });

  test('refused: the station says why', async () => {
    const { id, station } = await connected(version);
    station.on('ReserveNow', { result: { status: 'Occupied' } });
    const { body } = await send(id, { verb: 'reserve', evseId: 1, token: card, expiresAt: iso(now() + minute) });
    expect(body).toMatchObject({ status: 'rejected', reason: 'Occupied' });
    expect(await reservation(body.id)).toMatchObject({ status: 'refused', reason: 'Occupied' });
  });

  test('without an answer it may be kept: pending, and settled by the answer that comes late', async () => {
    const { id, station } = await connected(version);
    station.on('ReserveNow', 'silence');
    const { body } = await send(id, { verb: 'reserve', token: card, expiresAt: iso(now() + 30 * minute) });
    expect(body.status).toBe('timedOut');
    expect((await reservation(body.id)).status).toBe('pending');
    station.release({ status: 'Accepted' });
    await becomes(body.id, 'active');
  });

  test('taken back, once; unknown to the station, it is gone as well', async () => {
    const { id, station } = await connected(version);
    const first = await reserved(id);
    expect((await send(id, { verb: 'cancelReservation', reservationId: first })).body.status).toBe('confirmed');
    expect(station.received.at(-1)).toEqual({ action: 'CancelReservation', payload: { reservationId: first } });
    expect((await reservation(first)).status).toBe('cancelled');
    const again = await send(id, { verb: 'cancelReservation', reservationId: first });
    expect([again.status, again.body.error.code]).toEqual([409, 'reservationOver']);

    const second = await reserved(id);
    station.on('CancelReservation', { result: { status: 'Rejected' } });
    expect((await send(id, { verb: 'cancelReservation', reservationId: second })).body.status).toBe('rejected');
    expect(await reservation(second)).toMatchObject({ status: 'removed', reason: 'unknownToStation' });
    expect((await send(id, { verb: 'cancelReservation', reservationId: 999_999 })).status).toBe(404);
  });

  test('kept for longer: the same number with another end', async () => {
    const { id, station } = await connected(version);
    const kept = await reserved(id, { groupId: 'FAMILY' });
    const expiresAt = iso(now() + 90 * minute);
    expect((await send(id, { verb: 'extendReservation', reservationId: kept, expiresAt })).body.status).toBe('confirmed');
    expect(station.received.at(-1)?.payload).toEqual(
      is16
        ? { reservationId: kept, connectorId: 0, idTag: card, expiryDate: expiresAt, parentIdTag: 'FAMILY' }
        : {
            id: kept,
            expiryDateTime: expiresAt,
            idToken: { idToken: card, type: 'ISO14443' },
            groupIdToken: { idToken: 'FAMILY', type: 'Central' },
          },
    );
    expect(await reservation(kept)).toMatchObject({ status: 'active', expiresAt });
  });

  test('nobody came: expired; a start of that time that comes later uses it after all', async () => {
    const { id, start } = await connected(version);
    const kept = await reserved(id);
    const began = now() + minute;
    app.advance(31 * minute);
    await expireReservations(app.context);
    expect((await reservation(kept)).status).toBe('expired');
    await start(kept, card, began);
    expect(await reservation(kept)).toMatchObject({ status: 'used' });
  });

  test.runIf(!is16)('any EVSE with a kind of connector', async () => {
    const { id, station } = await connected(version);
    const kept = await reserved(id, { connectorType: 'cCCS2' });
    expect(station.received.at(-1)?.payload).toMatchObject({ id: kept, connectorType: 'cCCS2' });
    expect(await reservation(kept)).toMatchObject({ evseId: 0, connectorType: 'cCCS2' });
  });

  test.runIf(version !== 'ocpp2.1')('a kind of connector that the version has no word for', async () => {
    const { id, station } = await connected(version);
    const { body } = await send(id, { verb: 'reserve', token: card, connectorType: 'cNACS', expiresAt: iso(now() + minute) });
    expect(body).toMatchObject({ status: 'notSupported', reason: 'notInVersion' });
    expect(station.received).toEqual([]);
    expect(await reservation(body.id)).toMatchObject({ status: 'refused', reason: 'notSupported' });
  });

  test.runIf(!is16).each([
    ['Expired', 'Available', 'expired', null],
    ['Removed', 'Faulted', 'removed', 'Faulted'],
    ['Removed', 'Available', 'removed', null],
    ['NoTransaction', 'Available', 'noTransaction', null],
  ])('the station says %s at a connector that is %s', async (...[word, status, expected, reason]) => {
    if (word === 'NoTransaction' && version === 'ocpp2.0.1') return;
    const { id, station, ...box } = await connected(version);
    const { body } = await send(id, { verb: 'reserve', evseId: 1, token: card, expiresAt: iso(now() + minute) });
    await box.status(status);
    await station.call('ReservationStatusUpdate', { reservationId: body.id, reservationUpdateStatus: word });
    expect(await reservation(body.id)).toMatchObject({ status: expected, reason });
  });
});

test('to a station that is away nothing is kept; nor for a stranger, nor in the past', async () => {
  await app.api('POST', '/stations', { id: 'AWAY', securityProfile: 0 });
  const expiresAt = iso(now() + minute);
  const { body } = await send('AWAY', { verb: 'reserve', token: card, expiresAt });
  expect(body.status).toBe('offline');
  expect(await reservation(body.id)).toMatchObject({ status: 'refused', reason: 'offline' });
  expect((await send('AWAY', { verb: 'reserve', token: 'STRANGER', expiresAt })).body.error.code).toBe('tokenRefused');
  const past = await send('AWAY', { verb: 'reserve', token: card, expiresAt: iso(now() - 1) });
  expect([past.status, past.body.error.details]).toEqual([400, [{ path: 'expiresAt', message: 'must be in the future' }]]);
});

test('one that waits for its station is asked for when the station is back, or taken back before', async () => {
  await app.api('POST', '/stations', { id: 'LATER', securityProfile: 0 });
  const order = { verb: 'reserve', token: card, expiresAt: iso(now() + 30 * minute) };
  const wait = async () => (await app.api('POST', '/stations/LATER/commands?waitSeconds=600', order)).body;
  const [taken, asked] = [await wait(), await wait()];
  expect([taken.status, (await reservation(taken.id)).status]).toEqual(['waiting', 'pending']);
  await app.api('POST', `/commands/${taken.id}/cancellation`);
  await expireReservations(app.context);
  expect((await reservation(taken.id)).status).toBe('cancelled');
  const station = await RawStation.connect(`${app.ocpp}LATER`, 'ocpp1.6');
  open.push(station);
  station.on('ReserveNow', { result: { status: 'Accepted' } });
  await station.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' });
  await becomes(asked.id, 'active');
  expect(station.received.map(({ payload }) => (payload as { reservationId?: number }).reservationId)).toEqual([asked.id]);
});

test('after a restart of the station the open ones are known again', async () => {
  const { id, station } = await connected('ocpp1.6');
  const kept = await reserved(id);
  await station.close();
  open.splice(open.indexOf(station), 1);
  const again = await RawStation.connect(app.ocpp + id, 'ocpp1.6');
  open.push(again);
  await again.call('StartTransaction', { connectorId: 1, idTag: card.toLowerCase(), meterStart: 0, timestamp: iso(now()) });
  expect(await reservation(kept)).toMatchObject({ status: 'used' });
});
