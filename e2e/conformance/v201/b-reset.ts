import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { boot, booted, card, charging, status } from '../v2x/station.ts';

/** B11, B12: reset of the station and of an EVSE. */
export const reset: Cases<'ocpp2.0.1'> = {
  TC_B_20_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'reset', kind: 'soft' }, [
      { action: 'Reset', payload: { type: 'OnIdle' }, answer: { status: 'Accepted' } },
    ]);
    expect(command.status).toBe('accepted');
    expect(await boot(station, 'RemoteReset')).toMatchObject({ status: 'Accepted' });
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    expect(await lab.station(station.id)).toMatchObject({ bootReason: 'RemoteReset', phase: 'accepted' });
  },

  TC_B_21_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    const command = await lab.command(station, { verb: 'reset', kind: 'soft' }, [
      { action: 'Reset', payload: { type: 'OnIdle' }, answer: { status: 'Scheduled' } },
    ]);
    expect(command).toMatchObject({ status: 'accepted', reason: 'scheduled' });
    await transaction.updated('StopAuthorized', { chargingState: 'EVConnected' }, { idToken: card(cards.good) });
    await transaction.ended('EVCommunicationLost', { stoppedReason: 'EVDisconnected', chargingState: 'Idle' });
    expect(await boot(station, 'ScheduledReset')).toMatchObject({ status: 'Accepted' });
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', stopReason: 'EVDisconnected' }]);
  },

  TC_B_22_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    const command = await lab.command(station, { verb: 'reset', kind: 'hard' }, [
      { action: 'Reset', payload: { type: 'Immediate' }, answer: { status: 'Accepted' } },
    ]);
    expect(await transaction.ended('ResetCommand', { stoppedReason: 'ImmediateReset' })).not.toHaveProperty('idTokenInfo');
    expect(await boot(station, 'RemoteReset')).toMatchObject({ status: 'Accepted' });
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', stopReason: 'ImmediateReset' }]);
  },

  TC_B_25_CSMS: async (lab) => {
    const station = await booted(lab);
    const command = await lab.command(station, { verb: 'reset', kind: 'soft', evseId: 1 }, [
      { action: 'Reset', payload: { type: 'OnIdle', evseId: 1 }, answer: { status: 'Accepted' } },
    ]);
    await status(station, 1, 'Unavailable');
    await status(station, 1, 'Available');
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed', parameters: { kind: 'soft', evseId: 1 } });
  },

  TC_B_26_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    const command = await lab.command(station, { verb: 'reset', kind: 'soft', evseId: 1 }, [
      { action: 'Reset', payload: { type: 'OnIdle', evseId: 1 }, answer: { status: 'Scheduled' } },
    ]);
    expect(command).toMatchObject({ status: 'accepted', reason: 'scheduled' });
    await transaction.updated('StopAuthorized', { chargingState: 'EVConnected' }, { idToken: card(cards.good) });
    await transaction.ended('EVCommunicationLost', { stoppedReason: 'EVDisconnected', chargingState: 'Idle' });
    await status(station, 1, 'Available');
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended' }]);
  },

  TC_B_27_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    const command = await lab.command(station, { verb: 'reset', kind: 'hard', evseId: 1 }, [
      { action: 'Reset', payload: { type: 'Immediate', evseId: 1 }, answer: { status: 'Accepted' } },
    ]);
    await transaction.ended('ResetCommand', { stoppedReason: 'ImmediateReset' });
    await status(station, 1, 'Available');
    expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', stopReason: 'ImmediateReset' }]);
  },
};
