import { afterEach, describe, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
afterEach(() => lab.close());

const text = (content: string, more = {}) => ({ format: 'UTF8', content, ...more });
const message = (id: number, more = {}) => ({ id, priority: 'NormalCycle', message: text(`message ${id}`), ...more });
const set = (one: object) => lab.ask('SetDisplayMessage', { message: one });
const get = (more = {}) => lab.ask('GetDisplayMessages', { requestId: 2, ...more });
const ids = () => lab.station.state.displays.map(({ id }) => id);

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('%s', (version) => {
  it('O01, O03 to O06: sets, replaces, reports by filter and in parts, clears', async () => {
    lab = await Lab.open(version);
    expect(await get()).toEqual({ status: 'Unknown' });
    for (const id of [1, 2, 3, 4, 5, 6]) expect(await set(message(id))).toEqual({ status: 'Accepted' });
    await set(message(2, { state: 'Charging' }));
    await lab.during(async () => expect(await get()).toEqual({ status: 'Accepted' }));
    expect(
      lab.said.map(({ payload }) => [payload.requestId, payload.tbc, (payload.messageInfo as { id: number }[]).map(({ id }) => id)]),
    ).toEqual([
      [2, true, [1, 3, 4, 5, 6]],
      [2, false, [2]],
    ]);
    await lab.during(() => get({ state: 'Charging' }));
    expect(lab.said[0]?.payload).toMatchObject({ messageInfo: [{ id: 2, state: 'Charging' }] });
    expect(await get({ id: [99] })).toEqual({ status: 'Unknown' });
    expect(await lab.ask('ClearDisplayMessage', { id: 1 })).toEqual({ status: 'Accepted' });
    expect(await lab.ask('ClearDisplayMessage', { id: 1 })).toEqual({ status: 'Unknown' });
  });

  it('O01: only one is always in front, and what has an end disappears', async () => {
    lab = await Lab.open(version);
    await set(message(1, { priority: 'AlwaysFront' }));
    await set(message(2, { priority: 'AlwaysFront' }));
    await set(message(3, { endDateTime: new Date(Lab.start + 60_000).toISOString() }));
    expect(ids()).toEqual([2, 3]);
    lab.world.moveTo(Lab.start + 60_000);
    expect(ids()).toEqual([2]);
  });

  it('O02: one for a transaction goes with it', async () => {
    lab = await Lab.open(version);
    lab.station.plugIn();
    const started = lab.station.waitFor('startAcknowledged');
    lab.station.tap('CARD');
    await started;
    const transactionId = lab.station.evse(1).session?.id;
    expect(await set(message(1, { transactionId }))).toEqual({ status: 'Accepted' });
    expect(await set(message(2, { transactionId: 'none' }))).toEqual({ status: 'UnknownTransaction' });
    lab.station.unplug();
    expect(ids()).toEqual([]);
  });

  it.each([
    ['a format it cannot show', { message: { format: 'HTML', content: '<b>' } }, 'NotSupportedMessageFormat'],
    [
      'a language it does not know',
      { message: text('hei', { language: 'fi' }) },
      version === 'ocpp2.1' ? 'LanguageNotSupported' : 'Accepted',
    ],
  ])('refuses %s', async (...[, more, status]) => {
    lab = await Lab.open(version);
    expect(await set(message(1, more))).toEqual({ status });
  });

  it('O_17, O_18: what the station is not built for', async () => {
    lab = await Lab.open(version, {
      settings: { 'DisplayMessageCtrlr.SupportedPriorities': 'InFront', 'DisplayMessageCtrlr.SupportedStates': 'Idle' },
    });
    expect(await set(message(1))).toEqual({ status: 'NotSupportedPriority' });
    expect(await set(message(1, { priority: 'InFront', state: 'Faulted' }))).toEqual({
      status: version === 'ocpp2.1' ? 'NotSupportedState' : 'Accepted',
    });
  });
});
