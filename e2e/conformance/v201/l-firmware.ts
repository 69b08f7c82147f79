import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { rootCertificate } from '../certificates.ts';
import { cards } from '../fixture.ts';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { at, boot, booted, card, charging, type Lab201, type Station201, status } from '../v2x/station.ts';

type Word = RequestOf<'ocpp2.0.1', 'FirmwareStatusNotification'>['status'];
type Said = ResponseOf<'ocpp2.0.1', 'UpdateFirmware'>['status'];
interface Update {
  command: Command;
  requestId: number;
}
const secure = {
  location: 'https://firmware.example.com/c2-1.1.0.bin',
  signingCertificate: rootCertificate,
  signature: 'MEUCIQDc2lnbmF0dXJl',
};
const download: Word[] = ['Downloading', 'Downloaded'];

/** L01: firmware with a signature. */
export const firmware: Cases<'ocpp2.0.1'> = {
  TC_L_01_CSMS: async (lab) => {
    const station = await booted(lab);
    const update = await order(lab, station);
    await tell(station, update, [...download, 'SignatureVerified', 'Installing', 'InstallRebooting']);
    expect((await boot(station, 'FirmwareUpdate')).status).toBe('Accepted');
    expect(await station.call('SecurityEventNotification', { type: 'FirmwareUpdated', timestamp: at() })).toEqual({});
    await tell(station, update, ['Installed']);
    await isDone(lab, station, update);
    expect(await lab.events(station.id, 'security')).toMatchObject([{ type: 'FirmwareUpdated' }]);
  },

  TC_L_02_CSMS: async (lab) => {
    const station = await booted(lab);
    const installAt = at(3600);
    const update = await order(lab, station, { installAt });
    await tell(station, update, [...download, 'SignatureVerified', 'InstallScheduled']);
    await isAt(lab, station, update, 'InstallScheduled');
    await tell(station, update, ['Installing', 'Installed']);
    await isDone(lab, station, update);
  },

  TC_L_03_CSMS: async (lab) => {
    const station = await booted(lab);
    const update = await order(lab, station, { retrieveAt: at(3600) });
    await tell(station, update, ['DownloadScheduled']);
    await isAt(lab, station, update, 'DownloadScheduled');
    await tell(station, update, [...download, 'SignatureVerified', 'Installing', 'Installed']);
    await isDone(lab, station, update);
  },

  TC_L_04_CSMS: async (lab) => {
    const station = await booted(lab);
    const { command } = await order(lab, station, {}, 'RevokedCertificate');
    expect(command).toMatchObject({ status: 'rejected', reason: 'RevokedCertificate', answer: { status: 'RevokedCertificate' } });
  },

  TC_L_05_CSMS: async (lab) => {
    const station = await booted(lab);
    const { command } = await order(lab, station, {}, 'InvalidCertificate');
    expect(command).toMatchObject({ status: 'rejected', reason: 'InvalidCertificate' });
    await alarm(lab, station, 'InvalidFirmwareSigningCertificate');
  },

  TC_L_06_CSMS: async (lab) => {
    const station = await booted(lab);
    const update = await order(lab, station);
    await tell(station, update, [...download, 'InvalidSignature']);
    await isFailed(lab, station, update, 'InvalidSignature');
    await alarm(lab, station, 'InvalidFirmwareSignature');
  },

  TC_L_07_CSMS: async (lab) => await fails(lab, ['Downloading', 'DownloadFailed']),
  TC_L_08_CSMS: async (lab) => await fails(lab, [...download, 'SignatureVerified', 'Installing', 'InstallVerificationFailed']),

  TC_L_09_CSMS: async (lab) => {
    const station = await booted(lab);
    const update = await order(lab, station);
    await tell(station, update, [...download, 'SignatureVerified', 'Installing', 'InstallRebooting']);
    await boot(station, 'FirmwareUpdate');
    await tell(station, update, ['InstallationFailed']);
    await isFailed(lab, station, update, 'InstallationFailed');
  },

  TC_L_10_CSMS: async (lab) => {
    const station = await booted(lab);
    const first = await order(lab, station);
    await tell(station, first, ['Downloading']);
    const second = await order(lab, station, { location: 'https://firmware.example.com/c2-1.2.0.bin' }, 'AcceptedCanceled');
    expect(second.command).toMatchObject({ status: 'accepted', reason: 'AcceptedCanceled' });
    expect(second.requestId).not.toBe(first.requestId);
    await tell(station, second, [...download, 'SignatureVerified', 'Installing', 'Installed']);
    await isDone(lab, station, second);
  },

  TC_L_11_CSMS: async (lab) => {
    const station = await booted(lab);
    const first = await order(lab, station);
    await tell(station, first, ['Downloading']);
    const second = await order(lab, station, { location: 'https://firmware.example.com/c2-1.2.0.bin' }, 'Rejected');
    expect(second.command).toMatchObject({ status: 'rejected' });
    await tell(station, first, ['Downloaded', 'SignatureVerified', 'Installing', 'Installed']);
    await isDone(lab, station, first);
  },

  TC_L_13_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    const update = await order(lab, station);
    await tell(station, update, [...download, 'SignatureVerified', 'InstallScheduled']);
    await status(station, 2, 'Unavailable');
    expect(await lab.station(station.id)).toMatchObject({ connectors: [{ status: 'Charging' }, { status: 'Unavailable' }] });
    await transaction.ended('StopAuthorized', { stoppedReason: 'Local' }, { idToken: card(cards.good) });
    await status(station, 1, 'Unavailable');
    await tell(station, update, ['Installing', 'InstallRebooting']);
    await boot(station, 'FirmwareUpdate');
    await tell(station, update, ['Installed']);
    await isDone(lab, station, update);
    expect(await lab.station(station.id)).toMatchObject({ connectors: [{ status: 'Available' }, { status: 'Available' }] });
  },
};

