import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, charging, energy, type Lab201, type Station201, status } from '../v2x/station.ts';

type Trigger = RequestOf<'ocpp2.0.1', 'TriggerMessage'>;

/** F06: a message asked for. */
export const triggers: Cases<'ocpp2.0.1'> = {
  TC_F_11_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await ask(lab, station, { message: 'MeterValues', evseId: 1 }, { requestedMessage: 'MeterValues', evse: { id: 1 } });
    await meterValues(station, 1);
    await isSeen(lab, command);
  },

  TC_F_12_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await ask(lab, station, { message: 'MeterValues' }, { requestedMessage: 'MeterValues' });
    for (const evseId of [1, 2]) await meterValues(station, evseId);
    await isSeen(lab, command);
  },

  TC_F_13_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    const command = await ask(
      lab,
      station,
      { message: 'TransactionEvent', evseId: 1 },
      { requestedMessage: 'TransactionEvent', evse: { id: 1 } },
    );
    await transaction.updated('Trigger', { chargingState: 'Charging' }, { meterValue: [energy(1500, 'Trigger')] });
    await isSeen(lab, command);
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', energyWh: 500 }]);
  },

  TC_F_14_CSMS: async (lab) => {
    const station = await booted(lab);
    const both = [await charging(station, card(cards.good), 1), await charging(station, card(cards.sibling[0]), 2)];
    const command = await ask(lab, station, { message: 'TransactionEvent' }, { requestedMessage: 'TransactionEvent' });
    for (const one of both) await one.updated('Trigger', { chargingState: 'Charging' }, { meterValue: [energy(1500, 'Trigger')] });
    await isSeen(lab, command);
    expect(await lab.sessions(station.id)).toMatchObject([{ energyWh: 500 }, { energyWh: 500 }]);
  },

  TC_F_15_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await ask(lab, station, { message: 'LogStatusNotification' }, { requestedMessage: 'LogStatusNotification' });
    expect(await station.call('LogStatusNotification', { status: 'Idle' })).toEqual({});
    await isSeen(lab, command);
  },

  TC_F_18_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await ask(lab, station, { message: 'FirmwareStatusNotification' }, { requestedMessage: 'FirmwareStatusNotification' });
    expect(await station.call('FirmwareStatusNotification', { status: 'Idle' })).toEqual({});
    await isSeen(lab, command);
  },

  TC_F_20_CSMS: async (lab) => {
    const station = await booted(lab);
    await ask(lab, station, { message: 'Heartbeat' }, { requestedMessage: 'Heartbeat' });
    const { currentTime } = await station.call('Heartbeat', {});
    expect(Math.abs(Date.parse(currentTime) - Date.now())).toBeLessThan(5000);
  },

  TC_F_23_CSMS: async (lab) => await askStatus(lab, 'Available'),
  TC_F_24_CSMS: async (lab) => await askStatus(lab, 'Occupied'),

  TC_F_27_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'trigger', message: 'StatusNotification', evseId: 1, connectorId: 1 }, [
      {
        action: 'TriggerMessage',
        payload: { requestedMessage: 'StatusNotification', evse: { id: 1, connectorId: 1 } },
        answer: { status: 'NotImplemented' },
      },
    ]);
    expect(command).toMatchObject({ status: 'notSupported', answer: { status: 'NotImplemented' } });
  },
};

type Asked = Omit<Extract<Parameters<Lab201['command']>[1], { verb: 'trigger' }>, 'verb'>;

async function ask(lab: Lab201, station: Station201, asked: Asked, payload: Trigger): Promise<Command> {
  const command = await lab.command(station, { verb: 'trigger', ...asked }, [
    { action: 'TriggerMessage', payload, answer: { status: 'Accepted' } },
  ]);
  expect(command).toMatchObject({ status: 'accepted', verb: 'trigger' });
  return command;
}

/** What was asked for has come. */
async function isSeen(lab: Lab201, command: Command): Promise<void> {
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
}

async function meterValues(station: Station201, evseId: number): Promise<void> {
  expect(await station.call('MeterValues', { evseId, meterValue: [energy(1000 + evseId, 'Trigger', at())] })).toEqual({});
}

async function askStatus(lab: Lab201, connectorStatus: 'Available' | 'Occupied'): Promise<void> {
  const station = await booted(lab);
  if (connectorStatus === 'Occupied') await status(station, 1, 'Occupied');
  const command = await ask(
    lab,
    station,
    { message: 'StatusNotification', evseId: 1, connectorId: 1 },
    { requestedMessage: 'StatusNotification', evse: { id: 1, connectorId: 1 } },
  );
  await status(station, 1, connectorStatus);
  await isSeen(lab, command);
  expect(await lab.station(station.id)).toMatchObject({ connectors: [{ reported: connectorStatus }, { reported: 'Available' }] });
}
