import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { at, boot, booted, type Lab16, type Station16 } from './station.ts';

type FirmwareWord = RequestOf<'ocpp1.6', 'FirmwareStatusNotification'>['status'];
type DiagnosticsWord = RequestOf<'ocpp1.6', 'DiagnosticsStatusNotification'>['status'];

/** FirmwareManagement: plain updates and diagnostics. */
export const firmware: Cases<'ocpp1.6'> = {
  TC_044_1_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await update(lab, station);
    await tell(station, ['Downloading', 'Downloaded', 'Installing']);
    await boot(station);
    await tell(station, ['Installed']);
    await isAt(lab, station, { command, word: 'Installed', status: 'confirmed' });
  },
  TC_044_2_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await update(lab, station);
    await tell(station, ['Downloading', 'DownloadFailed']);
    await isAt(lab, station, { command, word: 'DownloadFailed', status: 'failed' });
  },
  TC_044_3_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await update(lab, station);
    await tell(station, ['Downloading', 'Downloaded', 'Installing']);
    await boot(station);
    await tell(station, ['InstallationFailed']);
    await isAt(lab, station, { command, word: 'InstallationFailed', status: 'failed' });
  },

  TC_045_1_CSMS: async (lab) => await diagnostics(lab, ['Uploading', 'Uploaded'], 'confirmed'),
  TC_045_2_CSMS: async (lab) => await diagnostics(lab, ['Uploading', 'UploadFailed'], 'failed'),
};

async function update(lab: Lab16, station: Station16): Promise<Command> {
  const location = 'https://firmware.example.com/c1-1.1.0.bin';
  const retrieveAt = at(5);
  const command = await lab.command(station, { verb: 'updateFirmware', location, retrieveAt, retries: 2, retryIntervalSeconds: 60 }, [
    { action: 'UpdateFirmware', payload: { location, retrieveDate: retrieveAt, retries: 2, retryInterval: 60 }, answer: {} },
  ]);
  expect(command).toMatchObject({ status: 'accepted' });
  return command;
}

async function tell(station: Station16, words: readonly FirmwareWord[]): Promise<void> {
  for (const status of words) expect(await station.call('FirmwareStatusNotification', { status })).toEqual({});
}

async function isAt(
  lab: Lab16,
  station: Station16,
  { command, word, status }: { command: Command; word: FirmwareWord; status: 'confirmed' | 'failed' },
): Promise<void> {
  expect(await lab.records(station.id, 'firmware')).toMatchObject([[String(command.id), { status: word }]]);
  expect(await lab.now(command)).toMatchObject({ status });
}

async function diagnostics(lab: Lab16, words: readonly DiagnosticsWord[], ended: 'confirmed' | 'failed'): Promise<void> {
  const station = await booted(lab);
  const [location, from, to] = ['https://logs.example.com/upload', at(-86_400), at()];
  const command = await lab.command(
    station,
    { verb: 'getLog', kind: 'diagnostics', location, from, to, retries: 1, retryIntervalSeconds: 30 },
    [
      {
        action: 'GetDiagnostics',
        payload: { location, startTime: from, stopTime: to, retries: 1, retryInterval: 30 },
        answer: { fileName: 'c1-diagnostics.zip' },
      },
    ],
  );
  expect(command).toMatchObject({ status: 'accepted', reason: 'c1-diagnostics.zip' });
  for (const status of words) expect(await station.call('DiagnosticsStatusNotification', { status })).toEqual({});
  expect(await lab.records(station.id, 'log')).toMatchObject([[String(command.id), { status: words.at(-1) }]]);
  expect(await lab.now(command)).toMatchObject({ status: ended });
}
