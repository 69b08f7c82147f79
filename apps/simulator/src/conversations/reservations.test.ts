import { afterEach, describe, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
afterEach(() => lab.close());

const inTenMinutes = new Date(Lab.start + 600_000).toISOString();
/** Connector or EVSE with its status, or the action with its payload. */
const told = () =>
  lab.said.map(({ action, payload }) =>
    action === 'StatusNotification'
      ? [payload.connectorId ?? 0, payload.evseId ?? 0, payload.status ?? payload.connectorStatus]
      : [action, payload],
  );

describe('1.6', () => {
  const reserve = (connectorId: number, more = {}) =>
    lab.ask('ReserveNow', { connectorId, expiryDate: inTenMinutes, idTag: 'MINE', reservationId: 7, ...more });

  it('TC_046: reserved, refused to others, used by its card, named in StartTransaction', async () => {
    lab = await Lab.open('ocpp1.6');
    const { station } = lab;
    await lab.during(() => reserve(1));
    expect(told()).toEqual([[1, 0, 'Reserved']]);
    const refused = station.waitFor('refused');
    station.tap('OTHER');
    expect((await refused).data.why).toBe('reserved');
    await lab.during(async () => {
      const started = station.waitFor('startAcknowledged');
      station.tap('mine');
      station.plugIn();
      await started;
    });
    expect(lab.csms.payloads('StartTransaction')).toMatchObject([{ idTag: 'mine', reservationId: 7 }]);
    expect(station.state.reservations).toEqual([]);
  });

  it('TC_047: Available again when nobody came', async () => {
    lab = await Lab.open('ocpp1.6');
    await reserve(1);
    await lab.during(() => lab.world.moveTo(Lab.start + 600_000));
    expect(told()).toEqual([[1, 0, 'Available']]);
  });

  it('TC_048, TC_049, TC_052: why it cannot', async () => {
    lab = await Lab.open('ocpp1.6');
    const { station } = lab;
    station.fault('GroundFailure');
    expect(await reserve(1)).toEqual({ status: 'Faulted' });
    station.fault(null);
    station.plugIn();
    expect(await reserve(1)).toEqual({ status: 'Occupied' });
    expect(await reserve(9)).toEqual({ status: 'Rejected' });
    await lab.ask('ChangeAvailability', { connectorId: 2, type: 'Inoperative' });
    expect(await reserve(2)).toEqual({ status: 'Unavailable' });
    expect(await reserve(0)).toEqual({ status: 'Occupied' });
    expect(await lab.ask('CancelReservation', { reservationId: 7 })).toEqual({ status: 'Rejected' });
    expect(await reserve(1, { expiryDate: new Date(Lab.start - 1).toISOString() })).toEqual({ status: 'Rejected' });
  });

  it('TC_053: a card of the reserved group comes in, as the CSMS says which group it is', async () => {
    lab = await Lab.open('ocpp1.6');
    await reserve(1, { parentIdTag: 'FAMILY' });
    lab.csms.replies('Authorize', { idTagInfo: { status: 'Accepted' } }, { idTagInfo: { status: 'Accepted', parentIdTag: 'FAMILY' } });
    const refused = lab.station.waitFor('refused');
    lab.station.tap('STRANGER');
    expect((await refused).data.why).toBe('reserved');
    const authorized = lab.station.waitFor('authorized');
    lab.station.tap('SISTER');
    await authorized;
  });
});

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('%s', (version) => {
  const reserve = (id: number, more = {}) =>
    lab.ask('ReserveNow', { id, expiryDateTime: inTenMinutes, idToken: { idToken: 'MINE', type: 'ISO14443' }, ...more });

  it('H01, H03: the first event of the transaction names the reservation', async () => {
    lab = await Lab.open(version);
    expect(await reserve(7, { evseId: 1 })).toEqual({ status: 'Accepted' });
    await lab.during(async () => {
      lab.station.plugIn();
      const started = lab.station.waitFor('startAcknowledged');
      lab.station.tap('MINE');
      await started;
    });
    expect(lab.said.find(({ action }) => action === 'TransactionEvent')?.payload).toMatchObject({ eventType: 'Started', reservationId: 7 });
  });

  it('H04: tells that it expired, after the connector is free again', async () => {
    lab = await Lab.open(version);
    await reserve(7, { evseId: 2 });
    await lab.during(() => lab.world.moveTo(Lab.start + 600_000));
    expect(told()).toEqual([
      [1, 2, 'Available'],
      ['ReservationStatusUpdate', { reservationId: 7, reservationUpdateStatus: 'Expired' }],
    ]);
  });

  it('H_14: as many reservations of any EVSE as there are EVSEs reserve them all', async () => {
    lab = await Lab.open(version);
    await lab.during(() => reserve(1));
    expect(told()).toEqual([]);
    await lab.during(() => reserve(2));
    expect(told()).toEqual([
      [1, 1, 'Reserved'],
      [1, 2, 'Reserved'],
    ]);
    expect(await reserve(3)).toEqual({ status: 'Occupied' });
    await lab.during(() => lab.ask('CancelReservation', { reservationId: 1 }));
    expect(told()).toEqual([
      [1, 1, 'Available'],
      [1, 2, 'Available'],
    ]);
  });

  it('H_15, H_20: a kind of connector; a fault takes the reservation away', async () => {
    lab = await Lab.open(version);
    expect(await reserve(1, { connectorType: 'cG105' })).toEqual({ status: 'Rejected' });
    expect(await reserve(1, { connectorType: 'cCCS2' })).toEqual({ status: 'Accepted' });
    await reserve(2, { evseId: 1 });
    await lab.during(() => lab.station.fault('GroundFailure'));
    expect(told()).toEqual([
      ['ReservationStatusUpdate', { reservationId: 2, reservationUpdateStatus: 'Removed' }],
      [1, 1, 'Faulted'],
      ['NotifyEvent', expect.objectContaining({ seqNo: 0 })],
    ]);
  });

  it('a remote start for somebody else is refused', async () => {
    lab = await Lab.open(version);
    await reserve(7, { evseId: 1 });
    const start = (idToken: string) =>
      lab.ask('RequestStartTransaction', { evseId: 1, remoteStartId: 1, idToken: { idToken, type: 'ISO14443' } });
    expect(await start('OTHER')).toEqual({ status: 'Rejected' });
    expect(await start('MINE')).toEqual({ status: 'Accepted' });
  });

  it('2.1 tells that a used reservation came to nothing', async () => {
    lab = await Lab.open(version);
    await reserve(7, { evseId: 1 });
    const authorized = lab.station.waitFor('authorized');
    lab.station.tap('MINE');
    await authorized;
    await lab.during(() => lab.world.moveTo(Lab.start + 121_000));
    expect(told()).toEqual(
      version === 'ocpp2.1' ? [['ReservationStatusUpdate', { reservationId: 7, reservationUpdateStatus: 'NoTransaction' }]] : [],
    );
  });
});
