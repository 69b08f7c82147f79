import { afterEach, expect, it } from 'vitest';
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

const dynamic = (more = {}) => ({
  id: 6,
  stackLevel: 0,
  chargingProfilePurpose: 'TxDefaultProfile',
  chargingProfileKind: 'Dynamic',
  chargingSchedule: [{ id: 1, chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit: 4600 }] }],
  ...more,
});

it('K28: a dynamic profile follows what is pushed', async () => {
  lab = await Lab.open('ocpp2.1');
  await charge();
  await lab.ask('SetChargingProfile', { evseId: 1, chargingProfile: dynamic() });
  expect(powerW()).toBe(4600);
  expect(await lab.ask('UpdateDynamicSchedule', { chargingProfileId: 6, scheduleUpdate: { limit: 9200 } })).toEqual({
    status: 'Accepted',
  });
  expect(powerW()).toBe(9200);
  expect(await lab.ask('UpdateDynamicSchedule', { chargingProfileId: 7, scheduleUpdate: { limit: 1 } })).toEqual({
    status: 'Rejected',
    statusInfo: { reasonCode: 'InvalidProfileId' },
  });
});

it('K28: and pulls when it is to be pulled', async () => {
  lab = await Lab.open('ocpp2.1');
  await charge();
  await lab.ask('SetChargingProfile', { evseId: 1, chargingProfile: dynamic({ dynUpdateInterval: 30 }) });
  lab.csms.replies('PullDynamicScheduleUpdate', { status: 'Accepted', scheduleUpdate: { limit: 6900 } }, { status: 'Rejected' });
  const said = await lab.during(() => lab.world.moveTo(Lab.start + 60_000));
  expect(said.filter(({ action }) => action === 'PullDynamicScheduleUpdate').map(({ payload }) => payload)).toEqual([
    { chargingProfileId: 6 },
    { chargingProfileId: 6 },
  ]);
  expect(powerW()).toBe(6900);
});

it('K21: priority charging needs its profile, and a transaction', async () => {
  lab = await Lab.open('ocpp2.1');
  await charge();
  const transactionId = lab.station.evse(1).session?.id;
  const use = (activate: boolean, id = transactionId) => lab.ask('UsePriorityCharging', { transactionId: id, activate });
  await lab.ask('SetChargingProfile', { evseId: 1, chargingProfile: dynamic() });
  expect(await use(true)).toEqual({ status: 'NoProfile' });
  const priority = { ...dynamic(), id: 8, chargingProfilePurpose: 'PriorityCharging', chargingProfileKind: 'Relative' };
  priority.chargingSchedule = [{ id: 1, chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit: 11_000 }] }];
  await lab.ask('SetChargingProfile', { evseId: 1, chargingProfile: priority });
  expect(await use(true, 'none')).toEqual({ status: 'Rejected', statusInfo: { reasonCode: 'TxNotFound' } });
  const heard = lab.csms.hears('NotifyPriorityCharging');
  expect(await use(true)).toEqual({ status: 'Accepted' });
  expect((await heard).payload).toEqual({ transactionId, activated: true });
  expect(powerW()).toBe(11_000);
  await use(false);
  expect(powerW()).toBe(4600);
});

it('Q02, Q08: allowed ways of charging bring new needs; a grid signal needs a curve', async () => {
  lab = await Lab.open('ocpp2.1');
  await charge(2);
  const transactionId = lab.station.evse(2).session?.id;
  const heard = lab.csms.hears('NotifyEVChargingNeeds');
  expect(await lab.ask('NotifyAllowedEnergyTransfer', { transactionId, allowedEnergyTransfer: ['DC_BPT'] })).toEqual({
    status: 'Accepted',
  });
  await heard;
  const signal = { timestamp: at(0), signal: -40 };
  expect(await lab.ask('AFRRSignal', signal)).toEqual({ status: 'Rejected', statusInfo: { reasonCode: 'NoSignalWattCurve' } });
  const curve = {
    startPeriod: 0,
    operationMode: 'LocalFrequency',
    v2xBaseline: 0,
    v2xSignalWattCurve: [
      { signal: -100, power: -5000 },
      { signal: 100, power: 5000 },
    ],
  };
  const local = {
    ...dynamic(),
    chargingProfileKind: 'Relative',
    chargingSchedule: [{ id: 1, chargingRateUnit: 'W', chargingSchedulePeriod: [curve] }],
  };
  expect(await lab.ask('SetChargingProfile', { evseId: 2, chargingProfile: local })).toEqual({ status: 'Accepted' });
  expect(await lab.ask('AFRRSignal', signal)).toEqual({ status: 'Accepted' });
});
