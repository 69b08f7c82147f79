import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Command } from '../lab.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, charging, type Lab201, type Station201 } from '../v2x/station.ts';

type Wanted = Omit<Extract<Parameters<Lab201['command']>[1], { verb: 'setDisplayMessage' }>, 'verb' | 'content'>;
type Info = RequestOf<'ocpp2.0.1', 'SetDisplayMessage'>['message'];
type Said = ResponseOf<'ocpp2.0.1', 'SetDisplayMessage'>['status'];
type Asked = Omit<Extract<Parameters<Lab201['command']>[1], { verb: 'getDisplayMessages' }>, 'verb'>;
const content = 'Welcome';

/** O: what the station shows. */
export const display: Cases<'ocpp2.0.1'> = {
  TC_O_01_CSMS: async (lab) => await shown(lab, { priority: 'NormalCycle', state: 'Idle' }, { priority: 'NormalCycle', state: 'Idle' }),
  TC_O_13_CSMS: async (lab) => {
    const from = at(600);
    await shown(lab, { from }, { startDateTime: from });
  },
  TC_O_14_CSMS: async (lab) => {
    const until = at(600);
    await shown(lab, { until }, { endDateTime: until });
  },
  TC_O_25_CSMS: async (lab) => await shown(lab, { state: 'Charging' }, { state: 'Charging' }),

  TC_O_06_CSMS: async (lab) => await shownWhileCharging(lab, {}, {}),
  TC_O_27_CSMS: async (lab) => {
    const from = at(600);
    await shownWhileCharging(lab, { from }, { startDateTime: from });
  },
  TC_O_28_CSMS: async (lab) => {
    const until = at(600);
    await shownWhileCharging(lab, { until }, { endDateTime: until });
  },

  TC_O_02_CSMS: async (lab) => await listed(lab, { asked: {}, sent: {}, ids: [21, 22] }),
  TC_O_07_CSMS: async (lab) => await listed(lab, { asked: { ids: [7] }, sent: { id: [7] }, ids: [7] }),
  TC_O_08_CSMS: async (lab) => await listed(lab, { asked: { priority: 'InFront' }, sent: { priority: 'InFront' }, ids: [8] }),
  TC_O_09_CSMS: async (lab) => await listed(lab, { asked: { state: 'Charging' }, sent: { state: 'Charging' }, ids: [9] }),
  TC_O_03_CSMS: async (lab) => await noneListed(lab, {}, {}),
  TC_O_11_CSMS: async (lab) => await noneListed(lab, { ids: [987] }, { id: [987] }),

  TC_O_04_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id } = await set(lab, station, { wanted: {}, payload: {}, said: 'Accepted' });
    const command = await lab.command(station, { verb: 'clearDisplayMessage', id }, [
      { action: 'ClearDisplayMessage', payload: { id }, answer: { status: 'Accepted' } },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
    expect(await lab.records(station.id, 'displayMessage')).toEqual([]);
  },
  TC_O_05_CSMS: async (lab) => {
    const command = await lab.command(await booted(lab), { verb: 'clearDisplayMessage', id: 987 }, [
      { action: 'ClearDisplayMessage', payload: { id: 987 }, answer: { status: 'Unknown' } },
    ]);
    expect(command).toMatchObject({ status: 'rejected', reason: 'Unknown' });
  },

  TC_O_12_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id } = await set(lab, station, { wanted: {}, payload: {}, said: 'Accepted' });
    await set(lab, station, { wanted: { id, priority: 'InFront' }, payload: { id, priority: 'InFront' }, said: 'Accepted' });
    expect(await lab.records(station.id, 'displayMessage')).toMatchObject([[String(id), { id, priority: 'InFront' }]]);
  },

  TC_O_10_CSMS: async (lab) => {
    const station = await booted(lab);
    const { id: transactionId } = await charging(station, card(cards.good));
    const [session] = await lab.sessions(station.id);
    const wanted = { sessionId: session?.id ?? 0 };
    await isRefused(lab, station, { wanted, payload: { transactionId }, said: 'UnknownTransaction' });
  },
  TC_O_17_CSMS: async (lab) => {
    const priority = { priority: 'AlwaysFront' } as const;
    await isRefused(lab, await booted(lab), { wanted: priority, payload: priority, said: 'NotSupportedPriority' });
  },
  TC_O_18_CSMS: async (lab) => {
    const state = { state: 'Faulted' } as const;
    await isRefused(lab, await booted(lab), { wanted: state, payload: state, said: 'NotSupportedState' });
  },
  TC_O_19_CSMS: async (lab) =>
    await isRefused(lab, await booted(lab), {
      wanted: { format: 'HTML' },
      payload: { message: { format: 'HTML', content } },
      said: 'NotSupportedMessageFormat',
    }),
  TC_O_26_CSMS: async (lab) => await isRefused(lab, await booted(lab), { wanted: {}, payload: {}, said: 'Rejected' }),
};

