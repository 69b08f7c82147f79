import { expect } from 'vitest';
import { badClient, goodClient, goodServer, nextProfile, oldTls } from '../encryption.ts';
import { secrets } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { boot, type Station201 } from '../v2x/station.ts';

const ranking = { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'NetworkConfigurationPriority' } };
const secret = { component: { name: 'SecurityCtrlr' }, variable: { name: 'BasicAuthPassword' } };

/** A: encryption, and the way to more of it. */
export const encryption: Cases<'ocpp2.0.1'> = {
  TC_A_04_CSMS: (lab) => goodServer(lab, (station) => boot(station)),
  TC_A_06_CSMS: (lab) => oldTls(lab, (station) => boot(station)),
  TC_A_07_CSMS: (lab) => goodClient(lab, (station) => boot(station)),
  TC_A_08_CSMS: (lab) => badClient(lab, (station) => boot(station)),
  TC_A_19_CSMS: (lab) => nextProfile(lab, { boot: (station) => boot(station), obey: (station) => obey(station, lab.version), rotate }),
};

async function obey(station: Station201, version: string): Promise<void> {
  await tells(station, '1');
  const set = await station.expectCall('SetNetworkProfile');
  expect(set.payload).toMatchObject({
    configurationSlot: 2,
    connectionData: { securityProfile: 2, ocppTransport: 'JSON', ocppCsmsUrl: expect.stringMatching(/^wss:/) },
  });
  if (version === 'ocpp2.0.1') expect(set.payload.connectionData).toMatchObject({ ocppVersion: 'OCPP20' });
  set.answer({ status: 'Accepted' });
  // 2.1 has the profile as variables too.
  if (version === 'ocpp2.1') await tells(station, set.payload.connectionData.ocppCsmsUrl);
  const write = await station.expectCall('SetVariables');
  expect(write.payload).toEqual({ setVariableData: [{ ...ranking, attributeValue: '2,1' }] });
  write.answer({ setVariableResult: [{ ...ranking, attributeStatus: 'RebootRequired' }] });
  await tells(station, '1');
  const reset = await station.expectCall('Reset');
  expect(reset.payload).toEqual({ type: 'OnIdle' });
  reset.answer({ status: 'Accepted' });
}

async function tells(station: Station201, attributeValue: string): Promise<void> {
  const read = await station.expectCall('GetVariables');
  const results = read.payload.getVariableData.map((place) => ({ ...place, attributeStatus: 'Accepted', attributeValue }));
  read.answer({ getVariableResult: results });
}

/** Over the encrypted line it gets another password. */
async function rotate(station: Station201): Promise<string> {
  const write = await station.expectCall('SetVariables');
  const changed = write.payload.setVariableData[0]?.attributeValue ?? '';
  secrets.add(changed);
  expect(write.payload).toEqual({ setVariableData: [{ ...secret, attributeValue: changed }] });
  write.answer({ setVariableResult: [{ ...secret, attributeStatus: 'Accepted' }] });
  return changed;
}
