// The certificate library needs it before its first line runs.
import 'reflect-metadata';
import { KeyObject, sign, webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireCommands } from '../commands/expire.ts';
import { RawStation } from '../commands/raw-station.ts';
import { type Sample, sample16, sample201 } from '../commands/samples.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';

const content = Buffer.from('a firmware of the maker');
const patience = { timeout: 60_000 };
const quick = {
  canary: 0,
  waves: [100],
  watchMinutes: 0,
  returnMinutes: 5,
  deadlineMinutes: 30,
  retryMinutes: 0,
  attempts: 2,
  sessionPoints: null,
  failurePercent: 100,
  lostStations: 100,
};
let app: ApiApp;
let base: string;
const open: RawStation[] = [];
let made = 0;

beforeAll(async () => {
  app = await startApiApp();
  base = app.ocpp.replace(/^ws/, 'http').replace(/\/ocpp\/$/, '');
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

/** A firmware for a maker of its own, with its file. */
async function firmware(vendor: string, version: string, more: object = {}): Promise<number> {
  const { body } = await app.api('POST', '/firmware', { vendor, version, ...more });
  const { body: address } = await app.api('POST', `/firmware/${body.id}/upload`, { name: `box-${version}.bin` });
  expect((await fetch(base + address.path, { method: 'PUT', body: content })).status).toBe(201);
  return body.id;
}
async function connected(version: Version, sample: Sample): Promise<{ id: string; station: RawStation; vendor: string }> {
  made += 1;
  const [id, vendor] = [`UPD${made}`, `Maker${made}`];
  await app.api('POST', '/stations', { id, securityProfile: 0 });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  await sample.boot(station);
  await boots(station, vendor, '1.0');
  return { id, station, vendor };
}
const boots = (station: RawStation, vendor: string, version: string) =>
  station.call(
    'BootNotification',
    station.version === 'ocpp1.6'
      ? { chargePointVendor: vendor, chargePointModel: 'Box', firmwareVersion: version }
      : { reason: 'FirmwareUpdate', chargingStation: { vendorName: vendor, model: 'Box', firmwareVersion: version } },
  );
const begin = async (firmwareId: number, id: string, plan: object = {}) =>
  (await app.api('POST', '/firmware-campaigns', { name: id, firmwareId, filter: { stationIds: [id] }, plan: { ...quick, ...plan } })).body;
const campaign = async (id: number) => (await app.api('GET', `/firmware-campaigns/${id}`)).body;
const only = async (id: number) => (await app.api('GET', `/firmware-campaigns/${id}/stations`)).body.items[0];
const becomes = (id: number, state: string) => expect.poll(async () => (await only(id)).state, patience).toBe(state);
const asked = (station: RawStation, count = 1) => expect.poll(() => updatesOf(station).length, patience).toBe(count);
const updatesOf = (station: RawStation) => station.received.filter(({ action }) => action.endsWith('UpdateFirmware'));
/** What a maker signs its file with. */
async function signing(): Promise<{ signature: string; signingCertificate: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const notAfter = new Date(Date.now() + 86_400_000);
  const certificate = await X509CertificateGenerator.createSelfSigned({ name: 'CN=Maker', keys, notAfter, signingAlgorithm: algorithm });
  const signature = sign('sha256', content, KeyObject.from(keys.privateKey)).toString('base64');
  return { signature, signingCertificate: certificate.toString('pem') };
}

describe.each<[Version, Sample]>([
  ['ocpp1.6', sample16],
  ['ocpp2.0.1', sample201],
  ['ocpp2.1', sample201],
])('%s', (version, sample) => {
  const status = (station: RawStation, word: string, requestId: number) =>
    station.call('FirmwareStatusNotification', version === 'ocpp1.6' ? { status: word } : { status: word, requestId });

  test('a plain update: its own address, every word told on, done when it is back with the version', async () => {
    const { id, station, vendor } = await connected(version, sample);
    station.on('UpdateFirmware', { result: version === 'ocpp1.6' ? {} : { status: 'Accepted' } });
    const { id: campaignId } = await begin(await firmware(vendor, '2.0'), id);
    await asked(station);
    const payload = updatesOf(station)[0]?.payload as { location?: string; firmware?: { location: string }; requestId: number };
    const location = payload.location ?? payload.firmware?.location ?? '';
    expect(location).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/files\/[0-9a-f]{40}\/box-2\.0\.bin$/);
    expect(Buffer.from(await (await fetch(location)).arrayBuffer()).equals(content)).toBe(true);
    await becomes(campaignId, 'following');
    const { commandId } = await only(campaignId);
    await status(station, 'Downloading', commandId);
    await expect.poll(async () => (await only(campaignId)).heard, patience).toBe('Downloading');
    expect((await only(campaignId)).sentBytes).toBe(content.length);
    await status(station, 'Installing', commandId);
    await boots(station, vendor, '2.0');
    await becomes(campaignId, 'done');
    await expect.poll(async () => (await campaign(campaignId)).state, patience).toBe('finished');
    // The secret of the address is nowhere, and the address is over.
    const [, , , , token = ''] = location.split('/');
    expect(JSON.stringify(await app.query('select request from frame'))).not.toContain(token);
    expect(JSON.stringify(await app.query('select parameters from command'))).not.toContain(token);
    expect((await fetch(location)).status).toBe(404);
    const history = (await app.api('GET', `/stations/${id}/firmware-history`)).body.items;
    expect(history.map(({ version: told, state }: { version: string; state: string }) => told ?? state).slice(0, 6)).toEqual([
      'done',
      'watching',
      '2.0',
      'following',
      'sending',
      '1.0',
    ]);
  });

  test('a download that fails is tried again with a new address, then given up', async () => {
    const { id, station, vendor } = await connected(version, sample);
    station.on('UpdateFirmware', { result: version === 'ocpp1.6' ? {} : { status: 'Accepted' } });
    const { id: campaignId } = await begin(await firmware(vendor, '2.0'), id);
    for (const attempt of [1, 2]) {
      await asked(station, attempt);
      await becomes(campaignId, 'following');
      await status(station, 'DownloadFailed', (await only(campaignId)).commandId);
    }
    await becomes(campaignId, 'failed');
    expect(await only(campaignId)).toMatchObject({ reason: 'DownloadFailed', attempt: 2, version: '1.0' });
    const locations = updatesOf(station).map(({ payload }) => JSON.stringify(payload).match(/files\/([0-9a-f]+)/)?.[1]);
    expect(new Set(locations).size).toBe(2);
    const { body } = await app.api('POST', `/firmware-campaigns/${campaignId}/control`, { action: 'retry' });
    expect(body.state).toBe('running');
    await asked(station, 3);
  });
});

test('a retry of failed stations names what it retries, reaches nobody else, and only what is over is tried again', async () => {
  const { id, station, vendor } = await connected('ocpp2.0.1', sample201);
  const other = await connected('ocpp2.0.1', sample201);
  await boots(other.station, vendor, '1.0');
  // One refuses the file, the other stays out of the first campaign.
  station.on('UpdateFirmware', { result: { status: 'Rejected' } });
  other.station.on('UpdateFirmware', { result: { status: 'Accepted' } });
  const firmwareId = await firmware(vendor, '2.0');
  const first = await begin(firmwareId, id, { attempts: 1 });
  const order = { name: 'Again', firmwareId, filter: { vendor }, plan: quick, retryOf: first.id };
  expect((await app.api('POST', '/firmware-campaigns', order)).body.error.code).toBe('campaignState');
  await becomes(first.id, 'failed');
  await expect.poll(async () => (await campaign(first.id)).state, patience).toMatch(/^(finished|stopped)$/);
  expect((await app.api('POST', '/firmware-campaigns/preview', { ...order, name: undefined })).body).toMatchObject({
    total: 1,
    sample: [id],
  });
  const { status, body: again } = await app.api('POST', '/firmware-campaigns', order);
  expect([status, again.total, again.retryOf]).toEqual([201, 1, { id: first.id, name: id }]);
  expect(await campaign(first.id)).toMatchObject({ retryOf: null, retriedBy: [{ id: again.id, name: 'Again' }] });
  await asked(station, 2);
  expect(updatesOf(other.station)).toEqual([]);
  expect((await app.api('POST', '/firmware-campaigns', { ...order, retryOf: 999_999 })).body.error.code).toBe('notFound');
});

describe('signed updates', () => {
  test.each<[Version, Sample, string]>([
    ['ocpp1.6', sample16, 'SignedUpdateFirmware'],
    ['ocpp2.0.1', sample201, 'UpdateFirmware'],
    ['ocpp2.1', sample201, 'UpdateFirmware'],
  ])('%s is sent signature and certificate, and what it does not trust is not tried again', async (version, sample, action) => {
    const { id, station, vendor } = await connected(version, sample);
    const signed = await signing();
    const firmwareId = await firmware(vendor, '2.0', signed);
    expect((await app.api('GET', `/firmware/${firmwareId}`)).body.signatureFits).toBe(true);
    station.on(action, { result: { status: 'Accepted' } });
    const { id: campaignId } = await begin(firmwareId, id, { security: 'signed' });
    await asked(station);
    expect(updatesOf(station)[0]).toMatchObject({ action, payload: { firmware: { ...signed } } });
    await becomes(campaignId, 'following');
    const { commandId: requestId } = await only(campaignId);
    await station.call(version === 'ocpp1.6' ? 'SignedFirmwareStatusNotification' : 'FirmwareStatusNotification', {
      status: 'InvalidSignature',
      requestId,
    });
    await becomes(campaignId, 'failed');
    expect(await only(campaignId)).toMatchObject({ reason: 'InvalidSignature', attempt: 1 });
  });

  test('a 1.6 station without the extension gets the plain one, where that is allowed', async () => {
    const { id, station, vendor } = await connected('ocpp1.6', sample16);
    station.on('UpdateFirmware', { result: {} });
    const { id: campaignId } = await begin(await firmware(vendor, '2.0', await signing()), id);
    await asked(station, 2);
    expect(updatesOf(station).map(({ action }) => action)).toEqual(['SignedUpdateFirmware', 'UpdateFirmware']);
    await becomes(campaignId, 'following');
    expect(await only(campaignId)).toMatchObject({ attempt: 1 });
  });

  test('a station that goes on without a restart is asked for its version', async () => {
    const { id, station, vendor } = await connected('ocpp2.0.1', sample201);
    station.on('UpdateFirmware', { result: { status: 'Accepted' } });
    station.on('TriggerMessage', { result: { status: 'Accepted' } });
    const { id: campaignId } = await begin(await firmware(vendor, '2.0'), id);
    await becomes(campaignId, 'following');
    await station.call('FirmwareStatusNotification', { status: 'Installed', requestId: (await only(campaignId)).commandId });
    app.advance(25_000);
    const triggered = () =>
      station.received.some(({ action, payload }) => action === 'TriggerMessage' && JSON.stringify(payload).includes('BootNotification'));
    await expect.poll(triggered, patience).toBe(true);
    await boots(station, vendor, '2.0');
    await becomes(campaignId, 'done');
  });

  test('fewer sessions with energy than before stop it', async () => {
    const { id, station, vendor } = await connected('ocpp2.0.1', sample201);
    station.on('UpdateFirmware', { result: { status: 'Accepted' } });
    const [{ id: stationId }] = await app.query('select id from station where identity = $1', [id]);
    let number = 0;
    const session = (startedAt: number, energyWh: number) => {
      number += 1;
      const at = new Date(startedAt);
      return app.query(
        `insert into session (id, tenant_id, station_id, evse_id, start_key, status, started_at, ended_at, received_at, heard_at, energy_wh) values (nextval('session_id'), 1, $1, 1, $2, 'ended', $3, $3, $3, $3, $4)`,
        [stationId, `s${number}`, at, energyWh],
      );
    };
    for (let count = 0; count < 10; count++) await session(app.context.clock() - 3_600_000, 9000);
    const { id: campaignId } = await begin(await firmware(vendor, '2.0'), id, {
      sessionPoints: 10,
      watchMinutes: 600,
      onRegression: 'stop',
    });
    await becomes(campaignId, 'following');
    await boots(station, vendor, '2.0');
    await becomes(campaignId, 'watching');
    for (let count = 0; count < 5; count++) await session(app.context.clock(), count === 0 ? 9000 : 0);
    await expect
      .poll(async () => await campaign(campaignId), patience)
      .toMatchObject({ state: 'stopped', reason: 'sessionsFail', stillOnIt: 1 });
  });

  test('a signature that is not of this file is told, and not sent', async () => {
    const { id, vendor } = await connected('ocpp2.0.1', sample201);
    const firmwareId = await firmware(vendor, '2.0', { ...(await signing()), signature: (await signing()).signature });
    expect((await app.api('GET', `/firmware/${firmwareId}`)).body.signatureFits).toBe(false);
    expect((await app.api('POST', '/firmware-campaigns', { name: 'x', firmwareId, filter: { stationIds: [id] } })).status).toBe(400);
    expect((await app.api('POST', '/firmware', { vendor, version: '3', signature: 'AAAA', signingCertificate: 'no' })).status).toBe(400);
  });
});

describe('by hand', () => {
  test('paused, gone on with, cancelled; what is not possible is refused', async () => {
    const { id, station, vendor } = await connected('ocpp2.0.1', sample201);
    await sample201.status(station, 'Unavailable');
    const firmwareId = await firmware(vendor, '2.0');
    await station.close();
    await expect.poll(async () => (await app.api('GET', `/stations/${id}`)).body.connected, patience).toBe(false);
    const { id: campaignId } = await begin(firmwareId, id);
    await expect.poll(async () => (await only(campaignId)).reason, patience).toBe('offline');
    const control = async (action: string, more = {}) =>
      (await app.api('POST', `/firmware-campaigns/${campaignId}/control`, { action, ...more })).body;
    expect((await app.api('DELETE', `/firmware/${firmwareId}`)).status).toBe(409);
    expect((await control('pause')).state).toBe('paused');
    expect((await control('pause')).error.code).toBe('campaignState');
    expect((await control('resume')).state).toBe('running');
    expect((await control('skip', { stationId: 'NOBODY' })).error.code).toBe('badRequest');
    expect((await control('cancel')).byState).toEqual({ cancelled: 1 });
    await expect.poll(async () => (await campaign(campaignId)).endedAt, patience).not.toBeNull();
    const audit = (await app.api('GET', '/audit?action=controlFirmwareCampaign')).body.items;
    expect(audit[0]).toMatchObject({ subject: `firmware-campaign:${campaignId}`, detail: { action: 'cancel' } });
  });

  test('the command has the deadline of its campaign, not a day', async () => {
    const { id, station, vendor } = await connected('ocpp2.0.1', sample201);
    station.on('UpdateFirmware', { result: { status: 'Accepted' } });
    const { id: campaignId } = await begin(await firmware(vendor, '2.0'), id, { deadlineMinutes: 3000, attempts: 1 });
    await becomes(campaignId, 'following');
    const { commandId } = await only(campaignId);
    app.advance(2000 * 60_000);
    await expireCommands(app.context);
    expect((await app.api('GET', `/commands/${commandId}`)).body.status).toBe('accepted');
    app.advance(1001 * 60_000);
    await expireCommands(app.context);
    expect((await app.api('GET', `/commands/${commandId}`)).body.status).toBe('noEffect');
    await becomes(campaignId, 'failed');
    expect((await only(campaignId)).reason).toBe('noProgress');
  });
});
