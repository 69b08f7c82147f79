import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileServer } from '../testing/file-server.ts';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
let files: FileServer;
beforeEach(async () => {
  files = await new FileServer().open();
});
afterEach(() => {
  lab.close();
  files.close();
});

async function until(status: string, act: () => unknown): Promise<unknown[]> {
  const heard = lab.csms.hears('*', (payload) => payload.status === status);
  await lab.during(async () => {
    await act();
    await heard;
  });
  return lab.said.flatMap(({ action, payload }) => (/Log|Diagnostics/.test(action) ? [[payload.status, payload.requestId]] : []));
}

describe('1.6', () => {
  it('TC_045: the diagnostics arrive under the name that was told, or not at all', async () => {
    lab = await Lab.open('ocpp1.6', { settings: { AuthorizationKey: 'do-not-tell' } });
    let name: unknown;
    const told = await until('Uploaded', async () => {
      name = await lab.ask('GetDiagnostics', { location: files.url('/logs/') });
    });
    expect(told).toEqual([
      ['Uploading', undefined],
      ['Uploaded', undefined],
    ]);
    expect(name).toEqual({ fileName: `S1-diagnostics-${Lab.start}.log` });
    expect(files.uploaded).toMatchObject([{ method: 'PUT', path: `/logs/S1-diagnostics-${Lab.start}.log` }]);
    expect(files.uploaded[0]?.text).toContain('MeterValueSampleInterval = 60');
    expect(files.uploaded[0]?.text).not.toContain('do-not-tell');
    files.refusals = [500, 500];
    const ask = { location: files.url('/logs/'), retries: 1, retryInterval: 1 };
    expect(await until('UploadFailed', () => lab.ask('GetDiagnostics', ask))).toEqual([
      ['Uploading', undefined],
      ['UploadFailed', undefined],
    ]);
  });
});

describe.each(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const)('%s', (version) => {
  const getLog = (requestId: number, remoteLocation: string, more = {}) =>
    lab.ask('GetLog', { requestId, logType: 'DiagnosticsLog', log: { remoteLocation }, ...more });

  it('N01, TC_079: the log of the time asked for, with the credentials of the address, POST where PUT is not wanted', async () => {
    lab = await Lab.open(version);
    files.refusals = [405];
    const log = { remoteLocation: files.url('/upload', 'user:p%40ss@'), latestTimestamp: new Date(Lab.start).toISOString() };
    const told = await until('Uploaded', () => lab.ask('GetLog', { requestId: 4, logType: 'SecurityLog', log }));
    expect(told).toEqual([
      ['Uploading', 4],
      ['Uploaded', 4],
    ]);
    expect(files.uploaded).toMatchObject([{ method: 'POST', path: '/upload', authorization: `Basic ${btoa('user:p@ss')}` }]);
    expect(files.uploaded[0]?.text).toContain('Plain One S1');
  });

  it('N_36: a second request ends the first', async () => {
    lab = await Lab.open(version);
    files.refusals = [503];
    await lab.during(() => getLog(1, files.url('/a'), { retries: 1, retryInterval: 100_000 }));
    let answer: unknown;
    const told = await until('Uploaded', async () => {
      answer = await getLog(2, files.url('/b'));
    });
    expect(answer).toMatchObject({ status: 'AcceptedCanceled' });
    expect(told).toEqual([
      [version === 'ocpp1.6' ? 'UploadFailure' : 'AcceptedCanceled', 1],
      ['Uploading', 2],
      ['Uploaded', 2],
    ]);
  });

  it('F_15: Idle has no number; a place of another kind is taken for reached', async () => {
    lab = await Lab.open(version);
    const trigger = version === 'ocpp1.6' ? 'ExtendedTriggerMessage' : 'TriggerMessage';
    const { message } = await lab.askAndHear(trigger, { requestedMessage: 'LogStatusNotification' }, 'LogStatusNotification');
    expect(message).toEqual({ status: 'Idle' });
    expect(await until('Uploaded', () => getLog(3, 'ftp://files.example.org/'))).toEqual([
      ['Uploading', 3],
      ['Uploaded', 3],
    ]);
  });
});
