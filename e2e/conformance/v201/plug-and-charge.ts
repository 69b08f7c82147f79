import { expect } from 'vitest';
import { parseOcspAnswer } from '../../../apps/server/src/certificates/ocsp-message.ts';
import { emaid, exiFor } from '../outside.ts';
import type { Cases } from '../run.ts';
import { booted, charging, type Lab201 } from '../v2x/station.ts';

const idToken = { idToken: emaid, type: 'eMAID' } as const;
const schema = 'urn:iso:15118:2:2013:MsgDef';

/** C07, M01, M02, M06: contracts of cars, and the state of their certificates. */
export const plugAndCharge: Cases<'ocpp2.0.1'> = {
  TC_C_50_CSMS: async (lab) => {
    const station = await booted(lab);
    const { hashes } = await lab.outside.contract();
    const answer = await station.call('Authorize', { idToken, iso15118CertificateHashData: list(hashes) });
    expect(answer).toMatchObject({ certificateStatus: 'Accepted', idTokenInfo: { status: 'Accepted' } });
    await charging(station, idToken);
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', idToken: expect.stringContaining(emaid.slice(-4)) }]);
  },

  TC_C_51_CSMS: async (lab) => {
    const station = await booted(lab);
    const { hashes } = await lab.outside.contract({ isRevoked: true });
    const answer = await station.call('Authorize', { idToken, iso15118CertificateHashData: list(hashes) });
    expect(answer).toMatchObject({ certificateStatus: 'CertificateRevoked', idTokenInfo: { status: 'Invalid' } });
    expect(await lab.sessions(station.id)).toEqual([]);
  },

  TC_C_52_CSMS: async (lab) => {
    const station = await booted(lab);
    const { chain } = await lab.outside.contract();
    const answer = await station.call('Authorize', { idToken, certificate: chain });
    expect(answer).toMatchObject({ certificateStatus: 'Accepted', idTokenInfo: { status: 'Accepted' } });
    await charging(station, idToken);
  },

  TC_M_24_CSMS: async (lab) => {
    const station = await booted(lab);
    const [first] = (await lab.outside.contract()).hashes;
    if (first === undefined) throw new Error('no hash');
    const { status, ocspResult = '' } = await station.call('GetCertificateStatus', { ocspRequestData: first });
    expect(status).toBe('Accepted');
    const { serialNumber } = first;
    expect(parseOcspAnswer(Buffer.from(ocspResult, 'base64')).answers).toMatchObject([{ serialNumber, state: 'Good' }]);
  },

  TC_M_26_CSMS: async (lab) => await contract(lab, 'Install'),
  TC_M_28_CSMS: async (lab) => await contract(lab, 'Update'),
};

function list<T>(all: readonly T[]): [T, ...T[]] {
  const [first, ...rest] = all;
  if (first === undefined) throw new Error('none');
  return [first, ...rest];
}

/** What the car sends goes to the contract pool as it is, and what that answers to the car. */
async function contract(lab: Lab201, action: 'Install' | 'Update'): Promise<void> {
  const station = await booted(lab);
  const exiRequest = Buffer.from(`${action} of ${station.id}`).toString('base64');
  const answer = await station.call('Get15118EVCertificate', { iso15118SchemaVersion: schema, action, exiRequest });
  expect(answer).toEqual({ status: 'Accepted', exiResponse: exiFor(exiRequest) });
  expect(lab.outside.asked.get(exiRequest)).toEqual({
    path: '/v1/ccp/signedContractData',
    body: { certificateInstallationReq: exiRequest, xsdMsgDefNamespace: schema },
  });
}
