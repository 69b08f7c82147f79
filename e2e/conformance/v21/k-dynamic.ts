import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { held, setProfile } from '../v2x/profiles.ts';
import { at, booted, card, charging, type Lab21, type Station21, type Transaction } from '../v2x/station.ts';
import { made } from './k-profiles.ts';

type Needs = RequestOf<'ocpp2.1', 'NotifyEVChargingNeeds'>;
type Profile = RequestOf<'ocpp2.1', 'SetChargingProfile'>['chargingProfile'];
interface Car {
  lab: Lab21;
  station: Station21;
  transaction: Transaction<'ocpp2.1'>;
}
/** What a car with 11 kW in both directions says. */
const v2x = {
  maxChargePower: 11_000,
  minChargePower: 1000,
  maxDischargePower: 11_000,
  minDischargePower: 1000,
  evTargetEnergyRequest: 20_000,
};

/** K17 to K20: ISO 15118-20, the car as a source included. */
export const cars: Cases<'ocpp2.1'> = {
  TC_K_113_CSMS: async (lab) => {
    const car = await plugged(lab);
    await isPlanned(car, { controlMode: 'ScheduledControl' });
    // Another schedule by an operator, for the same transaction.
    const [first] = await held(lab, car.station, 1);
    await setProfile(
      lab,
      car.station,
      made({ id: first?.profile.id ?? 0, transactionId: car.transaction.id }, [{ startPeriod: 0, limit: 8 }]),
    );
  },

  TC_K_114_CSMS: async (lab) => {
    const car = await plugged(lab);
    await isPlanned(car, { controlMode: 'ScheduledControl' });
    await isPlanned(car, { controlMode: 'ScheduledControl', v2xChargingParameters: { ...v2x, evTargetEnergyRequest: 10_000 } });
    expect(await lab.records(car.station.id, 'chargingNeeds')).toMatchObject([['1', { energyWh: 10_000, maxPowerW: 11_000 }]]);
  },

  TC_K_115_CSMS: async (lab) => {
    const profile = await isPlanned(await plugged(lab), { controlMode: 'DynamicControl' });
    expect(profile).toMatchObject({ chargingProfileKind: 'Dynamic' });
  },

  TC_K_117_CSMS: async (lab) => {
    const car = await plugged(lab);
    const first = await isPlanned(car, { controlMode: 'DynamicControl' });
    const second = await isPlanned(car, { controlMode: 'DynamicControl', departureTime: at(2 * 3600) });
    const powerOf = ({ chargingSchedule: [schedule] }: Profile): number => schedule?.chargingSchedulePeriod[0]?.limit ?? 0;
    // Half the time.
    expect(powerOf(second)).toBeGreaterThan(powerOf(first) * 1.5);
  },

  TC_K_126_CSMS: async (lab) => {
    const car = await plugged(lab);
    const chargingNeeds = { requestedEnergyTransfer: 'AC_BPT', controlMode: 'DynamicControl' } as const;
    const { status } = await car.station.call('NotifyEVChargingNeeds', { evseId: 1, chargingNeeds });
    // It has not said what it can take: nothing is sent to it.
    expect(status).toBe('NoChargingProfile');
    expect(await held(lab, car.station, 1)).toEqual([]);
    expect(await lab.records(car.station.id, 'chargingNeeds')).toMatchObject([['1', { isDynamic: true, maxPowerW: null }]]);
  },
};

async function plugged(lab: Lab21): Promise<Car> {
  const station = await booted(lab);
  return { lab, station, transaction: await charging(station, card(cards.good)) };
}

async function tellNeeds(
  { station }: Car,
  needs: Partial<Needs['chargingNeeds']>,
): Promise<ResponseOf<'ocpp2.1', 'NotifyEVChargingNeeds'>['status']> {
  const { status } = await station.call('NotifyEVChargingNeeds', {
    ...{ evseId: 1, maxScheduleTuples: 3 },
    chargingNeeds: { requestedEnergyTransfer: 'AC_BPT', departureTime: at(4 * 3600), v2xChargingParameters: v2x, ...needs },
  });
  return status;
}

/** It tells its needs, and gets a profile of its transaction within what it can take. */
async function isPlanned(car: Car, needs: Partial<Needs['chargingNeeds']>): Promise<Profile> {
  const { station, transaction } = car;
  expect(await tellNeeds(car, needs)).toBe('Accepted');
  const { payload, answer } = await station.expectCall('SetChargingProfile');
  expect(payload).toMatchObject({ evseId: 1, chargingProfile: { chargingProfilePurpose: 'TxProfile', transactionId: transaction.id } });
  for (const { limit = 0 } of payload.chargingProfile.chargingSchedule.flatMap((one) => one.chargingSchedulePeriod))
    expect(limit).toBeLessThanOrEqual(11_000);
  answer({ status: 'Accepted' });
  (await station.expectCall('GetChargingProfiles')).answer({ status: 'Accepted' });
  (await station.expectCall('GetCompositeSchedule')).answer({ status: 'Rejected' });
  return payload.chargingProfile;
}
