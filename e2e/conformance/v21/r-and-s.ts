import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, type Lab21, type Station21 } from '../v2x/station.ts';

const settings = { priority: 1, duration: 3600, pctMaxDischargePower: 50 };

/** R: control by the grid. S: battery swap. */
export const gridAndSwap: Cases<'ocpp2.1'> = {
  TC_R_107_CSMS: async (lab) => {
    const station = await booted(lab);
    const controlType = 'LimitMaxDischarge';
    const set = await lab.command(station, { verb: 'setDERControl', controlType, controlId: 'limit-1', settings }, [
      {
        action: 'SetDERControl',
        payload: { isDefault: false, controlId: 'limit-1', controlType, limitMaxDischarge: settings },
        answer: { status: 'Accepted' },
      },
    ]);
    expect(set).toMatchObject({ status: 'confirmed' });
    expect(await controls(lab, station)).toMatchObject([['limit-1', { controlType, settings }]]);

    const { command, payload } = await lab.order(
      station,
      { verb: 'getDERControl', controlType },
      { action: 'GetDERControl', answer: { status: 'Accepted' } },
    );
    const { requestId } = payload;
    expect(payload).toEqual({ requestId, controlType });
    const reported = { id: 'limit-1', isDefault: false, isSuperseded: false, limitMaxDischarge: settings };
    expect(await station.call('ReportDERControl', { requestId, limitMaxDischarge: [reported], tbc: false })).toEqual({});
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });

    const clear = await lab.command(station, { verb: 'clearDERControl', controlId: 'limit-1' }, [
      { action: 'ClearDERControl', payload: { isDefault: false, controlId: 'limit-1' }, answer: { status: 'Accepted' } },
    ]);
    expect(clear).toMatchObject({ status: 'confirmed' });
    expect(await controls(lab, station)).toEqual([]);
  },

  TC_R_108_CSMS: async (lab) => {
    const station = await booted(lab);
    const alarm = { controlType: 'HVMustTrip' as const, gridEventFault: 'OverVoltage' as const, extraInfo: 'as the case says' };
    expect(await station.call('NotifyDERAlarm', { ...alarm, timestamp: at() })).toEqual({});
    expect(
      await station.call('NotifyDERStartStop', { controlId: 'trip-1', started: true, timestamp: at(), supersededIds: ['limit-1'] }),
    ).toEqual({});
    expect(await station.call('NotifyDERAlarm', { ...alarm, alarmEnded: true, timestamp: at() })).toEqual({});
    expect(await lab.events(station.id, 'derAlarm')).toMatchObject([
      { component: 'HVMustTrip', type: 'OverVoltage', cleared: true },
      { component: 'HVMustTrip', type: 'OverVoltage', cleared: false, text: 'as the case says' },
    ]);
    expect(new Map(await lab.records(station.id, 'derState')).get('trip-1')).toMatchObject({ isActive: true });
  },

  TC_S_102_CSMS: async (lab) => {
    const { command } = await swap(lab, await booted(lab), { status: 'Rejected', statusInfo: { reasonCode: 'NoBatteryAvailable' } });
    expect(command).toMatchObject({ status: 'rejected', reason: 'NoBatteryAvailable' });
  },

  TC_S_103_CSMS: async (lab) => {
    const station = await booted(lab);
    const { command, requestId } = await swap(lab, station, { status: 'Accepted' });
    for (const eventType of ['BatteryIn', 'BatteryOut'] as const) {
      const batteryData: RequestOf<'ocpp2.1', 'BatterySwap'>['batteryData'] = [
        { evseId: 1, serialNumber: `B-${eventType}`, soC: 20, soH: 97 },
      ];
      expect(await station.call('BatterySwap', { eventType, requestId, idToken: card(cards.good), batteryData })).toEqual({});
    }
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    const records = new Map(await lab.records(station.id, 'batterySwap'));
    expect(records.get(`${requestId}/BatteryIn`)).toMatchObject({ batteries: [{ serialNumber: 'B-BatteryIn' }] });
    expect(records.get(`${requestId}/BatteryOut`)).toMatchObject({ batteries: [{ serialNumber: 'B-BatteryOut' }] });
  },
};

async function controls(lab: Lab21, station: Station21): Promise<unknown> {
  return await lab.records(station.id, 'derControl');
}

async function swap(
  lab: Lab21,
  station: Station21,
  answer: { status: 'Accepted' | 'Rejected'; statusInfo?: { reasonCode: string } },
): Promise<{ command: Command; requestId: number }> {
  const { command, payload } = await lab.order(
    station,
    { verb: 'requestBatterySwap', token: cards.good },
    { action: 'RequestBatterySwap', answer },
  );
  const { requestId } = payload;
  expect(payload).toEqual({ requestId, idToken: card(cards.good) });
  return { command, requestId };
}
