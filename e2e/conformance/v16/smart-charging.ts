import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { at, booted, charging, isCharging, type Lab16, type Station16, start, status } from './station.ts';

type Payload = RequestOf<'ocpp1.6', 'SetChargingProfile'>;
type Purpose = Payload['csChargingProfiles']['chargingProfilePurpose'];
type Wanted = Extract<Parameters<Lab16['command']>[1], { verb: 'setChargingProfile' }>['profile'];
type Cleared = Omit<Extract<Parameters<Lab16['command']>[1], { verb: 'clearChargingProfile' }>, 'verb'>;
const [from, to] = [at(-60), at(86_400)];

/** SmartCharging. */
export const smartCharging: Cases<'ocpp1.6'> = {
  TC_056_CSMS: async (lab) => {
    await set(lab, await booted(lab), absolute({ connectorId: 1, purpose: 'TxDefaultProfile', id: 56 }));
  },

  TC_057_CSMS: async (lab) => {
    const station = await booted(lab);
    const transactionId = await charging(station);
    const { profile, payload } = absolute({ connectorId: 1, purpose: 'TxProfile', id: 57 });
    await set(lab, station, {
      profile: { ...profile, transactionId: String(transactionId) },
      payload: { ...payload, csChargingProfiles: { ...payload.csChargingProfiles, transactionId } },
    });
  },

  TC_059_CSMS: async (lab) => {
    const station = await booted(lab);
    const periods = [{ startPeriod: 0, limit: 8 }];
    const { command, payload } = await lab.order(
      station,
      {
        verb: 'start',
        evseId: 1,
        token: cards.good,
        profile: { id: 59, stackLevel: 0, kind: 'Relative', schedules: [{ unit: 'A', periods }] },
      },
      { action: 'RemoteStartTransaction', answer: { status: 'Accepted' } },
    );
    expect(payload).toEqual({
      ...{ idTag: cards.good, connectorId: 1 },
      chargingProfile: {
        ...{ chargingProfileId: 59, stackLevel: 0, chargingProfilePurpose: 'TxProfile', chargingProfileKind: 'Relative' },
        chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: periods },
      },
    });
    await status(station, 1, 'Preparing');
    const transactionId = await start(station);
    await status(station, 1, 'Charging');
    await isCharging(lab, station, transactionId);
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed', sessionId: transactionId });
    expect(await held(lab, station, 1)).toEqual([59]);
  },

  TC_066_CSMS: async (lab) => {
    const station = await booted(lab);
    const chargingSchedule = { duration: 3600, chargingRateUnit: 'A' as const, chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] };
    const answer = { status: 'Accepted' as const, connectorId: 1, scheduleStart: at(), chargingSchedule };
    const command = await lab.command(station, { verb: 'getCompositeSchedule', evseId: 1, durationSeconds: 3600, unit: 'A' }, [
      { action: 'GetCompositeSchedule', payload: { connectorId: 1, duration: 3600, chargingRateUnit: 'A' }, answer },
    ]);
    expect(command).toMatchObject({ status: 'confirmed', answer });
    const { theirs } = await lab.api.getChargingLimits({ params: { stationId: station.id }, query: { evseId: 1 } });
    expect(theirs).toMatchObject({ unit: 'A', periods: [{ limit: 16 }] });
  },

  TC_067_CSMS: async (lab) => {
    const station = await booted(lab);
    await set(lab, station, absolute({ connectorId: 0, purpose: 'ChargePointMaxProfile', id: 671 }));
    await set(lab, station, absolute({ connectorId: 1, purpose: 'TxDefaultProfile', id: 672 }));
    await set(lab, station, absolute({ connectorId: 2, purpose: 'TxDefaultProfile', id: 673 }));
    await clear(lab, station, { cleared: { id: 671 }, payload: { id: 671 } });
    expect(await held(lab, station, 0)).toEqual([]);
    await clear(lab, station, {
      cleared: { evseId: 1, purpose: 'TxDefaultProfile', stackLevel: 0 },
      payload: { connectorId: 1, chargingProfilePurpose: 'TxDefaultProfile', stackLevel: 0 },
    });
    expect(await held(lab, station, 1)).toEqual([]);
    expect(await held(lab, station, 2)).toEqual([673]);
    await clear(lab, station, { cleared: {}, payload: {} });
    expect(await held(lab, station, 2)).toEqual([]);
  },
};

/** From now on for an hour, on three phases. */
function absolute({ connectorId, purpose, id }: { connectorId: number; purpose: Purpose; id: number }): {
  profile: Wanted;
  payload: Payload;
} {
  const period = { startPeriod: 0, limit: 16, numberPhases: 3 };
  return {
    profile: {
      ...{ id, evseId: connectorId, stackLevel: 0, kind: 'Absolute', validFrom: from, validTo: to },
      purpose: purpose === 'ChargePointMaxProfile' ? 'ChargingStationMaxProfile' : purpose,
      schedules: [{ unit: 'A', startSchedule: from, duration: 3600, periods: [period] }],
    },
    payload: {
      connectorId,
      csChargingProfiles: {
        ...{ chargingProfileId: id, stackLevel: 0, chargingProfilePurpose: purpose, chargingProfileKind: 'Absolute' },
        ...{ validFrom: from, validTo: to },
        chargingSchedule: { startSchedule: from, duration: 3600, chargingRateUnit: 'A', chargingSchedulePeriod: [period] },
      },
    },
  };
}

/** Taken; then the station is asked what it makes of it, and cannot say. */
async function set(lab: Lab16, station: Station16, { profile, payload }: { profile: Wanted; payload: Payload }): Promise<void> {
  const sent = lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'setChargingProfile', profile } });
  const asked = await lab.hear(station, 'SetChargingProfile', sent);
  expect(asked.payload).toEqual(payload);
  asked.answer({ status: 'Accepted' });
  await noSchedule(lab, station, sent);
  expect(await sent).toMatchObject({ status: 'accepted', reason: 'notVerified' });
  expect(await held(lab, station, payload.connectorId)).toContain(profile.id);
}

async function clear(
  lab: Lab16,
  station: Station16,
  { cleared, payload }: { cleared: Cleared; payload: RequestOf<'ocpp1.6', 'ClearChargingProfile'> },
): Promise<void> {
  const sent = lab.api.sendCommand({ params: { stationId: station.id }, body: { verb: 'clearChargingProfile', ...cleared } });
  const asked = await lab.hear(station, 'ClearChargingProfile', sent);
  expect(asked.payload).toEqual(payload);
  asked.answer({ status: 'Accepted' });
  await noSchedule(lab, station, sent);
  expect(await sent).toMatchObject({ status: 'accepted' });
}

async function noSchedule(lab: Lab16, station: Station16, sent: Promise<unknown>): Promise<void> {
  const asked = await lab.hear(station, 'GetCompositeSchedule', sent);
  asked.answer({ status: 'Rejected' });
}

/** Ids of the profiles that the API says the station holds there. */
async function held(lab: Lab16, station: Station16, evseId: number): Promise<number[]> {
  const { profiles } = await lab.api.getChargingLimits({ params: { stationId: station.id }, query: { evseId } });
  return profiles.filter(({ profile }) => profile.evseId === evseId).map(({ profile }) => profile.id);
}
