import type { ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { booted, card, charging, type Lab201, type Station201, status, Transaction } from '../v2x/station.ts';

const [first, second] = cards.sibling;
const family = { groupIdToken: { idToken: cards.group, type: 'Central' } } as const;
const masters = { groupIdToken: { idToken: cards.masterGroup, type: 'Central' } } as const;

/** C: who may charge. */
export const authorization: Cases<'ocpp2.0.1'> = {
  TC_C_02_CSMS: async (lab) => await refused(lab, cards.unknown, { status: 'Unknown', reason: 'unknown' }),
  TC_C_06_CSMS: async (lab) => await refused(lab, cards.blocked, { status: 'Blocked', reason: 'blocked' }),
  TC_C_07_CSMS: async (lab) => await refused(lab, cards.expired, { status: 'Expired', reason: 'expired' }),

  TC_C_08_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = new Transaction(station);
    await transaction.started('CablePluggedIn', { chargingState: 'EVConnected' });
    expect((await transaction.updated('Authorized', {}, { idToken: card(cards.good) })).idTokenInfo).toMatchObject({ status: 'Accepted' });
    await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', idToken: cards.good, chargingState: 'Charging', marks: [] }]);
  },

  TC_C_20_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = new Transaction(station);
    await transaction.started('CablePluggedIn', { chargingState: 'EVConnected' });
    expect((await transaction.updated('Authorized', {}, { idToken: card(cards.unknown) })).idTokenInfo?.status).toBe('Unknown');
    expect(await taps(lab, station)).toMatchObject([{ idToken: cards.unknown, purpose: 'start', status: 'Unknown', reason: 'unknown' }]);
  },

  TC_C_37_CSMS: async (lab) => {
    expect(await clearCache(lab, 'Accepted')).toMatchObject({ status: 'confirmed' });
  },
  TC_C_38_CSMS: async (lab) => {
    expect(await clearCache(lab, 'Rejected')).toMatchObject({ status: 'rejected', answer: { status: 'Rejected' } });
  },

  TC_C_39_CSMS: async (lab) => {
    const station = await booted(lab);
    expect((await station.call('Authorize', { idToken: card(first) })).idTokenInfo).toMatchObject({ status: 'Accepted', ...family });
    await groupVisit(lab, station, async () => {
      expect((await station.call('Authorize', { idToken: card(second) })).idTokenInfo).toMatchObject({ status: 'Accepted', ...family });
    });
  },

  TC_C_40_CSMS: async (lab) => {
    const station = await booted(lab);
    await sendList(lab, station, { [first]: 'Accepted', [second]: 'Accepted' });
    await groupVisit(lab, station);
  },

  TC_C_43_CSMS: async (lab) => {
    const station = await booted(lab);
    await sendList(lab, station, { [first]: 'Accepted', [second]: 'Invalid' });
    // What the list calls invalid, the station asks about.
    await groupVisit(lab, station, async () => {
      expect((await station.call('Authorize', { idToken: card(second) })).idTokenInfo).toMatchObject({ status: 'Accepted', ...family });
    });
  },

  TC_C_47_CSMS: async (lab) => {
    const station = await booted(lab);
    const both = [await charging(station, card(cards.good), 1), await charging(station, card(first), 2)];
    await master(station);
    for (const one of both) await one.ended('StopAuthorized', { stoppedReason: 'MasterPass' }, { idToken: card(cards.master) });
    expect((await lab.sessions(station.id)).map(({ status, stopReason }) => [status, stopReason])).toEqual([
      ['ended', 'MasterPass'],
      ['ended', 'MasterPass'],
    ]);
  },

  TC_C_48_CSMS: async (lab) => {
    const station = await booted(lab);
    const one = await charging(station, card(cards.good), 1);
    await charging(station, card(first), 2);
    await master(station);
    expect((await one.ended('StopAuthorized', { stoppedReason: 'MasterPass' }, { idToken: card(cards.master) })).idTokenInfo).toMatchObject(
      { status: 'Accepted', ...masters },
    );
    const sessions = await lab.sessions(station.id);
    expect(sessions.find(({ evseId }) => evseId === 1)).toMatchObject({ status: 'ended', stopReason: 'MasterPass', idToken: cards.good });
    expect(sessions.find(({ evseId }) => evseId === 2)).toMatchObject({ status: 'active' });
  },

  TC_C_49_CSMS: async (lab) => {
    const station = await booted(lab);
    const both = [
      { transaction: await charging(station, card(cards.good), 1), idToken: card(cards.good) },
      { transaction: await charging(station, card(first), 2), idToken: card(first) },
    ];
    await master(station);
    for (const { transaction, idToken } of both) {
      const { idTokenInfo } = await transaction.ended('StopAuthorized', { stoppedReason: 'MasterPass' }, { idToken });
      expect(idTokenInfo?.status).toBe('Accepted');
    }
    expect(await lab.sessions(station.id)).toMatchObject([{ stopReason: 'MasterPass' }, { stopReason: 'MasterPass' }]);
  },
};

async function refused(lab: Lab201, idToken: string, tap: { status: string; reason: string }): Promise<void> {
  const station = await booted(lab);
  expect((await station.call('Authorize', { idToken: card(idToken) })).idTokenInfo.status).toBe(tap.status);
  expect(await taps(lab, station)).toMatchObject([{ idToken, purpose: 'authorize', ...tap }]);
  expect(await lab.sessions(station.id)).toEqual([]);
}

async function clearCache(lab: Lab201, said: 'Accepted' | 'Rejected'): Promise<unknown> {
  return await lab.command(await booted(lab), { verb: 'clearCache' }, [{ action: 'ClearCache', payload: {}, answer: { status: said } }]);
}

async function taps(lab: Lab201, station: Station201): Promise<unknown[]> {
  return (await lab.api.listTaps({ query: { stationId: station.id } })).items;
}

async function master(station: Station201): Promise<void> {
  expect((await station.call('Authorize', { idToken: card(cards.master) })).idTokenInfo).toMatchObject({ status: 'Accepted', ...masters });
}

/** The first of the group charges, the second ends it. */
async function groupVisit(lab: Lab201, station: Station201, beforeStop?: () => Promise<void>): Promise<void> {
  const accepted = (answer: ResponseOf<'ocpp2.0.1', 'TransactionEvent'>): void => {
    expect(answer.idTokenInfo).toMatchObject({ status: 'Accepted', ...family });
  };
  const transaction = new Transaction(station);
  await status(station, 1, 'Occupied');
  accepted(await transaction.started('Authorized', { chargingState: 'EVConnected' }, { idToken: card(first) }));
  await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' });
  await beforeStop?.();
  accepted(await transaction.updated('StopAuthorized', { chargingState: 'EVConnected' }, { idToken: card(second) }));
  await transaction.ended('EVCommunicationLost', { stoppedReason: 'Local', chargingState: 'Idle' });
  expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', idToken: first, stopReason: 'Local', marks: ['noEnergy'] }]);
}

async function sendList(lab: Lab201, station: Station201, entries: Readonly<Record<string, 'Accepted' | 'Invalid'>>): Promise<void> {
  const localAuthorizationList = Object.entries(entries).map(([idToken, said]) => ({
    idToken: card(idToken),
    idTokenInfo: { status: said, ...family },
  }));
  await lab.message(station, 'SendLocalList', {
    payload: { versionNumber: 1, updateType: 'Full', localAuthorizationList },
    answer: { status: 'Accepted' },
  });
}
