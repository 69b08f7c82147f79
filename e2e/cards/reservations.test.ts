import { createNetwork, type Network } from '@stationmaster/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Install } from '../install.ts';

const mine = '04C0FFEE';
const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;

let install: Install;
let network: Network;
beforeAll(async () => {
  install = await Install.start({ isSetUp: true });
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  for (const [value, driverName, groupId] of [
    [mine, 'Grace', 'CREW'],
    ['04BADA55', 'Ada', 'CREW'],
    ['04DEC0DE', 'Eve', null],
  ] as const)
    await install.client.createToken({ body: { value, driverName, groupId } });
});
afterAll(async () => {
  network?.stop();
  await install?.stop();
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe.each(versions)('virtual stations of %s', (version) => {
  const settings = { ReserveConnectorZeroSupported: 'true' };
  const booted = async (name: string) => {
    const id = `${name}-${version}`;
    await install.client.createStation({ body: { id, securityProfile: 0 } });
    return { id, station: await network.add({ id, version, ...(version === 'ocpp1.6' ? { settings } : {}) }).boot() };
  };
  const command = async (id: string, body: Parameters<typeof install.client.sendCommand>[0]['body']) => {
    const { id: commandId } = await install.client.sendCommand({ params: { stationId: id }, body });
    await expect
      .poll(async () => (await install.client.getCommand({ params: { commandId } })).status, { timeout: 15_000 })
      .not.toMatch(/pending|sent|accepted/);
    return await install.client.getCommand({ params: { commandId } });
  };
  const statusOf = async (id: string) =>
    (await install.client.getStation({ params: { stationId: id } })).connectors.find(({ evseId }) => evseId === 1)?.status;
  const reservationOf = async (id: string) => (await install.client.listReservations({ query: { stationId: id } })).items[0];

  it('TC_046, H_01, H_03: kept, refused to a stranger, used by its card, and the session says so', async () => {
    const { id, station } = await booted('USED');
    expect(await command(id, { verb: 'reserve', evseId: 1, token: mine, expiresAt: inMinutes(30) })).toMatchObject({ status: 'confirmed' });
    expect(await statusOf(id)).toBe('Reserved');
    const refused = station.waitFor('refused');
    station.tap('04DEC0DE');
    expect((await refused).data.why).toBe('reserved');
    station.plugIn();
    const started = station.waitFor('startAcknowledged');
    station.tap(mine);
    await started;
    const [session] = (await install.client.listSessions({ query: { stationId: id } })).items;
    expect(await reservationOf(id)).toMatchObject({ status: 'used', sessionId: session?.id, driverName: 'Grace' });
    expect(session).toMatchObject({ reservationId: (await reservationOf(id))?.id });
  });

  it('TC_053, H_19: another card of the group uses it', async () => {
    const { id, station } = await booted('GROUP');
    await command(id, { verb: 'reserve', evseId: 1, token: mine, groupId: 'CREW', expiresAt: inMinutes(30) });
    station.plugIn();
    const started = station.waitFor('startAcknowledged');
    station.tap('04BADA55');
    await started;
    expect(await reservationOf(id)).toMatchObject({ status: 'used', groupId: 'CREW' });
  });

  it('TC_051, H_17: taken back, the place is free again', async () => {
    const { id } = await booted('BACK');
    const { id: reservationId } = await command(id, { verb: 'reserve', evseId: 1, token: mine, expiresAt: inMinutes(30) });
    expect(await command(id, { verb: 'cancelReservation', reservationId })).toMatchObject({ status: 'confirmed' });
    await expect.poll(() => statusOf(id)).toBe('Available');
    expect(await reservationOf(id)).toMatchObject({ status: 'cancelled' });
  });

  it('TC_047, H_07: nobody comes', async () => {
    const { id } = await booted('LATE');
    await command(id, { verb: 'reserve', evseId: 1, token: mine, expiresAt: inMinutes(2 / 60) });
    await expect.poll(async () => (await reservationOf(id))?.status, { timeout: 20_000 }).toBe('expired');
    await expect.poll(() => statusOf(id)).toBe('Available');
  });

  it('TC_048, TC_049, H_08, H_22: any place, and why not', async () => {
    const { id, station } = await booted('ANY');
    expect(await command(id, { verb: 'reserve', evseId: 0, token: mine, expiresAt: inMinutes(30) })).toMatchObject({ status: 'confirmed' });
    station.nextAnswer('ReserveNow', 'Faulted');
    expect(await command(id, { verb: 'reserve', evseId: 1, token: mine, expiresAt: inMinutes(30) })).toMatchObject({
      status: 'rejected',
      reason: 'Faulted',
    });
    expect(await reservationOf(id)).toMatchObject({ status: 'refused', reason: 'Faulted' });
  });

  it.runIf(version !== 'ocpp1.6')('H_15, H_20: a kind of connector; a fault takes the place away', async () => {
    const { id, station } = await booted('KIND');
    expect(await command(id, { verb: 'reserve', evseId: 0, connectorType: 'sType2', token: mine, expiresAt: inMinutes(30) })).toMatchObject(
      { status: 'confirmed' },
    );
    const { id: reservationId } = (await reservationOf(id)) ?? {};
    await command(id, { verb: 'cancelReservation', reservationId: reservationId ?? 0 });
    await command(id, { verb: 'reserve', evseId: 1, token: mine, expiresAt: inMinutes(30) });
    station.fault('GroundFailure');
    await expect.poll(async () => (await reservationOf(id))?.status).toBe('removed');
  });
});
