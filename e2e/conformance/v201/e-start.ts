import type { ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, charging, energy, type Lab201, type Station201, status, Transaction } from '../v2x/station.ts';

const good = card(cards.good);

/** E01 to E05: how a transaction begins. */
export const starts: Cases<'ocpp2.0.1'> = {
  TC_E_01_CSMS: async (lab) => {
    const station = await booted(lab);
    await authorize(station);
    const transaction = new Transaction(station);
    accepted(await transaction.started('ChargingStateChanged', { chargingState: 'SuspendedEVSE' }, { idToken: good }));
    await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' });
    await isCharging(lab, station);
  },

  TC_E_02_CSMS: async (lab) => {
    const station = await booted(lab);
    await authorize(station);
    await status(station, 1, 'Occupied');
    const transaction = new Transaction(station);
    accepted(await transaction.started('ChargingStateChanged', { chargingState: 'Charging' }, { idToken: good }));
    await isCharging(lab, station);
  },

  TC_E_03_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = new Transaction(station);
    await status(station, 1, 'Occupied');
    await transaction.started('CablePluggedIn', { chargingState: 'EVConnected' });
    await authorize(station);
    accepted(await transaction.updated('Authorized', { chargingState: 'EVConnected' }, { idToken: good }));
    await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' });
    await isCharging(lab, station);
    expect(await lab.station(station.id)).toMatchObject({ connectors: [{ status: 'Charging' }, { status: 'Available' }] });
  },

  TC_E_04_CSMS: async (lab) => {
    const station = await booted(lab);
    await authorize(station);
    const transaction = new Transaction(station);
    accepted(await transaction.started('Authorized', {}, { idToken: good }));
    await status(station, 1, 'Occupied');
    await transaction.updated('CablePluggedIn', { chargingState: 'EVConnected' });
    await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' });
    await isCharging(lab, station);
  },

  TC_E_09_CSMS: async (lab) => {
    const station = await booted(lab);
    await status(station, 1, 'Occupied');
    const transaction = new Transaction(station);
    expect(await transaction.started('CablePluggedIn', { chargingState: 'EVConnected' })).not.toHaveProperty('idTokenInfo');
    expect(await lab.sessions(station.id)).toMatchObject([
      { status: 'active', transactionId: transaction.id, evseId: 1, connectorId: 1, idToken: null, chargingState: 'EVConnected' },
    ]);
  },

  TC_E_10_CSMS: async (lab) => {
    const station = await booted(lab);
    await authorize(station);
    // No EVSE is known yet.
    const transaction = new Transaction(station, 0);
    accepted(await transaction.started('Authorized', {}, { idToken: good }));
    await transaction.updated('CablePluggedIn', { chargingState: 'EVConnected' }, { evse: { id: 2, connectorId: 1 } });
    await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', evseId: 2, idToken: cards.good, chargingState: 'Charging' }]);
  },

  TC_E_11_CSMS: async (lab) => {
    const station = await booted(lab);
    await authorize(station);
    await status(station, 1, 'Occupied');
    const signed = { signedMeterData: 'T0NNRnx7fQ==', signingMethod: 'ECDSA-secp256r1-SHA256', encodingMethod: 'OCMF', publicKey: 'a2V5' };
    const sampledValue = [
      {
        value: 1000,
        context: 'Transaction.Begin' as const,
        measurand: 'Energy.Active.Import.Register' as const,
        signedMeterValue: signed,
      },
    ];
    const transaction = new Transaction(station);
    accepted(
      await transaction.started(
        'SignedDataReceived',
        { chargingState: 'EVConnected' },
        { idToken: good, meterValue: [{ timestamp: at(), sampledValue }] },
      ),
    );
    const [session] = await lab.sessions(station.id);
    expect(session).toMatchObject({ status: 'active', meterStartWh: 1000 });
    const { items } = await lab.api.sessionReadings({ params: { sessionId: session?.id ?? 0 } });
    expect(items).toMatchObject([{ value: 1000, context: 'Transaction.Begin', signed: signed.signedMeterData }]);
  },

  TC_E_12_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = new Transaction(station);
    expect(await transaction.started('EVDetected')).not.toHaveProperty('idTokenInfo');
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', evseId: 1, idToken: null, chargingState: null }]);
    await authorize(station);
    accepted(await transaction.updated('Authorized', {}, { idToken: good }));
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', idToken: cards.good }]);
  },

  TC_E_38_CSMS: async (lab) => {
    const station = await booted(lab);
    await authorize(station);
    const transaction = new Transaction(station);
    accepted(await transaction.started('Authorized', {}, { idToken: good }));
    await status(station, 1, 'Occupied');
    await transaction.updated('CablePluggedIn', { chargingState: 'EVConnected' });
    await transaction.updated('ChargingStateChanged', { chargingState: 'SuspendedEV' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', chargingState: 'SuspendedEV', energyWh: 0 }]);
    expect(await lab.station(station.id)).toMatchObject({ connectors: [{ status: 'PausedByCar' }, { status: 'Available' }] });
  },

  TC_E_53_CSMS: async (lab) => {
    const station = await booted(lab);
    for (let round = 1; round <= 2; round += 1) {
      const transaction = await charging(station, good);
      await transaction.ended(
        'StopAuthorized',
        { stoppedReason: 'Local' },
        { idToken: good, meterValue: [energy(2000, 'Transaction.End')] },
      );
      await status(station, 1, 'Available');
      const sessions = await lab.sessions(station.id);
      expect(sessions).toHaveLength(round);
      for (const session of sessions) expect(session).toMatchObject({ status: 'ended', marks: [], energyWh: 1000 });
    }
  },
};

async function authorize(station: Station201): Promise<void> {
  expect((await station.call('Authorize', { idToken: good })).idTokenInfo.status).toBe('Accepted');
}

function accepted({ idTokenInfo }: ResponseOf<'ocpp2.0.1', 'TransactionEvent'>): void {
  expect(idTokenInfo?.status).toBe('Accepted');
}

async function isCharging(lab: Lab201, station: Station201): Promise<void> {
  expect(await lab.sessions(station.id)).toMatchObject([
    { status: 'active', evseId: 1, connectorId: 1, idToken: cards.good, chargingState: 'Charging', marks: [] },
  ]);
}
