import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, charging, type Lab201, type Station201, status } from '../v2x/station.ts';

type Place = { evseId?: number; connectorId?: number };
type Change = RequestOf<'ocpp2.0.1', 'ChangeAvailability'>;
const evse = { evseId: 1 };
const connector = { evseId: 1, connectorId: 1 };

/** G: in and out of service. */
export const availability: Cases<'ocpp2.0.1'> = {
  TC_G_03_CSMS: async (lab) => await change(lab, evse, { isOperative: false, changed: [1] }),
  TC_G_04_CSMS: async (lab) => await change(lab, evse, { isOperative: true, changed: [1] }),
  TC_G_05_CSMS: async (lab) => await change(lab, {}, { isOperative: false, changed: [1, 2] }),
  TC_G_06_CSMS: async (lab) => await change(lab, {}, { isOperative: true, changed: [1, 2] }),
  TC_G_07_CSMS: async (lab) => await change(lab, connector, { isOperative: false, changed: [1] }),
  TC_G_08_CSMS: async (lab) => await change(lab, connector, { isOperative: true, changed: [1] }),
  TC_G_11_CSMS: async (lab) => await whileCharging(lab, evse, []),
  TC_G_14_CSMS: async (lab) => await whileCharging(lab, {}, [2]),
  TC_G_17_CSMS: async (lab) => await whileCharging(lab, connector, []),

  TC_G_20_CSMS: async (lab) => {
    const station = await booted(lab);
    const answer = await station.call('NotifyEvent', {
      generatedAt: at(),
      seqNo: 0,
      eventData: [
        {
          eventId: 20,
          timestamp: at(),
          trigger: 'Alerting',
          actualValue: 'true',
          eventNotificationType: 'HardWiredNotification',
          component: { name: 'ConnectorPlugRetentionLock', evse: { id: 1, connectorId: 1 } },
          variable: { name: 'Problem' },
        },
      ],
    });
    expect(answer).toEqual({});
    expect((await lab.api.listStationEvents({ query: { stationId: station.id } })).items).toMatchObject([
      { component: 'ConnectorPlugRetentionLock', variable: 'Problem', evseId: 1, connectorId: 1, cleared: false },
    ]);
  },
};

const words = (isOperative: boolean) => (isOperative ? 'Available' : 'Unavailable');

async function order(
  lab: Lab201,
  station: Station201,
  how: { place: Place; isOperative: boolean; said: 'Accepted' | 'Scheduled' },
): Promise<Command> {
  const { place, isOperative, said } = how;
  const { evseId: id, connectorId } = place;
  const payload: Change = {
    operationalStatus: isOperative ? 'Operative' : 'Inoperative',
    ...(id === undefined ? {} : { evse: { id, ...(connectorId === undefined ? {} : { connectorId }) } }),
  };
  return await lab.command(station, { verb: 'changeAvailability', operative: isOperative, ...place }, [
    { action: 'ChangeAvailability', payload, answer: { status: said } },
  ]);
}

async function change(lab: Lab201, place: Place, { isOperative, changed }: { isOperative: boolean; changed: number[] }): Promise<void> {
  const station = await booted(lab);
  // It must be the other way before.
  if (isOperative) for (const evseId of changed) await status(station, evseId, 'Unavailable');
  const command = await order(lab, station, { place, isOperative, said: 'Accepted' });
  expect(command.status).toBe('accepted');
  for (const evseId of changed) await status(station, evseId, words(isOperative));
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  const { connectors } = await lab.station(station.id);
  for (const evseId of changed) expect(connectors.find((one) => one.evseId === evseId)).toMatchObject({ status: words(isOperative) });
}

/** EVSE 1 is busy: what is free changes at once, it when the car has left. */
async function whileCharging(lab: Lab201, place: Place, free: number[]): Promise<void> {
  const station = await booted(lab);
  const transaction = await charging(station, card(cards.good));
  const command = await order(lab, station, { place, isOperative: false, said: 'Scheduled' });
  expect(command).toMatchObject({ status: 'accepted', reason: 'scheduled' });
  for (const evseId of free) await status(station, evseId, 'Unavailable');
  expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', evseId: 1 }]);
  await transaction.updated('StopAuthorized', { chargingState: 'EVConnected' }, { idToken: card(cards.good) });
  await transaction.ended('EVCommunicationLost', { chargingState: 'Idle', stoppedReason: 'EVDisconnected' });
  await status(station, 1, 'Unavailable');
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  expect((await lab.station(station.id)).connectors.map((one) => one.status)).toEqual([
    'Unavailable',
    free.includes(2) ? 'Unavailable' : 'Available',
  ]);
}
