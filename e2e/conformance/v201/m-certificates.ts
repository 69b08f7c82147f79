import type { ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { hashOf, rootCertificate } from '../certificates.ts';
import type { Cases } from '../run.ts';
import { booted, type Lab201 } from '../v2x/station.ts';

type Root = 'CSMSRootCertificate' | 'ManufacturerRootCertificate' | 'V2GRootCertificate' | 'MORootCertificate';
type Installed = ResponseOf<'ocpp2.0.1', 'GetInstalledCertificateIds'>;
type Chain = NonNullable<Installed['certificateHashDataChain']>[number];
const algorithms = ['SHA256', 'SHA384', 'SHA512'] as const;

/** M: certificates at the station. */
export const certificates: Cases<'ocpp2.0.1'> = {
  TC_M_01_CSMS: async (lab) => await install(lab, 'CSMSRootCertificate'),
  TC_M_02_CSMS: async (lab) => await install(lab, 'ManufacturerRootCertificate'),
  TC_M_03_CSMS: async (lab) => await install(lab, 'V2GRootCertificate'),
  TC_M_04_CSMS: async (lab) => await install(lab, 'MORootCertificate'),

  TC_M_05_CSMS: async (lab) => {
    const station = await booted(lab);
    const type = 'CSMSRootCertificate';
    const command = await lab.command(station, { verb: 'installCertificate', type, certificate: rootCertificate }, [
      { action: 'InstallCertificate', payload: { certificateType: type, certificate: rootCertificate }, answer: { status: 'Failed' } },
    ]);
    expect(command).toMatchObject({ status: 'rejected', reason: 'Failed' });
    expect(await lab.records(station.id, 'certificate')).toEqual([]);
  },

  TC_M_12_CSMS: async (lab) => {
    for (const algorithm of algorithms) await list(lab, ['CSMSRootCertificate'], [entry('CSMSRootCertificate', '12', algorithm)]);
  },
  TC_M_13_CSMS: async (lab) => await list(lab, ['ManufacturerRootCertificate'], [entry('ManufacturerRootCertificate', '13')]),
  TC_M_14_CSMS: async (lab) => await list(lab, ['V2GRootCertificate'], [entry('V2GRootCertificate', '14')]),
  TC_M_15_CSMS: async (lab) => {
    const children: Chain['childCertificateHashData'] = [hashOf('SHA256', '15b'), hashOf('SHA256', '15c')];
    await list(lab, ['V2GCertificateChain'], [{ ...entry('V2GCertificateChain', '15a'), childCertificateHashData: children }]);
  },
  TC_M_16_CSMS: async (lab) => await list(lab, ['MORootCertificate'], [entry('MORootCertificate', '16')]),
  TC_M_17_CSMS: async (lab) =>
    await list(
      lab,
      ['CSMSRootCertificate', 'ManufacturerRootCertificate'],
      [entry('CSMSRootCertificate', '17a'), entry('ManufacturerRootCertificate', '17b')],
    ),
  TC_M_18_CSMS: async (lab) => await list(lab, [], [entry('CSMSRootCertificate', '18a'), entry('V2GRootCertificate', '18b')]),
  TC_M_19_CSMS: async (lab) => await list(lab, ['CSMSRootCertificate'], []),

  TC_M_20_CSMS: async (lab) => {
    for (const algorithm of algorithms) {
      const station = await booted(lab);
      const certificateHashData = hashOf(algorithm, '20');
      await lab.command(station, { verb: 'getInstalledCertificateIds', types: [] }, [
        { action: 'GetInstalledCertificateIds', payload: {}, answer: told([entry('CSMSRootCertificate', '20', algorithm)]) },
      ]);
      const command = await lab.command(station, { verb: 'deleteCertificate', ...certificateHashData }, [
        { action: 'DeleteCertificate', payload: { certificateHashData }, answer: { status: 'Accepted' } },
      ]);
      expect(command).toMatchObject({ status: 'confirmed' });
      expect(await lab.records(station.id, 'certificate')).toEqual([]);
    }
  },

  TC_M_21_CSMS: async (lab) => {
    const station = await booted(lab);
    const certificateHashData = hashOf('SHA256', '21');
    const command = await lab.command(station, { verb: 'deleteCertificate', ...certificateHashData }, [
      { action: 'DeleteCertificate', payload: { certificateHashData }, answer: { status: 'Failed' } },
    ]);
    expect(command).toMatchObject({ status: 'rejected', reason: 'Failed' });
  },
};

function entry(certificateType: Chain['certificateType'], serialNumber: string, algorithm: (typeof algorithms)[number] = 'SHA256'): Chain {
  return { certificateType, certificateHashData: hashOf(algorithm, serialNumber) };
}

function told(chain: readonly Chain[]): Installed {
  const [first, ...rest] = chain;
  return first === undefined ? { status: 'NotFound' } : { status: 'Accepted', certificateHashDataChain: [first, ...rest] };
}

/** Installed, and then looked for. */
async function install(lab: Lab201, type: Root): Promise<void> {
  const station = await booted(lab);
  const command = await lab.command(station, { verb: 'installCertificate', type, certificate: rootCertificate }, [
    { action: 'InstallCertificate', payload: { certificateType: type, certificate: rootCertificate }, answer: { status: 'Accepted' } },
    { action: 'GetInstalledCertificateIds', payload: { certificateType: [type] }, answer: told([entry(type, '01')]) },
  ]);
  expect(command).toMatchObject({ status: 'confirmed' });
  expect(await lab.records(station.id, 'certificate')).toMatchObject([[expect.any(String), { types: [type], serialNumber: '01' }]]);
}

async function list(lab: Lab201, types: Chain['certificateType'][], chain: Chain[]): Promise<void> {
  const station = await booted(lab);
  const [first, ...rest] = types;
  const command = await lab.command(station, { verb: 'getInstalledCertificateIds', types }, [
    {
      action: 'GetInstalledCertificateIds',
      // All kinds are asked for by naming none.
      payload: first === undefined ? {} : { certificateType: [first, ...rest] },
      answer: told(chain),
    },
  ]);
  expect(command).toMatchObject({ status: 'confirmed', reason: chain.length === 0 ? 'NotFound' : null });
  const records = (await lab.records(station.id, 'certificate')).map(([, data]) => data);
  expect(records).toHaveLength(chain.length);
  for (const { certificateType, certificateHashData, childCertificateHashData: children = [] } of chain)
    expect(records).toContainEqual(expect.objectContaining({ types: [certificateType], ...certificateHashData, children }));
}
