import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { booted, card, charging, energy, type Lab201, type Station201, status, Transaction } from '../v2x/station.ts';

type TransactionEvent = RequestOf<'ocpp2.0.1', 'TransactionEvent'>;
type End = Pick<TransactionEvent, 'triggerReason'> & Pick<TransactionEvent['transactionInfo'], 'chargingState' | 'stoppedReason'>;
const good = card(cards.good);

/** E06, E07, E15: how a transaction ends. */
export const stops: Cases<'ocpp2.0.1'> = {
  TC_E_07_CSMS: async (lab) =>
    await endsWith(lab, { triggerReason: 'StopAuthorized', chargingState: 'EVConnected', stoppedReason: 'Local' }, { isByCard: true }),
  TC_E_08_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, good);
    expect((await transaction.updated('StopAuthorized', { chargingState: 'Charging' }, { idToken: good })).idTokenInfo?.status).toBe(
      'Accepted',
    );
    await transaction.ended('ChargingStateChanged', { chargingState: 'EVConnected', stoppedReason: 'Local' }, end());
    await isEnded(lab, station, 'Local');
  },
  TC_E_14_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, good);
    await transaction.updated('StopAuthorized', { chargingState: 'EVConnected' }, { idToken: good });
    await transaction.ended('EVCommunicationLost', { chargingState: 'Idle', stoppedReason: 'EVDisconnected' }, end());
    await status(station, 1, 'Available');
    await isEnded(lab, station, 'EVDisconnected');
  },
  TC_E_15_CSMS: async (lab) =>
    await endsWith(lab, { triggerReason: 'StopAuthorized', chargingState: 'EVConnected', stoppedReason: 'Local' }, { isByCard: true }),
  TC_E_16_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = new Transaction(station);
    await status(station, 1, 'Occupied');
    await transaction.started('CablePluggedIn', { chargingState: 'EVConnected' });
    const { idTokenInfo } = await transaction.updated('Authorized', {}, { idToken: card(cards.unknown) });
    expect(['Invalid', 'Unknown']).toContain(idTokenInfo?.status);
    await transaction.ended('Deauthorized', { chargingState: 'EVConnected', stoppedReason: 'DeAuthorized' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', stopReason: 'DeAuthorized', tokenId: null, energyWh: 0 }]);
  },
  TC_E_17_CSMS: async (lab) =>
    await endsWith(lab, { triggerReason: 'EVCommunicationLost', chargingState: 'Idle', stoppedReason: 'EVDisconnected' }),
  TC_E_19_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, good);
    await transaction.updated('StopAuthorized', { chargingState: 'EVConnected' }, { idToken: good });
    await transaction.updated('EVCommunicationLost', { chargingState: 'Idle' });
    await transaction.ended('EVDeparted', { stoppedReason: 'Local' }, end());
    await isEnded(lab, station, 'Local');
  },
  TC_E_20_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, good);
    await transaction.updated('ChargingStateChanged', { chargingState: 'SuspendedEV' });
    await transaction.ended('EVCommunicationLost', { chargingState: 'Idle', stoppedReason: 'EVDisconnected' }, end());
    await isEnded(lab, station, 'EVDisconnected');
  },
  TC_E_21_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, good);
    const [session] = await lab.sessions(station.id);
    const command = await lab.command(station, { verb: 'stop', sessionId: session?.id ?? 0 }, [
      { action: 'RequestStopTransaction', payload: { transactionId: transaction.id }, answer: { status: 'Accepted' } },
    ]);
    expect(command.status).toBe('accepted');
    await transaction.ended('RemoteStop', { chargingState: 'EVConnected', stoppedReason: 'Remote' }, end());
    await isEnded(lab, station, 'Remote');
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed', sessionId: session?.id });
  },
  TC_E_22_CSMS: async (lab) =>
    await endsWith(lab, { triggerReason: 'ChargingStateChanged', chargingState: 'SuspendedEV', stoppedReason: 'StoppedByEV' }),
  TC_E_26_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, good);
    await transaction.updated('EVCommunicationLost', { chargingState: 'Idle' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', chargingState: 'Idle' }]);
    await transaction.updated('CablePluggedIn', { chargingState: 'EVConnected' });
    await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', chargingState: 'Charging', marks: [] }]);
    await transaction.ended('StopAuthorized', { stoppedReason: 'Local' }, { ...end(), idToken: good });
    await isEnded(lab, station, 'Local');
  },
  TC_E_39_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = new Transaction(station);
    const { idTokenInfo } = await transaction.started('Authorized', {}, { idToken: good });
    expect(idTokenInfo?.status).toBe('Accepted');
    await transaction.ended('EVConnectTimeout', { stoppedReason: 'Timeout' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', stopReason: 'Timeout', energyWh: 0 }]);
  },
};

/** 2 kWh since the start. */
const end = (): Pick<TransactionEvent, 'meterValue'> => ({ meterValue: [energy(3000, 'Transaction.End')] });

async function endsWith(lab: Lab201, { triggerReason, ...info }: End, { isByCard = false } = {}): Promise<void> {
  const station = await booted(lab);
  const transaction = await charging(station, good);
  const { idTokenInfo } = await transaction.ended(triggerReason, info, { ...end(), ...(isByCard ? { idToken: good } : {}) });
  // A token is answered for, and nothing else is.
  expect(idTokenInfo?.status).toBe(isByCard ? 'Accepted' : undefined);
  await isEnded(lab, station, info.stoppedReason ?? '');
}

async function isEnded(lab: Lab201, station: Station201, stopReason: string): Promise<void> {
  expect(await lab.sessions(station.id)).toMatchObject([
    { status: 'ended', stopReason, idToken: cards.good, meterStartWh: 1000, meterStopWh: 3000, energyWh: 2000, marks: [] },
  ]);
}
