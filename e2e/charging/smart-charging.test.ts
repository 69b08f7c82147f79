import { createNetwork, flawless, type Maker, type Network } from '@stationmaster/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Install } from '../install.ts';

const card = '04C0FFEE';
const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;
const two: Maker = {
  ...flawless,
  evses: [
    { kind: 'AC', maxW: 22_000 },
    { kind: 'DC', maxW: 50_000 },
  ],
};

let install: Install;
let network: Network;
beforeAll(async () => {
  install = await Install.start({ isSetUp: true });
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  await install.client.createToken({ body: { value: card } });
});
afterAll(async () => {
  network?.stop();
  await install?.stop();
});

type Body = Parameters<typeof install.client.sendCommand>[0]['body'];
type Profile = Extract<Body, { verb: 'setChargingProfile' }>['profile'];

const startSchedule = new Date(Date.now() - 60_000).toISOString();
/** An absolute one in ampere for every session, unless told otherwise. */
const profile = (limit: number, more: Partial<Profile> = {}): Profile => ({
  evseId: 0,
  purpose: 'TxDefaultProfile',
  kind: 'Absolute',
  schedules: [{ unit: 'A', startSchedule, periods: [{ startPeriod: 0, limit }] }],
  ...more,
});

describe.each(versions)('virtual stations of %s', (version) => {
  let made = 0;
  const booted = async () => {
    const id = `LIMIT-${version}-${made++}`;
    await install.client.createStation({ body: { id, securityProfile: 0 } });
    const limits = (evseId = 1, unit: 'A' | 'W' = 'A') =>
      install.client.getChargingLimits({ params: { stationId: id }, query: { evseId, unit } });
    const station = await network.add({ id, version, maker: two }).boot();
    // It has told of its EVSEs.
    await expect.poll(async () => (await limits()).known.evses.length).toBe(2);
    const command = async (body: Body) => {
      const { id: commandId } = await install.client.sendCommand({ params: { stationId: id }, body });
      await expect
        .poll(async () => (await install.client.getCommand({ params: { commandId } })).status, { timeout: 15_000 })
        .not.toMatch(/pending|sent|accepted/);
      return await install.client.getCommand({ params: { commandId } });
    };
    const set = (wanted: Profile) => command({ verb: 'setChargingProfile', profile: wanted });
    const held = async () => (await limits()).profiles.map(({ profile: { id: one } }) => one);
    const charge = async (evse = 1) => {
      station.plugIn({ evse });
      const started = station.waitFor('startAcknowledged');
      station.tap(card, { evse });
      await started;
      const [session] = (await install.client.listSessions({ query: { stationId: id, status: 'active' } })).items;
      return { sessionId: session?.id ?? 0, transactionId: session?.transactionId ?? '' };
    };
    return { id, station, command, set, limits, held, charge };
  };
  const idOf = ({ parameters }: { parameters: Record<string, unknown> }) => (parameters.profile as { id: number }).id;
  /** What the EVSE lets the car have, W. */
  const allowed = (station: Awaited<ReturnType<typeof booted>>['station'], evse = 1) => station.evse(evse).allowedW;

  it('TC_056, K_01: set, kept to by the car, and confirmed by what the station says it will do', async () => {
    const { station, set, limits, charge } = await booted();
    await charge();
    const { status, reason, parameters } = await set(profile(10));
    expect({ status, reason }).toEqual({ status: 'confirmed', reason: null });
    const { id } = parameters.profile as { id: number };
    expect(allowed(station)).toBe(6900);
    const { ours, theirs, profiles } = await limits();
    expect(ours.map(({ limit, profileIds }) => [limit, profileIds])).toEqual([[10, [id]]]);
    expect(theirs).toMatchObject({ agrees: true, differences: [], periods: [{ limit: 10 }] });
    expect(profiles).toMatchObject([{ source: 'CSO', isReportedOtherwise: false, profile: { id, purpose: 'TxDefaultProfile' } }]);
  });

  it('set again without an id, it takes the place of the one there', async () => {
    const { station, set, held, charge } = await booted();
    await charge();
    const first = idOf(await set(profile(10)));
    expect(await set(profile(8))).toMatchObject({ status: 'confirmed' });
    expect(await held()).toEqual([first]);
    expect(allowed(station)).toBe(5520);
  });

  it('TC_067, K_05, K_06, K_08: cleared by id, by what it is, and all; of what is not there nothing', async () => {
    const { station, command, set, held, charge } = await booted();
    await charge();
    const most = idOf(await set(profile(20, { purpose: 'ChargingStationMaxProfile' })));
    const usual = idOf(await set(profile(10)));
    const own = idOf(await set(profile(6, { stackLevel: 1, evseId: 1 })));
    expect(await held()).toEqual([most, usual, own]);
    expect(allowed(station)).toBe(4140);
    expect(await command({ verb: 'clearChargingProfile', id: own })).toMatchObject({ status: 'confirmed' });
    expect(allowed(station)).toBe(6900);
    expect(await command({ verb: 'clearChargingProfile', purpose: 'TxDefaultProfile' })).toMatchObject({ status: 'confirmed' });
    expect(await held()).toEqual([most]);
    expect(await command({ verb: 'clearChargingProfile' })).toMatchObject({ status: 'confirmed' });
    expect(await held()).toEqual([]);
    expect(await command({ verb: 'clearChargingProfile', id: 9 })).toMatchObject({ status: 'rejected', reason: 'nothingThere' });
  });

  it('TC_057, K_60: for the running transaction, and over with it', async () => {
    const { station, set, held, charge } = await booted();
    const { transactionId } = await charge();
    const relative = { schedules: [{ unit: 'A' as const, periods: [{ startPeriod: 0, limit: 8 }] }] };
    const own = profile(8, { evseId: 1, purpose: 'TxProfile', kind: 'Relative', transactionId, ...relative });
    expect(await set(own)).toMatchObject({ status: 'confirmed' });
    expect(allowed(station)).toBe(5520);
    station.unplug();
    await expect.poll(held).toEqual([]);
  });

  it('TC_059, K_37: with a remote start, from the first moment', async () => {
    const { station, command, held } = await booted();
    station.plugIn();
    const limit = { kind: 'Relative' as const, schedules: [{ unit: 'A' as const, periods: [{ startPeriod: 0, limit: 6 }] }] };
    const started = await command({ verb: 'start', evseId: 1, token: card, profile: limit });
    expect(started).toMatchObject({ status: 'confirmed' });
    await expect.poll(() => allowed(station)).toBe(4140);
    expect(await held()).toEqual([idOf(started)]);
    await station.settled();
    station.unplug();
    await expect.poll(held).toEqual([]);
  });

  it('TC_066, K_43, K_44: asked what may be charged, on an EVSE and by the station', async () => {
    const { command, limits, set } = await booted();
    await set(
      profile(12_000, {
        purpose: 'ChargingStationMaxProfile',
        schedules: [{ unit: 'W', startSchedule, periods: [{ startPeriod: 0, limit: 12_000 }] }],
      }),
    );
    for (const evseId of [0, 1]) {
      expect(await command({ verb: 'getCompositeSchedule', evseId, durationSeconds: 3600, unit: 'W' })).toMatchObject({
        status: 'confirmed',
      });
      expect((await limits(evseId, 'W')).theirs).toMatchObject({ agrees: true, unit: 'W', periods: [{ limit: 12_000 }] });
    }
  });

  it.each([
    ['a maximum of the station on one EVSE', { evseId: 1, purpose: 'ChargingStationMaxProfile' }, 'stationMaxNotOnStation'],
    ['an EVSE that is not there', { evseId: 9 }, 'evseUnknown'],
    ['recurring without saying how often', { kind: 'Recurring' }, 'recurrencyMissing'],
    ['a transaction that is not running', { evseId: 1, purpose: 'TxProfile', transactionId: '4711' }, 'transactionUnknown'],
    ['limits of others', { purpose: 'ChargingStationExternalConstraints' }, 'externalConstraintsNotOurs'],
    ['no schedule', { schedules: [] }, 'scheduleMissing'],
  ] as const)('refuses %s, and sends nothing', async (_, more, code) => {
    const { id, set } = await booted();
    const refused = await set(profile(10, more as unknown as Partial<Profile>)).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'profileRefused', status: 409 });
    expect((refused as { details: { code: string }[] }).details.map((detail) => detail.code)).toContain(code);
    const { items } = await install.client.listFrames({ params: { stationId: id }, query: { action: 'SetChargingProfile' } });
    expect(items).toEqual([]);
  });
});

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('what virtual stations of %s tell', (version) => {
  let made = 0;
  const booted = async () => {
    const id = `TOLD-${version}-${made++}`;
    await install.client.createStation({ body: { id, securityProfile: 0 } });
    return { id, station: await network.add({ id, version, maker: two }).boot() };
  };
  const send = (id: string, body: Body) => install.client.sendCommand({ params: { stationId: id }, body });
  const limitsOf = (id: string, evseId: number) =>
    install.client.getChargingLimits({ params: { stationId: id }, query: { evseId, unit: 'W' } });
  const records = async (id: string, kind: 'chargingLimit' | 'chargingNeeds' | 'chargingSchedule') =>
    (await install.client.listStationRecords({ params: { stationId: id }, query: { kind } })).items;

  it('TC_K_48, K_50, K_52: limits of others count in what an EVSE may take, until they are lifted', async () => {
    const { id, station } = await booted();
    station.limit(5520);
    await expect.poll(async () => (await limitsOf(id, 1)).ours.map(({ limit }) => limit)).toEqual([5520]);
    expect(await records(id, 'chargingLimit')).toMatchObject([{ key: 'EMS/1', evseId: 1, data: { source: 'EMS', isGridCritical: false } }]);
    const { id: commandId } = await send(id, { verb: 'getChargingProfiles' });
    await expect.poll(async () => (await install.client.getCommand({ params: { commandId } })).status).toBe('confirmed');
    const [reported, ...more] = (await limitsOf(id, 1)).profiles;
    expect(more).toEqual([]);
    expect(reported).toMatchObject({ source: 'EMS', setAt: null, profile: { purpose: 'ChargingStationExternalConstraints', evseId: 1 } });
    station.limit(null);
    await expect.poll(async () => (await limitsOf(id, 1)).profiles).toEqual([]);
    expect((await limitsOf(id, 1)).ours.map(({ limit }) => limit)).not.toEqual([5520]);
    expect(await records(id, 'chargingLimit')).toEqual([]);
    const { items } = await install.client.listStationEvents({ query: { stationId: id, kind: 'chargingLimit' } });
    expect(items.map(({ type, text, cleared }) => [type, text, cleared])).toEqual([
      ['set', 'EMS', true],
      ['set', 'EMS', false],
    ]);
  });

  it('TC_K_53, K_57: a car that says its needs gets a plan within them, and follows it', async () => {
    const { id, station } = await booted();
    station.plugIn({ evse: 2 });
    const started = station.waitFor('startAcknowledged');
    station.tap(card, { evse: 2 });
    await started;
    const departureTime = new Date(Date.now() + 4 * 3_600_000).toISOString();
    const dcChargingParameters = { evMaxCurrent: 125, evMaxVoltage: 400, evMaxPower: 40_000, energyAmount: 40_000 };
    const needs = (energyAmount: number) => ({
      payload: {
        evseId: 2,
        maxScheduleTuples: 12,
        chargingNeeds: { requestedEnergyTransfer: 'DC', departureTime, dcChargingParameters: { ...dcChargingParameters, energyAmount } },
      },
    });
    station.send('NotifyEVChargingNeeds', { evse: 2, ...needs(40_000) });
    const planned = async () =>
      (await limitsOf(id, 2)).profiles.map(({ profile: { purpose, schedules } }) => [purpose, schedules[0]?.periods[0]?.limit]);
    // 40 kWh and a tenth, in four hours less what has passed since.
    await expect.poll(planned).toEqual([['TxProfile', expect.closeTo(11_000, -2)]]);
    expect(station.evse(2).allowedW).toBeCloseTo(11_000, -2);
    await expect.poll(() => records(id, 'chargingSchedule')).toMatchObject([{ key: '2', data: { isWithin: true } }]);
    expect(await records(id, 'chargingNeeds')).toMatchObject([
      { data: { energyWh: 40_000, maxPowerW: 40_000, departureAt: departureTime } },
    ]);
    station.send('NotifyEVChargingNeeds', { evse: 2, ...needs(80_000) });
    await expect.poll(planned).toEqual([['TxProfile', expect.closeTo(22_000, -2)]]);
    const { items } = await install.client.listCommands({ params: { stationId: id } });
    expect(items.filter(({ verb }) => verb === 'setChargingProfile').map(({ status, requestedBy }) => [status, requestedBy])).toEqual([
      ['confirmed', 'Stationmaster'],
      ['confirmed', 'Stationmaster'],
    ]);
  });

  it('TC_K_55: a plan beyond the limits is refused, and the car gets its profile once more', async () => {
    const { id, station } = await booted();
    station.plugIn({ evse: 2 });
    const started = station.waitFor('startAcknowledged');
    station.tap(card, { evse: 2 });
    await started;
    station.send('NotifyEVChargingNeeds', { evse: 2 });
    const sets = async () => {
      const { items } = await install.client.listFrames({ params: { stationId: id }, query: { action: 'SetChargingProfile' } });
      return items.length;
    };
    await expect.poll(sets).toBe(1);
    await expect.poll(() => records(id, 'chargingSchedule')).toMatchObject([{ data: { isWithin: true } }]);
    const tooMuch = { id: 1, chargingRateUnit: 'W', duration: 3600, chargingSchedulePeriod: [{ startPeriod: 0, limit: 400_000 }] };
    station.send('NotifyEVChargingSchedule', {
      evse: 2,
      payload: { evseId: 2, timeBase: new Date().toISOString(), chargingSchedule: tooMuch },
    });
    await expect.poll(sets).toBe(2);
    const { items } = await install.client.listFrames({ params: { stationId: id }, query: { action: 'NotifyEVChargingSchedule' } });
    expect(items.map(({ answer }) => JSON.parse(answer ?? '[]')[2])).toContainEqual({ status: 'Rejected' });
  });
});

