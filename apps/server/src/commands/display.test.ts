import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawStation } from './raw-station.ts';
import { sample16, sample201 } from './samples.ts';
import { type ApiApp, startApiApp } from './test-app.ts';

const card = '04A1B2C3';
let app: ApiApp;
const open: RawStation[] = [];
let made = 0;
beforeAll(async () => {
  app = await startApiApp();
  await app.query(`insert into token (tenant_id, value, canonical) values (1, $1, $1)`, [card]);
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

async function connected(version: Version): Promise<{ id: string; station: RawStation }> {
  const id = `SHOWS${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0 });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  await (version === 'ocpp1.6' ? sample16 : sample201).boot(station);
  return { id, station };
}
const send = async (id: string, body: object) => (await app.api('POST', `/stations/${id}/commands`, body)).body;
const records = async (id: string, kind: string) =>
  (await app.api('GET', `/stations/${id}/records?kind=${kind}`)).body.items.map(({ key, data }: { key: string; data: object }) => [
    key,
    data,
  ]);
const shown = async (id: string) =>
  (await records(id, 'displayMessage')).map(([key, { message }]: [string, { message: { content: string } }]) => [key, message.content]);
const info = (id: number, content: string, more: object = {}) => ({
  id,
  priority: 'NormalCycle',
  message: { format: 'UTF8', content },
  ...more,
});

describe.each<Version>(['ocpp2.0.1', 'ocpp2.1'])('the display of a station of %s', (version) => {
  test('a message goes on it, is replaced, and comes off', async () => {
    const { id, station } = await connected(version);
    station.on('SetDisplayMessage', { result: { status: 'Accepted' } });
    const first = await send(id, {
      verb: 'setDisplayMessage',
      content: 'Welcome',
      language: 'en',
      priority: 'InFront',
      state: 'Idle',
      from: '2026-05-01T10:00:00+02:00',
      until: '2026-05-01T18:00:00+02:00',
    });
    expect(first.status).toBe('confirmed');
    const message = {
      id: first.id,
      priority: 'InFront',
      state: 'Idle',
      startDateTime: '2026-05-01T08:00:00.000Z',
      endDateTime: '2026-05-01T16:00:00.000Z',
      message: { format: 'UTF8', language: 'en', content: 'Welcome' },
    };
    expect(station.received).toEqual([{ action: 'SetDisplayMessage', payload: { message } }]);
    expect(await records(id, 'displayMessage')).toEqual([[String(first.id), message]]);
    await send(id, { verb: 'setDisplayMessage', id: first.id, content: 'Closed today' });
    expect(await shown(id)).toEqual([[String(first.id), 'Closed today']]);
    station.on('ClearDisplayMessage', { result: { status: 'Accepted' } });
    expect((await send(id, { verb: 'clearDisplayMessage', id: first.id })).status).toBe('confirmed');
    expect(await shown(id)).toEqual([]);
  });

  test.each(['NotSupportedPriority', 'NotSupportedState', 'NotSupportedMessageFormat', 'UnknownTransaction', 'Rejected'])(
    'a message answered %s is refused, and not on it',
    async (status) => {
      const { id, station } = await connected(version);
      station.on('SetDisplayMessage', { result: { status } });
      const sent = await send(id, { verb: 'setDisplayMessage', content: 'Welcome' });
      expect(sent).toMatchObject({ status: 'rejected', reason: status === 'Rejected' ? null : status });
      expect(await shown(id)).toEqual([]);
    },
  );

  test('one for a session names its transaction', async () => {
    const { id, station } = await connected(version);
    const transactionId = await sample201.startSession(station, { token: card, remoteStartId: 1 });
    const { body } = await app.api('GET', `/sessions?stationId=${id}`);
    station.on('SetDisplayMessage', { result: { status: 'Accepted' } });
    await send(id, { verb: 'setDisplayMessage', content: 'Thank you', sessionId: body.items[0].id });
    expect(station.received[0]?.payload).toMatchObject({ message: { transactionId } });
    await sample201.stopSession(station, transactionId);
    expect(await send(id, { verb: 'setDisplayMessage', content: 'Thank you', sessionId: body.items[0].id })).toMatchObject({
      error: { code: 'sessionNotActive' },
    });
  });

  test('all that is on it comes in pages; what the list leaves out is gone, a part of it takes nothing away', async () => {
    const { id, station } = await connected(version);
    station.on('SetDisplayMessage', { result: { status: 'Accepted' } });
    await send(id, { verb: 'setDisplayMessage', id: 1, content: 'Old' });
    await send(id, { verb: 'setDisplayMessage', id: 2, content: 'Stays' });
    station.on('GetDisplayMessages', { result: { status: 'Accepted' } });
    const all = await send(id, { verb: 'getDisplayMessages' });
    expect(all.status).toBe('accepted');
    await station.call('NotifyDisplayMessages', { requestId: all.id, tbc: true, messageInfo: [info(2, 'Stays')] });
    expect((await app.api('GET', `/commands/${all.id}`)).body.status).toBe('accepted');
    await station.call('NotifyDisplayMessages', { requestId: all.id, messageInfo: [info(3, 'New', { state: 'Charging' })] });
    await app.eventually(`/commands/${all.id}`, ({ status }) => status === 'confirmed');
    expect(await shown(id)).toEqual([
      ['2', 'Stays'],
      ['3', 'New'],
    ]);
    const some = await send(id, { verb: 'getDisplayMessages', ids: [3], priority: 'NormalCycle', state: 'Charging' });
    expect(station.received.at(-1)?.payload).toEqual({ requestId: some.id, id: [3], priority: 'NormalCycle', state: 'Charging' });
    await station.call('NotifyDisplayMessages', { requestId: some.id, messageInfo: [info(3, 'Newer')] });
    expect(await shown(id)).toEqual([
      ['2', 'Stays'],
      ['3', 'Newer'],
    ]);
  });

  test('nothing on it: the list is done at once', async () => {
    const { id, station } = await connected(version);
    station.on('SetDisplayMessage', { result: { status: 'Accepted' } });
    await send(id, { verb: 'setDisplayMessage', id: 1, content: 'Old' });
    station.on('GetDisplayMessages', { result: { status: 'Unknown' } });
    expect(await send(id, { verb: 'getDisplayMessages', ids: [9] })).toMatchObject({ status: 'confirmed', reason: 'Unknown' });
    expect(await shown(id)).toHaveLength(1);
    await send(id, { verb: 'getDisplayMessages' });
    expect(await shown(id)).toEqual([]);
    station.on('ClearDisplayMessage', { result: { status: 'Unknown' } });
    expect(await send(id, { verb: 'clearDisplayMessage', id: 9 })).toMatchObject({ status: 'rejected', reason: 'Unknown' });
  });

  test('several languages, QR codes and the new states are of 2.1', async () => {
    const { id, station } = await connected(version);
    station.on('SetDisplayMessage', { result: { status: 'LanguageNotSupported' } });
    const bodies = [
      { content: 'Hello', translations: [{ content: 'Hallo', language: 'de' }] },
      { content: 'https://pay.example.org', format: 'QRCODE' },
      { content: 'Hello', state: 'Discharging' },
    ];
    for (const body of bodies) {
      const sent = await send(id, { verb: 'setDisplayMessage', ...body });
      if (version === 'ocpp2.0.1') expect(sent).toMatchObject({ status: 'notSupported', reason: 'notInVersion' });
      else if (body.translations) expect(sent).toMatchObject({ status: 'rejected', reason: 'LanguageNotSupported' });
    }
    if (version === 'ocpp2.1')
      expect(station.received[0]?.payload).toMatchObject({
        message: { messageExtra: [{ content: 'Hallo', language: 'de', format: 'UTF8' }] },
      });
    else expect(station.received).toEqual([]);
  });
});

test('1.6 has no display', async () => {
  const { id } = await connected('ocpp1.6');
  expect(await send(id, { verb: 'setDisplayMessage', content: 'Hello' })).toMatchObject({ status: 'notSupported', reason: 'notInVersion' });
});

describe('tariffs at a station of 2.1', () => {
  const tariff = { tariffId: 'T1', currency: 'EUR', energy: { prices: [{ priceKwh: 0.5 }] } };

  test('are given, listed, and removed', async () => {
    const { id, station } = await connected('ocpp2.1');
    station.on('SetDefaultTariff', { result: { status: 'Accepted' } });
    expect((await send(id, { verb: 'setDefaultTariff', evseId: 1, tariff })).status).toBe('confirmed');
    expect(station.received).toEqual([{ action: 'SetDefaultTariff', payload: { evseId: 1, tariff } }]);
    expect(await records(id, 'tariff')).toEqual([['T1', { assignments: [{ tariffKind: 'DefaultTariff', evseIds: [1] }], tariff }]]);
    station.on('GetTariffs', {
      result: {
        status: 'Accepted',
        tariffAssignments: [
          { tariffId: 'T2', tariffKind: 'DefaultTariff', evseIds: [1, 2] },
          { tariffId: 'T2', tariffKind: 'DriverTariff', idTokens: ['CARD'] },
        ],
      },
    });
    await send(id, { verb: 'getTariffs' });
    expect(await records(id, 'tariff')).toEqual([
      [
        'T2',
        {
          assignments: [
            { tariffKind: 'DefaultTariff', evseIds: [1, 2] },
            { tariffKind: 'DriverTariff', idTokens: ['CARD'] },
          ],
        },
      ],
    ]);
    station.on('ClearTariffs', { result: { clearTariffsResult: [{ tariffId: 'T2', status: 'Accepted' }] } });
    expect((await send(id, { verb: 'clearTariffs', tariffIds: ['T2'] })).status).toBe('confirmed');
    expect(await records(id, 'tariff')).toEqual([]);
    station.on('GetTariffs', { result: { status: 'NoTariff' } });
    expect(await send(id, { verb: 'getTariffs' })).toMatchObject({ status: 'confirmed', reason: 'NoTariff' });
  });

  test.each(['TooManyElements', 'ConditionNotSupported', 'DuplicateTariffId'])('one answered %s is refused', async (status) => {
    const { id, station } = await connected('ocpp2.1');
    station.on('SetDefaultTariff', { result: { status } });
    expect(await send(id, { verb: 'setDefaultTariff', tariff })).toMatchObject({ status: 'rejected', reason: status });
    expect(await records(id, 'tariff')).toEqual([]);
  });

  test('a session can go on by another', async () => {
    const { id, station } = await connected('ocpp2.1');
    const transactionId = await sample201.startSession(station, { token: card, remoteStartId: 2 });
    const { body } = await app.api('GET', `/sessions?stationId=${id}`);
    station.on('ChangeTransactionTariff', { result: { status: 'Accepted' } });
    const change = { verb: 'changeTransactionTariff', sessionId: body.items[0].id, tariff };
    expect((await send(id, change)).status).toBe('confirmed');
    expect(station.received).toEqual([{ action: 'ChangeTransactionTariff', payload: { transactionId, tariff } }]);
    station.on('ChangeTransactionTariff', { result: { status: 'NoCurrencyChange' } });
    expect(await send(id, change)).toMatchObject({ status: 'rejected', reason: 'NoCurrencyChange' });
  });

  test('one that breaks the standard is not sent', async () => {
    const { id, station } = await connected('ocpp2.1');
    const sent = await send(id, { verb: 'setDefaultTariff', tariff: { ...tariff, energy: { prices: [] } } });
    expect([sent.status, sent.reason, station.received]).toEqual(['failed', 'invalidMessage', []]);
  });
});
