import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sample, sample16, sample201 } from '../commands/samples.ts';
import { composite, LimitLab, profile, sentTo } from './lab.ts';

let lab: LimitLab;
beforeAll(async () => {
  lab = await LimitLab.open();
});
afterAll(() => lab.close());

const samples: [Version, Sample][] = [
  ['ocpp1.6', sample16],
  ['ocpp2.0.1', sample201],
  ['ocpp2.1', sample201],
];

describe.each(samples)('what a station of %s says after it was told a limit', (version, sample) => {
  test.each([
    ['as it was told', 16, 'A', 'confirmed', null],
    ['as it was told, in the other unit', 11_040, 'W', 'confirmed', null],
    ['less, for its own reasons', 10, 'A', 'confirmed', 'limitedFurther'],
    ['more than it was told', 32, 'A', 'noEffect', 'allowsMore'],
    ['more, in the other unit', 22_000, 'W', 'noEffect', 'allowsMore'],
  ] as const)('%s', async (...[, says, unit, status, reason]) => {
    const { id, station } = await lab.obliging(version, sample);
    station.on('GetCompositeSchedule', composite(version, says, unit));
    expect(await lab.set(id, 16)).toMatchObject({ status, reason });
    const { theirs, profiles } = await lab.limits(id);
    expect(theirs).toMatchObject({ unit, agrees: reason === null, periods: [{ limit: says }] });
    expect(profiles).toMatchObject([{ profile: { id: 5 }, setBy: 'ADMIN_API_KEY' }]);
  });

  test('what it said before', async () => {
    const { id, station } = await lab.obliging(version, sample, 6);
    expect(await lab.set(id, 6)).toMatchObject({ status: 'confirmed', reason: null });
    expect(await lab.set(id, 16)).toMatchObject({ status: 'noEffect', reason: 'asBefore' });
    station.on('GetCompositeSchedule', composite(version, 16));
    expect(await lab.set(id, 16)).toMatchObject({ status: 'confirmed', reason: null });
  });

  test('cleared, and it goes on as before', async () => {
    const { id, station } = await lab.obliging(version, sample, 6);
    await lab.set(id, 6);
    station.on('GetChargingProfiles', { result: { status: 'NoProfiles' } });
    expect(await lab.send(id, { verb: 'clearChargingProfile', id: 5 })).toMatchObject({ status: 'noEffect', reason: 'asBefore' });
    expect(await lab.heldIds(id)).toEqual([]);
  });

  test('nothing: what it agreed to is kept, and not taken for done', async () => {
    const { id, station } = await lab.obliging(version, sample, 6);
    station.on('GetChargingProfiles', { error: 'NotImplemented' });
    station.on('GetCompositeSchedule', { result: { status: 'Rejected' } });
    expect(await lab.set(id, 16)).toMatchObject({ status: 'accepted', reason: 'notVerified' });
    expect(await lab.heldIds(id)).toEqual([5]);
  });

  test('no, or that it cannot: nothing is kept', async () => {
    const { id, station } = await lab.obliging(version, sample, 6);
    station.on('SetChargingProfile', {
      result: { status: 'Rejected', ...(version === 'ocpp1.6' ? {} : { statusInfo: { reasonCode: 'TooFull' } }) },
    });
    expect(await lab.set(id, 16)).toMatchObject({ status: 'rejected', reason: version === 'ocpp1.6' ? null : 'TooFull' });
    station.on('SetChargingProfile', { error: 'NotSupported' });
    expect(await lab.set(id, 16)).toMatchObject({ status: 'notSupported' });
    expect(await lab.heldIds(id)).toEqual([]);
    expect(await lab.limits(id)).toMatchObject({ theirs: null, ours: [{ limit: null, profileIds: [] }] });
  });

  test('too late: it is kept all the same', async () => {
    const { id, station } = await lab.obliging(version, sample, 6);
    station.on('SetChargingProfile', 'silence');
    const sent = await lab.set(id, 16);
    expect(sent.status).toBe('timedOut');
    expect(await lab.heldIds(id)).toEqual([]);
    station.release({ status: 'Accepted' });
    await lab.app.eventually(`/commands/${sent.id}`, ({ status }) => status === 'accepted');
    expect(await lab.heldIds(id)).toEqual([5]);
  });

  test('sent although it looks wrong, when it is asked for', async () => {
    const { id, station } = await lab.obliging(version, sample, 6);
    station.on('SetChargingProfile', { result: { status: 'Rejected' } });
    const wrong = { ...profile(6), purpose: 'TxProfile', transactionId: '4711' };
    const refused = await lab.send(id, { verb: 'setChargingProfile', profile: wrong });
    expect(refused.error).toMatchObject({
      code: 'profileRefused',
      details: [
        { path: 'profile.transactionId', code: 'transactionUnknown', value: '4711', message: 'no transaction 4711 is running there' },
      ],
    });
    expect(await lab.send(id, { verb: 'setChargingProfile', profile: wrong, anyway: true })).toMatchObject({ status: 'rejected' });
    expect(sentTo(station, 'SetChargingProfile')).toHaveLength(1);
    const unsayable = {
      ...wrong,
      schedules: [{ unit: 'A', periods: [{ startPeriod: 0, limit: 6, phaseToUse: 2, numberPhases: 1 }], useLocalTime: true }],
    };
    const answer = await lab.send(id, { verb: 'setChargingProfile', profile: unsayable, anyway: true });
    if (version === 'ocpp2.1') expect(answer.status).toBe('rejected');
    else expect(answer.error.details.map(({ code }: { code: string }) => code)).toContain('notInVersion');
  });
});
