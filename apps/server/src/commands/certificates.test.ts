import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { poolRoot } from '../testing/contract-pki.ts';
import { CommandLab } from './command-lab.ts';
import { type Sample, sample16, sample201 } from './samples.ts';
import type { ApiApp } from './test-app.ts';

const { pem } = await poolRoot({ name: 'Acme Root', at: Date.now() });
const hash = (serialNumber: string) => ({ hashAlgorithm: 'SHA384', issuerNameHash: 'name', issuerKeyHash: 'key', serialNumber });
let lab: CommandLab;
let app: ApiApp;
beforeAll(async () => {
  lab = await CommandLab.open('TRUSTS');
  app = lab.app;
});
afterAll(() => lab.close());

const connected = (version: Version, sample: Sample) => lab.connected(version, sample);
const send = (id: string, body: object) => lab.send(id, body);
type Kept = { kind: string; key: string; data: { types?: string[]; serialNumber?: string; status?: string } };
const records = async (id: string, kind: string): Promise<Kept[]> =>
  (await app.api('GET', `/stations/${id}/records?kind=${kind}`)).body.items;
/** Serial numbers, and what each certificate is for. */
const installed = async (id: string) => (await records(id, 'certificate')).map(({ data }) => [data.serialNumber, data.types]);

describe.each<Version>(['ocpp2.0.1', 'ocpp2.1'])('certificates of a station of %s', (version) => {
  const chain = (certificateType: string, serial: string) => ({ certificateType, certificateHashData: hash(serial) });

  test('the whole list replaces what we knew; a part of it adds', async () => {
    const { id, station } = await connected(version, sample201);
    station.on('GetInstalledCertificateIds', {
      result: {
        status: 'Accepted',
        certificateHashDataChain: [
          chain('CSMSRootCertificate', '01'),
          chain('V2GRootCertificate', '02'),
          chain('MORootCertificate', '02'),
          { ...chain('V2GCertificateChain', '03'), childCertificateHashData: [hash('04')] },
        ],
      },
    });
    expect((await send(id, { verb: 'getInstalledCertificateIds' })).status).toBe('confirmed');
    expect(station.received).toEqual([{ action: 'GetInstalledCertificateIds', payload: {} }]);
    expect(await installed(id)).toEqual([
      ['01', ['CSMSRootCertificate']],
      ['02', ['V2GRootCertificate', 'MORootCertificate']],
      ['03', ['V2GCertificateChain']],
    ]);
    expect((await records(id, 'certificate'))[2]?.data).toMatchObject({ children: [hash('04')] });
    station.on('GetInstalledCertificateIds', {
      result: { status: 'Accepted', certificateHashDataChain: [chain('ManufacturerRootCertificate', '05')] },
    });
    await send(id, { verb: 'getInstalledCertificateIds', types: ['ManufacturerRootCertificate'] });
    expect(station.received[1]?.payload).toEqual({ certificateType: ['ManufacturerRootCertificate'] });
    expect((await installed(id)).map(([serial]) => serial)).toEqual(['01', '02', '03', '05']);
    station.on('GetInstalledCertificateIds', { result: { status: 'NotFound' } });
    expect(await send(id, { verb: 'getInstalledCertificateIds' })).toMatchObject({ status: 'confirmed', reason: 'NotFound' });
    expect(await installed(id)).toEqual([]);
  });

  test('an installed root is read back; one that was deleted, or never there, is gone', async () => {
    const { id, station } = await connected(version, sample201);
    station.on('InstallCertificate', { result: { status: 'Accepted' } });
    station.on('GetInstalledCertificateIds', {
      result: { status: 'Accepted', certificateHashDataChain: [chain('V2GRootCertificate', '0A')] },
    });
    expect((await send(id, { verb: 'installCertificate', type: 'V2GRootCertificate', certificate: pem })).status).toBe('confirmed');
    expect(await installed(id)).toEqual([['0A', ['V2GRootCertificate']]]);
    station.on('DeleteCertificate', { result: { status: 'Failed' } });
    expect(await send(id, { verb: 'deleteCertificate', ...hash('0A') })).toMatchObject({ status: 'rejected', reason: 'Failed' });
    expect(await installed(id)).toHaveLength(1);
    station.on('DeleteCertificate', { result: { status: 'Accepted' } });
    expect((await send(id, { verb: 'deleteCertificate', ...hash('0A') })).status).toBe('confirmed');
    expect(station.received.at(-1)?.payload).toEqual({ certificateHashData: hash('0A') });
    expect(await installed(id)).toEqual([]);
  });

  test('a root counts as installed also where the station cannot list', async () => {
    const { id, station } = await connected(version, sample201);
    station.on('InstallCertificate', { result: { status: 'Accepted' } });
    expect((await send(id, { verb: 'installCertificate', type: 'CSMSRootCertificate', certificate: pem })).status).toBe('confirmed');
    station.on('InstallCertificate', { result: { status: 'Failed', statusInfo: { reasonCode: 'InvalidCertificate' } } });
    expect(await send(id, { verb: 'installCertificate', type: 'CSMSRootCertificate', certificate: pem })).toMatchObject({
      status: 'rejected',
      reason: 'InvalidCertificate',
    });
  });

  test('without an authority a request is kept and refused; a certificate made elsewhere can be delivered', async () => {
    const { id, station } = await connected(version, sample201);
    station.on('TriggerMessage', { result: { status: 'Accepted' } });
    const asked = await send(id, { verb: 'trigger', message: 'SignV2GCertificate' });
    expect(await station.call('SignCertificate', { csr: pem, certificateType: 'V2GCertificate' })).toEqual({
      status: 'Rejected',
      statusInfo: { reasonCode: 'InvalidCSR', additionalInfo: 'unreadable' },
    });
    await app.eventually(`/commands/${asked.id}`, ({ status }) => status === 'confirmed');
    expect(await records(id, 'certificateRequest')).toMatchObject([{ key: 'V2GCertificate', data: { csr: pem, status: 'refused' } }]);
    station.on('CertificateSigned', { result: { status: 'Accepted' } });
    expect((await send(id, { verb: 'certificateSigned', chain: pem, type: 'V2GCertificate' })).status).toBe('confirmed');
    expect((await records(id, 'certificateRequest'))[0]?.data.status).toBe('delivered');
    station.on('CertificateSigned', { result: { status: 'Rejected' } });
    expect((await send(id, { verb: 'certificateSigned', chain: pem, type: 'V2GCertificate' })).status).toBe('rejected');
    expect((await records(id, 'certificateRequest'))[0]?.data.status).toBe('undelivered');
  });

  test('contracts and states of certificates are refused in the version’s words, and what was asked is kept', async () => {
    const { id, station } = await connected(version, sample201);
    const contract = { iso15118SchemaVersion: 'urn:iso:15118:2:2013:MsgDef', action: 'Install', exiRequest: 'gJg=' };
    expect(await station.call('Get15118EVCertificate', contract)).toMatchObject({ status: 'Failed', exiResponse: '' });
    const ocspRequestData = { ...hash('0B'), responderURL: 'http://ocsp.example.org' };
    expect(await station.call('GetCertificateStatus', { ocspRequestData })).toMatchObject({ status: 'Failed' });
    expect((await records(id, 'certificateRequest')).map(({ key, data }) => [key, data.status])).toEqual([
      ['contract/Install', 'failed'],
      ['status/0B/key', 'Failed'],
    ]);
  });
});

