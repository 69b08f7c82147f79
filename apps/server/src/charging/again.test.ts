import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sample16, sample201 } from '../commands/samples.ts';
import { readBack, setLostAgain } from './again.ts';
import { composite, LimitLab, profile, sentTo } from './lab.ts';

let lab: LimitLab;
beforeAll(async () => {
  lab = await LimitLab.open();
});
afterAll(() => lab.close());

const live = async (id: string) => {
  const rows = await lab.app.query(`select id::int as id from station where identity = '${id}'`);
  const state = lab.app.context.gateway.peek(Number(rows[0]?.['id']));
  if (state === undefined) throw new Error(`${id} is not connected`);
  return state;
};
const commands = async (id: string) => (await lab.app.api('GET', `/stations/${id}/commands`)).body.items;
const transactionEvent = (transactionId: string, more: object) => ({
  eventType: 'Updated',
  timestamp: new Date().toISOString(),
  seqNo: 3,
  transactionInfo: { transactionId },
  evse: { id: 1, connectorId: 1 },
  ...more,
});

// 2.1 E17
test('the limit of a session is set again when the station goes on after a loss of power, in the name of who set it', async () => {
  const { id, station } = await lab.obliging('ocpp2.1', sample201);
  const transactionId = await sample201.startSession(station, { token: 'CARD', remoteStartId: 0 });
  await lab.set(id, 16, { purpose: 'TxProfile', transactionId });
  await lab.set(id, 20, { id: 6, stackLevel: 1 });
  expect(sentTo(station, 'SetChargingProfile')).toHaveLength(2);
  await station.call('TransactionEvent', transactionEvent(transactionId, { triggerReason: 'MeterValuePeriodic' }));
  await station.call('TransactionEvent', transactionEvent(transactionId, { triggerReason: 'TxResumed', seqNo: 4 }));
  await vi.waitFor(() => expect(sentTo(station, 'SetChargingProfile')).toHaveLength(3), { timeout: 60_000 });
  expect(sentTo(station, 'SetChargingProfile').at(-1)).toMatchObject({
    evseId: 1,
    chargingProfile: { id: 5, chargingProfilePurpose: 'TxProfile', transactionId },
  });
  await vi.waitFor(async () => expect((await commands(id))[0]).toMatchObject({ requestedBy: 'ADMIN_API_KEY', status: 'confirmed' }), {
    timeout: 60_000,
  });
});

test('after a restart a 2.x station is asked what it holds; what it has lost is set again, but no limit of a session', async () => {
  const { id, station } = await lab.obliging('ocpp2.1', sample201);
  const transactionId = await sample201.startSession(station, { token: 'CARD', remoteStartId: 0 });
  await lab.set(id, 16);
  await lab.set(id, 10, { id: 6, purpose: 'TxProfile', transactionId });
  await lab.set(id, 20, { id: 7, stackLevel: 2 });
  const since = lab.app.context.clock();
  lab.app.advance(1000);
  await readBack(lab.app.context, await live(id));
  const asked = sentTo(station, 'GetChargingProfiles').at(-1) as { requestId: number };
  const startSchedule = new Date().toISOString();
  await station.call('ReportChargingProfiles', {
    requestId: asked.requestId,
    chargingLimitSource: 'CSO',
    evseId: 1,
    chargingProfile: [
      {
        id: 7,
        stackLevel: 2,
        chargingProfilePurpose: 'TxDefaultProfile',
        chargingProfileKind: 'Absolute',
        chargingSchedule: [{ id: 1, chargingRateUnit: 'A', startSchedule, chargingSchedulePeriod: [{ startPeriod: 0, limit: 20 }] }],
      },
    ],
  });
  expect(await lab.heldIds(id)).toEqual([7]);
  const before = sentTo(station, 'SetChargingProfile').length;
  await setLostAgain(lab.app.context, await live(id), since);
  expect(sentTo(station, 'SetChargingProfile').slice(before)).toMatchObject([{ chargingProfile: { id: 5 } }]);
  expect((await lab.heldIds(id)).sort()).toEqual([5, 7]);
  // Once is enough.
  await setLostAgain(lab.app.context, await live(id), since);
  expect(sentTo(station, 'SetChargingProfile')).toHaveLength(before + 1);
});

test('a 1.6 station, which cannot be asked, is set what should outlast a restart', async () => {
  const { id, station } = await lab.obliging('ocpp1.6', sample16);
  await readBack(lab.app.context, await live(id));
  expect(sentTo(station, 'SetChargingProfile')).toEqual([]);
  await lab.set(id, 16);
  await lab.set(id, 20, { id: 6, stackLevel: 1, validTo: new Date(lab.app.context.clock() + 30_000).toISOString() });
  lab.app.advance(60_000);
  await readBack(lab.app.context, await live(id));
  expect(sentTo(station, 'SetChargingProfile')).toMatchObject(
    [5, 6, 5].map((chargingProfileId) => ({ csChargingProfiles: { chargingProfileId } })),
  );
});

test('quirk profileNeedsTxDefault: what stood in for the limit of a session goes with the session, other defaults stay', async () => {
  const { id, station } = await lab.obliging('ocpp1.6', sample16);
  (await live(id)).quirks = new Set(['profileNeedsTxDefault']);
  station.on('GetCompositeSchedule', composite('ocpp1.6', 10));
  await lab.set(id, 20);
  const transactionId = await sample16.startSession(station, { token: 'CARD', remoteStartId: 0 });
  await lab.send(id, { verb: 'setChargingProfile', profile: profile(10, { id: 6, stackLevel: 1, purpose: 'TxProfile', transactionId }) });
  expect(sentTo(station, 'SetChargingProfile').at(-1)).toMatchObject({
    csChargingProfiles: { chargingProfilePurpose: 'TxDefaultProfile' },
  });
  expect((await lab.heldIds(id)).sort()).toEqual([5, 6]);
  await sample16.stopSession(station, transactionId);
  await vi.waitFor(() => expect(sentTo(station, 'ClearChargingProfile')).toEqual([{ id: 6 }]), { timeout: 60_000 });
  await vi.waitFor(async () => expect(await lab.heldIds(id)).toEqual([5]), { timeout: 60_000 });
});

test('a limit by hand stays by hand, however often the car tells its needs', async () => {
  const { id, station } = await lab.obliging('ocpp2.1', sample201);
  const transactionId = await sample201.startSession(station, { token: 'CARD', remoteStartId: 0 });
  await lab.set(id, 6, { purpose: 'TxProfile', transactionId });
  const needs = {
    evseId: 1,
    chargingNeeds: {
      requestedEnergyTransfer: 'AC_three_phase',
      departureTime: new Date(Date.now() + 3600_000).toISOString(),
      acChargingParameters: { energyAmount: 20_000, evMinCurrent: 6, evMaxCurrent: 32, evMaxVoltage: 400 },
    },
  };
  for (const count of [2, 3]) {
    await station.call('NotifyEVChargingNeeds', needs);
    await vi.waitFor(() => expect(sentTo(station, 'SetChargingProfile')).toHaveLength(count), { timeout: 60_000 });
    expect(sentTo(station, 'SetChargingProfile').at(-1)).toMatchObject({
      chargingProfile: { chargingSchedule: [{ chargingSchedulePeriod: [{ limit: 6 }] }] },
    });
    await vi.waitFor(
      async () => expect((await commands(id))[0]).toMatchObject({ requestedBy: 'ADMIN_API_KEY', answeredAt: expect.any(String) }),
      {
        timeout: 60_000,
      },
    );
  }
});
