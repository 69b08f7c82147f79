import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { TestSocket } from '../testing/socket.ts';
import { TestBackEnd } from './test-back-end.ts';

let app: ApiApp;
let other: TestBackEnd;
const open: TestSocket[] = [];
let made = 0;

beforeAll(async () => {
  app = await startApiApp({ PRIVATE_TARGETS: 'true' });
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});
beforeEach(async () => {
  other = await TestBackEnd.start();
  return () => other.stop();
});

const path = (id: string) => `/stations/${id}/second-back-end`;
const now = () => new Date().toISOString();
const boots = {
  'ocpp1.6': { chargePointVendor: 'Maker', chargePointModel: 'Box' },
  'ocpp2.0.1': { reason: 'PowerUp', chargingStation: { vendorName: 'Maker', model: 'Box' } },
  'ocpp2.1': { reason: 'PowerUp', chargingStation: { vendorName: 'Maker', model: 'Box' } },
} as const;
type Version = keyof typeof boots;

async function connected(id: string, version: Version): Promise<TestSocket> {
  const station = await TestSocket.open(app.ocpp.slice(0, -1), id, { version });
  open.push(station);
  expect((await station.call('BootNotification', boots[version]))[2]).toMatchObject({ status: 'Accepted' });
  return station;
}
async function newStation(settings: object = {}): Promise<string> {
  const id = `V${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 });
  expect((await app.api('PUT', path(id), { url: other.url, ...settings })).status).toBe(200);
  return id;
}
async function forwarded(settings: object = {}): Promise<{ id: string; station: TestSocket }> {
  const id = await newStation(settings);
  const station = await connected(id, 'ocpp2.1');
  await app.eventually(path(id), ({ forwarding }) => forwarding.connected && forwarding.accepted);
  return { id, station };
}
let seqNo = 0;
const event = (eventType: 'Started' | 'Updated' | 'Ended', transactionId: string) => ({
  ...{ eventType, timestamp: now(), seqNo: seqNo++, transactionInfo: { transactionId, chargingState: 'Charging' } },
  triggerReason: eventType === 'Started' ? 'CablePluggedIn' : 'ChargingStateChanged',
  ...(eventType === 'Started' ? { evse: { id: 1, connectorId: 1 } } : {}),
});
const settled = (id: string) => expect.poll(async () => (await app.api('GET', path(id))).body.forwarding.waiting).toBe(0);
const messages = async (id: string) => (await app.api('GET', `${path(id)}/messages?limit=100`)).body.items;

describe('2.1 behind', () => {
  it('hears sessions with the names the station gives them, and both know the same', async () => {
    const { id, station } = await forwarded();
    for (const type of ['Started', 'Updated', 'Ended'] as const) await station.call('TransactionEvent', event(type, 'T-1'));
    await settled(id);
    expect(other.told('TransactionEvent').map(({ eventType }) => eventType)).toEqual(['Started', 'Updated', 'Ended']);
    const { items } = (await app.api('GET', `${path(id)}/sessions`)).body;
    expect(items).toMatchObject([{ theirId: 'T-1', verdict: 'equal', messages: 3 }]);
  });

  it('hears the streams it has not refused as messages that nobody answers', async () => {
    other.says['OpenPeriodicEventStream'] = ({ constantStreamData }) => ({
      status: (constantStreamData as { id: number }).id === 1 ? 'Accepted' : 'Rejected',
    });
    const { station } = await forwarded({ answers: 'them' });
    for (const id of [2, 1]) {
      const stream = { constantStreamData: { id, variableMonitoringId: 4, params: { interval: 1 } } };
      // Ours: a stream we want is not ended because somebody else has no use for it.
      expect((await station.call('OpenPeriodicEventStream', stream))[2]).toEqual({ status: 'Accepted' });
    }
    await expect.poll(() => other.told('OpenPeriodicEventStream')).toHaveLength(2);
    const told = (id: number) => ({ id, pending: 0, basetime: now(), data: [{ t: 0, v: '7' }] });
    for (const id of [2, 1]) station.socket.send(JSON.stringify([6, `s${id}`, 'NotifyPeriodicEventStream', told(id)]));
    await expect.poll(() => other.sends).toMatchObject([['NotifyPeriodicEventStream', { id: 1, data: [{ v: '7' }] }]]);
    expect(other.told('NotifyPeriodicEventStream')).toEqual([]);
  });

  it('is told that its answer is against the standard, and the station gets ours', async () => {
    other.says['TransactionEvent'] = () => ({ idTokenInfo: { status: 'Splendid' } });
    const { id, station } = await forwarded({ answers: 'them' });
    expect((await station.call('TransactionEvent', event('Started', 'T-2')))[2]).toEqual({});
    await settled(id);
    expect(other.refusals).toMatchObject([[5, expect.any(String), expect.stringMatching(/Violation$/), expect.any(String), {}]]);
    await expect.poll(() => messages(id)).toContainEqual(expect.objectContaining({ outcome: 'invalid', answeredBy: 'us' }));
  });

  it('is told where the station refuses the answer it got from there, and not where it was ours', async () => {
    const { id, station } = await forwarded({ answers: 'them', byAction: { StatusNotification: 'us' } });
    const status = { timestamp: now(), connectorStatus: 'Available', evseId: 1, connectorId: 1 };
    const [, first] = await station.call('StatusNotification', status);
    const [, second] = await station.call('TransactionEvent', event('Started', 'T-3'));
    await settled(id);
    for (const message of [first, second])
      station.socket.send(JSON.stringify([5, message, 'TypeConstraintViolation', `of ${message}`, {}]));
    await expect.poll(() => other.refusals).toHaveLength(1);
    expect(other.refusals[0]).toEqual([5, expect.any(String), 'TypeConstraintViolation', `of ${second}`, {}]);
  });

  it('refuses an answer to its command: that stands in the record', async () => {
    const { id, station } = await forwarded({ commands: ['GetLocalListVersion'] });
    station.socket.on('message', (data) => {
      const [type, message, action] = JSON.parse(String(data));
      if (type === 2) station.socket.send(JSON.stringify([3, message, action === 'GetLocalListVersion' ? { versionNumber: 3 } : {}]));
    });
    expect(await other.command('GetLocalListVersion', {})).toEqual([3, 'c1', { versionNumber: 3 }]);
    other.say([5, 'c1', 'PropertyConstraintViolation', 'three is too many', {}]);
    await expect
      .poll(() => messages(id))
      .toContainEqual(
        expect.objectContaining({
          action: 'GetLocalListVersion',
          outcome: 'failed',
          detail: 'PropertyConstraintViolation three is too many',
        }),
      );
  });

  it('says what only stations say: nothing comes of it', async () => {
    const { station } = await forwarded();
    other.say([6, 'x', 'NotifyPeriodicEventStream', { id: 1 }]);
    other.say([5, 'nobody', 'GenericError', '', {}]);
    await station.call('TransactionEvent', event('Started', 'T-4'));
    await expect.poll(() => other.told('TransactionEvent')).toHaveLength(1);
    expect(other.isConnected).toBe(true);
  });
});

describe('a back end of another version', () => {
  it.each([
    ['another', 'ocpp2.0.1', 'asked for ocpp2.1, got ocpp2.0.1'],
    ['none', false, 'asked for ocpp2.1, got none'],
  ] as const)('%s: is refused with a sentence, and the station charges on', async (_, chosen, problemDetail) => {
    other.server.options.handleProtocols = () => chosen;
    const id = await newStation({ answers: 'them' });
    const station = await connected(id, 'ocpp2.1');
    const { forwarding } = await app.eventually(path(id), (body) => body.forwarding.problem !== null);
    expect(forwarding).toMatchObject({ problem: 'wrongVersion', problemDetail, connected: false });
    expect((await station.call('TransactionEvent', event('Started', 'T-5')))[2]).toEqual({});
    expect(other.heard).toEqual([]);
  });

  it('what a station said in its old version is not told in its new one', async () => {
    const id = await newStation();
    const { port } = other;
    await other.stop();
    const old = await connected(id, 'ocpp1.6');
    const timestamp = now();
    await old.call('StartTransaction', { connectorId: 1, idTag: '04F2F2F2', meterStart: 0, timestamp });
    await old.close();
    other = await TestBackEnd.start(port);
    const station = await connected(id, 'ocpp2.1');
    await app.eventually(path(id), ({ forwarding }) => forwarding.connected && forwarding.accepted);
    await station.call('TransactionEvent', event('Started', 'T-6'));
    await settled(id);
    expect(other.heard.map(([action]) => action)).not.toContain('StartTransaction');
    expect(other.told('TransactionEvent')).toHaveLength(1);
    expect(await messages(id)).toContainEqual(expect.objectContaining({ action: 'StartTransaction', outcome: 'otherVersion' }));
  });
});