test('2.1: the states of a chain, its own certificate types, and a trigger of the maker’s own', async () => {
  const { id, station } = await connected('ocpp2.1', sample201);
  const certificateStatusRequests = [{ certificateHashData: hash('0C'), source: 'CRL', urls: ['http://crl.example.org'] }];
  expect(await station.call('GetCertificateChainStatus', { certificateStatusRequests })).toMatchObject({
    certificateStatus: [{ certificateHashData: hash('0C'), source: 'CRL', status: 'Failed' }],
  });
  await station.call('SignCertificate', { csr: pem, certificateType: 'V2G20Certificate', requestId: 9 });
  expect(await records(id, 'certificateRequest')).toContainEqual(
    expect.objectContaining({ key: 'V2G20Certificate', data: expect.objectContaining({ requestId: 9 }) }),
  );
  station.on('CertificateSigned', { result: { status: 'Accepted' } });
  await send(id, { verb: 'certificateSigned', chain: pem, type: 'V2G20Certificate', requestId: 9 });
  expect(station.received.at(-1)?.payload).toEqual({ certificateChain: pem, certificateType: 'V2G20Certificate', requestId: 9 });
  station.on('TriggerMessage', { result: { status: 'Accepted' } });
  expect((await send(id, { verb: 'trigger', message: 'CustomTrigger', custom: 'AcmeSelfTest' })).status).toBe('confirmed');
  expect(station.received.at(-1)?.payload).toEqual({ requestedMessage: 'CustomTrigger', customTrigger: 'AcmeSelfTest' });
});

test.each(['V2G20Certificate', 'OEMRootCertificate'])('2.0.1 has no %s', async (type) => {
  const { id } = await connected('ocpp2.0.1', sample201);
  const body =
    type === 'V2G20Certificate' ? { verb: 'certificateSigned', chain: pem, type } : { verb: 'installCertificate', type, certificate: pem };
  expect(await send(id, body)).toMatchObject({ status: 'notSupported', reason: 'notInVersion' });
});

test('1.6: two kinds of roots are listed one after the other, and asked for in its own words', async () => {
  const { id, station } = await connected('ocpp1.6', sample16);
  station.on('GetInstalledCertificateIds', (payload) =>
    (payload as { certificateType: string }).certificateType === 'CentralSystemRootCertificate'
      ? { result: { status: 'Accepted', certificateHashData: [hash('01')] } }
      : { result: { status: 'NotFound' } },
  );
  expect((await send(id, { verb: 'getInstalledCertificateIds' })).status).toBe('confirmed');
  expect(station.received.map(({ payload }) => payload)).toEqual([
    { certificateType: 'CentralSystemRootCertificate' },
    { certificateType: 'ManufacturerRootCertificate' },
  ]);
  expect(await installed(id)).toEqual([['01', ['CSMSRootCertificate']]]);
  expect(await send(id, { verb: 'installCertificate', type: 'OEMRootCertificate', certificate: pem })).toMatchObject({
    status: 'notSupported',
  });
});

test('1.6: its certificate is asked for by the extended trigger, refused, and delivered by hand', async () => {
  const { id, station } = await connected('ocpp1.6', sample16);
  station.on('ExtendedTriggerMessage', { result: { status: 'Accepted' } });
  const asked = await send(id, { verb: 'trigger', message: 'SignChargingStationCertificate' });
  expect(station.received).toEqual([{ action: 'ExtendedTriggerMessage', payload: { requestedMessage: 'SignChargePointCertificate' } }]);
  expect(await station.call('SignCertificate', { csr: pem })).toEqual({ status: 'Rejected' });
  await app.eventually(`/commands/${asked.id}`, ({ status }) => status === 'confirmed');
  station.on('CertificateSigned', { result: { status: 'Accepted' } });
  await send(id, { verb: 'certificateSigned', chain: pem });
  expect((await records(id, 'certificateRequest')).map(({ key, data }) => [key, data.status])).toEqual([
    ['ChargingStationCertificate', 'delivered'],
  ]);
});
