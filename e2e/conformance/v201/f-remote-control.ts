import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, energy, type Lab201, type Station201, status, Transaction } from '../v2x/station.ts';

const start = { verb: 'start', evseId: 1, token: cards.good } as const;
const idToken = card(cards.good);

/** F01 to F05: start and unlock from afar. */
export const remoteControl: Cases<'ocpp2.0.1'> = {
  TC_F_01_CSMS: async (lab) => {
    const station = await booted(lab);
    await status(station, 1, 'Occupied');
    const transaction = new Transaction(station);
    await transaction.started('CablePluggedIn', { chargingState: 'EVConnected' });
    const { command, remoteStartId } = await remoteStart(lab, station, { transactionId: transaction.id });
    const { idTokenInfo } = await transaction.updated('RemoteStart', { remoteStartId }, { idToken });
    expect(idTokenInfo?.status).toBe('Accepted');
    await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' });
    await isStarted(lab, station, command);
  },

  TC_F_02_CSMS: async (lab) => {
    const station = await booted(lab);
    const { command, remoteStartId } = await remoteStart(lab, station, {});
    expect((await station.call('Authorize', { idToken })).idTokenInfo.status).toBe('Accepted');
    await plugged(station, remoteStartId);
    await isStarted(lab, station, command);
  },

  TC_F_03_CSMS: async (lab) => {
    const station = await booted(lab);
    const { command, remoteStartId } = await remoteStart(lab, station, {});
    await plugged(station, remoteStartId);
    await isStarted(lab, station, command);
  },

  TC_F_04_CSMS: async (lab) => {
    const station = await booted(lab);
    const { command, remoteStartId } = await remoteStart(lab, station, {});
    const transaction = new Transaction(station);
    await transaction.started('RemoteStart', { remoteStartId }, { idToken });
    await transaction.ended('EVConnectTimeout', { stoppedReason: 'Timeout' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', stopReason: 'Timeout', energyWh: 0 }]);
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  },

  TC_F_06_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'unlock', evseId: 1, connectorId: 1 }, [
      { action: 'UnlockConnector', payload: { evseId: 1, connectorId: 1 }, answer: { status: 'Unlocked' } },
    ]);
    expect(command).toMatchObject({ status: 'confirmed', answer: { status: 'Unlocked' } });
  },
};

/** Sent as the CSMS says it; the number it gives comes back with the transaction. */
async function remoteStart(
  lab: Lab201,
  station: Station201,
  info: { transactionId?: string },
): Promise<{ command: { id: number }; remoteStartId: number }> {
  const sent = lab.api.sendCommand({ params: { stationId: station.id }, body: start });
  const { payload, answer } = await lab.hear(station, 'RequestStartTransaction', sent);
  const { remoteStartId } = payload;
  expect(payload).toEqual({ remoteStartId, idToken, evseId: 1 });
  answer({ status: 'Accepted', ...info });
  const command = await sent;
  expect(command.status).toBe('accepted');
  return { command, remoteStartId };
}

async function plugged(station: Station201, remoteStartId: number): Promise<void> {
  const transaction = new Transaction(station);
  const { idTokenInfo } = await transaction.started(
    'RemoteStart',
    { remoteStartId },
    { idToken, meterValue: [energy(0, 'Transaction.Begin', at())] },
  );
  expect(idTokenInfo?.status).toBe('Accepted');
  await status(station, 1, 'Occupied');
  await transaction.updated('CablePluggedIn', { chargingState: 'EVConnected' });
  await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' });
}

async function isStarted(lab: Lab201, station: Station201, command: { id: number }): Promise<void> {
  const [session, ...others] = await lab.sessions(station.id);
  expect(session).toMatchObject({ status: 'active', evseId: 1, idToken: cards.good, chargingState: 'Charging', marks: [] });
  expect(others).toEqual([]);
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed', sessionId: session?.id });
}
