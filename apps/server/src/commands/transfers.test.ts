import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandLab } from './command-lab.ts';
import { expireCommands } from './expire.ts';
import { type Sample, sample16, sample201 } from './samples.ts';
import type { ApiApp } from './test-app.ts';

const location = 'https://files.example.org/acme-2.1.bin';
let lab: CommandLab;
let app: ApiApp;
beforeAll(async () => {
  lab = await CommandLab.open('MOVES');
  app = lab.app;
});
afterAll(() => lab.close());

const connected = (version: Version, sample: Sample) => lab.connected(version, sample);
const send = (id: string, body: object) => lab.send(id, body);
const becomes = (id: number, status: string) => app.eventually(`/commands/${id}`, (command) => command.status === status);
const records = async (id: string, kind: string) =>
  (await app.api('GET', `/stations/${id}/records?kind=${kind}`)).body.items.map(({ key, data }: { key: string; data: object }) => [
    key,
    data,
  ]);
/** Oldest first. */
const events = async (id: string) =>
  (await app.api('GET', `/events?stationId=${id}`)).body.items
    .map(({ kind, severity, type, data }: { kind: string; severity: number; type: string; data: { commandId: number } }) => [
      kind,
      severity,
      type,
      data.commandId,
    ])
    .reverse();

describe.each<[Version, Sample]>([
  ['ocpp2.0.1', sample201],
  ['ocpp2.1', sample201],
])('files of a station of %s', (version, sample) => {
  test('a secure firmware update is followed to its end', async () => {
    const { id, station } = await connected(version, sample);
    station.on('UpdateFirmware', { result: { status: 'Accepted' } });
    const sent = await send(id, {
      verb: 'updateFirmware',
      location,
      signingCertificate: 'PEM',
      signature: 'c2ln',
      installAt: '2026-05-02T03:00:00+02:00',
    });
    expect(sent.status).toBe('accepted');
    expect(station.received[0]?.payload).toMatchObject({
      requestId: sent.id,
      firmware: { location, signingCertificate: 'PEM', signature: 'c2ln', installDateTime: '2026-05-02T01:00:00.000Z' },
    });
    const say = (status: string) => station.call('FirmwareStatusNotification', { status, requestId: sent.id });
    for (const status of ['Downloading', 'Downloaded', 'SignatureVerified', 'Installing']) expect(await say(status)).toEqual({});
    expect(await records(id, 'firmware')).toEqual([
      [String(sent.id), { status: 'Installing', phase: 'running', requestId: sent.id, info: null }],
    ]);
    expect((await app.api('GET', `/commands/${sent.id}`)).body.status).toBe('accepted');
    await say('Installed');
    await becomes(sent.id, 'confirmed');
    expect(await events(id)).toEqual([
      ...['Downloading', 'Downloaded', 'SignatureVerified', 'Installing'].map((status) => ['firmware', 8, status, sent.id]),
      ['firmware', 7, 'Installed', sent.id],
    ]);
  });

  test('a bad signature ends the update as failed, with the station’s word for it', async () => {
    const { id, station } = await connected(version, sample);
    station.on('UpdateFirmware', { result: { status: 'Accepted' } });
    const sent = await send(id, { verb: 'updateFirmware', location });
    await station.call('FirmwareStatusNotification', { status: 'InvalidSignature', requestId: sent.id });
    expect(await becomes(sent.id, 'failed')).toMatchObject({ reason: 'InvalidSignature', confirmedAt: null });
    await station.call('SecurityEventNotification', { type: 'InvalidFirmwareSignature', timestamp: '2026-05-01T08:00:00Z' });
    expect(await events(id)).toEqual([
      ['firmware', 4, 'InvalidSignature', sent.id],
      ['security', 3, 'InvalidFirmwareSignature', undefined],
    ]);
  });

  test('an update takes the place of one under way, and news of the first do not end the second', async () => {
    const { id, station } = await connected(version, sample);
    station.on('UpdateFirmware', { result: { status: 'Accepted' } });
    const first = await send(id, { verb: 'updateFirmware', location });
    station.on('UpdateFirmware', { result: { status: 'AcceptedCanceled' } });
    const second = await send(id, { verb: 'updateFirmware', location });
    expect(second).toMatchObject({ status: 'accepted', reason: 'AcceptedCanceled' });
    await station.call('FirmwareStatusNotification', { status: 'DownloadFailed', requestId: first.id });
    await becomes(first.id, 'failed');
    expect((await app.api('GET', `/commands/${second.id}`)).body.status).toBe('accepted');
  });

  test('bad news that comes before the answer stands', async () => {
    const { id, station } = await connected(version, sample);
    station.on('UpdateFirmware', 'silence');
    const sending = send(id, { verb: 'updateFirmware', location });
    await expect.poll(() => station.received.length).toBe(1);
    const { requestId } = station.received[0]!.payload as { requestId: number };
    await station.call('FirmwareStatusNotification', { status: 'DownloadFailed', requestId });
    station.release({ status: 'Accepted' });
    expect(await sending).toMatchObject({ status: 'failed', reason: 'DownloadFailed', confirmedAt: null });
    expect((await app.api('GET', `/commands/${requestId}`)).body).toMatchObject({ status: 'failed', reason: 'DownloadFailed' });
  });

  test.each(['Rejected', 'InvalidCertificate', 'RevokedCertificate'])('an update answered %s is refused', async (status) => {
    const { id, station } = await connected(version, sample);
    station.on('UpdateFirmware', { result: { status } });
    const sent = await send(id, { verb: 'updateFirmware', location });
    expect(sent).toMatchObject({ status: 'rejected', reason: status === 'Rejected' ? null : status });
  });

  test('published firmware tells where it can be fetched; withdrawing says why it cannot', async () => {
    const { id, station } = await connected(version, sample);
    const checksum = '0123456789abcdef0123456789abcdef';
    station.on('PublishFirmware', { result: { status: 'Accepted' } });
    const sent = await send(id, { verb: 'publishFirmware', location, checksum });
    const locations = ['http://10.0.0.2/fw.bin'];
    await station.call('PublishFirmwareStatusNotification', { status: 'Published', requestId: sent.id, location: locations });
    await becomes(sent.id, 'confirmed');
    expect(await records(id, 'publishFirmware')).toEqual([
      [String(sent.id), { status: 'Published', phase: 'done', requestId: sent.id, info: null, locations }],
    ]);
    station.on('UnpublishFirmware', { result: { status: 'DownloadOngoing' } });
    expect(await send(id, { verb: 'unpublishFirmware', checksum })).toMatchObject({ status: 'rejected', reason: 'DownloadOngoing' });
    station.on('UnpublishFirmware', { result: { status: 'Unpublished' } });
    expect((await send(id, { verb: 'unpublishFirmware', checksum })).status).toBe('confirmed');
  });

  test('a log is uploaded, or refused by the server it goes to', async () => {
    const { id, station } = await connected(version, sample);
    station.on('GetLog', { result: { status: 'Accepted', filename: 'log.zip' } });
    const sent = await send(id, { verb: 'getLog', kind: 'security', location: 'ftp://bob:hunter2@files.example.org/' });
    expect(sent).toMatchObject({ status: 'accepted', reason: 'log.zip', parameters: { location: 'ftp://bob:***@files.example.org/' } });
    expect(station.received[0]?.payload).toMatchObject({
      logType: 'SecurityLog',
      log: { remoteLocation: 'ftp://bob:hunter2@files.example.org/' },
    });
    await station.call('LogStatusNotification', { status: 'PermissionDenied', requestId: sent.id });
    expect(await becomes(sent.id, 'failed')).toMatchObject({ reason: 'PermissionDenied' });
    const again = await send(id, { verb: 'getLog', location });
    await station.call('LogStatusNotification', { status: 'Uploading', requestId: again.id });
    await station.call('LogStatusNotification', { status: 'Uploaded', requestId: again.id });
    await becomes(again.id, 'confirmed');
    const rows = await app.query(`select id from command where parameters::text like '%hunter2%'`);
    expect(rows).toEqual([]);
  });

  test('only 2.1 has a log of the data collector', async () => {
    const { id, station } = await connected(version, sample);
    station.on('GetLog', { result: { status: 'Accepted' } });
    const sent = await send(id, { verb: 'getLog', kind: 'dataCollector', location });
    if (version === 'ocpp2.1') expect(station.received[0]?.payload).toMatchObject({ logType: 'DataCollectorLog' });
    else expect(sent).toMatchObject({ status: 'notSupported', reason: 'notInVersion' });
  });

  test('Idle is the proof of a trigger, and ends nothing', async () => {
    const { id, station } = await connected(version, sample);
    station.on('TriggerMessage', { result: { status: 'Accepted' } });
    const sent = await send(id, { verb: 'trigger', message: 'LogStatusNotification' });
    await station.call('LogStatusNotification', { status: 'Idle' });
    await becomes(sent.id, 'confirmed');
    expect([await records(id, 'log'), await events(id)]).toEqual([
      [['', { status: 'Idle', phase: 'idle', requestId: null, info: null }]],
      [],
    ]);
  });
});

