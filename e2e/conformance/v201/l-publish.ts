import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import type { Cases } from '../run.ts';
import { booted, type Lab201, type Station201 } from '../v2x/station.ts';

type Word = RequestOf<'ocpp2.0.1', 'PublishFirmwareStatusNotification'>['status'];
const location = 'https://firmware.example.com/c2-1.1.0.bin';
const checksum = '0123456789abcdef0123456789abcdef';

/** L03, L04: a local controller keeps firmware for its stations. */
export const publishing: Cases<'ocpp2.0.1'> = {
  TC_L_17_CSMS: async (lab) => {
    const locations = ['http://10.0.0.1/c2-1.1.0.bin', 'https://10.0.0.1/c2-1.1.0.bin'];
    const { record, status } = await publish(lab, ['Downloading', 'Downloaded', 'ChecksumVerified'], { status: 'Published', locations });
    expect(record).toMatchObject({ status: 'Published', phase: 'done', locations });
    expect(status).toBe('confirmed');
  },
  TC_L_19_CSMS: async (lab) => await fails(lab, ['Downloading', 'Downloaded'], 'InvalidChecksum'),
  TC_L_20_CSMS: async (lab) => await fails(lab, ['Downloading', 'Downloaded', 'ChecksumVerified'], 'PublishFailed'),
  TC_L_21_CSMS: async (lab) => {
    expect(await unpublish(lab, 'Unpublished')).toMatchObject({ status: 'confirmed' });
  },
  TC_L_22_CSMS: async (lab) => {
    expect(await unpublish(lab, 'NoFirmware')).toMatchObject({ status: 'rejected', reason: 'NoFirmware' });
  },
  TC_L_23_CSMS: async (lab) => {
    expect(await unpublish(lab, 'DownloadOngoing')).toMatchObject({ status: 'rejected', reason: 'DownloadOngoing' });
  },
  TC_L_24_CSMS: async (lab) => await fails(lab, ['Downloading'], 'DownloadFailed'),
};

async function publish(
  lab: Lab201,
  words: readonly Word[],
  last: { status: Word; locations?: string[] },
): Promise<{ record: unknown; status: string }> {
  const station = await booted(lab);
  const { command, payload } = await lab.order(
    station,
    { verb: 'publishFirmware', location, checksum, retries: 1, retryIntervalSeconds: 30 },
    { action: 'PublishFirmware', answer: { status: 'Accepted' } },
  );
  const { requestId } = payload;
  expect(payload).toEqual({ requestId, location, checksum, retries: 1, retryInterval: 30 });
  for (const status of words) await tell(station, { status, requestId });
  const { status, locations } = last;
  await tell(station, { status, requestId, ...(locations === undefined ? {} : { location: locations as [string, ...string[]] }) });
  const records = new Map(await lab.records(station.id, 'publishFirmware'));
  return { record: records.get(String(requestId)), status: (await lab.now(command)).status };
}

async function tell(station: Station201, payload: RequestOf<'ocpp2.0.1', 'PublishFirmwareStatusNotification'>): Promise<void> {
  expect(await station.call('PublishFirmwareStatusNotification', payload)).toEqual({});
}

async function fails(lab: Lab201, words: readonly Word[], last: Word): Promise<void> {
  const { record, status } = await publish(lab, words, { status: last });
  expect(record).toMatchObject({ status: last, phase: 'failed' });
  expect(status).toBe('failed');
}

async function unpublish(lab: Lab201, said: 'Unpublished' | 'NoFirmware' | 'DownloadOngoing'): Promise<unknown> {
  return await lab.command(await booted(lab), { verb: 'unpublishFirmware', checksum }, [
    { action: 'UnpublishFirmware', payload: { checksum }, answer: { status: said } },
  ]);
}
