import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { TestBackEnd } from './test-back-end.ts';

const card = '04F0F0F0';
let app: ApiApp;
let other: TestBackEnd;
const open: RawStation[] = [];
let made = 0;

beforeAll(async () => {
  app = await startApiApp({ PRIVATE_TARGETS: 'true' });
  await app.query(`insert into token (tenant_id, value, canonical) values (1, $1, $1)`, [card]);
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
async function newStation(settings: object): Promise<string> {
  const id = `FW${made++}`;
  expect((await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 })).status).toBe(201);
  const { status, body } = await app.api('PUT', path(id), { url: other.url, ...settings });
  expect({ status, body }).toMatchObject({ status: 200 });
  return id;
}
async function connected(id: string): Promise<RawStation> {
  const station = await RawStation.connect(app.ocpp + id, 'ocpp1.6');
  open.push(station);
  await station.call('BootNotification', { chargePointVendor: 'Maker', chargePointModel: 'Box' });
  await station.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' });
  return station;
}
async function forwarded(settings: object = {}): Promise<{ id: string; station: RawStation }> {
  const id = await newStation(settings);
  const station = await connected(id);
  await app.eventually(path(id), ({ forwarding }) => forwarding.connected && forwarding.accepted);
  return { id, station };
}
const now = () => new Date().toISOString();
const start = (station: RawStation, idTag = card) =>
  station.call('StartTransaction', { connectorId: 1, idTag, meterStart: 1000, timestamp: now() }) as Promise<{
    transactionId: number;
    idTagInfo: { status: string };
  }>;
const meter = (station: RawStation, transactionId: number, value: number) =>
  station.call('MeterValues', {
    connectorId: 1,
    transactionId,
    meterValue: [{ timestamp: now(), sampledValue: [{ value: String(value), unit: 'Wh' }] }],
  });
const stop = (station: RawStation, transactionId: number, meterStop: number) =>
  station.call('StopTransaction', { transactionId, meterStop, timestamp: now() });
const sessions = async (id: string) => (await app.api('GET', `${path(id)}/sessions`)).body.items;
const messages = async (id: string) => (await app.api('GET', `${path(id)}/messages?limit=100`)).body.items;
const settled = (id: string) => expect.poll(async () => (await app.api('GET', path(id))).body.forwarding.waiting).toBe(0);

