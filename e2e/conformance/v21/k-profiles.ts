import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { held, type Payload, setProfile, type Wanted } from '../v2x/profiles.ts';
import { at, booted, card, charging } from '../v2x/station.ts';

type Period = Payload<'ocpp2.1'>['chargingProfile']['chargingSchedule'][number]['chargingSchedulePeriod'][number];
type Schedule = Omit<
  Payload<'ocpp2.1'>['chargingProfile']['chargingSchedule'][number],
  'id' | 'chargingRateUnit' | 'chargingSchedulePeriod'
>;

/** K: what profiles of 2.1 can say more. */
export const profiles: Cases<'ocpp2.1'> = {
  TC_K_100_CSMS: async (lab) => {
    const { profile, payload } = made({ id: 100 }, [{ startPeriod: 0, limit: 10 }]);
    const more = { maxOfflineDuration: 600, invalidAfterOfflineDuration: true };
    await setProfile(lab, await booted(lab), { profile: { ...profile, ...more }, payload: with21(payload, more) });
  },

  TC_K_101_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id: transactionId } = await charging(station, card(cards.good));
    const periods: Period[] = [
      { startPeriod: 0, operationMode: 'ChargingOnly', limit: 10 },
      { startPeriod: 600, operationMode: 'CentralSetpoint', limit: 10, dischargeLimit: -10, setpoint: -5 },
      { startPeriod: 1200, operationMode: 'Idle' },
    ];
    await setProfile(lab, station, made({ id: 101, transactionId }, periods));
  },

  TC_K_102_CSMS: async (lab) => {
    const { profile, payload } = made({ id: 102 }, [{ startPeriod: 0, limit: 30 }], { limitAtSoC: { soc: 80, limit: 8 } });
    await setProfile(lab, await booted(lab), { profile, payload });
  },

  TC_K_104_CSMS: async (lab) => {
    const { profile, payload } = made({ id: 104 }, [{ startPeriod: 0, limit: 32 }]);
    await setProfile(lab, await booted(lab), {
      profile: { ...profile, purpose: 'PriorityCharging' },
      payload: with21(payload, { chargingProfilePurpose: 'PriorityCharging' }),
    });
  },

  TC_K_106_CSMS: async (lab) => {
    const more = { randomizedDelay: 300, useLocalTime: true, startSchedule: at(60) };
    await setProfile(lab, await booted(lab), made({ id: 106 }, [{ startPeriod: 0, limit: 10 }], more));
  },

  TC_K_109_CSMS: async (lab) => {
    const station = await booted(lab);
    const place = { component: { name: 'SmartChargingCtrlr' }, variable: { name: 'MaxExternalConstraintsId' } };
    await lab.command(
      station,
      { verb: 'readConfiguration', variables: [{ component: place.component.name, variable: place.variable.name }] },
      [
        {
          action: 'GetVariables',
          payload: { getVariableData: [place] },
          answer: { getVariableResult: [{ ...place, attributeStatus: 'Accepted', attributeValue: '500' }] },
        },
      ],
    );
    const { profile, payload } = made({ id: 501 }, [{ startPeriod: 0, limit: 10 }]);
    const { id: _, ...unnumbered } = profile;
    await setProfile(lab, station, { profile: unnumbered, payload });
    await expect(
      lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'setChargingProfile', profile: { ...profile, id: 499 } } }),
    ).rejects.toMatchObject({ code: 'profileRefused' });
  },

  TC_K_118_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id: transactionId } = await charging(station, card(cards.good));
    const [session] = await lab.sessions(station.id);
    for (const active of [true, false]) {
      const command = await lab.command(station, { verb: 'usePriorityCharging', sessionId: session?.id ?? 0, active }, [
        { action: 'UsePriorityCharging', payload: { transactionId, activate: active }, answer: { status: 'Accepted' } },
      ]);
      expect(command).toMatchObject({ status: 'confirmed' });
      expect(await station.call('NotifyPriorityCharging', { transactionId, activated: active })).toEqual({});
      expect(await lab.records(station.id, 'priorityCharging')).toMatchObject([[transactionId, { active, sessionId: session?.id }]]);
    }
  },

  TC_K_121_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id: transactionId } = await charging(station, card(cards.good));
    const { profile, payload } = made({ id: 121, transactionId }, [{ startPeriod: 0, limit: 12, operationMode: 'ChargingOnly' }]);
    const dynamic = { dynUpdateInterval: 60, dynUpdateTime: at() };
    await setProfile(lab, station, {
      profile: { ...profile, kind: 'Dynamic', ...dynamic },
      payload: with21(payload, { chargingProfileKind: 'Dynamic', ...dynamic }),
    });
    expect(await station.call('PullDynamicScheduleUpdate', { chargingProfileId: 121 })).toEqual({
      ...{ status: 'Accepted', scheduleUpdate: { limit: 12 } },
    });
    expect(await station.call('PullDynamicScheduleUpdate', { chargingProfileId: 999 })).toMatchObject({ status: 'Rejected' });
    expect(await held(lab, station, 1)).toMatchObject([{ profile: { id: 121, kind: 'Dynamic' } }]);
  },
};

/** On EVSE 1, from now on; of the transaction where one is named. */
export function made(
  { id, transactionId }: { id: number; transactionId?: string },
  periods: readonly Period[],
  { startSchedule = at(), ...more }: Schedule = {},
): { profile: Wanted & { id: number }; payload: Payload<'ocpp2.1'> } {
  const of = transactionId === undefined ? {} : { transactionId };
  const purpose = transactionId === undefined ? 'TxDefaultProfile' : 'TxProfile';
  const whole = { startSchedule, ...more };
  return {
    profile: {
      ...{ id, evseId: 1, stackLevel: 0, purpose, kind: 'Absolute', ...of },
      schedules: [{ id: 1, unit: 'A', ...(whole as object), periods: periods as [] }],
    },
    payload: {
      evseId: 1,
      chargingProfile: {
        ...{ id, stackLevel: 0, chargingProfilePurpose: purpose, chargingProfileKind: 'Absolute', ...of },
        chargingSchedule: [{ id: 1, chargingRateUnit: 'A', ...whole, chargingSchedulePeriod: periods as [Period, ...Period[]] }],
      },
    },
  };
}

function with21(
  payload: Payload<'ocpp2.1'>,
  more: Partial<RequestOf<'ocpp2.1', 'SetChargingProfile'>['chargingProfile']>,
): Payload<'ocpp2.1'> {
  return { ...payload, chargingProfile: { ...payload.chargingProfile, ...more } };
}
