import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { setProfile } from '../v2x/profiles.ts';
import { at, booted, card, charging, type Lab21, type Station21 } from '../v2x/station.ts';
import { made } from './k-profiles.ts';

type Period = Parameters<typeof made>[1][number];
type Limit = RequestOf<'ocpp2.1', 'NotifyChargingLimit'>;
const central: Period = { startPeriod: 0, operationMode: 'CentralSetpoint', limit: 16, dischargeLimit: -16, setpoint: -8 };

/** Q: cars that give back. */
export const bidirectional: Cases<'ocpp2.1'> = {
  TC_Q_102_CSMS: async (lab) => {
    const station = await booted(lab);
    const answer = await station.call('Authorize', { idToken: card(cards.good) });
    expect(answer.idTokenInfo.status).toBe('Accepted');
    // Not decided; an empty list would forbid everything.
    expect(answer).not.toHaveProperty('allowedEnergyTransfer');
  },

  TC_Q_103_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id } = await charging(station, card(cards.good));
    await allow(lab, station, { transactionId: id, allowed: ['AC_three_phase'] });
    const { status } = await station.call('NotifyEVChargingNeeds', {
      evseId: 1,
      chargingNeeds: {
        requestedEnergyTransfer: 'AC_BPT',
        v2xChargingParameters: { maxChargePower: 11_000, maxDischargePower: 11_000 },
      },
    });
    expect(status).toBe('Rejected');
  },

  TC_Q_107_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id: transactionId } = await charging(station, card(cards.good));
    await allow(lab, station, { transactionId, allowed: ['AC_three_phase', 'AC_BPT'] });
    expect(await lab.records(station.id, 'energyTransfer')).toMatchObject([[transactionId, { allowed: ['AC_three_phase', 'AC_BPT'] }]]);
  },

  TC_Q_108_CSMS: async (lab) => {
    await steered(lab, 108, [central, { ...central, startPeriod: 900, setpoint: 8 }]);
  },
  TC_Q_109_CSMS: async (lab) => await pushed(lab, 109, central),

  TC_Q_110_CSMS: async (lab) => {
    const station = await dynamic(lab, 110, central);
    expect(await station.call('PullDynamicScheduleUpdate', { chargingProfileId: 110 })).toEqual({
      status: 'Accepted',
      scheduleUpdate: { limit: 16, dischargeLimit: -16, setpoint: -8 },
    });
  },

  TC_Q_111_CSMS: async (lab) => await external(lab, { startPeriod: 0, operationMode: 'ExternalSetpoint', setpoint: -4000 }),
  TC_Q_112_CSMS: async (lab) =>
    await external(lab, { startPeriod: 0, operationMode: 'ExternalLimits', limit: 8000, dischargeLimit: -4000 }),

  TC_Q_117_CSMS: async (lab) => await pushed(lab, 117, { ...central, operationMode: 'CentralFrequency' }),

  TC_Q_120_CSMS: async (lab) => {
    const v2xSignalWattCurve: Period['v2xSignalWattCurve'] = [
      { signal: -10, power: -5000 },
      { signal: 10, power: 5000 },
    ];
    const station = await steered(lab, 120, [{ startPeriod: 0, operationMode: 'LocalFrequency', v2xBaseline: 0, v2xSignalWattCurve }]);
    const timestamp = at();
    const command = await lab.command(station, { verb: 'afrrSignal', signal: 4, at: timestamp }, [
      { action: 'AFRRSignal', payload: { signal: 4, timestamp }, answer: { status: 'Accepted' } },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
  },

  TC_Q_121_CSMS: async (lab) => {
    const v2xFreqWattCurve: Period['v2xFreqWattCurve'] = [
      { frequency: 49.8, power: -5000 },
      { frequency: 50.2, power: 5000 },
    ];
    await steered(lab, 121, [{ startPeriod: 0, operationMode: 'LocalFrequency', v2xBaseline: 0, v2xFreqWattCurve }]);
  },

  TC_Q_124_CSMS: async (lab) => {
    // It follows its own meter: no figure of ours.
    await steered(lab, 124, [{ startPeriod: 0, operationMode: 'LocalLoadBalancing' }]);
  },
};

async function allow(
  lab: Lab21,
  station: Station21,
  { transactionId, allowed }: { transactionId: string; allowed: ['AC_three_phase', ...'AC_BPT'[]] },
): Promise<void> {
  const [session] = await lab.sessions(station.id);
  const command = await lab.command(station, { verb: 'notifyAllowedEnergyTransfer', sessionId: session?.id ?? 0, allowed }, [
    {
      action: 'NotifyAllowedEnergyTransfer',
      payload: { transactionId, allowedEnergyTransfer: allowed },
      answer: { status: 'Accepted' },
    },
  ]);
  expect(command).toMatchObject({ status: 'confirmed' });
}

/** A profile of the running transaction. */
async function steered(lab: Lab21, id: number, periods: readonly Period[]): Promise<Station21> {
  const station = await booted(lab);
  const { id: transactionId } = await charging(station, card(cards.good));
  await setProfile(lab, station, made({ id, transactionId }, periods));
  return station;
}

/** One whose figures come later. */
async function dynamic(lab: Lab21, id: number, period: Period): Promise<Station21> {
  const station = await booted(lab);
  const { id: transactionId } = await charging(station, card(cards.good));
  const { profile, payload } = made({ id, transactionId }, [period]);
  await setProfile(lab, station, {
    profile: { ...profile, kind: 'Dynamic' },
    payload: { ...payload, chargingProfile: { ...payload.chargingProfile, chargingProfileKind: 'Dynamic' } },
  });
  return station;
}

async function pushed(lab: Lab21, id: number, period: Period): Promise<void> {
  const station = await dynamic(lab, id, period);
  const sent = lab.api.sendCommand({
    params: { stationId: station.id },
    body: { verb: 'updateDynamicSchedule', profileId: id, values: { setpoint: 6 } },
  });
  const asked = await lab.hear(station, 'UpdateDynamicSchedule', sent);
  expect(asked.payload).toEqual({ chargingProfileId: id, scheduleUpdate: { setpoint: 6 } });
  asked.answer({ status: 'Accepted' });
  (await lab.hear(station, 'GetChargingProfiles', sent)).answer({ status: 'Accepted' });
  (await lab.hear(station, 'GetCompositeSchedule', sent)).answer({ status: 'Rejected' });
  expect(await sent).toMatchObject({ status: 'confirmed' });
  const { profiles } = await lab.api.getChargingLimits({ params: { stationId: station.id }, query: { evseId: 1 } });
  expect(profiles).toMatchObject([{ profile: { id, schedules: [{ periods: [{ setpoint: 6 }] }] } }]);
}

/** An energy manager steers; the CSMS takes note of it. */
async function external(lab: Lab21, period: Period): Promise<void> {
  const station = await booted(lab);
  await charging(station, card(cards.good));
  const chargingSchedule: Limit['chargingSchedule'] = [{ id: 1, chargingRateUnit: 'W', chargingSchedulePeriod: [period] }];
  expect(await station.call('NotifyChargingLimit', { evseId: 1, chargingLimit: { chargingLimitSource: 'EMS' }, chargingSchedule })).toEqual(
    {},
  );
  const { startPeriod: _, ...figures } = period;
  expect(await lab.records(station.id, 'chargingLimit')).toMatchObject([
    ['EMS/1', { source: 'EMS', profile: { schedules: [{ unit: 'W', periods: [figures] }] } }],
  ]);
}