describe('we answer and they listen', () => {
  it('tells them all, each side with its own number, and finds both equal', async () => {
    const { id, station } = await forwarded({ password: 'correct horse', identity: 'THEIR-1' });
    const { transactionId } = await start(station);
    await meter(station, transactionId, 1500);
    await stop(station, transactionId, 2500);
    await settled(id);
    expect(transactionId).not.toBe(70_001);
    expect(other.paths[0]).toBe('/central/THEIR-1');
    expect(other.authorizations[0]).toBe(`Basic ${Buffer.from('THEIR-1:correct horse').toString('base64')}`);
    expect(other.told('StartTransaction')).toMatchObject([{ idTag: card, meterStart: 1000 }]);
    expect(other.told('MeterValues')).toMatchObject([{ transactionId: 70_001 }]);
    expect(other.told('StopTransaction')).toMatchObject([{ transactionId: 70_001, meterStop: 2500 }]);
    expect(await sessions(id)).toMatchObject([
      { sessionId: transactionId, theirId: '70001', verdict: 'equal', energyWh: 1500, toldWh: 1500, messages: 3 },
    ]);
    const [day] = (await app.api('GET', `${path(id)}/sessions`)).body.days;
    expect(day).toMatchObject({ sessions: 1, equal: 1, energyWh: 1500, toldWh: 1500 });
  });

  it('lets them in only by what they say at a boot, and tells how the connectors are', async () => {
    let tries = 0;
    other.says['BootNotification'] = () => ({ status: tries++ === 0 ? 'Pending' : 'Accepted', currentTime: now(), interval: 1 });
    const id = await newStation({});
    const station = await connected(id);
    await app.eventually(path(id), ({ forwarding }) => forwarding.problem === 'notAccepted');
    const { transactionId } = await start(station);
    await app.eventually(path(id), ({ forwarding }) => forwarding.accepted);
    await settled(id);
    expect(other.heard.map(([action]) => action).filter((action) => action !== 'Heartbeat')).toEqual(
      expect.arrayContaining(['BootNotification', 'StatusNotification', 'StartTransaction']),
    );
    expect(other.heard.findIndex(([action]) => action === 'StartTransaction')).toBeGreaterThan(1);
    await stop(station, transactionId, 1100);
  });

  it('shows where they would have said something else', async () => {
    other.says['StartTransaction'] = () => ({ transactionId: 5, idTagInfo: { status: 'Blocked' } });
    const { id, station } = await forwarded();
    const { transactionId, idTagInfo } = await start(station);
    expect(idTagInfo.status).toBe('Accepted');
    await stop(station, transactionId, 1100);
    await settled(id);
    expect(await sessions(id)).toMatchObject([{ verdict: 'differs', differs: [{ field: 'card', ours: 'Accepted', theirs: 'Blocked' }] }]);
  });

  it('brings what they have missed once they are back, in order, and what they refuse is told as such', async () => {
    const { id, station } = await forwarded();
    const first = await start(station);
    await settled(id);
    const { port } = other;
    await other.stop();
    await meter(station, first.transactionId, 1200);
    await stop(station, first.transactionId, 1300);
    const second = await start(station);
    await app.eventually(path(id), ({ forwarding }) => !forwarding.connected && forwarding.problem !== null);
    expect((await sessions(id)).map(({ verdict }: { verdict: string }) => verdict)).toEqual(['waiting', 'waiting']);
    expect((await app.api('GET', path(id))).body.forwarding.waiting).toBe(3);

    other = await TestBackEnd.start(port);
    other.number = 80_001;
    other.says['StopTransaction'] = ({ meterStop }) => (meterStop === 1700 ? ['InternalError', 'no'] : {});
    await settled(id);
    expect(other.heard.map(([action]) => action).filter((action) => /Transaction|Meter/.test(action))).toEqual([
      'MeterValues',
      'StopTransaction',
      'StartTransaction',
    ]);
    expect(other.told('StopTransaction')).toMatchObject([{ transactionId: 70_001, meterStop: 1300 }]);
    // It was let in before: no boot is made up.
    expect(other.told('BootNotification')).toEqual([]);
    await stop(station, second.transactionId, 1700);
    await settled(id);
    expect(other.told('StopTransaction')).toHaveLength(4);
    expect((await sessions(id)).map(({ verdict, toldWh }: { verdict: string; toldWh: number }) => [verdict, toldWh])).toEqual([
      ['notDelivered', 0],
      ['equal', 300],
    ]);
  });
});

