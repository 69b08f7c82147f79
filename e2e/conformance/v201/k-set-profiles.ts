import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { held, noSchedule, type Payload, setProfile, type Wanted } from '../v2x/profiles.ts';
import { at, booted, card, charging, status, Transaction } from '../v2x/station.ts';

const [from, to] = [at(-60), at(86_400)];
type Purpose = 'TxDefaultProfile' | 'ChargingStationMaxProfile';
interface Limit {
  evseId: number;
  purpose: Purpose;
  id: number;
  limit: number;
  stackLevel?: number;
}

/** K01, K02, K05, K10: profiles set, replaced and cleared. */
export const profiles: Cases<'ocpp2.0.1'> = {
  TC_K_01_CSMS: async (lab) => {
    await setProfile(lab, await booted(lab), absolute({ evseId: 1, purpose: 'TxDefaultProfile', id: 1, limit: 16 }));
  },

  TC_K_02_CSMS: async (lab) => {
    const station = await booted(lab);
    const schedules = [{ id: 1, unit: 'A' as const, periods: [{ startPeriod: 0, limit: 8 }] }];
    const profile = {
      id: 2,
      evseId: 1,
      stackLevel: 0,
      purpose: 'TxProfile',
      kind: 'Relative',
      transactionId: 'no-such',
      schedules,
    } as const;
    const wanted = { ...profile, schedules };
    // It is known to fail: the API sends it when told to.
    await expect(
      lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'setChargingProfile', profile: wanted } }),
    ).rejects.toMatchObject({ code: 'profileRefused' });
    const { command, payload } = await lab.order(
      station,
      { verb: 'setChargingProfile', profile: wanted, anyway: true },
      { action: 'SetChargingProfile', answer: { status: 'Rejected' } },
    );
    expect(payload).toMatchObject({ evseId: 1, chargingProfile: { chargingProfilePurpose: 'TxProfile', chargingProfileKind: 'Relative' } });
    expect(command).toMatchObject({ status: 'rejected' });
    expect(await held(lab, station, 1)).toEqual([]);
  },

  TC_K_03_CSMS: async (lab) => {
    await setProfile(lab, await booted(lab), absolute({ evseId: 0, purpose: 'ChargingStationMaxProfile', id: 3, limit: 40 }));
  },

  TC_K_04_CSMS: async (lab) => {
    const station = await booted(lab);
    for (const limit of [16, 10]) await setProfile(lab, station, absolute({ evseId: 1, purpose: 'TxDefaultProfile', id: 4, limit }));
    const profilesHeld = await held(lab, station, 1);
    expect(profilesHeld).toHaveLength(1);
    expect(profilesHeld).toMatchObject([{ profile: { id: 4, schedules: [{ periods: [{ limit: 10 }] }] } }]);
  },

  TC_K_05_CSMS: async (lab) => {
    const station = await booted(lab);
    await setProfile(lab, station, absolute({ evseId: 1, purpose: 'TxDefaultProfile', id: 5, limit: 16 }));
    const sent = lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'clearChargingProfile', id: 5 } });
    const clear = await lab.hear(station, 'ClearChargingProfile', sent);
    expect(clear.payload).toEqual({ chargingProfileId: 5 });
    clear.answer({ status: 'Accepted' });
    const check = await lab.hear(station, 'GetChargingProfiles', sent);
    check.answer({ status: 'NoProfiles' });
    await noSchedule(lab, station, sent);
    expect(await sent).toMatchObject({ status: 'confirmed' });
    expect(await held(lab, station, 1)).toEqual([]);
  },

  TC_K_06_CSMS: async (lab) => {
    const station = await booted(lab);
    await setProfile(lab, station, absolute({ evseId: 1, purpose: 'TxDefaultProfile', id: 6, limit: 16 }));
    const sent = lab.api.sendCommand({
      params: { stationId: station.id },
      body: { verb: 'clearChargingProfile', evseId: 1, purpose: 'TxDefaultProfile', stackLevel: 0 },
    });
    const clear = await lab.hear(station, 'ClearChargingProfile', sent);
    expect(clear.payload).toEqual({ chargingProfileCriteria: { evseId: 1, chargingProfilePurpose: 'TxDefaultProfile', stackLevel: 0 } });
    clear.answer({ status: 'Accepted' });
    await noSchedule(lab, station, sent);
    expect(await sent).toMatchObject({ status: 'accepted' });
    expect(await held(lab, station, 1)).toEqual([]);
  },

  TC_K_08_CSMS: async (lab) => {
    const command = await lab.command(await booted(lab), { verb: 'clearChargingProfile', id: 8 }, [
      { action: 'ClearChargingProfile', payload: { chargingProfileId: 8 }, answer: { status: 'Unknown' } },
    ]);
    expect(command).toMatchObject({ status: 'rejected', reason: 'nothingThere', answer: { status: 'Unknown' } });
  },

  TC_K_10_CSMS: async (lab) => {
    await setProfile(lab, await booted(lab), absolute({ evseId: 0, purpose: 'TxDefaultProfile', id: 10, limit: 16 }));
  },

  TC_K_15_CSMS: async (lab) => {
    const station = await booted(lab);
    const { profile, payload } = absolute({ evseId: 1, purpose: 'TxDefaultProfile', id: 15, limit: 16 });
    const sent = lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'setChargingProfile', profile } });
    const asked = await lab.hear(station, 'SetChargingProfile', sent);
    expect(asked.payload).toEqual(payload);
    asked.refuse('NotSupported');
    expect(await sent).toMatchObject({ status: 'notSupported', reason: 'NotSupported' });
    expect(await held(lab, station, 1)).toEqual([]);
  },

  TC_K_19_CSMS: async (lab) => {
    const station = await booted(lab);
    for (const [id, recurrencyKind, duration] of [
      [19, 'Daily', 86_400],
      [20, 'Weekly', 604_800],
    ] as const) {
      const { profile, payload } = absolute({ evseId: id - 18, purpose: 'TxDefaultProfile', id, limit: 16 });
      await setProfile(lab, station, {
        profile: { ...profile, kind: 'Recurring', recurrencyKind, schedules: profile.schedules.map((one) => ({ ...one, duration })) },
        payload: {
          ...payload,
          chargingProfile: {
            ...payload.chargingProfile,
            ...{ chargingProfileKind: 'Recurring', recurrencyKind },
            chargingSchedule: payload.chargingProfile.chargingSchedule.map((one) => ({ ...one, duration })) as never,
          },
        },
      });
    }
  },

  TC_K_37_CSMS: async (lab) => {
    const station = await booted(lab);
    const periods = [{ startPeriod: 0, limit: 8 }];
    const { command, payload } = await lab.order(
      station,
      {
        verb: 'start',
        evseId: 1,
        token: cards.good,
        profile: { id: 37, stackLevel: 0, kind: 'Relative', schedules: [{ id: 1, unit: 'A', periods }] },
      },
      { action: 'RequestStartTransaction', answer: { status: 'Accepted' } },
    );
    const { remoteStartId } = payload;
    expect(payload).toEqual({
      ...{ remoteStartId, idToken: card(cards.good), evseId: 1 },
      chargingProfile: {
        ...{ id: 37, stackLevel: 0, chargingProfilePurpose: 'TxProfile', chargingProfileKind: 'Relative' },
        chargingSchedule: [{ id: 1, chargingRateUnit: 'A', chargingSchedulePeriod: periods }],
      },
    });
    const transaction = new Transaction(station);
    await transaction.started('RemoteStart', { remoteStartId }, { idToken: card(cards.good) });
    await status(station, 1, 'Occupied');
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    expect(await held(lab, station, 1)).toMatchObject([{ profile: { id: 37, purpose: 'TxProfile' } }]);
  },

  TC_K_60_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id: transactionId } = await charging(station, card(cards.good));
    const { profile, payload } = absolute({ evseId: 1, purpose: 'TxDefaultProfile', id: 60, limit: 12 });
    await setProfile(lab, station, {
      profile: { ...profile, purpose: 'TxProfile', transactionId },
      payload: { ...payload, chargingProfile: { ...payload.chargingProfile, chargingProfilePurpose: 'TxProfile', transactionId } },
    });
  },

  TC_K_70_CSMS: async (lab) => {
    const station = await booted(lab);
    for (const stackLevel of [0, 1])
      await setProfile(
        lab,
        station,
        absolute({ evseId: 1, purpose: 'TxDefaultProfile', id: 70 + stackLevel, limit: 16 - stackLevel, stackLevel }),
      );
    expect((await held(lab, station, 1)).map(({ profile }) => profile.id).sort()).toEqual([70, 71]);
  },
};

/** From now on for an hour, on three phases. */
function absolute({ evseId, purpose, id, limit, stackLevel = 0 }: Limit): { profile: Wanted & { schedules: object[] }; payload: Payload } {
  const period = { startPeriod: 0, limit, numberPhases: 3 };
  return {
    profile: {
      ...{ id, evseId, purpose, stackLevel, kind: 'Absolute', validFrom: from, validTo: to },
      schedules: [{ id: 1, unit: 'A', startSchedule: from, duration: 3600, periods: [period] }],
    },
    payload: {
      evseId,
      chargingProfile: {
        ...{ id, stackLevel, chargingProfilePurpose: purpose, chargingProfileKind: 'Absolute', validFrom: from, validTo: to },
        chargingSchedule: [{ id: 1, startSchedule: from, duration: 3600, chargingRateUnit: 'A', chargingSchedulePeriod: [period] }],
      },
    },
  };
}
