import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { at, booted, type Lab201, type Station201 } from '../v2x/station.ts';

type Word = RequestOf<'ocpp2.0.1', 'LogStatusNotification'>['status'];
interface Asked {
  command: Command;
  requestId: number;
}
const location = 'https://logs.example.com/upload';

/** N01: logs. */
export const logs: Cases<'ocpp2.0.1'> = {
  TC_N_25_CSMS: async (lab) => await upload(lab, 'diagnostics'),
  TC_N_35_CSMS: async (lab) => await upload(lab, 'security'),

  TC_N_34_CSMS: async (lab) => {
    const { command } = await ask(lab, await booted(lab), { kind: 'diagnostics', said: 'Rejected' });
    expect(command).toMatchObject({ status: 'rejected', answer: { status: 'Rejected' } });
  },

  TC_N_36_CSMS: async (lab) => {
    const station = await booted(lab);
    const first = await ask(lab, station, { kind: 'diagnostics', said: 'Accepted' });
    await tell(station, first, ['Uploading']);
    const second = await ask(lab, station, { kind: 'diagnostics', said: 'AcceptedCanceled' });
    expect(second.requestId).not.toBe(first.requestId);
    await tell(station, first, ['AcceptedCanceled']);
    await tell(station, second, ['Uploading', 'Uploaded']);
    const records = new Map(await lab.records(station.id, 'log'));
    expect(records.get(String(first.requestId))).toMatchObject({ status: 'AcceptedCanceled' });
    expect(records.get(String(second.requestId))).toMatchObject({ status: 'Uploaded', phase: 'done' });
    expect((await lab.now(first.command)).status).toBe('failed');
    expect((await lab.now(second.command)).status).toBe('confirmed');
  },
};

async function ask(
  lab: Lab201,
  station: Station201,
  { kind, said }: { kind: 'diagnostics' | 'security'; said: 'Accepted' | 'Rejected' | 'AcceptedCanceled' },
): Promise<Asked> {
  const [from, to] = [at(-86_400), at()];
  const { command, payload } = await lab.order(
    station,
    { verb: 'getLog', kind, location, from, to, retries: 1, retryIntervalSeconds: 30 },
    { action: 'GetLog', answer: { status: said, ...(said === 'Rejected' ? {} : { filename: 'c2.log' }) } },
  );
  const { requestId } = payload;
  expect(payload).toEqual({
    ...{ requestId, logType: kind === 'security' ? 'SecurityLog' : 'DiagnosticsLog', retries: 1, retryInterval: 30 },
    log: { remoteLocation: location, oldestTimestamp: from, latestTimestamp: to },
  });
  return { command, requestId };
}

async function tell(station: Station201, { requestId }: Asked, words: readonly Word[]): Promise<void> {
  for (const status of words) expect(await station.call('LogStatusNotification', { status, requestId })).toEqual({});
}

async function upload(lab: Lab201, kind: 'diagnostics' | 'security'): Promise<void> {
  const station = await booted(lab);
  const asked = await ask(lab, station, { kind, said: 'Accepted' });
  expect(asked.command).toMatchObject({ status: 'accepted', reason: 'c2.log' });
  await tell(station, asked, ['Uploading', 'Uploaded']);
  expect(await lab.records(station.id, 'log')).toMatchObject([[String(asked.requestId), { status: 'Uploaded', phase: 'done' }]]);
  expect(await lab.now(asked.command)).toMatchObject({ status: 'confirmed' });
}
