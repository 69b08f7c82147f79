import type { ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { authorize, boot, booted, charging, isCharging, isEnded, type Lab16, type Station16, start, status, stop } from './station.ts';

/** Core: what the CSMS asks of a station. */
export const commands: Cases<'ocpp1.6'> = {
  TC_061_CSMS: async (lab) => {
    const command = await lab.command(await booted(lab), { verb: 'clearCache' }, [
      { action: 'ClearCache', payload: {}, answer: { status: 'Accepted' } },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
  },

  TC_010_CSMS: async (lab) => {
    const station = await booted(lab);
    await status(station, 1, 'Preparing');
    const command = await remoteStart(lab, station, 'Accepted');
    await isStarted(lab, station, command);
  },

  TC_011_1_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await remoteStart(lab, station, 'Accepted');
    await status(station, 1, 'Preparing');
    await isStarted(lab, station, command);
  },

  TC_011_2_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await remoteStart(lab, station, 'Accepted');
    await authorize(station);
    await status(station, 1, 'Preparing');
    await status(station, 1, 'Available');
    expect(await lab.sessions(station.id)).toEqual([]);
    expect((await lab.now(command)).status).not.toBe('confirmed');
  },

  TC_012_CSMS: async (lab) => {
    const station = await booted(lab);
    const transactionId = await charging(station);
    const command = await lab.command(station, { verb: 'stop', sessionId: transactionId }, [
      { action: 'RemoteStopTransaction', payload: { transactionId }, answer: { status: 'Accepted' } },
    ]);
    await stop(station, transactionId, { reason: 'Remote' });
    await status(station, 1, 'Finishing');
    await status(station, 1, 'Available');
    await isEnded(lab, station, 'Remote');
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed', sessionId: transactionId });
  },

  TC_013_CSMS: async (lab) => await reset(lab, { kind: 'hard', type: 'Hard' }),
  TC_014_CSMS: async (lab) => await reset(lab, { kind: 'soft', type: 'Soft' }),

  TC_017_1_CSMS: async (lab) => {
    expect(await unlock(lab, await booted(lab), { said: 'Unlocked' })).toMatchObject({ status: 'confirmed' });
  },
  TC_017_2_CSMS: async (lab) => {
    expect(await unlock(lab, await booted(lab), { said: 'NotSupported' })).toMatchObject({ status: 'notSupported' });
  },

  TC_018_1_CSMS: async (lab) => {
    const station = await booted(lab);
    const transactionId = await charging(station);
    expect(await unlock(lab, station, { said: 'Unlocked' })).toMatchObject({ status: 'confirmed' });
    await stop(station, transactionId, { reason: 'UnlockCommand' });
    await status(station, 1, 'Finishing');
    await status(station, 1, 'Available');
    await isEnded(lab, station, 'UnlockCommand');
  },

  TC_026_CSMS: async (lab) => {
    const station = await booted(lab);
    expect(await remoteStart(lab, station, 'Rejected')).toMatchObject({ status: 'rejected', answer: { status: 'Rejected' } });
    expect(await lab.sessions(station.id)).toEqual([]);
  },

  TC_028_CSMS: async (lab) => {
    const station = await booted(lab);
    const transactionId = await charging(station);
    // No session of ours has that number: only as a message to the letter.
    await lab.message(station, 'RemoteStopTransaction', { payload: { transactionId: 987_654_321 }, answer: { status: 'Rejected' } });
    await isCharging(lab, station, transactionId);
  },

  TC_030_CSMS: async (lab) => {
    expect(await unlock(lab, await booted(lab), { said: 'UnlockFailed' })).toMatchObject({ status: 'rejected', reason: 'UnlockFailed' });
  },
  TC_031_CSMS: async (lab) => {
    expect(await unlock(lab, await booted(lab), { said: 'NotSupported', connectorId: 9 })).toMatchObject({ status: 'notSupported' });
  },
};

async function remoteStart(lab: Lab16, station: Station16, said: 'Accepted' | 'Rejected'): Promise<Command> {
  return await lab.command(station, { verb: 'start', evseId: 1, token: cards.good }, [
    { action: 'RemoteStartTransaction', payload: { idTag: cards.good, connectorId: 1 }, answer: { status: said } },
  ]);
}

async function isStarted(lab: Lab16, station: Station16, command: Command): Promise<void> {
  expect(command.status).toBe('accepted');
  await authorize(station);
  const transactionId = await start(station);
  await status(station, 1, 'Charging');
  await isCharging(lab, station, transactionId);
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed', sessionId: transactionId });
}

async function reset(lab: Lab16, { kind, type }: { kind: 'hard' | 'soft'; type: 'Hard' | 'Soft' }): Promise<void> {
  const station = await booted(lab);
  const transactionId = await charging(station);
  const command = await lab.command(station, { verb: 'reset', kind }, [
    { action: 'Reset', payload: { type }, answer: { status: 'Accepted' } },
  ]);
  expect(command.status).toBe('accepted');
  await stop(station, transactionId, { reason: `${type}Reset` });
  expect((await boot(station)).status).toBe('Accepted');
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  await isEnded(lab, station, `${type}Reset`);
}

async function unlock(
  lab: Lab16,
  station: Station16,
  { said, connectorId = 1 }: { said: ResponseOf<'ocpp1.6', 'UnlockConnector'>['status']; connectorId?: number },
): Promise<Command> {
  return await lab.command(station, { verb: 'unlock', evseId: connectorId }, [
    { action: 'UnlockConnector', payload: { connectorId }, answer: { status: said } },
  ]);
}
