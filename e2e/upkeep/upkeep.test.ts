import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UpkeepLab, versions } from './lab.ts';

let lab: UpkeepLab;
beforeAll(async () => {
  lab = await UpkeepLab.open();
});
afterAll(() => lab?.close());

describe.each(versions)('virtual stations of %s', (version) => {
  it('a firmware update is fetched, put in, and told step by step', async () => {
    const { command, records, events } = await lab.boot(version);
    const sent = await command({ verb: 'updateFirmware', location: `${lab.filesUrl}/firmware.bin` });
    expect(sent).toMatchObject({ status: 'confirmed' });
    const told = (await events('firmware')).map(([, type]) => type);
    expect(told.slice(0, 2)).toEqual(['Downloading', 'Downloaded']);
    expect(told.at(-1)).toBe('Installed');
    expect(await records('firmware')).toMatchObject([{ key: String(sent.id), data: { status: 'Installed', phase: 'done' } }]);
  });

  it('firmware that is not there ends the update as failed', async () => {
    const { command, events } = await lab.boot(version);
    expect(await command({ verb: 'updateFirmware', location: `${lab.filesUrl}/missing.bin` })).toMatchObject({
      status: 'failed',
      reason: 'DownloadFailed',
    });
    expect((await events('firmware')).at(-1)).toEqual([4, 'DownloadFailed']);
  });

  it('diagnostics are uploaded; a server that takes none ends it as failed', async () => {
    const { command, records, id } = await lab.boot(version);
    const sent = await command({ verb: 'getLog', kind: 'diagnostics', location: `${lab.filesUrl}/logs/` });
    expect(sent.status).toBe('confirmed');
    const [path, text] = [...lab.uploads].findLast(([place]) => place.startsWith('/logs/') && place.includes(id)) ?? ['', ''];
    expect([path.endsWith(String(sent.reason)), text.length > 0]).toEqual([true, true]);
    expect(await records('log')).toMatchObject([{ key: String(sent.id), data: { phase: 'done' } }]);
    expect((await command({ verb: 'getLog', kind: 'diagnostics', location: `${lab.filesUrl}/forbidden/` })).status).toBe('failed');
  });

  it('the security log too, with what happened to the station', async () => {
    const { command, station, events } = await lab.boot(version);
    station.send('SecurityEventNotification', { payload: { type: 'TamperDetectionActivated' } });
    await expect.poll(() => events('security'), { timeout: 10_000 }).toContainEqual([3, 'TamperDetectionActivated']);
    expect((await command({ verb: 'getLog', kind: 'security', location: `${lab.filesUrl}/security/` })).status).toBe('confirmed');
  });

  it('a certificate is asked for, signed and taken, and what is installed is listed', async () => {
    const { command, records } = await lab.boot(version);
    expect((await command({ verb: 'trigger', message: 'SignChargingStationCertificate' })).status).toBe('confirmed');
    const delivered = [{ key: 'ChargingStationCertificate', data: { status: 'delivered' } }];
    await expect.poll(() => records('certificateRequest'), { timeout: 60_000 }).toMatchObject(delivered);
    expect((await command({ verb: 'getInstalledCertificateIds', types: [] })).status).toBe('confirmed');
  });

  it.each(['FirmwareStatusNotification', 'LogStatusNotification'] as const)(
    'asked for a %s, it says that nothing runs',
    async (message) => {
      const { command, events } = await lab.boot(version);
      expect((await command({ verb: 'trigger', message })).status).toBe('confirmed');
      expect((await events()).filter(([, type]) => type === 'Idle')).toEqual([]);
    },
  );
});
