import { createPrivateKey } from 'node:crypto';
import type { RequestOf } from '@stationmaster/ocpp';
import { expect, vi } from 'vitest';
import { hashOf, rootCertificate } from '../certificates.ts';
import { password } from '../fixture.ts';
import type { Command } from '../lab.ts';
import { certificateBecomes, isGood, request, rootsOf } from '../own-certificate.ts';
import type { Cases } from '../run.ts';
import { at, boot, booted, type Lab16, type Station16 } from './station.ts';

type Word = RequestOf<'ocpp1.6', 'SignedFirmwareStatusNotification'>['status'];
const names = { ManufacturerRootCertificate: 'ManufacturerRootCertificate', CSMSRootCertificate: 'CentralSystemRootCertificate' } as const;

/** The security whitepaper's additions. What needs TLS is in the list as waiting. */
export const security: Cases<'ocpp1.6'> = {
  TC_073_CSMS: async (lab) => {
    const station = await known(lab);
    await boot(station);
    const variables = [{ component: '', variable: 'AuthorizationKey', value: password.new }];
    const command = await lab.command(station, { verb: 'writeConfiguration', variables }, [
      { action: 'ChangeConfiguration', payload: { key: 'AuthorizationKey', value: password.new }, answer: { status: 'Accepted' } },
    ]);
    expect(command.status).toBe('accepted');
    await station.close();
    const back = await lab.connect(station.id, { password: password.new });
    expect((await boot(back)).status).toBe('Accepted');
    await back.close();
    await expect(lab.connect(station.id, { password: password.old })).rejects.toThrow('401');
  },

  TC_074_CSMS: async (lab) => {
    const station = await booted(lab);
    const requestedMessage = 'SignChargePointCertificate';
    const command = await lab.command(station, { verb: 'trigger', message: 'SignChargingStationCertificate' }, [
      { action: 'ExtendedTriggerMessage', payload: { requestedMessage }, answer: { status: 'Accepted' } },
    ]);
    const own = await request(station.id);
    expect(await station.call('SignCertificate', { csr: own.csr })).toEqual({ status: 'Accepted' });
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    const brought = await station.expectCall('CertificateSigned');
    brought.answer({ status: 'Accepted' });
    const cert = brought.payload.certificateChain;
    const ca = await rootsOf(lab.api, 'csms');
    isGood(cert, { key: createPrivateKey(own.key), roots: ca, tiers: 2 });
    await certificateBecomes(lab.api, station.id, 'active');
    await station.close();
    // From now on only who shows that certificate is this station.
    await lab.api.updateStation({ params: { stationId: station.id }, body: { securityProfile: 3 } });
    await expect(lab.connect(station.id)).rejects.toThrow('403');
    const back = await lab.connect(station.id, { tls: { cert, key: own.key, ca } });
    expect((await boot(back)).status).toBe('Accepted');
  },

  TC_075_1_CSMS: async (lab) => await install(lab, 'ManufacturerRootCertificate'),
  TC_075_2_CSMS: async (lab) => await install(lab, 'CSMSRootCertificate'),

  TC_076_CSMS: async (lab) => {
    const station = await booted(lab);
    const certificateHashData = hashOf('SHA256', '76');
    await lab.command(station, { verb: 'getInstalledCertificateIds', types: ['CSMSRootCertificate'] }, [
      {
        action: 'GetInstalledCertificateIds',
        payload: { certificateType: 'CentralSystemRootCertificate' },
        answer: { status: 'Accepted', certificateHashData: [certificateHashData] },
      },
    ]);
    expect(await lab.records(station.id, 'certificate')).toMatchObject([[expect.any(String), certificateHashData]]);
    const command = await lab.command(station, { verb: 'deleteCertificate', ...certificateHashData }, [
      { action: 'DeleteCertificate', payload: { certificateHashData }, answer: { status: 'Accepted' } },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
    expect(await lab.records(station.id, 'certificate')).toEqual([]);
  },

  TC_077_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'certificateSigned', chain: rootCertificate }, [
      { action: 'CertificateSigned', payload: { certificateChain: rootCertificate }, answer: { status: 'Rejected' } },
    ]);
    expect(command).toMatchObject({ status: 'rejected' });
    await alarm(lab, station, 'InvalidChargePointCertificate');
  },

  TC_078_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'installCertificate', type: 'CSMSRootCertificate', certificate: rootCertificate }, [
      {
        action: 'InstallCertificate',
        payload: { certificateType: 'CentralSystemRootCertificate', certificate: rootCertificate },
        answer: { status: 'Rejected' },
      },
    ]);
    expect(command).toMatchObject({ status: 'rejected' });
    await alarm(lab, station, 'InvalidCentralSystemCertificate');
  },

  TC_079_CSMS: async (lab) => {
    const station = await booted(lab);
    const location = 'https://logs.example.com/upload';
    const { command, payload } = await lab.order(
      station,
      { verb: 'getLog', kind: 'security', location },
      { action: 'GetLog', answer: { status: 'Accepted', filename: 'security.log' } },
    );
    const { requestId } = payload;
    expect(payload).toEqual({ requestId, logType: 'SecurityLog', log: { remoteLocation: location } });
    for (const status of ['Uploading', 'Uploaded'] as const)
      expect(await station.call('LogStatusNotification', { status, requestId })).toEqual({});
    expect(await lab.records(station.id, 'log')).toMatchObject([[String(requestId), { status: 'Uploaded', phase: 'done' }]]);
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  },

  TC_080_CSMS: async (lab) => {
    const station = await booted(lab);
    const { command, requestId } = await update(lab, station);
    await tell(station, requestId, ['Downloading', 'Downloaded', 'SignatureVerified', 'Installing', 'InstallRebooting']);
    await boot(station);
    expect(await station.call('SecurityEventNotification', { type: 'FirmwareUpdated', timestamp: at() })).toEqual({});
    await tell(station, requestId, ['Installed']);
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    expect(await lab.events(station.id, 'security')).toMatchObject([{ type: 'FirmwareUpdated' }]);
  },

  TC_081_CSMS: async (lab) => {
    const station = await booted(lab);
    const { command, requestId } = await update(lab, station);
    await tell(station, requestId, ['Downloading', 'Downloaded', 'InvalidSignature']);
    await alarm(lab, station, 'InvalidFirmwareSignature');
    expect(await lab.now(command)).toMatchObject({ status: 'failed', reason: 'InvalidSignature' });
    expect(await lab.records(station.id, 'firmware')).toMatchObject([[String(requestId), { status: 'InvalidSignature', phase: 'failed' }]]);
  },

  TC_085_CSMS: async (lab) => {
    const station = await known(lab);
    expect((await boot(station)).status).toBe('Accepted');
    expect(await lab.station(station.id)).toMatchObject({ connected: true, securityProfile: 1, hasPassword: true });
    await expect(lab.connect(station.id, { password: password.new })).rejects.toThrow('401');
    await expect(lab.connect(station.id)).rejects.toThrow('401');
  },

  TC_088_CSMS: async (lab) => {
    const id = await lab.register();
    await expect(lab.connect(id, { subprotocols: ['ocpp0.1'] })).rejects.toThrow('400');
    await vi.waitFor(async () => {
      const { items } = await lab.api.listLobby({ query: { limit: 500 } });
      expect(items.find(({ stationId }) => stationId === id)).toMatchObject({ reason: 'wrongSubprotocol', offered: 'ocpp0.1' });
    }, 5000);
    const station = await lab.connect(id, { subprotocols: ['ocpp0.1', 'ocpp1.6'] });
    expect(station.subprotocol).toBe('ocpp1.6');
    expect((await boot(station)).status).toBe('Accepted');
    expect(await lab.station(id)).toMatchObject({ protocol: 'ocpp1.6' });
  },
};

