import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';
import { hasOpenssl, newRoot, signed } from '../testing/openssl.ts';

let lab: Lab;
let root: { certificate: string; key: string };
beforeAll(() => {
  if (hasOpenssl) root = newRoot('Root');
});
afterEach(() => lab.close());

describe.skipIf(!hasOpenssl).each(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const)('%s', (version) => {
  const is16 = version === 'ocpp1.6';
  const ofCsms = is16 ? 'CentralSystemRootCertificate' : 'CSMSRootCertificate';
  const trigger = is16 ? 'ExtendedTriggerMessage' : 'TriggerMessage';
  const sign = is16 ? 'SignChargePointCertificate' : 'SignChargingStationCertificate';
  const installed = () => lab.ask('GetInstalledCertificateIds', is16 ? { certificateType: ofCsms } : {});

  it('A02, TC_074: a key, its request, the certificate for it', async () => {
    lab = await Lab.open(version, { settings: { CpoName: 'Operator', 'SecurityCtrlr.OrganizationName': 'Operator' } });
    const { answer, message } = await lab.askAndHear(trigger, { requestedMessage: sign }, 'SignCertificate');
    expect(answer).toEqual({ status: 'Accepted' });
    expect(message).toEqual({
      csr: message.csr,
      ...(is16 ? {} : { certificateType: 'ChargingStationCertificate' }),
      ...(version === 'ocpp2.1' ? { requestId: 1 } : {}),
    });
    const certificateChain = signed(String(message.csr), root);
    expect(await lab.ask('CertificateSigned', { certificateChain })).toEqual({ status: 'Accepted' });
    expect(lab.station.state.keys).toMatchObject([{ use: 'ChargingStationCertificate', chain: certificateChain }]);
  });

  it('A_14, TC_077: a certificate for another key is refused and told', async () => {
    lab = await Lab.open(version);
    await lab.askAndHear(trigger, { requestedMessage: sign }, 'SignCertificate');
    const { answer, message } = await lab.askAndHear(
      'CertificateSigned',
      { certificateChain: root.certificate },
      'SecurityEventNotification',
    );
    expect(answer).toMatchObject({ status: 'Rejected' });
    expect(message).toMatchObject({ type: is16 ? 'InvalidChargePointCertificate' : 'InvalidChargingStationCertificate' });
  });

  it('M03 to M05, TC_075, TC_076: installs, lists, deletes', async () => {
    lab = await Lab.open(version);
    expect(await installed()).toEqual({ status: 'NotFound' });
    expect(await lab.ask('InstallCertificate', { certificateType: ofCsms, certificate: root.certificate })).toEqual({ status: 'Accepted' });
    const listed = (await installed()) as Record<string, { certificateHashData: object }[]>;
    const certificateHashData = is16 ? listed['certificateHashData']?.[0] : listed['certificateHashDataChain']?.[0]?.certificateHashData;
    expect(certificateHashData).toMatchObject({ hashAlgorithm: 'SHA256', serialNumber: 'a1b2c' });
    expect(await lab.ask('DeleteCertificate', { certificateHashData })).toEqual({ status: 'Accepted' });
    expect(await lab.ask('DeleteCertificate', { certificateHashData })).toEqual({ status: 'NotFound' });
  });

  it('TC_078: what is no certificate is refused and told', async () => {
    lab = await Lab.open(version);
    const { answer, message } = await lab.askAndHear(
      'InstallCertificate',
      { certificateType: ofCsms, certificate: 'none' },
      'SecurityEventNotification',
    );
    expect(answer).toMatchObject({ status: 'Rejected' });
    expect(message).toMatchObject({ type: is16 ? 'InvalidCentralSystemCertificate' : 'InvalidCsmsCertificate' });
  });
});

describe.skipIf(!hasOpenssl)('2.x', () => {
  it('A02: asks again while no certificate comes, each time later', async () => {
    lab = await Lab.open('ocpp2.0.1', {
      settings: { 'SecurityCtrlr.CertSigningWaitMinimum': '1', 'SecurityCtrlr.CertSigningRepeatTimes': '2' },
    });
    const third = new Promise((resolve) => {
      let count = 0;
      const next = (): void => void lab.csms.hears('SignCertificate').then(() => (++count === 3 ? resolve(count) : next()));
      next();
    });
    await lab.ask('TriggerMessage', { requestedMessage: 'SignV2GCertificate' });
    await third;
    const requests = lab.csms.payloads('SignCertificate');
    expect(requests).toEqual([requests[0], requests[0], requests[0]]);
    expect(requests[0]).toMatchObject({ certificateType: 'V2GCertificate' });
  });

  it('M03: the V2G chain with those above it; M04: its own certificate stays', async () => {
    lab = await Lab.open('ocpp2.1');
    for (const use of ['V2GCertificate', 'ChargingStationCertificate']) {
      const requestedMessage = use === 'V2GCertificate' ? 'SignV2GCertificate' : 'SignChargingStationCertificate';
      const { message } = await lab.askAndHear('TriggerMessage', { requestedMessage }, 'SignCertificate');
      const certificateChain = `${signed(String(message.csr), root)}${root.certificate}`;
      expect(await lab.ask('CertificateSigned', { certificateChain, certificateType: use })).toEqual({ status: 'Accepted' });
    }
    const listed = (await lab.ask('GetInstalledCertificateIds', { certificateType: ['V2GCertificateChain'] })) as Record<string, object[]>;
    expect(listed['certificateHashDataChain']).toMatchObject([
      {
        certificateType: 'V2GCertificateChain',
        certificateHashData: { serialNumber: '102' },
        childCertificateHashData: [{ serialNumber: 'a1b2c' }],
      },
    ]);
  });

  it('M01, M06: on demand it asks for a contract and whether certificates are good', async () => {
    lab = await Lab.open('ocpp2.1');
    await lab.ask('InstallCertificate', { certificateType: 'V2GRootCertificate', certificate: root.certificate });
    await lab.during(() => {
      for (const action of ['Get15118EVCertificate', 'GetCertificateStatus', 'GetCertificateChainStatus']) lab.station.send(action);
    });
    expect(lab.said.map(({ action }) => action)).toEqual(['Get15118EVCertificate', 'GetCertificateStatus', 'GetCertificateChainStatus']);
    expect(lab.said[1]?.payload).toMatchObject({ ocspRequestData: { serialNumber: 'a1b2c' } });
  });
});