describe('they answer and we listen', () => {
  it('gives the station their verdict and our number, and keeps what was said', async () => {
    other.says['Authorize'] = () => ({ idTagInfo: { status: 'Blocked' } });
    other.says['StartTransaction'] = () => ({ transactionId: 9, idTagInfo: { status: 'Invalid' } });
    const { id, station } = await forwarded({ answers: 'them' });
    expect(await station.call('Authorize', { idTag: card })).toEqual({ idTagInfo: { status: 'Blocked' } });
    const { transactionId, idTagInfo } = await start(station);
    expect(idTagInfo).toEqual({ status: 'Invalid' });
    await stop(station, transactionId, 1400);
    await settled(id);
    const [session] = await sessions(id);
    expect(session).toMatchObject({ sessionId: transactionId, theirId: '9', energyWh: 400, toldWh: 400 });
    await expect
      .poll(() => messages(id))
      .toContainEqual(expect.objectContaining({ action: 'Authorize', answeredBy: 'them', outcome: 'answered' }));
    const logged = async () => JSON.parse((await app.api('GET', `/stations/${id}/frames?action=Authorize`)).body.items[0].answer)[2];
    await expect.poll(logged).toEqual({ idTagInfo: { status: 'Blocked' } });
  });

  it('answers itself where they are slow, wrong, silent or away, so that no station starves', async () => {
    let release: (() => void) | undefined;
    other.says['Authorize'] = () => 'nothing';
    other.says['StartTransaction'] = async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { transactionId: 77, idTagInfo: { status: 'Blocked' } };
    };
    const { id, station } = await forwarded({ answers: 'them', patienceSeconds: 1, byAction: { Authorize: 'us' } });
    const begun = performance.now();
    const { transactionId, idTagInfo } = await start(station);
    expect(idTagInfo.status).toBe('Accepted');
    expect(performance.now() - begun).toBeGreaterThan(900);
    await expect
      .poll(() => messages(id))
      .toContainEqual(expect.objectContaining({ action: 'StartTransaction', outcome: 'noAnswer', answeredBy: 'us' }));
    release?.();
    await settled(id);
    await expect
      .poll(() => messages(id))
      .toContainEqual(expect.objectContaining({ action: 'StartTransaction', outcome: 'answered', answeredBy: 'us' }));

    other.says['StopTransaction'] = () => ({ idTagInfo: { status: 'Splendid' } });
    expect(await stop(station, transactionId, 1100)).toEqual({});
    await settled(id);
    await expect
      .poll(() => messages(id))
      .toContainEqual(expect.objectContaining({ action: 'StopTransaction', outcome: 'invalid', answeredBy: 'us' }));

    other.drop();
    await other.stop();
    expect((await start(station)).idTagInfo.status).toBe('Accepted');
    other = await TestBackEnd.start();
  });

  it('lets in whoever they refuse with an error: a message of a session is never answered with one', async () => {
    other.says['StartTransaction'] = () => ['InternalError', 'broken'];
    const { id, station } = await forwarded({ answers: 'them' });
    const { transactionId, idTagInfo } = await start(station);
    expect(idTagInfo.status).toBe('Accepted');
    await stop(station, transactionId, 1100);
    await settled(id);
    // They never gave it a number, so they are told nothing more of it.
    expect(other.told('StartTransaction')).toHaveLength(3);
    expect(other.told('StopTransaction')).toEqual([]);
    expect(await sessions(id)).toMatchObject([{ verdict: 'notDelivered', notTaken: 2, theirId: null }]);
  });
});

describe('who may command', () => {
  it('refuses what is not allowed, and passes on what is with the number the station knows', async () => {
    const { id, station } = await forwarded({ commands: ['RemoteStopTransaction', 'ChangeConfiguration'] });
    station.on('RemoteStopTransaction', { result: { status: 'Accepted' } });
    station.on('ChangeConfiguration', { result: { status: 'Accepted' } });
    const { transactionId } = await start(station);
    await settled(id);
    const before = station.received.length;
    const refused = async (action: string, payload: object) => (await other.command(action, payload)).slice(0, 3);
    expect(await refused('Reset', { type: 'Hard' })).toEqual([4, 'c1', 'SecurityError']);
    expect(await refused('ChangeConfiguration', { key: 'AuthorizationKey', value: 'AA' })).toEqual([4, 'c2', 'SecurityError']);
    expect(await other.command('RemoteStopTransaction', { transactionId: 12 })).toEqual([3, 'c3', { status: 'Rejected' }]);
    expect(await refused('RemoteStopTransaction', { transactionId: 'x' })).toEqual([4, 'c4', 'TypeConstraintViolation']);
    expect(station.received).toHaveLength(before);
    expect(await other.command('RemoteStopTransaction', { transactionId: 70_001 })).toEqual([3, 'c5', { status: 'Accepted' }]);
    expect(await other.command('ChangeConfiguration', { key: 'HeartbeatInterval', value: '60' })).toEqual([
      3,
      'c6',
      { status: 'Accepted' },
    ]);
    expect(station.received.slice(before)).toMatchObject([
      { action: 'RemoteStopTransaction', payload: { transactionId } },
      { action: 'ChangeConfiguration', payload: { key: 'HeartbeatInterval' } },
    ]);
    const commands = (await messages(id)).filter(({ direction }: { direction: string }) => direction === 'out');
    expect(commands.map(({ action, outcome }: { action: string; outcome: string }) => `${action} ${outcome}`)).toEqual([
      'ChangeConfiguration answered',
      'RemoteStopTransaction answered',
      'RemoteStopTransaction notAllowed',
      'RemoteStopTransaction failed',
      'ChangeConfiguration notAllowed',
      'Reset notAllowed',
    ]);
  });
});

