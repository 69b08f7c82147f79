import { afterEach, describe, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
afterEach(() => lab.close());

const tapped = (card: string): Promise<string> => {
  const { station } = lab;
  const answers = [station.waitFor('authorized').then(() => 'authorized'), station.waitFor('refused').then(({ data }) => String(data.why))];
  for (const answer of answers) answer.catch(() => undefined);
  station.tap(card);
  return Promise.race(answers);
};

describe('1.6', () => {
  const entry = (idTag: string, status = 'Accepted', more = {}) => ({ idTag, idTagInfo: { status, ...more } });
  const send = (listVersion: number, updateType: string, localAuthorizationList?: object[]) =>
    lab.ask('SendLocalList', { listVersion, updateType, ...(localAuthorizationList === undefined ? {} : { localAuthorizationList }) });
  const version = async () => (await lab.ask('GetLocalListVersion')) as { listVersion: number };

  it('takes a full list, then differences above its version, and counts nothing when empty', async () => {
    lab = await Lab.open('ocpp1.6');
    expect(await version()).toEqual({ listVersion: 0 });
    expect(await send(3, 'Full', [entry('A'), entry('B', 'Blocked')])).toEqual({ status: 'Accepted' });
    expect(await send(3, 'Differential', [entry('C')])).toEqual({ status: 'VersionMismatch' });
    expect(await send(4, 'Differential', [entry('C'), { idTag: 'a' }])).toEqual({ status: 'Accepted' });
    expect(await version()).toEqual({ listVersion: 4 });
    expect([...lab.station.state.localList.cards.values()].map(({ idToken }) => idToken)).toEqual(['B', 'C']);
    expect(await send(9, 'Full')).toEqual({ status: 'Accepted' });
    expect(await version()).toEqual({ listVersion: 0 });
  });

  it.each([
    ['an entry without status in a full list', 5, [{ idTag: 'A' }], 'Failed'],
    ['the same card twice', 5, [entry('A'), entry('a')], 'Failed'],
    ['version 0', 0, [entry('A')], 'Failed'],
    ['more than fits into one message', 5, Array.from({ length: 101 }, (_, n) => entry(`T${n}`)), 'Failed'],
  ])('refuses %s and keeps what it had', async (...[, listVersion, list, status]) => {
    lab = await Lab.open('ocpp1.6');
    await send(1, 'Full', [entry('OLD')]);
    expect(await send(listVersion, 'Full', list)).toEqual({ status });
    expect(await version()).toEqual({ listVersion: 1 });
  });

  it('without a list it has version -1 and supports no update', async () => {
    lab = await Lab.open('ocpp1.6', { settings: { LocalAuthListEnabled: 'false' } });
    expect(await version()).toEqual({ listVersion: -1 });
    expect(await send(1, 'Full', [entry('A')])).toEqual({ status: 'NotSupported' });
  });

  it('decides by the list while offline, and by the end of a card', async () => {
    lab = await Lab.open('ocpp1.6', { settings: { AllowOfflineTxForUnknownId: 'false' } });
    const expiryDate = new Date(Lab.start + 60_000).toISOString();
    await send(1, 'Full', [entry('GOOD'), entry('BAD', 'Blocked'), entry('OLD', 'Accepted', { expiryDate })]);
    lab.station.goOffline();
    lab.world.moveTo(Lab.start + 60_000);
    expect([await tapped('BAD'), await tapped('STRANGER'), await tapped('OLD'), await tapped('good')]).toEqual([
      'Blocked',
      'offline',
      'Expired',
      'authorized',
    ]);
  });

  it('LocalPreAuthorize starts a listed card without asking', async () => {
    lab = await Lab.open('ocpp1.6', { settings: { LocalPreAuthorize: 'true' } });
    await send(1, 'Full', [entry('GOOD')]);
    const said = await lab.during(async () => {
      lab.station.plugIn();
      lab.station.tap('GOOD');
      await lab.station.settled();
    });
    expect(said.map(({ action }) => action)).toEqual(['StatusNotification', 'StartTransaction', 'StatusNotification']);
  });
});

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('%s', (version) => {
  const entry = (idToken: string, status?: string) => ({
    idToken: { idToken, type: 'ISO14443' },
    ...(status === undefined ? {} : { idTokenInfo: { status } }),
  });

  it('D01, D02: full, differential, removal, version', async () => {
    lab = await Lab.open(version);
    const send = (versionNumber: number, updateType: string, localAuthorizationList: object[]) =>
      lab.ask('SendLocalList', { versionNumber, updateType, localAuthorizationList });
    expect(await send(2, 'Full', [entry('A', 'Accepted'), entry('B', 'Accepted')])).toEqual({ status: 'Accepted' });
    expect(await send(3, 'Differential', [entry('A'), entry('B', 'Invalid')])).toEqual({ status: 'Accepted' });
    expect(await send(3, 'Differential', [entry('C', 'Accepted')])).toEqual({ status: 'VersionMismatch' });
    expect(await lab.ask('GetLocalListVersion')).toEqual({ versionNumber: 3 });
    lab.station.goOffline();
    expect([await tapped('A'), await tapped('B')]).toEqual(['authorized', 'Invalid']);
  });

  it('C08: remembers answers until ClearCache', async () => {
    lab = await Lab.open(version, { settings: { 'AuthCtrlr.OfflineTxForUnknownIdEnabled': 'false' } });
    lab.csms.replies('Authorize', { idTokenInfo: { status: 'Accepted' } });
    expect(await tapped('A')).toBe('authorized');
    lab.station.goOffline();
    lab.station.plugIn({ evse: 2 });
    const authorized = lab.station.waitFor('authorized');
    lab.station.tap('A', { evse: 2 });
    await authorized;
    const booted = lab.station.waitFor('connected');
    lab.station.comeBack();
    await booted;
    await lab.station.settled();
    expect(await lab.ask('ClearCache')).toEqual({ status: 'Accepted' });
    expect(lab.station.state.cache.size).toBe(0);
  });
});
