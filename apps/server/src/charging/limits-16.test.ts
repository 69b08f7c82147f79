import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sample16 } from '../commands/samples.ts';
import { composite, LimitLab, sentTo, yes } from './lab.ts';

let lab: LimitLab;
beforeAll(async () => {
  lab = await LimitLab.open();
});
afterAll(() => lab.close());

describe('1.6', () => {
  test('what the station has told of what it can take is asked of every profile', async () => {
    const { id, station } = await lab.connected('ocpp1.6', sample16);
    const key = (name: string, value: string) => ({ key: name, readonly: true, value });
    station.on('GetConfiguration', {
      result: {
        configurationKey: [
          key('ChargeProfileMaxStackLevel', '2'),
          key('ChargingScheduleAllowedChargingRateUnit', 'Current'),
          key('ChargingScheduleMaxPeriods', '1'),
          key('MaxChargingProfilesInstalled', '1'),
        ],
      },
    });
    await lab.send(id, { verb: 'readConfiguration' });
    expect((await lab.limits(id)).abilities).toEqual({
      maxStackLevel: 2,
      units: ['A'],
      maxPeriods: 1,
      maxProfiles: 1,
      features: expect.anything(),
      additionalPurposes: expect.anything(),
    });
    const periods = [0, 60].map((startPeriod) => ({ startPeriod, limit: 1000 }));
    const { error } = await lab.set(id, 16, { stackLevel: 3, schedules: [{ unit: 'W', startSchedule: '2026-01-01T00:00:00Z', periods }] });
    expect(error.details.map(({ code, allowed }: { code: string; allowed: unknown }) => [code, allowed])).toEqual([
      ['stackLevelOutOfRange', 2],
      ['unitUnsupported', 'A'],
      ['tooManyPeriods', 1],
    ]);
    expect(sentTo(station, 'SetChargingProfile')).toEqual([]);
  });

  test('it cannot be asked for its profiles, nor be told to change one that runs', async () => {
    const { id, station } = await lab.connected('ocpp1.6', sample16);
    for (const body of [{ verb: 'getChargingProfiles' }, { verb: 'updateDynamicSchedule', profileId: 1, values: { limit: 1 } }])
      expect(await lab.send(id, body)).toMatchObject({ status: 'notSupported', reason: 'notInVersion' });
    expect(station.received).toEqual([]);
  });

  test('more than the limit for over a minute is told, once, and so is its end', async () => {
    const { id, station } = await lab.connected('ocpp1.6', sample16);
    station.on('SetChargingProfile', yes);
    station.on('GetCompositeSchedule', composite('ocpp1.6', 16));
    const transactionId = Number(await sample16.startSession(station, { token: 'CARD', remoteStartId: 0 }));
    await lab.set(id, 16);
    let seconds = 0;
    const measure = async (later: number, ampere: number) => {
      seconds += later;
      lab.app.advance(later * 1000);
      const sampledValue = ['L1', 'L2', 'L3'].map((phase) => ({ measurand: 'Current.Import', unit: 'A', phase, value: String(ampere) }));
      const timestamp = new Date(lab.app.context.clock()).toISOString();
      await station.call('MeterValues', { connectorId: 1, transactionId, meterValue: [{ timestamp, sampledValue }] });
    };
    const told = async () =>
      (await lab.app.api('GET', `/events?stationId=${id}`)).body.items
        .map(({ kind, type, severity, evseId, cleared, data }: Record<string, unknown>) => ({
          kind,
          type,
          severity,
          evseId,
          cleared,
          data,
        }))
        .reverse();
    await measure(1, 20);
    await measure(50, 16);
    await measure(1, 20);
    await measure(58, 20);
    expect(await told()).toEqual([]);
    await measure(3, 21);
    await measure(60, 22);
    const event = { kind: 'chargingLimit', type: 'exceeded', severity: 3, evseId: 1 };
    const since = expect.any(String);
    expect(await told()).toEqual([{ ...event, cleared: false, data: { unit: 'A', measured: 21, limit: 16, since } }]);
    await measure(1, 10);
    expect(await told()).toMatchObject([{ cleared: false }, { ...event, cleared: true, data: { since } }]);
    expect(seconds).toBe(174);
  });
});
