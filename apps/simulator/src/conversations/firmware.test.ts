import { createHash, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { virtualFirmwareFile } from '../station/firmware-file.ts';
import { FileServer } from '../testing/file-server.ts';
import { Lab } from '../testing/lab.ts';
import { hasOpenssl, newRoot } from '../testing/openssl.ts';

let lab: Lab;
let files: FileServer;
beforeEach(async () => {
  files = await new FileServer().open();
  files.files.set('/station-2.7.1.bin', content);
});
afterEach(() => {
  lab.close();
  files.close();
});

const content = Buffer.from('new firmware');
const past = new Date(Lab.start - 1000).toISOString();
const tomorrow = new Date(Lab.start + 86_400_000).toISOString();
const statuses = () =>
  lab.said.flatMap(({ action, payload }) => {
    if (action.includes('FirmwareStatus')) return [payload.status];
    if (action === 'SecurityEventNotification') return [payload.type];
    return action === 'BootNotification' ? ['boot'] : [];
  });

/** Everything that the station tells until it has told this. */
async function until(status: string, act: () => unknown): Promise<unknown[]> {
  const heard = lab.csms.hears('*', ({ status: said, type }) => said === status || type === status);
  await lab.during(async () => {
    await act();
    await heard;
  });
  return statuses();
}

describe('1.6', () => {
  const update = (location: string, more = {}) => lab.ask('UpdateFirmware', { location, retrieveDate: past, ...more });

  it('TC_044_1: downloads, installs, boots as new', async () => {
    lab = await Lab.open('ocpp1.6');
    expect(await until('Installed', () => update(files.url('/station-2.7.1.bin')))).toEqual([
      'Downloading',
      'Downloaded',
      'Installing',
      'boot',
      'Installed',
      'FirmwareUpdated',
    ]);
    expect(lab.csms.payloads('BootNotification').at(-1)).toMatchObject({ firmwareVersion: '2.7.1' });
  });

  it('TC_044_2: tries again as often as told, then gives up', async () => {
    lab = await Lab.open('ocpp1.6');
    expect(await until('DownloadFailed', () => update(files.url('/nothing.bin'), { retries: 2, retryInterval: 1 }))).toEqual([
      'Downloading',
      'DownloadFailed',
    ]);
    files.refusals = [503];
    expect(await until('Installed', () => update(files.url('/station-2.7.1.bin'), { retries: 1 }))).toContain('Downloaded');
  });

  it('TC_044_3: an installation that fails', async () => {
    lab = await Lab.open('ocpp1.6');
    lab.station.misbehave({ firmwareFails: 'InstallationFailed' });
    const told = await until('InstallationFailed', () => update(files.url('/station-2.7.1.bin')));
    expect(told).toEqual(['Downloading', 'Downloaded', 'Installing', 'InstallationFailed']);
    expect(lab.station.state.firmware).toBe('1.0');
  });

  it('firmware that says what it is: brings faults, falls back, does not return; a good one heals', async () => {
    lab = await Lab.open('ocpp1.6');
    const file = (name: string, firmware: Parameters<typeof virtualFirmwareFile>[0]) => {
      files.files.set(`/${name}`, virtualFirmwareFile(firmware, 5000));
      return files.url(`/${name}`);
    };
    await until('FirmwareUpdated', () => update(file('a.bin', { version: '3.0', does: 'faults' })));
    expect(lab.station.state).toMatchObject({ firmware: '3.0', evses: [{ status: 'Faulted' }, { status: 'Faulted' }] });
    await until('FirmwareUpdated', () => update(file('b.bin', { version: '2.9' })));
    expect(lab.station.state).toMatchObject({ firmware: '2.9', evses: [{ status: 'Available' }, { status: 'Available' }] });
    const booted = lab.csms.hears('BootNotification');
    await update(file('c.bin', { version: '3.1', does: 'fallsBack' }));
    expect((await booted).payload).toMatchObject({ firmwareVersion: '2.9' });
    await lab.station.until(({ firmwareJob }) => firmwareJob === null);
    await update(file('d.bin', { version: '3.2', does: 'noReturn' }));
    await lab.station.until(({ link, isCutOff }) => link === 'down' && isCutOff);
    const back = lab.csms.hears('BootNotification');
    lab.station.comeBack();
    expect((await back).payload).toMatchObject({ firmwareVersion: '3.2' });
  });

  it('waits until the last car has left, and keeps others away', async () => {
    lab = await Lab.open('ocpp1.6');
    lab.station.plugIn();
    const started = lab.station.waitFor('startAcknowledged');
    lab.station.tap('CARD');
    await started;
    const away = lab.csms.hears('StatusNotification', ({ connectorId, status }) => connectorId === 2 && status === 'Unavailable');
    await update(files.url('/station-2.7.1.bin'));
    await away;
    const done = lab.csms.hears('FirmwareStatusNotification', ({ status }) => status === 'Installed');
    lab.station.unplug();
    await done;
    expect(lab.station.state.evses.map(({ status }) => status)).toEqual(['Available', 'Available']);
  });

  it.skipIf(!hasOpenssl)('TC_080, TC_081: signed by the maker, or not', async () => {
    lab = await Lab.open('ocpp1.6');
    const { certificate, key } = newRoot('Maker');
    const signature = sign('sha256', content, key).toString('base64');
    const signedUpdate = (requestId: number, more = {}) =>
      lab.ask('SignedUpdateFirmware', {
        requestId,
        firmware: {
          location: files.url('/station-2.7.1.bin'),
          retrieveDateTime: past,
          signingCertificate: certificate,
          signature,
          ...more,
        },
      });
    const all = [
      'Downloading',
      'Downloaded',
      'SignatureVerified',
      'Installing',
      'InstallRebooting',
      'boot',
      'Installed',
      'FirmwareUpdated',
    ];
    expect(await until('FirmwareUpdated', () => signedUpdate(1))).toEqual(all);
    expect(await until('InvalidFirmwareSignature', () => signedUpdate(2, { signature: 'MAUCAQECAQE=' }))).toEqual([
      'Downloading',
      'Downloaded',
      'InvalidSignature',
      'InvalidFirmwareSignature',
    ]);
    expect(lab.csms.payloads('SignedFirmwareStatusNotification').at(-1)).toEqual({ status: 'InvalidSignature', requestId: 2 });
    const heard = lab.csms.hears('SecurityEventNotification');
    expect(await signedUpdate(3, { signingCertificate: 'none' })).toEqual({ status: 'InvalidCertificate' });
    expect((await heard).payload).toMatchObject({ type: 'InvalidFirmwareSigningCertificate' });
  });
});

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('%s', (version) => {
  const update = (requestId: number, more = {}) =>
    lab.ask('UpdateFirmware', { requestId, firmware: { location: files.url('/station-2.7.1.bin'), retrieveDateTime: past, ...more } });

  it('L01: scheduled, downloaded, scheduled, installed, with the boot in between', async () => {
    lab = await Lab.open(version);
    const installDateTime = new Date(Lab.start + 2 * 86_400_000).toISOString();
    await lab.during(async () => expect(await update(5, { retrieveDateTime: tomorrow, installDateTime })).toEqual({ status: 'Accepted' }));
    expect(statuses()).toEqual(['DownloadScheduled']);
    expect(await until('InstallScheduled', () => lab.world.moveTo(Lab.start + 86_400_000))).toEqual([
      'Downloading',
      'Downloaded',
      'InstallScheduled',
    ]);
    const told = await until('FirmwareUpdated', () => lab.world.moveTo(Lab.start + 2 * 86_400_000));
    expect(told).toEqual(['Installing', 'InstallRebooting', 'boot', 'Installed', 'FirmwareUpdated']);
    expect(lab.csms.payloads('BootNotification').at(-1)).toMatchObject({
      reason: 'FirmwareUpdate',
      chargingStation: { firmwareVersion: '2.7.1' },
    });
    expect(lab.csms.payloads('FirmwareStatusNotification').map(({ requestId }) => requestId)).toEqual(Array(7).fill(5));
  });

  it('L_10, F_18: a second request cancels the first; Idle has no number', async () => {
    lab = await Lab.open(version);
    await update(1, { retrieveDateTime: tomorrow });
    expect(await update(2, { retrieveDateTime: tomorrow })).toEqual({ status: 'AcceptedCanceled' });
    const trigger = { requestedMessage: 'FirmwareStatusNotification' };
    expect((await lab.askAndHear('TriggerMessage', trigger, 'FirmwareStatusNotification')).message).toEqual({
      status: 'DownloadScheduled',
      requestId: 2,
    });
    lab.station.misbehave({ firmwareFails: 'InstallVerificationFailed' });
    expect(await until('InstallVerificationFailed', () => lab.world.moveTo(Lab.start + 86_400_000))).toEqual([
      'Downloading',
      'Downloaded',
      'Installing',
      'InstallVerificationFailed',
    ]);
    expect((await lab.askAndHear('TriggerMessage', trigger, 'FirmwareStatusNotification')).message).toEqual({ status: 'Idle' });
  });

  it.skipIf(!hasOpenssl)('A04, L_06: a wrong signature that is found while offline is told afterwards', async () => {
    lab = await Lab.open(version);
    const { certificate } = newRoot('Maker');
    await update(7, { retrieveDateTime: tomorrow, signingCertificate: certificate, signature: 'MAUCAQECAQE=' });
    lab.station.goOffline();
    const noticed = lab.station.waitFor('securityEvent');
    lab.world.moveTo(Lab.start + 86_400_000);
    await noticed;
    const heard = lab.csms.hears('SecurityEventNotification');
    lab.station.comeBack();
    expect((await heard).payload).toEqual({ type: 'InvalidFirmwareSignature', timestamp: tomorrow });
  });

  it('L03, L04: publishes for others what has the right checksum', async () => {
    lab = await Lab.open(version);
    const checksum = createHash('md5').update(content).digest('hex');
    const publish = (requestId: number, sum: string, path = '/station-2.7.1.bin') =>
      lab.ask('PublishFirmware', { requestId, checksum: sum, location: files.url(path) });
    expect(await until('Published', () => publish(1, checksum))).toEqual(['Downloading', 'Downloaded', 'ChecksumVerified', 'Published']);
    expect(lab.said.at(-1)?.payload).toEqual({ requestId: 1, status: 'Published', location: [`http://s1.local/firmware/${checksum}`] });
    expect(await until('InvalidChecksum', () => publish(2, '0'.repeat(32)))).toEqual(['Downloading', 'Downloaded', 'InvalidChecksum']);
    expect(await until('DownloadFailed', () => publish(3, checksum, '/nothing'))).toEqual(['Downloading', 'DownloadFailed']);
    expect(await lab.ask('UnpublishFirmware', { checksum })).toEqual({ status: 'Unpublished' });
    expect(await lab.ask('UnpublishFirmware', { checksum })).toEqual({ status: 'NoFirmware' });
  });
});
