import { createPrivateKey } from 'node:crypto';
import { expect } from 'vitest';
import { certificateBecomes, isGood, type KeyRequest, request, rootsOf } from '../own-certificate.ts';
import type { Cases } from '../run.ts';
import { boot, booted, type Lab201, type Station201 } from '../v2x/station.ts';

/** A11–A14: new certificates of a station. */
export const stationCertificates: Cases<'ocpp2.0.1'> = {
  TC_A_11_CSMS: async (lab) => {
    const station = await booted(lab);
    const { key, chain } = await renew(lab, station, { type: 'ChargingStationCertificate', answer: 'Accepted' });
    const ca = await rootsOf(lab.api, 'csms');
    isGood(chain, { key: createPrivateKey(key), roots: ca, tiers: 2 });
    await certificateBecomes(lab.api, station.id, 'active');
    await station.close();
    // From now on only who shows that certificate is this station.
    await lab.api.updateStation({ params: { stationId: station.id }, body: { securityProfile: 3 } });
    await expect(lab.connect(station.id)).rejects.toThrow('403');
    const back = await lab.connect(station.id, { tls: { cert: chain, key, ca } });
    expect((await boot(back)).status).toBe('Accepted');
    expect(await lab.station(station.id)).toMatchObject({ connected: true, securityProfile: 3 });
  },

  TC_A_12_CSMS: async (lab) => {
    const station = await booted(lab);
    const { key, chain } = await renew(lab, station, { type: 'V2GCertificate', answer: 'Accepted' });
    isGood(chain, { key: createPrivateKey(key), roots: await rootsOf(lab.api, 'v2g'), tiers: 3 });
    await certificateBecomes(lab.api, station.id, 'active');
  },

  TC_A_14_CSMS: async (lab) => {
    const station = await booted(lab);
    await renew(lab, station, { type: 'ChargingStationCertificate', answer: 'Accepted' });
    await certificateBecomes(lab.api, station.id, 'active');
    await renew(lab, station, { type: 'ChargingStationCertificate', answer: 'Rejected' });
    const event = { type: 'InvalidChargingStationCertificate', timestamp: new Date().toISOString() };
    expect(await station.call('SecurityEventNotification', event)).toEqual({});
    await certificateBecomes(lab.api, station.id, 'refused');
    // The one it had stays good, and the operator hears of it.
    const { items } = await lab.api.listCertificates({ query: { stationId: station.id } });
    expect(items.map(({ state }) => state)).toEqual(['refused', 'active']);
    expect(await lab.events(station.id, 'security')).toMatchObject([{ type: 'InvalidChargingStationCertificate' }]);
    expect(await lab.records(station.id, 'certificateRequest')).toMatchObject([['ChargingStationCertificate', { status: 'undelivered' }]]);
    await station.call('Heartbeat', {});
  },
};

const triggers = { ChargingStationCertificate: 'SignChargingStationCertificate', V2GCertificate: 'SignV2GCertificate' } as const;

/** Asked for by the operator, requested, signed, and brought to the station, which says `answer`. */
async function renew(
  lab: Lab201,
  station: Station201,
  { type, answer }: { type: keyof typeof triggers; answer: 'Accepted' | 'Rejected' },
): Promise<KeyRequest & { chain: string }> {
  const requestedMessage = triggers[type];
  const command = await lab.command(station, { verb: 'trigger', message: requestedMessage }, [
    { action: 'TriggerMessage', payload: { requestedMessage }, answer: { status: 'Accepted' } },
  ]);
  const own = await request(station.id);
  expect(await station.call('SignCertificate', { csr: own.csr, certificateType: type })).toEqual({ status: 'Accepted' });
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  const brought = await station.expectCall('CertificateSigned');
  expect(brought.payload).toEqual({ certificateChain: expect.any(String), certificateType: type });
  brought.answer({ status: answer });
  return { ...own, chain: brought.payload.certificateChain };
}
