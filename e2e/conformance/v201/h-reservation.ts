import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, type Lab201, type Station201, status } from '../v2x/station.ts';

type Reserve = Omit<Extract<Parameters<Lab201['command']>[1], { verb: 'reserve' }>, 'verb' | 'token' | 'expiresAt'>;
type Payload = RequestOf<'ocpp2.0.1', 'ReserveNow'>;
interface Reserved {
  command: Command;
  id: number;
}

/** H: places kept. */
export const reservation: Cases<'ocpp2.0.1'> = {
  TC_H_01_CSMS: async (lab) => {
    const station = await booted(lab);
    const { command, id } = await reserve(lab, station, { evseId: 1 }, { evseId: 1 });
    await status(station, 1, 'Reserved');
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    await is(lab, station, [{ id, status: 'active', evseId: 1, idToken: cards.good }]);
  },

  TC_H_07_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id } = await reserve(lab, station, { evseId: 1 }, { evseId: 1 }, { seconds: 2 });
    await status(station, 1, 'Reserved');
    await status(station, 1, 'Available');
    await end(station, id, 'Expired');
    await is(lab, station, [{ id, status: 'expired' }]);
  },

  TC_H_08_CSMS: async (lab) => {
    const station = await booted(lab);
    const { command, id } = await reserve(lab, station, {}, {});
    expect(command).toMatchObject({ status: 'confirmed' });
    await is(lab, station, [{ id, status: 'active', evseId: 0, connectorType: null }]);
  },

  TC_H_14_CSMS: async (lab) => {
    const station = await booted(lab);
    const both = [await reserve(lab, station, {}, {}), await reserve(lab, station, {}, {})];
    for (const evseId of [1, 2]) await status(station, evseId, 'Reserved');
    expect(new Set(both.map(({ id }) => id)).size).toBe(2);
    expect(await lab.station(station.id)).toMatchObject({ connectors: [{ status: 'Reserved' }, { status: 'Reserved' }] });
    await is(
      lab,
      station,
      both.reverse().map(({ id }) => ({ id, status: 'active', evseId: 0 })),
    );
  },

  TC_H_15_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id } = await reserve(lab, station, { connectorType: 'cType2' }, { connectorType: 'cType2' });
    await is(lab, station, [{ id, status: 'active', evseId: 0, connectorType: 'cType2' }]);
  },

  TC_H_17_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id } = await reserve(lab, station, { evseId: 1 }, { evseId: 1 });
    await status(station, 1, 'Reserved');
    const command = await lab.command(station, { verb: 'cancelReservation', reservationId: id }, [
      { action: 'CancelReservation', payload: { reservationId: id }, answer: { status: 'Accepted' } },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
    await status(station, 1, 'Available');
    await is(lab, station, [{ id, status: 'cancelled' }]);
    expect(await lab.station(station.id)).toMatchObject({ connectors: [{ status: 'Available' }, { status: 'Available' }] });
  },

  TC_H_19_CSMS: async (lab) => {
    const station = await booted(lab);
    const group = { groupIdToken: { idToken: cards.group, type: 'Central' as const } };
    const { id } = await reserve(lab, station, { evseId: 1, groupId: cards.group }, { evseId: 1, ...group });
    await status(station, 1, 'Reserved');
    // Another card of the group comes.
    expect((await station.call('Authorize', { idToken: card(cards.sibling[0]) })).idTokenInfo).toMatchObject({
      status: 'Accepted',
      ...group,
    });
    await is(lab, station, [{ id, status: 'active', groupId: cards.group }]);
  },

  TC_H_20_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id } = await reserve(lab, station, { evseId: 1 }, { evseId: 1 });
    await status(station, 1, 'Reserved');
    await status(station, 1, 'Faulted');
    await end(station, id, 'Removed');
    await is(lab, station, [{ id, status: 'removed', reason: 'Faulted' }]);
  },

  TC_H_22_CSMS: async (lab) => {
    const station = await booted(lab);
    const { command, id } = await reserve(lab, station, { evseId: 1 }, { evseId: 1 }, { said: 'Rejected' });
    expect(command).toMatchObject({ status: 'rejected', answer: { status: 'Rejected' } });
    await is(lab, station, [{ id, status: 'refused' }]);
  },
};

/** For the good card; `payload` is what must be on the wire beside it. */
async function reserve(
  lab: Lab201,
  station: Station201,
  how: Reserve,
  payload: Omit<Payload, 'id' | 'expiryDateTime' | 'idToken'>,
  { seconds = 600, said = 'Accepted' }: { seconds?: number; said?: ResponseOf<'ocpp2.0.1', 'ReserveNow'>['status'] } = {},
): Promise<Reserved> {
  const expiresAt = at(seconds);
  const { command, payload: sent } = await lab.order(
    station,
    { verb: 'reserve', token: cards.good, expiresAt, ...how },
    { action: 'ReserveNow', answer: { status: said } },
  );
  const { id } = sent;
  expect(sent).toEqual({ id, expiryDateTime: expiresAt, idToken: card(cards.good), ...payload });
  return { command, id };
}

async function end(station: Station201, reservationId: number, reservationUpdateStatus: 'Expired' | 'Removed'): Promise<void> {
  expect(await station.call('ReservationStatusUpdate', { reservationId, reservationUpdateStatus })).toEqual({});
}

/** What the API tells, newest first. */
async function is(lab: Lab201, station: Station201, expected: readonly object[]): Promise<void> {
  const { items } = await lab.api.listReservations({ query: { stationId: station.id } });
  expect(items).toMatchObject(expected);
}