async function order(
  lab: Lab201,
  station: Station201,
  how: { location?: string; retrieveAt?: string; installAt?: string } = {},
  said: Said = 'Accepted',
): Promise<Update> {
  const body = { verb: 'updateFirmware', ...secure, retries: 2, retryIntervalSeconds: 60, ...how } as const;
  const { command, payload } = await lab.order(station, body, { action: 'UpdateFirmware', answer: { status: said } });
  const { requestId, firmware: sent } = payload;
  const { location, signature, signingCertificate, retrieveAt, installAt } = body;
  expect(payload).toEqual({
    ...{ requestId, retries: 2, retryInterval: 60 },
    firmware: {
      ...{ location, signature, signingCertificate, retrieveDateTime: retrieveAt ?? sent.retrieveDateTime },
      ...(installAt === undefined ? {} : { installDateTime: installAt }),
    },
  });
  return { command, requestId };
}

async function tell(station: Station201, { requestId }: Update, words: readonly Word[]): Promise<void> {
  for (const word of words) expect(await station.call('FirmwareStatusNotification', { status: word, requestId })).toEqual({});
}

async function isAt(lab: Lab201, station: Station201, { command, requestId }: Update, word: Word): Promise<void> {
  const records = new Map(await lab.records(station.id, 'firmware'));
  expect(records.get(String(requestId))).toMatchObject({ status: word, requestId });
  expect(await lab.now(command)).toMatchObject({ status: 'accepted' });
}

async function isDone(lab: Lab201, station: Station201, { command, requestId }: Update): Promise<void> {
  const records = new Map(await lab.records(station.id, 'firmware'));
  expect(records.get(String(requestId))).toMatchObject({ status: 'Installed', phase: 'done' });
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
}

async function isFailed(lab: Lab201, station: Station201, { command, requestId }: Update, word: Word): Promise<void> {
  const records = new Map(await lab.records(station.id, 'firmware'));
  expect(records.get(String(requestId))).toMatchObject({ status: word, phase: 'failed' });
  expect(await lab.now(command)).toMatchObject({ status: 'failed', reason: word });
}

async function fails(lab: Lab201, words: readonly Word[]): Promise<void> {
  const station = await booted(lab);
  const update = await order(lab, station);
  await tell(station, update, words);
  await isFailed(lab, station, update, words.at(-1) ?? 'Idle');
}

async function alarm(lab: Lab201, station: Station201, type: string): Promise<void> {
  expect(await station.call('SecurityEventNotification', { type, timestamp: at(), techInfo: 'as the case says' })).toEqual({});
  expect(await lab.events(station.id, 'security')).toMatchObject([{ type, text: 'as the case says', data: { critical: true } }]);
}
