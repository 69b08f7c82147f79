import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { at, authorize, boot, booted, charging, isCharging, isEnded, type Lab16, nameplate, start, status, stop } from './station.ts';

/** Core: booting, cards, sessions. */
export const sessions: Cases<'ocpp1.6'> = {
  TC_001_CSMS: async (lab) => {
    const station = await lab.connect(await lab.register());
    const answer = await station.call('BootNotification', nameplate);
    expect(answer).toEqual({ status: 'Accepted', currentTime: expect.any(String), interval: expect.any(Number) });
    expect(answer.interval).toBeGreaterThan(0);
    for (const connectorId of [0, 1, 2]) await status(station, connectorId, 'Available');
    const { currentTime } = await station.call('Heartbeat', {});
    expect(Math.abs(Date.parse(currentTime) - Date.now())).toBeLessThan(5000);
    expect(await lab.station(station.id)).toMatchObject({
      ...{ phase: 'accepted', vendor: nameplate.chargePointVendor, model: nameplate.chargePointModel, firmwareVersion: '1.0.0' },
      connectors: [0, 1, 2].map((evseId) => ({ evseId, status: 'Available' })),
    });
  },

  TC_003_CSMS: async (lab) => {
    const station = await booted(lab);
    await isCharging(lab, station, await charging(station));
  },

  TC_004_1_CSMS: async (lab) => {
    const station = await booted(lab);
    await authorize(station);
    await status(station, 1, 'Preparing');
    const transactionId = await start(station);
    await status(station, 1, 'Charging');
    await isCharging(lab, station, transactionId);
  },

  TC_004_2_CSMS: async (lab) => {
    const station = await booted(lab);
    await authorize(station);
    await status(station, 1, 'Preparing');
    await status(station, 1, 'Available');
    expect(await lab.sessions(station.id)).toEqual([]);
  },

  TC_005_1_CSMS: async (lab) => {
    const station = await booted(lab);
    const transactionId = await charging(station);
    await status(station, 1, 'SuspendedEV');
    await stop(station, transactionId, { reason: 'EVDisconnected' });
    await status(station, 1, 'Finishing');
    await status(station, 1, 'Available');
    await isEnded(lab, station, 'EVDisconnected');
  },

  TC_007_CSMS: async (lab) => {
    const station = await booted(lab);
    await status(station, 1, 'Preparing');
    const transactionId = await start(station);
    await status(station, 1, 'Charging');
    await isCharging(lab, station, transactionId);
  },

  TC_023_1_CSMS: async (lab) => await refused(lab, cards.unknown, 'Invalid'),
  TC_023_2_CSMS: async (lab) => await refused(lab, cards.expired, 'Expired'),
  TC_023_3_CSMS: async (lab) => await refused(lab, cards.blocked, 'Blocked'),

  TC_024_CSMS: async (lab) => {
    const station = await booted(lab);
    await status(station, 1, 'Preparing');
    await status(station, 1, 'Faulted', 'ConnectorLockFailure');
    const { connectors } = await lab.station(station.id);
    expect(connectors.find(({ evseId }) => evseId === 1)).toMatchObject({ status: 'Faulted', errorCode: 'ConnectorLockFailure' });
  },

  TC_032_1_CSMS: async (lab) => {
    const station = await booted(lab);
    const transactionId = await charging(station);
    await station.close();
    const back = await lab.connect(station.id);
    await boot(back);
    await stop(back, transactionId, { reason: 'PowerLoss' });
    await isEnded(lab, back, 'PowerLoss');
  },

  TC_037_1_CSMS: async (lab) => {
    const station = await booted(lab);
    await station.close();
    const back = await lab.connect(station.id);
    const timestamp = at(-600);
    const transactionId = await start(back, { timestamp });
    await status(back, 1, 'Charging');
    expect(await lab.sessions(back.id)).toMatchObject([
      { id: transactionId, status: 'active', startedAt: timestamp, idToken: cards.good, marks: ['offline'] },
    ]);
  },

  TC_037_3_CSMS: async (lab) => {
    const station = await booted(lab);
    await station.close();
    const back = await lab.connect(station.id);
    const { transactionId, idTagInfo } = await back.call('StartTransaction', {
      ...{ connectorId: 1, idTag: cards.unknown, meterStart: 1000, timestamp: at(-600) },
    });
    expect(transactionId).toBeGreaterThan(0);
    expect(idTagInfo.status).toBe('Invalid');
    await stop(back, transactionId, { reason: 'DeAuthorized', meterStop: 1000 });
    expect(await lab.sessions(back.id)).toMatchObject([{ id: transactionId, status: 'ended', stopReason: 'DeAuthorized', tokenId: null }]);
  },

  TC_039_CSMS: async (lab) => {
    const station = await booted(lab);
    await station.close();
    const back = await lab.connect(station.id);
    const [startedAt, endedAt] = [at(-1200), at(-600)];
    const transactionId = await start(back, { timestamp: startedAt });
    await stop(back, transactionId, { timestamp: endedAt, idTag: cards.good, reason: 'Local' });
    expect(await lab.sessions(back.id)).toMatchObject([
      { id: transactionId, status: 'ended', startedAt, endedAt, energyWh: 2000, marks: ['offline'], cost: { total: '1.00' } },
    ]);
  },

  TC_064_CSMS: async (lab) => {
    const station = await booted(lab);
    const answer = await station.call('DataTransfer', { vendorId: 'com.example.unknown', messageId: 'nobody', data: 'x' });
    expect(['UnknownVendorId', 'UnknownMessageId', 'Rejected']).toContain(answer.status);
  },
};

async function refused(lab: Lab16, idTag: string, word: 'Invalid' | 'Expired' | 'Blocked'): Promise<void> {
  const station = await booted(lab);
  expect((await station.call('Authorize', { idTag })).idTagInfo.status).toBe(word);
  const { items } = await lab.api.listTaps({ query: { stationId: station.id } });
  expect(items).toMatchObject([{ idToken: idTag, purpose: 'authorize', status: word === 'Invalid' ? 'Unknown' : word }]);
  expect(await lab.sessions(station.id)).toEqual([]);
}
