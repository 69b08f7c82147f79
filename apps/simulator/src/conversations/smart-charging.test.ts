import { afterEach, describe, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
afterEach(() => lab.close());

const at = (seconds: number): string => new Date(Lab.start + seconds * 1000).toISOString();
const powerW = (evse = 1): number => {
  const { registerWh } = lab.station.evse(evse);
  lab.world.moveTo(lab.world.now() + 3_600_000 / 100);
  lab.station.pause({ evse, isPaused: false });
  return Math.round((lab.station.evse(evse).registerWh - registerWh) * 100);
};

async function charge(evse = 1): Promise<void> {
  lab.station.plugIn({ evse });
  const started = lab.station.waitFor('startAcknowledged');
  lab.station.tap('CARD', { evse });
  await started;
}

describe('1.6', () => {
  type Periods = readonly (readonly [startPeriod: number, limit: number])[];
  const profile = (chargingProfileId: number, periods: Periods, more: Record<string, unknown> = {}) => {
    const { chargingRateUnit = 'A', startSchedule = at(0), duration, ...rest } = more;
    const chargingSchedulePeriod = periods.map(([startPeriod, limit]) => ({ startPeriod, limit }));
    return {
      chargingProfileId,
      stackLevel: 0,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Absolute',
      chargingSchedule: { chargingRateUnit, startSchedule, chargingSchedulePeriod, ...(duration === undefined ? {} : { duration }) },
      ...rest,
    };
  };
  const set = (connectorId: number, csChargingProfiles: object) => lab.ask('SetChargingProfile', { connectorId, csChargingProfiles });

  it('TC_056, TC_057: the car obeys, period by period, and the stronger profile rules', async () => {
    lab = await Lab.open('ocpp1.6');
    await charge();
    expect(
      await set(
        0,
        profile(1, [
          [0, 10],
          [3600, 6],
        ]),
      ),
    ).toEqual({ status: 'Accepted' });
    expect(powerW()).toBe(6900);
    const transactionId = Number(lab.station.state.transactionIds.values().next().value);
    expect(await set(1, profile(2, [[0, 8]], { chargingProfilePurpose: 'TxProfile', transactionId, duration: 1800 }))).toEqual({
      status: 'Accepted',
    });
    expect(powerW()).toBe(5520);
    lab.world.moveTo(Lab.start + 1_800_000);
    expect(powerW()).toBe(6900);
    lab.world.moveTo(Lab.start + 3_600_000);
    expect(powerW()).toBe(4140);
    expect(await lab.ask('ClearChargingProfile', { id: 2 })).toEqual({ status: 'Accepted' });
    expect(await lab.ask('ClearChargingProfile', { id: 2 })).toEqual({ status: 'Unknown' });
    expect(await lab.ask('ClearChargingProfile')).toEqual({ status: 'Accepted' });
    expect(powerW()).toBe(11_000);
  });

  it('a limit of nothing suspends the EVSE, and the car goes on when it is lifted', async () => {
    lab = await Lab.open('ocpp1.6');
    await charge();
    const said = await lab.during(async () => {
      await set(
        1,
        profile(1, [
          [0, 0],
          [600, 16],
        ]),
      );
      lab.world.moveTo(Lab.start + 600_000);
    });
    expect(said.filter(({ action }) => action === 'StatusNotification').map(({ payload }) => payload.status)).toEqual([
      'SuspendedEVSE',
      'Charging',
    ]);
  });

  it('TC_066: the composite schedule is the lowest of all that holds, in the unit asked for', async () => {
    lab = await Lab.open('ocpp1.6');
    await set(0, profile(1, [[0, 20]], { chargingProfilePurpose: 'ChargePointMaxProfile' }));
    await set(
      1,
      profile(2, [
        [0, 30],
        [60, 10],
      ]),
    );
    expect(await lab.ask('GetCompositeSchedule', { connectorId: 1, duration: 120, chargingRateUnit: 'A' })).toEqual({
      status: 'Accepted',
      connectorId: 1,
      scheduleStart: at(0),
      chargingSchedule: {
        duration: 120,
        chargingRateUnit: 'A',
        chargingSchedulePeriod: [
          { startPeriod: 0, limit: 20, numberPhases: 3 },
          { startPeriod: 60, limit: 10, numberPhases: 3 },
        ],
      },
    });
    expect(await lab.ask('GetCompositeSchedule', { connectorId: 9, duration: 120 })).toEqual({ status: 'Rejected' });
  });

  it.each([
    ['a TxProfile without a transaction', 1, { chargingProfilePurpose: 'TxProfile' }],
    ['a station limit on one connector', 1, { chargingProfilePurpose: 'ChargePointMaxProfile' }],
    ['a connector that is not there', 9, {}],
    ['a stack level that is too high', 0, { stackLevel: 9 }],
    ['a recurring one that does not say how often', 0, { chargingProfileKind: 'Recurring' }],
  ])('refuses %s', async (...[, connectorId, more]) => {
    lab = await Lab.open('ocpp1.6');
    expect(await set(connectorId, profile(1, [[0, 10]], more))).toEqual({ status: 'Rejected' });
  });

  it('TC_059: a profile that came with a remote start holds from the start of its transaction until its end', async () => {
    lab = await Lab.open('ocpp1.6');
    lab.station.plugIn();
    const started = lab.station.waitFor('startAcknowledged');
    const chargingProfile = profile(5, [[0, 6]], { chargingProfilePurpose: 'TxProfile', chargingProfileKind: 'Relative' });
    expect(await lab.ask('RemoteStartTransaction', { connectorId: 1, idTag: 'APP', chargingProfile })).toEqual({ status: 'Accepted' });
    await started;
    expect(powerW()).toBe(4140);
    lab.station.unplug();
    expect(lab.station.state.profiles).toEqual([]);
  });
});

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('%s', (version) => {
  const profile = (id: number, limit: number, more: Record<string, unknown> = {}) => ({
    id,
    stackLevel: 0,
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Absolute',
    chargingSchedule: [{ id: 1, startSchedule: at(0), chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit }] }],
    ...more,
  });
  const set = (evseId: number, chargingProfile: object) => lab.ask('SetChargingProfile', { evseId, chargingProfile });
  const events = () =>
    lab.said.flatMap(({ action, payload }) =>
      action === 'TransactionEvent' ? [payload.triggerReason] : action === 'StatusNotification' ? [] : [action],
    );

  it('K01, K10: tells a change of rate, and says why it refuses', async () => {
    lab = await Lab.open(version);
    await charge();
    await lab.during(() => set(1, profile(1, 6900)));
    expect(events()).toEqual(['ChargingRateChanged']);
    expect(powerW()).toBe(6900);
    await lab.during(() => set(1, profile(1, 0)));
    expect(events()).toEqual(['ChargingRateChanged', 'ChargingStateChanged']);
    expect(await set(1, profile(2, 100))).toEqual({ status: 'Rejected', statusInfo: { reasonCode: 'DuplicateProfile' } });
    expect(await set(1, profile(3, 100, { chargingProfilePurpose: 'TxProfile', stackLevel: 1, transactionId: 'none' }))).toEqual({
      status: 'Rejected',
      statusInfo: { reasonCode: 'TxNotFound' },
    });
    await lab.during(() => lab.ask('ClearChargingProfile', { chargingProfileCriteria: { evseId: 1 } }));
    expect(events()).toEqual(['ChargingRateChanged', 'ChargingStateChanged']);
  });

  it('K09: reports profiles by EVSE and source, in parts', async () => {
    lab = await Lab.open(version);
    for (const id of [1, 2, 3]) await set(1, profile(id, 1000 * id, { stackLevel: id }));
    await set(0, profile(4, 9000));
    lab.station.limit(8000, { evse: 2 });
    await lab.during(async () => {
      expect(await lab.ask('GetChargingProfiles', { requestId: 8, chargingProfile: {} })).toEqual({ status: 'Accepted' });
    });
    const reports = lab.said.map(({ payload: { requestId, evseId, chargingLimitSource, tbc, chargingProfile } }) => [
      requestId,
      evseId,
      chargingLimitSource,
      (chargingProfile as { id: number }[]).map(({ id }) => id),
      tbc,
    ]);
    expect(reports).toEqual([
      [8, 1, 'CSO', [1, 2], true],
      [8, 1, 'CSO', [3], true],
      [8, 0, 'CSO', [4], true],
      [8, 2, 'EMS', [902], false],
    ]);
    const some = { requestId: 9, evseId: 1, chargingProfile: { stackLevel: 7 } };
    expect(await lab.ask('GetChargingProfiles', some)).toEqual({ status: 'NoProfiles' });
  });

  it('K08: the composite schedule of an EVSE, of the station, and of none', async () => {
    lab = await Lab.open(version);
    await set(0, profile(1, 9000, { chargingProfilePurpose: 'ChargingStationMaxProfile' }));
    const ask = (evseId: number) => lab.ask('GetCompositeSchedule', { evseId, duration: 60, chargingRateUnit: 'W' });
    const schedule = { duration: 60, scheduleStart: at(0), chargingRateUnit: 'W' };
    expect(await ask(1)).toEqual({
      status: 'Accepted',
      schedule: { ...schedule, evseId: 1, chargingSchedulePeriod: [{ startPeriod: 0, limit: 9000, numberPhases: 3 }] },
    });
    expect(await ask(0)).toMatchObject({ schedule: { evseId: 0, chargingSchedulePeriod: [{ startPeriod: 0, limit: 9000 }] } });
    expect(await ask(3)).toEqual({ status: 'Rejected', statusInfo: { reasonCode: 'UnknownEvse' } });
  });

  it('K11, K13: a limit of somebody else is told before the rate changes, and lifted again', async () => {
    lab = await Lab.open(version);
    await charge();
    await lab.during(() => lab.station.limit(5520));
    expect(events()).toEqual(['NotifyChargingLimit', 'ChargingRateChanged']);
    expect(lab.said[0]?.payload).toMatchObject({
      evseId: 1,
      chargingLimit: { chargingLimitSource: 'EMS' },
      chargingSchedule: [{ chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit: 5520 }] }],
    });
    expect(powerW()).toBe(5520);
    expect(await lab.ask('ClearChargingProfile', { chargingProfileCriteria: { evseId: 1 } })).toEqual({ status: 'Unknown' });
    await lab.during(() => lab.station.limit(null));
    expect(lab.said[0]).toMatchObject({ action: 'ClearedChargingLimit', payload: { chargingLimitSource: 'EMS', evseId: 1 } });
    expect(powerW()).toBe(11_000);
  });

  it('K15: the needs of the car, the profile, what the car makes of it', async () => {
    lab = await Lab.open(version);
    await charge(2);
    const needs = lab.csms.hears('NotifyEVChargingNeeds');
    lab.station.send('NotifyEVChargingNeeds', { evse: 2 });
    expect((await needs).payload).toMatchObject({
      evseId: 2,
      chargingNeeds: { requestedEnergyTransfer: 'DC', dcChargingParameters: { evMaxPower: 120_000, stateOfCharge: 30 } },
    });
    await lab.heardAll();
    const transactionId = lab.station.evse(2).session?.id;
    const heard = lab.csms.hears('NotifyEVChargingSchedule');
    await set(2, profile(1, 20_000, { chargingProfilePurpose: 'TxProfile', transactionId }));
    expect((await heard).payload).toMatchObject({
      evseId: 2,
      timeBase: at(0),
      chargingSchedule: { chargingSchedulePeriod: [{ startPeriod: 0, limit: 20_000 }] },
    });
  });
});
