import { expect } from 'vitest';
import { cards, password } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { setProfile, takeProfileAgain } from '../v2x/profiles.ts';
import { boot, booted, card, charging, energy, type Lab21, type Station21, type Transaction } from '../v2x/station.ts';
import { made } from './k-profiles.ts';

const url = 'wss://csms.example.com/ocpp';

/** B: network profiles and resets of 2.1. E16: what goes on after a loss of power. */
export const provisioning: Cases<'ocpp2.1'> = {
  TC_B_100_CSMS: async (lab) => {
    const station = await booted(lab);
    const identity = await lab.register({ securityProfile: 1, password: password.new });
    const place = { component: { name: 'NetworkConfiguration', instance: '1' }, variable: { name: 'OcppCsmsUrl' } };
    const credentials = { identity, basicAuthPassword: password.new };
    const profile = { csmsUrl: url, interface: 'Any', messageTimeout: 30, securityProfile: 1, ...credentials } as const;
    const command = await lab.command(station, { verb: 'setNetworkProfile', slot: 1, profile }, [
      {
        action: 'SetNetworkProfile',
        payload: {
          configurationSlot: 1,
          connectionData: {
            ...{ ocppTransport: 'JSON', ocppCsmsUrl: url, ocppInterface: 'Any', messageTimeout: 30, securityProfile: 1 },
            ...credentials,
          },
        },
        answer: { status: 'Accepted' },
      },
      {
        action: 'GetVariables',
        payload: { getVariableData: [place] },
        answer: { getVariableResult: [{ ...place, attributeStatus: 'Accepted', attributeValue: url }] },
      },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
    expect(JSON.stringify(command)).not.toContain(password.new);
    await station.close();
    expect((await boot(await lab.connect(identity, { password: password.new }))).status).toBe('Accepted');
    expect(await lab.station(identity)).toMatchObject({ connected: true, phase: 'accepted' });
  },

  TC_B_103_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    await resetAndResume(lab, station, transaction);
    await transaction.ended(
      'StopAuthorized',
      { stoppedReason: 'Local' },
      { idToken: card(cards.good), meterValue: [energy(3000, 'Transaction.End')] },
    );
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', energyWh: 2000, marks: ['resumed'] }]);
  },

  TC_B_104_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'reset', kind: 'resume' }, [
      { action: 'Reset', payload: { type: 'ImmediateAndResume' }, answer: { status: 'Accepted' } },
    ]);
    expect((await boot(station, 'RemoteReset')).status).toBe('Accepted');
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  },

  TC_B_105_CSMS: async (lab) => {
    const station = await booted(lab);
    const written = { OcppCsmsUrl: url, OcppInterface: 'Wired0', SecurityProfile: '1', ApnEnabled: 'false', VpnEnabled: 'false' };
    const places = Object.keys(written).map((name) => ({ component: { name: 'NetworkConfiguration', instance: '2' }, variable: { name } }));
    const values = Object.values(written);
    const variables = Object.entries(written).map(([variable, value]) => ({
      component: 'NetworkConfiguration',
      instance: '2',
      variable,
      value,
    }));
    const command = await lab.command(station, { verb: 'writeConfiguration', variables }, [
      {
        action: 'SetVariables',
        payload: { setVariableData: places.map((place, i) => ({ ...place, attributeValue: values[i] ?? '' })) as never },
        answer: { setVariableResult: places.map((place) => ({ ...place, attributeStatus: 'Accepted' })) as never },
      },
      {
        action: 'GetVariables',
        payload: { getVariableData: places as never },
        answer: {
          getVariableResult: places.map((place, i) => ({ ...place, attributeStatus: 'Accepted', attributeValue: values[i] })) as never,
        },
      },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
    const { items } = await lab.api.listVariables({ params: { stationId: station.id } });
    expect(Object.fromEntries(items.map(({ variable, value }) => [variable, value]))).toEqual(written);
  },

  TC_B_116_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    const wanted = made({ id: 116, transactionId: transaction.id }, [{ startPeriod: 0, limit: 10 }]);
    await setProfile(lab, station, wanted);
    await resetAndResume(lab, station, transaction);
    await takeProfileAgain(lab, station, wanted.payload);
  },

  TC_E_113_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    await powerLost(lab, station, transaction);
  },

  TC_E_117_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    const wanted = made({ id: 117, transactionId: transaction.id }, [{ startPeriod: 0, limit: 10 }]);
    await setProfile(lab, station, wanted);
    await takeProfileAgain(lab, await powerLost(lab, station, transaction), wanted.payload);
  },
};

async function resetAndResume(lab: Lab21, station: Station21, transaction: Transaction<'ocpp2.1'>): Promise<void> {
  const command = await lab.command(station, { verb: 'reset', kind: 'resume' }, [
    { action: 'Reset', payload: { type: 'ImmediateAndResume' }, answer: { status: 'Accepted' } },
  ]);
  await transaction.updated('ResetCommand', { chargingState: 'SuspendedEVSE' });
  expect((await boot(station, 'RemoteReset')).status).toBe('Accepted');
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  await resumed(lab, station, transaction);
}

async function powerLost(lab: Lab21, station: Station21, transaction: Transaction<'ocpp2.1'>): Promise<Station21> {
  await station.close();
  const back = await lab.connect(station.id);
  await boot(back, 'PowerUp');
  await resumed(lab, back, transaction.at(back));
  return back;
}

/** The same transaction goes on. */
async function resumed(lab: Lab21, station: Station21, transaction: Transaction<'ocpp2.1'>): Promise<void> {
  await transaction.updated('TxResumed', { chargingState: 'EVConnected' });
  await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' });
  const sessions = await lab.sessions(station.id);
  expect(sessions).toMatchObject([{ status: 'active', transactionId: transaction.id, chargingState: 'Charging' }]);
  const { details } = await lab.api.getSession({ params: { sessionId: sessions[0]?.id ?? 0 } });
  expect(details).toMatchObject({ resumptions: 1 });
}
