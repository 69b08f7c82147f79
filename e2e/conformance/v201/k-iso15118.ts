import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { held, setProfile } from '../v2x/profiles.ts';
import { at, booted, card, charging, type Lab201, type Station201, type Transaction } from '../v2x/station.ts';

type Profile = RequestOf<'ocpp2.0.1', 'SetChargingProfile'>['chargingProfile'];
interface Car {
  lab: Lab201;
  station: Station201;
  transaction: Transaction;
}
/** W, three phases of 32 A at 230 V. */
const most = 22_080;

/** K15 to K17: cars that tell what they need and make their own plan within their limits. */
export const carNeeds: Cases<'ocpp2.0.1'> = {
  TC_K_53_CSMS: async (lab) => {
    const car = await plugged(lab);
    await tellNeeds(car);
    const { id } = await takeProfile(car);
    expect(await tellPlan(car, most / 4)).toBe('Accepted');
    expect(await held(lab, car.station, 1)).toMatchObject([{ profile: { id, purpose: 'TxProfile', transactionId: car.transaction.id } }]);
    expect(await lab.records(car.station.id, 'chargingNeeds')).toMatchObject([['1', { energyWh: 20_000, maxPowerW: most }]]);
    expect(await lab.records(car.station.id, 'chargingSchedule')).toMatchObject([['1', { isWithin: true }]]);
  },

  TC_K_55_CSMS: async (lab) => {
    const car = await plugged(lab);
    await tellNeeds(car);
    await takeProfile(car);
    expect(await tellPlan(car, most * 2)).toBe('Rejected');
    expect(await lab.records(car.station.id, 'chargingSchedule')).toMatchObject([['1', { isWithin: false }]]);
    await takeProfile(car);
    expect(await tellPlan(car, most / 4)).toBe('Accepted');
  },

  TC_K_57_CSMS: async (lab) => {
    const car = await plugged(lab);
    await tellNeeds(car);
    await takeProfile(car);
    expect(await tellPlan(car, most / 4)).toBe('Accepted');
    await tellNeeds(car, 10_000);
    await takeProfile(car);
    expect(await tellPlan(car, most / 8)).toBe('Accepted');
    expect(await lab.records(car.station.id, 'chargingNeeds')).toMatchObject([['1', { energyWh: 10_000 }]]);
  },

  TC_K_58_CSMS: async (lab) => {
    const car = await plugged(lab);
    await tellNeeds(car);
    await takeProfile(car);
    await renegotiate(car);
    expect(await tellPlan(car, 5000)).toBe('Accepted');
    // More than the new limit.
    expect(await tellPlan(car, 9000)).toBe('Rejected');
    await takeProfile(car);
  },

  TC_K_59_CSMS: async (lab) => {
    const car = await plugged(lab);
    await tellNeeds(car);
    await takeProfile(car);
    await renegotiate(car);
    await tellNeeds(car, 15_000);
    // What a person has set goes before: it is sent again.
    expect(await takeProfile(car)).toMatchObject({ chargingSchedule: [{ chargingSchedulePeriod: [{ limit: 6000 }] }] });
    expect(await tellPlan(car, 5000)).toBe('Accepted');
  },
};

async function plugged(lab: Lab201): Promise<Car> {
  const station = await booted(lab);
  return { lab, station, transaction: await charging(station, card(cards.good)) };
}

async function tellNeeds({ station }: Car, energyAmount = 20_000): Promise<void> {
  const { status } = await station.call('NotifyEVChargingNeeds', {
    ...{ evseId: 1, maxScheduleTuples: 3 },
    chargingNeeds: {
      ...{ requestedEnergyTransfer: 'AC_three_phase', departureTime: at(4 * 3600) },
      acChargingParameters: { energyAmount, evMinCurrent: 6, evMaxCurrent: 32, evMaxVoltage: 400 },
    },
  });
  expect(status).toBe('Accepted');
}

/** The profile that the CSMS sends for what the car needs: of its transaction, within what the car can take. */
async function takeProfile({ station, transaction }: Car): Promise<Profile> {
  const { payload, answer } = await station.expectCall('SetChargingProfile');
  const profile = payload.chargingProfile;
  expect(payload.evseId).toBe(1);
  expect(profile).toMatchObject({ chargingProfilePurpose: 'TxProfile', transactionId: transaction.id });
  expect(profile.chargingSchedule.length).toBeLessThanOrEqual(3);
  for (const { chargingRateUnit, chargingSchedulePeriod } of profile.chargingSchedule) {
    expect(chargingRateUnit).toBe('W');
    expect(chargingSchedulePeriod.length).toBeLessThanOrEqual(3);
    for (const { limit } of chargingSchedulePeriod) expect(limit).toBeLessThanOrEqual(most);
  }
  answer({ status: 'Accepted' });
  (await station.expectCall('GetChargingProfiles')).answer({ status: 'Accepted' });
  (await station.expectCall('GetCompositeSchedule')).answer({ status: 'Rejected' });
  return profile;
}

/** What the car will take, W. */
async function tellPlan({ station }: Car, limit: number): Promise<'Accepted' | 'Rejected'> {
  const chargingSchedulePeriod: [{ startPeriod: number; limit: number }] = [{ startPeriod: 0, limit }];
  const chargingSchedule = { id: 1, chargingRateUnit: 'W' as const, duration: 600, chargingSchedulePeriod };
  return (await station.call('NotifyEVChargingSchedule', { timeBase: at(), evseId: 1, chargingSchedule })).status;
}

/** An operator limits the running transaction to 6 kW. */
async function renegotiate({ lab, station, transaction }: Car): Promise<void> {
  const startSchedule = at();
  const { id: transactionId } = transaction;
  const profiles = await held(lab, station, 1);
  const id = profiles[0]?.profile.id ?? 0;
  await setProfile(lab, station, {
    profile: {
      ...{ id, evseId: 1, stackLevel: 0, purpose: 'TxProfile', kind: 'Absolute', transactionId },
      schedules: [{ id: 1, unit: 'W', startSchedule, periods: [{ startPeriod: 0, limit: 6000 }] }],
    },
    payload: {
      evseId: 1,
      chargingProfile: {
        ...{ id, stackLevel: 0, chargingProfilePurpose: 'TxProfile', chargingProfileKind: 'Absolute', transactionId },
        chargingSchedule: [{ id: 1, startSchedule, chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit: 6000 }] }],
      },
    },
  });
}