describe('dynamic profiles of 2.1', () => {
  it('TC_K_121: pushed and pulled', async () => {
    const id = 'DYNAMIC';
    await install.client.createStation({ body: { id, securityProfile: 0 } });
    const station = await network.add({ id, version: 'ocpp2.1', maker: two }).boot();
    station.plugIn();
    const started = station.waitFor('startAcknowledged');
    station.tap(card);
    await started;
    const send = (body: Body) => install.client.sendCommand({ params: { stationId: id }, body });
    const schedules = [{ unit: 'W' as const, periods: [{ startPeriod: 0, limit: 4600 }] }];
    const dynamic = { evseId: 0, purpose: 'TxDefaultProfile' as const, kind: 'Dynamic' as const, schedules };
    const set = await send({ verb: 'setChargingProfile', profile: dynamic });
    expect(set).toMatchObject({ status: 'confirmed', reason: null });
    const { id: profileId } = set.parameters.profile as { id: number };
    expect(station.evse().allowedW).toBe(4600);
    expect(await send({ verb: 'updateDynamicSchedule', profileId, values: { limit: 6900 } })).toMatchObject({
      status: 'confirmed',
      reason: null,
    });
    expect(station.evse().allowedW).toBe(6900);
    station.send('PullDynamicScheduleUpdate');
    await expect
      .poll(
        async () => (await install.client.listFrames({ params: { stationId: id }, query: { action: 'PullDynamicScheduleUpdate' } })).items,
      )
      .toMatchObject([{ outcome: 'result', explained: { key: 'frame.pullDynamicScheduleUpdate.accepted', values: { limit: 6900 } } }]);
    expect(await send({ verb: 'updateDynamicSchedule', profileId: 4711, values: { limit: 1 } })).toMatchObject({ status: 'rejected' });
  });
});

it('what a station holds outlives the server', { timeout: 60_000 }, async () => {
  const id = 'OUTLIVES';
  await install.client.createStation({ body: { id, securityProfile: 0 } });
  await network.add({ id, version: 'ocpp1.6', maker: two }).boot();
  await install.client.sendCommand({ params: { stationId: id }, body: { verb: 'setChargingProfile', profile: profile(10) } });
  const held = async () => {
    const { profiles, ours } = await install.client.getChargingLimits({ params: { stationId: id }, query: { evseId: 1 } });
    return { profiles, limits: ours.map(({ limit }) => limit) };
  };
  const before = await held();
  expect(before).toMatchObject({ profiles: [{ profile: { id: 1 } }], limits: [10] });
  await install.kill();
  await install.start();
  expect(await held()).toEqual(before);
});
