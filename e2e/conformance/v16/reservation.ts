import type { ResponseOf } from '@stationmaster/ocpp';
import { expect, vi } from 'vitest';
import { cards } from '../fixture.ts';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { at, booted, type Lab16, type Station16, start, status } from './station.ts';

type Said = ResponseOf<'ocpp1.6', 'ReserveNow'>['status'];
interface Reserved {
  station: Station16;
  command: Command;
  id: number;
}

/** Reservation. */
export const reservation: Cases<'ocpp1.6'> = {
  TC_046_CSMS: async (lab) => {
    const { station, command, id } = await reserve(lab);
    await status(station, 1, 'Reserved');
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    const sessionId = await start(station, { reservationId: id });
    await status(station, 1, 'Charging');
    await is(lab, station, [{ id, status: 'used', evseId: 1, idToken: cards.good, sessionId }]);
  },

  TC_047_CSMS: async (lab) => {
    const { station, id } = await reserve(lab, { seconds: 1 });
    await status(station, 1, 'Reserved');
    await status(station, 1, 'Available');
    // 1.6 has no message for it.
    await vi.waitFor(async () => await is(lab, station, [{ id, status: 'expired' }]), { timeout: 15_000, interval: 200 });
  },

  TC_048_1_CSMS: async (lab) => await refused(lab, 'Faulted'),
  TC_048_2_CSMS: async (lab) => await refused(lab, 'Occupied'),
  TC_048_3_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'changeAvailability', operative: false, evseId: 1 }, [
      { action: 'ChangeAvailability', payload: { connectorId: 1, type: 'Inoperative' }, answer: { status: 'Accepted' } },
    ]);
    await status(station, 1, 'Unavailable');
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    await refused(lab, 'Unavailable', station);
  },
  TC_048_4_CSMS: async (lab) => await refused(lab, 'Rejected'),

  TC_049_CSMS: async (lab) => {
    const { station, command, id } = await reserve(lab, { connectorId: 0 });
    expect(command).toMatchObject({ status: 'confirmed' });
    await is(lab, station, [{ id, status: 'active', evseId: 0 }]);
    const sessionId = await start(station, { reservationId: id, connectorId: 2 });
    await is(lab, station, [{ id, status: 'used', sessionId }]);
  },

  TC_051_CSMS: async (lab) => {
    const { station, id } = await reserve(lab);
    await status(station, 1, 'Reserved');
    expect(await cancel(lab, station, { id, said: 'Accepted' })).toMatchObject({ status: 'confirmed' });
    await status(station, 1, 'Available');
    await is(lab, station, [{ id, status: 'cancelled' }]);
  },

  TC_052_CSMS: async (lab) => {
    const station = await booted(lab);
    // No reservation of ours has that number: only as a message to the letter.
    await lab.message(station, 'CancelReservation', { payload: { reservationId: 987_654_321 }, answer: { status: 'Rejected' } });
  },

  TC_053_CSMS: async (lab) => {
    const { station, id } = await reserve(lab, { groupId: cards.group });
    await status(station, 1, 'Reserved');
    const [sibling] = cards.sibling;
    expect((await station.call('Authorize', { idTag: sibling })).idTagInfo).toMatchObject({ status: 'Accepted', parentIdTag: cards.group });
    const sessionId = await start(station, { idTag: sibling, reservationId: id });
    await is(lab, station, [{ id, status: 'used', groupId: cards.group, sessionId }]);
  },
};

interface How {
  connectorId?: number;
  seconds?: number;
  groupId?: string;
  said?: Said;
}
async function reserve(lab: Lab16, how: How = {}, before?: Station16): Promise<Reserved> {
  const { connectorId = 1, seconds = 600, groupId, said = 'Accepted' } = how;
  const station = before ?? (await booted(lab));
  const expiresAt = at(seconds);
  const { command, payload } = await lab.order(
    station,
    { verb: 'reserve', evseId: connectorId, token: cards.good, expiresAt, ...(groupId === undefined ? {} : { groupId }) },
    { action: 'ReserveNow', answer: { status: said } },
  );
  const { reservationId: id } = payload;
  expect(payload).toEqual({
    ...{ connectorId, reservationId: id, idTag: cards.good, expiryDate: expiresAt },
    ...(groupId === undefined ? {} : { parentIdTag: groupId }),
  });
  return { station, command, id };
}

async function refused(lab: Lab16, said: Said, before?: Station16): Promise<void> {
  const { station, command, id } = await reserve(lab, { said }, before);
  expect(command).toMatchObject({ status: 'rejected', reason: said });
  await is(lab, station, [{ id, status: 'refused', reason: said }]);
}

async function cancel(lab: Lab16, station: Station16, { id, said }: { id: number; said: 'Accepted' | 'Rejected' }): Promise<Command> {
  return await lab.command(station, { verb: 'cancelReservation', reservationId: id }, [
    { action: 'CancelReservation', payload: { reservationId: id }, answer: { status: said } },
  ]);
}

/** What the API tells. */
async function is(lab: Lab16, station: Station16, expected: readonly object[]): Promise<void> {
  const { items } = await lab.api.listReservations({ query: { stationId: station.id } });
  expect(items).toMatchObject(expected);
}