describe('cutting over', () => {
  it('waits for the car that charges, or does it at once, and back', async () => {
    other.says['Authorize'] = () => ({ idTagInfo: { status: 'Expired' } });
    const { id, station } = await forwarded();
    const verdict = async () => ((await station.call('Authorize', { idTag: card })) as { idTagInfo: { status: string } }).idTagInfo.status;
    const { transactionId } = await start(station);
    const { body } = await app.api('PUT', `${path(id)}/answers`, { answers: 'them' });
    expect(body).toMatchObject({ answers: 'us', nextAnswers: 'them', charging: 1 });
    expect(await verdict()).toBe('Accepted');
    await stop(station, transactionId, 1100);
    await app.eventually(path(id), ({ forwarding }) => forwarding.answers === 'them' && forwarding.nextAnswers === null);
    expect(await verdict()).toBe('Expired');
    await app.api('PUT', `${path(id)}/answers`, { answers: 'us', when: 'now' });
    expect(await verdict()).toBe('Accepted');
  });

  it('of many stations at once, and the same back end for them', async () => {
    const [one, two] = [await newStation({}), await newStation({})];
    const filter = { stationIds: [one, two] };
    const all = { filter, settings: { url: 'ws://127.0.0.1:9/x', answers: 'us', password: 'secret' } };
    expect((await app.api('PUT', '/second-back-ends', all)).body).toEqual({ stations: 2 });
    expect((await app.api('PUT', '/second-back-ends/answers', { filter, answers: 'them', when: 'now' })).body).toEqual({ stations: 2 });
    const { body } = await app.api('GET', '/second-back-ends?limit=500');
    const ours = body.items.filter(({ stationId }: { stationId: string }) => filter.stationIds.includes(stationId));
    expect(ours).toMatchObject([{ url: 'ws://127.0.0.1:9/x', answers: 'them', hasPassword: true }, { answers: 'them' }]);
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});

describe('what is not well is said', () => {
  it('a wrong password, an address nobody answers, a secret that is not handed on', async () => {
    const id = await newStation({ password: 'correct horse' });
    other.server.options.verifyClient = (_, done) => done(false, 401);
    await connected(id);
    const { forwarding } = await app.eventually(path(id), (body) => body.forwarding.problem !== null);
    expect(forwarding).toMatchObject({ problem: 'wrongPassword', connected: false, hasPassword: true });
    await app.api('PUT', path(id), { url: 'ws://127.0.0.1:9/' });
    const gone = await app.eventually(path(id), (body) => body.forwarding.problem === 'unreachable');
    expect(gone.forwarding).toMatchObject({ hasPassword: false });
    expect((await app.api('DELETE', path(id))).status).toBe(204);
    expect((await app.api('GET', path(id))).body.forwarding).toBeNull();
  });

  it('rights that nobody can have, and a certificate that is none', async () => {
    const id = await newStation({});
    const wrong = {
      url: 'ws://user:pass@host/',
      byAction: { Heartbeat: 'them', StopTransaction: 'alone' },
      commands: ['CertificateSigned'],
      authority: '-----BEGIN X',
    };
    const { status, body } = await app.api('PUT', path(id), wrong);
    expect(status).toBe(400);
    expect(body.error.details.map(({ path: place }: { path: string }) => place)).toEqual([
      'url',
      'byAction.Heartbeat',
      'byAction.StopTransaction',
      'commands',
      'authority',
    ]);
  });
});