async function known(lab: Lab16): Promise<Station16> {
  const id = await lab.register({ securityProfile: 1, password: password.old });
  return await lab.connect(id, { password: password.old });
}

async function alarm(lab: Lab16, station: Station16, type: string): Promise<void> {
  expect(await station.call('SecurityEventNotification', { type, timestamp: at(), techInfo: 'as the case says' })).toEqual({});
  expect(await lab.events(station.id, 'security')).toMatchObject([{ type, text: 'as the case says', data: { critical: true } }]);
}

/** Installed, and then looked for. */
async function install(lab: Lab16, type: keyof typeof names): Promise<void> {
  const station = await booted(lab);
  const certificateType = names[type];
  const command = await lab.command(station, { verb: 'installCertificate', type, certificate: rootCertificate }, [
    { action: 'InstallCertificate', payload: { certificateType, certificate: rootCertificate }, answer: { status: 'Accepted' } },
    {
      action: 'GetInstalledCertificateIds',
      payload: { certificateType },
      answer: { status: 'Accepted', certificateHashData: [hashOf('SHA256', '75')] },
    },
  ]);
  expect(command).toMatchObject({ status: 'confirmed' });
  expect(await lab.records(station.id, 'certificate')).toMatchObject([[expect.any(String), { types: [type], serialNumber: '75' }]]);
}

async function update(lab: Lab16, station: Station16): Promise<{ command: Command; requestId: number }> {
  const location = 'https://firmware.example.com/c1-1.1.0.bin';
  const signature = 'MEUCIQDc2lnbmF0dXJl';
  const { command, payload } = await lab.order(
    station,
    { verb: 'updateFirmware', location, signature, signingCertificate: rootCertificate, retrieveAt: at(5) },
    { action: 'SignedUpdateFirmware', answer: { status: 'Accepted' } },
  );
  const { requestId, firmware } = payload;
  expect(payload).toEqual({
    requestId,
    firmware: { location, signature, signingCertificate: rootCertificate, retrieveDateTime: firmware.retrieveDateTime },
  });
  return { command, requestId };
}

async function tell(station: Station16, requestId: number, words: readonly Word[]): Promise<void> {
  for (const status of words) expect(await station.call('SignedFirmwareStatusNotification', { status, requestId })).toEqual({});
}