interface Set {
  wanted: Wanted;
  /** What must be on the wire beside the usual. */
  payload: Partial<Info>;
  said: Said;
}
async function set(lab: Lab201, station: Station201, { wanted, payload, said }: Set): Promise<{ command: Command; id: number }> {
  const { command, payload: sent } = await lab.order(
    station,
    { verb: 'setDisplayMessage', content, ...wanted },
    { action: 'SetDisplayMessage', answer: { status: said } },
  );
  const { id } = sent.message;
  expect(sent).toEqual({ message: { id, priority: 'NormalCycle', message: { format: 'UTF8', content }, ...payload } });
  return { command, id };
}

async function shown(lab: Lab201, wanted: Wanted, payload: Partial<Info>): Promise<void> {
  await isShown(lab, await booted(lab), { wanted, payload });
}

async function shownWhileCharging(lab: Lab201, wanted: Wanted, payload: Partial<Info>): Promise<void> {
  const station = await booted(lab);
  const { id: transactionId } = await charging(station, card(cards.good));
  const [session] = await lab.sessions(station.id);
  await isShown(lab, station, { wanted: { ...wanted, sessionId: session?.id ?? 0 }, payload: { ...payload, transactionId } });
}

async function isShown(lab: Lab201, station: Station201, { wanted, payload }: Omit<Set, 'said'>): Promise<void> {
  const { command, id } = await set(lab, station, { wanted, payload, said: 'Accepted' });
  expect(command).toMatchObject({ status: 'confirmed' });
  expect(await lab.records(station.id, 'displayMessage')).toMatchObject([[String(id), { id, message: { content }, ...payload }]]);
}

async function isRefused(lab: Lab201, station: Station201, how: Set): Promise<void> {
  const { command } = await set(lab, station, how);
  expect(command).toMatchObject({ status: 'rejected', reason: how.said === 'Rejected' ? null : how.said, answer: { status: how.said } });
  expect(await lab.records(station.id, 'displayMessage')).toEqual([]);
}

async function ask(
  lab: Lab201,
  station: Station201,
  { asked, sent, said }: { asked: Asked; sent: object; said: 'Accepted' | 'Unknown' },
): Promise<{ command: Command; requestId: number }> {
  const { command, payload } = await lab.order(
    station,
    { verb: 'getDisplayMessages', ...asked },
    { action: 'GetDisplayMessages', answer: { status: said } },
  );
  const { requestId } = payload;
  expect(payload).toEqual({ requestId, ...sent });
  return { command, requestId };
}

async function listed(lab: Lab201, { asked, sent, ids }: { asked: Asked; sent: object; ids: number[] }): Promise<void> {
  const station = await booted(lab);
  const { command, requestId } = await ask(lab, station, { asked, sent, said: 'Accepted' });
  for (const [index, id] of ids.entries()) {
    const messageInfo: [Info] = [{ id, priority: 'InFront', state: 'Charging', message: { format: 'UTF8', content } }];
    expect(await station.call('NotifyDisplayMessages', { requestId, messageInfo, tbc: index < ids.length - 1 })).toEqual({});
  }
  expect(await lab.now(command)).toMatchObject({ status: 'confirmed' });
  const records = await lab.records(station.id, 'displayMessage');
  expect(records.map(([key]) => Number(key)).sort()).toEqual(ids);
}

async function noneListed(lab: Lab201, asked: Asked, sent: object): Promise<void> {
  const station = await booted(lab);
  const { command } = await ask(lab, station, { asked, sent, said: 'Unknown' });
  expect(command).toMatchObject({ status: 'confirmed', reason: 'Unknown' });
  expect(await lab.records(station.id, 'displayMessage')).toEqual([]);
}
