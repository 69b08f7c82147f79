import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RawStation } from '../commands/raw-station.ts';
import { type Sample, sample201 } from '../commands/samples.ts';
import { composite, LimitLab, sentTo } from './lab.ts';

let lab: LimitLab;
beforeAll(async () => {
  lab = await LimitLab.open();
});
afterAll(() => lab.close());

const remoteStartId = 900_001;

describe.each<[Version, Sample]>([
  ['ocpp2.0.1', sample201],
  ['ocpp2.1', sample201],
])('what a station of %s tells of its profiles', (version, sample) => {
  const wire = (id: number, limit: number) => ({
    id,
    stackLevel: 0,
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Absolute',
    chargingSchedule: [
      { id: 1, startSchedule: '2026-01-01T00:00:00Z', chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
    ],
  });
  const report = (station: RawStation, requestId: number, more: object) =>
    station.call('ReportChargingProfiles', { requestId, chargingLimitSource: 'CSO', evseId: 1, tbc: false, ...more });
  test('it agreed, and holds no such profile', async () => {
    const { id, station } = await lab.obliging(version, sample);
    station.on('GetChargingProfiles', { result: { status: 'NoProfiles' } });
    expect(await lab.set(id, 16)).toMatchObject({ status: 'noEffect', reason: 'notHeld' });
    expect(await lab.heldIds(id)).toEqual([]);
    const rows = await lab.app.query(
      `select p.ended_why from charging_profile p join station s on s.id = p.station_id where s.identity = $1`,
      [id],
    );
    expect(rows).toEqual([{ ended_why: 'notHeld' }]);
  });

  test('it holds it, and cannot say what it will do', async () => {
    const { id, station } = await lab.obliging(version, sample);
    station.on('GetCompositeSchedule', { error: 'NotImplemented' });
    expect(await lab.set(id, 16)).toMatchObject({ status: 'confirmed', reason: 'heldOnly' });
  });

  test('another one than was set, and one that nobody here has set', async () => {
    const { id, station } = await lab.obliging(version, sample);
    await lab.set(id, 16, { schedules: [{ unit: 'A', startSchedule: '2026-01-01T00:00:00Z', periods: [{ startPeriod: 0, limit: 16 }] }] });
    const { id: requestId } = await lab.send(id, { verb: 'getChargingProfiles' });
    await report(station, requestId, { chargingProfile: [wire(5, 16)], tbc: true });
    await report(station, requestId, { chargingProfile: [wire(9, 10)], evseId: 0 });
    await lab.app.eventually(`/commands/${requestId}`, ({ status }) => status === 'confirmed');
    expect((await lab.limits(id)).profiles).toMatchObject([
      { profile: { id: 5 }, setBy: 'ADMIN_API_KEY', isReportedOtherwise: false, reportedAt: expect.any(String) },
      { profile: { id: 9 }, setBy: null, setAt: null, source: 'CSO' },
    ]);
    await report(station, 0, { chargingProfile: [wire(5, 32)] });
    expect((await lab.limits(id)).profiles[0]).toMatchObject({ isReportedOtherwise: true });
  });

  test('one that it has lost since is no longer counted', async () => {
    const { id, station } = await lab.obliging(version, sample);
    await lab.set(id, 16);
    const { id: requestId } = await lab.send(id, { verb: 'getChargingProfiles' });
    await report(station, requestId, { chargingProfile: [wire(9, 10)] });
    expect(await lab.heldIds(id)).toEqual([9]);
    station.on('GetChargingProfiles', { result: { status: 'NoProfiles' } });
    expect(await lab.send(id, { verb: 'getChargingProfiles' })).toMatchObject({ status: 'confirmed', reason: 'noProfiles' });
    expect((await lab.app.api('GET', `/stations/${id}/records?kind=chargingProfile`)).body.items).toEqual([]);
    expect(await lab.heldIds(id)).toEqual([]);
  });

  test('the car told its needs before its transaction: its profile follows when that begins', async () => {
    const { id, station } = await lab.obliging(version, sample);
    const ac = { energyAmount: 20_000, evMinCurrent: 6, evMaxCurrent: 16, evMaxVoltage: 230 };
    const needs = {
      evseId: 1,
      maxScheduleTuples: 3,
      chargingNeeds: { requestedEnergyTransfer: 'AC_three_phase', acChargingParameters: ac },
    };
    expect(await station.call('NotifyEVChargingNeeds', needs)).toEqual({ status: 'Processing' });
    expect(sentTo(station, 'SetChargingProfile')).toEqual([]);
    const transactionId = await sample.startSession(station, { token: 'CARD', remoteStartId: remoteStartId });
    await lab.app.eventually(`/stations/${id}/charging-limits?evseId=1`, ({ profiles }) => profiles.length === 1);
    expect(sentTo(station, 'SetChargingProfile')).toMatchObject([
      {
        evseId: 1,
        chargingProfile: {
          transactionId,
          chargingProfilePurpose: 'TxProfile',
          chargingSchedule: [{ chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit: 11_040, numberPhases: 3 }] }],
        },
      },
    ]);
  });

  test('what a person has set for the transaction goes before the plan', async () => {
    const { id, station } = await lab.obliging(version, sample);
    station.on('GetCompositeSchedule', composite(version, 8));
    const transactionId = await sample.startSession(station, { token: 'CARD', remoteStartId: remoteStartId });
    await lab.set(id, 8, { purpose: 'TxProfile', transactionId });
    const dc = { evMaxCurrent: 100, evMaxVoltage: 400, energyAmount: 20_000 };
    const needs = { evseId: 1, chargingNeeds: { requestedEnergyTransfer: 'DC', dcChargingParameters: dc } };
    expect(await station.call('NotifyEVChargingNeeds', needs)).toEqual({ status: 'Accepted' });
    await lab.app.eventually(
      `/stations/${id}/commands`,
      ({ items }) => items.filter(({ verb }: { verb: string }) => verb === 'setChargingProfile').length === 2,
    );
    await lab.app.eventually(`/stations/${id}/commands`, ({ items }) => items[0].status === 'confirmed');
    const [first, second] = sentTo(station, 'SetChargingProfile');
    expect(second).toEqual(first);
  });

  test('a car that does not say what it can take gets no plan', async () => {
    const { station } = await lab.obliging(version, sample);
    await sample.startSession(station, { token: 'CARD', remoteStartId: remoteStartId });
    const needs = { evseId: 1, chargingNeeds: { requestedEnergyTransfer: 'DC' } };
    expect(await station.call('NotifyEVChargingNeeds', needs)).toEqual({ status: 'Rejected' });
  });
});
