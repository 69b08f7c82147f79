import { expect } from 'vitest';
import type { Cases } from '../run.ts';
import { at, booted, type Lab16, type Station16, status } from './station.ts';

type Trigger = Omit<Extract<Parameters<Lab16['command']>[1], { verb: 'trigger' }>, 'verb'>;

/** RemoteTrigger: a message asked for. */
export const triggers: Cases<'ocpp1.6'> = {
  TC_054_CSMS: async (lab) => {
    const station = await booted(lab);
    await ask(lab, station, { message: 'MeterValues', evseId: 1 }, async () => {
      const sampledValue = [{ value: '1000', context: 'Trigger' as const, measurand: 'Energy.Active.Import.Register' as const }];
      expect(await station.call('MeterValues', { connectorId: 1, meterValue: [{ timestamp: at(), sampledValue }] })).toEqual({});
    });
    await ask(lab, station, { message: 'Heartbeat' }, async () => {
      expect(Date.parse((await station.call('Heartbeat', {})).currentTime)).toBeGreaterThan(0);
    });
    await ask(lab, station, { message: 'StatusNotification', evseId: 1 }, async () => await status(station, 1, 'Available'));
    await ask(lab, station, { message: 'DiagnosticsStatusNotification' }, async () => {
      expect(await station.call('DiagnosticsStatusNotification', { status: 'Idle' })).toEqual({});
    });
    await ask(lab, station, { message: 'FirmwareStatusNotification' }, async () => {
      expect(await station.call('FirmwareStatusNotification', { status: 'Idle' })).toEqual({});
    });
  },

  TC_055_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'trigger', message: 'MeterValues', evseId: 9 }, [
      { action: 'TriggerMessage', payload: { requestedMessage: 'MeterValues', connectorId: 9 }, answer: { status: 'Rejected' } },
    ]);
    expect(command).toMatchObject({ status: 'rejected', answer: { status: 'Rejected' } });
  },
};

/** Asked for, answered, told, seen. */
async function ask(lab: Lab16, station: Station16, trigger: Trigger, tell: () => Promise<void>): Promise<void> {
  const { message, evseId } = trigger;
  const { command, payload } = await lab.order(
    station,
    { verb: 'trigger', ...trigger },
    { action: 'TriggerMessage', answer: { status: 'Accepted' } },
  );
  expect(payload).toEqual({ requestedMessage: message, ...(evseId === undefined ? {} : { connectorId: evseId }) });
  await tell();
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
}