describe('files of a station of 1.6', () => {
  const connected16 = () => connected('ocpp1.6', sample16);

  test('a plain update has no id: its news belong to the last one asked for', async () => {
    const { id, station } = await connected16();
    station.on('UpdateFirmware', { result: {} });
    const sent = await send(id, {
      verb: 'updateFirmware',
      location,
      retrieveAt: '2026-05-02T02:00:00+02:00',
      retries: 2,
      retryIntervalSeconds: 30,
    });
    expect(station.received).toEqual([
      { action: 'UpdateFirmware', payload: { location, retrieveDate: '2026-05-02T00:00:00.000Z', retries: 2, retryInterval: 30 } },
    ]);
    await station.call('FirmwareStatusNotification', { status: 'Downloading' });
    expect(await records(id, 'firmware')).toEqual([
      [String(sent.id), { status: 'Downloading', phase: 'running', requestId: null, info: null }],
    ]);
    await station.call('FirmwareStatusNotification', { status: 'Installed' });
    await becomes(sent.id, 'confirmed');
    // Nobody asked for this one.
    await station.call('FirmwareStatusNotification', { status: 'InstallationFailed' });
    expect((await records(id, 'firmware')).map(([key, { status }]: [string, { status: string }]) => [key, status])).toEqual([
      ['', 'InstallationFailed'],
      [String(sent.id), 'Installed'],
    ]);
  });

  test('a plain update cannot be put off; a signed one can', async () => {
    const { id, station } = await connected16();
    const later = { verb: 'updateFirmware', location, installAt: '2026-05-02T00:00:00Z' };
    expect(await send(id, later)).toMatchObject({ status: 'notSupported', reason: 'notInVersion' });
    station.on('SignedUpdateFirmware', { result: { status: 'Accepted' } });
    const sent = await send(id, { ...later, signingCertificate: 'PEM', signature: 'c2ln' });
    await station.call('SignedFirmwareStatusNotification', { status: 'Installed', requestId: sent.id });
    await becomes(sent.id, 'confirmed');
  });

  test('diagnostics and the security log go their own ways', async () => {
    const { id, station } = await connected16();
    station.on('GetDiagnostics', { result: { fileName: 'diag.zip' } });
    station.on('GetLog', { result: { status: 'Accepted', filename: 'security.log' } });
    const diagnostics = await send(id, { verb: 'getLog', location, from: '2026-05-01T00:00:00Z' });
    const security = await send(id, { verb: 'getLog', kind: 'security', location });
    expect(station.received).toEqual([
      { action: 'GetDiagnostics', payload: { location, startTime: '2026-05-01T00:00:00.000Z' } },
      { action: 'GetLog', payload: { logType: 'SecurityLog', requestId: security.id, log: { remoteLocation: location } } },
    ]);
    await station.call('DiagnosticsStatusNotification', { status: 'Uploaded' });
    await becomes(diagnostics.id, 'confirmed');
    expect((await app.api('GET', `/commands/${security.id}`)).body.status).toBe('accepted');
    await station.call('LogStatusNotification', { status: 'Uploaded', requestId: security.id });
    await becomes(security.id, 'confirmed');
  });

  test('a station with nothing to upload is done at once', async () => {
    const { id, station } = await connected16();
    station.on('GetDiagnostics', { result: {} });
    expect(await send(id, { verb: 'getLog', location })).toMatchObject({ status: 'confirmed', reason: 'nothingToUpload' });
  });

  test('an update that tells nothing for a day has no effect', async () => {
    const { id, station } = await connected16();
    station.on('UpdateFirmware', { result: {} });
    const sent = await send(id, { verb: 'updateFirmware', location });
    app.advance(86_500_000);
    await expireCommands(app.context);
    expect((await app.api('GET', `/commands/${sent.id}`)).body.status).toBe('noEffect');
  });
});
