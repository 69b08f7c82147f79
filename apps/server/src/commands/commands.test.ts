import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireCommands, failInterrupted } from './expire.ts';
import { RawStation } from './raw-station.ts';
import { type CommonVerb, commonVerbs, type Sample, sample16, sample201 } from './samples.ts';
import { type ApiApp, startApiApp } from './test-app.ts';

const card = '04A1B2C3';
const samples: [Version, Sample][] = [
  ['ocpp1.6', sample16],
  ['ocpp2.0.1', sample201],
  ['ocpp2.1', sample201],
];
const bodies: { [V in Exclude<CommonVerb, 'stop'>]: object } = {
  start: { verb: 'start', evseId: 1, token: card },
  reset: { verb: 'reset', kind: 'hard' },
  unlock: { verb: 'unlock', evseId: 1 },
  changeAvailability: { verb: 'changeAvailability', operative: false, evseId: 1 },
  trigger: { verb: 'trigger', message: 'Heartbeat' },
  readConfiguration: { verb: 'readConfiguration', variables: [{ component: 'OCPPCommCtrlr', variable: 'HeartbeatInterval' }] },
  writeConfiguration: {
    verb: 'writeConfiguration',
    variables: [{ component: 'OCPPCommCtrlr', variable: 'HeartbeatInterval', value: '60' }],
  },
};

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

/** The command when its status is that. */
async function becomes(id: number, status: string): Promise<Record<string, unknown>> {
  return await app.eventually(`/commands/${id}`, (command) => command.status === status);
}
async function newStation(): Promise<string> {
  const id = `CP${made++}`;
  const { status } = await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 });
  expect(status).toBe(201);
  return id;
}
async function connected(version: Version, sample: Sample): Promise<{ id: string; station: RawStation }> {
  const id = await newStation();
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  await sample.boot(station);
  await sample.status(station, 'Available');
  return { id, station };
}
async function running(station: RawStation, sample: Sample, id: string): Promise<{ transactionId: string; sessionId: number }> {
  const transactionId = await sample.startSession(station, { token: card, remoteStartId: 999_000 + made });
  const { body } = await app.api('GET', `/sessions?stationId=${id}&status=active`);
  return { transactionId, sessionId: body.items[0].id };
}
const send = async (id: string, body: object) => (await app.api('POST', `/stations/${id}/commands`, body)).body;
async function bodyOf(verb: CommonVerb, at: { id: string; station: RawStation; sample: Sample }): Promise<object> {
  if (verb !== 'stop') return bodies[verb];
  return { verb, sessionId: (await running(at.station, at.sample, at.id)).sessionId };
}

describe.each(samples)('commands to a station of %s', (version, sample) => {
  const { messages } = sample;

  test('start: the session that begins confirms it and belongs to it', async () => {
    const { id, station } = await connected(version, sample);
    station.on(messages.start.action, { result: messages.start.accept });
    const sent = await send(id, bodies.start);
    expect(sent).toMatchObject({ status: 'accepted', verb: 'start', stationId: id });
    await sample.startSession(station, { token: card, remoteStartId: sent.id });
    const { sessionId } = await becomes(sent.id, 'confirmed');
    const { body } = await app.api('GET', `/sessions/${sessionId}`);
    expect(body).toMatchObject({ stationId: id, status: 'active', idToken: card });
    const rows = await app.query('select command_id from session where id = $1', [sessionId]);
    expect(rows).toEqual([{ command_id: sent.id }]);
  });

  test('start: a card nobody knows is refused before the station is asked', async () => {
    const { id, station } = await connected(version, sample);
    const { status, body } = await app.api('POST', `/stations/${id}/commands`, { verb: 'start', token: 'STRANGER' });
    expect([status, body.error.code]).toEqual([409, 'tokenRefused']);
    expect(station.received).toEqual([]);
  });

  test('stop: the end of the session confirms it; an ended one cannot be stopped', async () => {
    const { id, station } = await connected(version, sample);
    const { transactionId, sessionId } = await running(station, sample, id);
    station.on(messages.stop.action, { result: messages.stop.accept });
    const sent = await send(id, { verb: 'stop', sessionId });
    expect(sent.status).toBe('accepted');
    await sample.stopSession(station, transactionId);
    expect(await becomes(sent.id, 'confirmed')).toMatchObject({ sessionId });
    expect(await send(id, { verb: 'stop', sessionId })).toMatchObject({ error: { code: 'sessionNotActive' } });
  });

  test('reset: the boot confirms it, also when the station went before it answered', async () => {
    const { id, station } = await connected(version, sample);
    station.on('Reset', 'silence');
    const sending = send(id, bodies.reset);
    await becomesReceived(station, 'Reset');
    await station.close();
    open.splice(open.indexOf(station), 1);
    const sent = await sending;
    expect(sent).toMatchObject({ status: 'failed', reason: 'connectionClosed' });
    const again = await RawStation.connect(app.ocpp + id, version);
    open.push(again);
    await sample.boot(again);
    await becomes(sent.id, 'confirmed');
  });

  test('unlock: the answer is the proof', async () => {
    const { id, station } = await connected(version, sample);
    station.on('UnlockConnector', { result: { status: 'Unlocked' } });
    expect(await send(id, bodies.unlock)).toMatchObject({ status: 'confirmed', answer: { status: 'Unlocked' } });
  });

  test('changeAvailability: the status confirms it; asked again it is so already', async () => {
    const { id, station } = await connected(version, sample);
    station.on('ChangeAvailability', { result: { status: 'Scheduled' } });
    const sent = await send(id, bodies.changeAvailability);
    expect(sent).toMatchObject({ status: 'accepted', reason: 'scheduled' });
    await sample.status(station, 'Unavailable');
    await becomes(sent.id, 'confirmed');
    station.on('ChangeAvailability', { result: { status: 'Accepted' } });
    expect((await send(id, bodies.changeAvailability)).status).toBe('confirmed');
  });

  test('trigger: the message confirms it, even when it comes before the answer', async () => {
    const { id, station } = await connected(version, sample);
    station.on('TriggerMessage', 'silence');
    const sending = send(id, bodies.trigger);
    await becomesReceived(station, 'TriggerMessage');
    await sample.heartbeat(station);
    station.release({ status: 'Accepted' });
    expect((await sending).status).toBe('confirmed');
  });

  test('writeConfiguration: confirmed when it reads as written, noEffect when it does not, accepted when it is hidden', async () => {
    const { id, station } = await connected(version, sample);
    station.on(messages.writeConfiguration.action, { result: messages.writeConfiguration.accept });
    station.on(messages.readConfiguration.action, { result: messages.readConfiguration.accept });
    const write = (value: string) =>
      send(id, {
        verb: 'writeConfiguration',
        variables: [{ component: version === 'ocpp1.6' ? '' : 'OCPPCommCtrlr', variable: 'HeartbeatInterval', value }],
      });
    expect((await write('60')).status).toBe('confirmed');
    expect(await write('90')).toMatchObject({ status: 'noEffect', reason: 'readsOtherwise' });
    const { body } = await app.api('GET', `/stations/${id}/configuration`);
    expect(body.items).toMatchObject([{ variable: 'HeartbeatInterval', value: '60' }]);
    const secret = await send(id, {
      verb: 'writeConfiguration',
      variables: [{ variable: 'AuthorizationKey', value: 'super-secret-value' }],
    });
    expect(secret).toMatchObject({ status: 'accepted', parameters: { variables: [{ value: '***' }] } });
    const rows = await app.query(
      `select from command where parameters::text like '%super-secret%' or answer::text like '%super-secret%' union all select from frame where request like '%super-secret%'`,
    );
    expect(rows).toEqual([]);
  });

  test.each(commonVerbs)('%s: offline', async (verb) => {
    const id = await newStation();
    if (verb === 'stop') return expect(await send(id, { verb, sessionId: 1_000_000 })).toMatchObject({ error: { code: 'notFound' } });
    expect(await send(id, bodies[verb])).toMatchObject({ status: 'offline', sentAt: null });
  });

  test.each(commonVerbs.filter((verb) => verb !== 'readConfiguration'))('%s: rejected', async (verb) => {
    const { id, station } = await connected(version, sample);
    station.on(messages[verb].action, { result: messages[verb].refuse });
    expect(await send(id, await bodyOf(verb, { id, station, sample }))).toMatchObject({
      status: 'rejected',
      answer: messages[verb].refuse,
    });
  });

  test.each(commonVerbs)('%s: not supported', async (verb) => {
    const { id, station } = await connected(version, sample);
    station.on(messages[verb].action, { error: 'NotSupported' });
    expect(await send(id, await bodyOf(verb, { id, station, sample }))).toMatchObject({ status: 'notSupported', reason: 'NotSupported' });
  });

  test.concurrent.each(commonVerbs)('%s: timed out, and a late answer still counts', async (verb) => {
    const { id, station } = await connected(version, sample);
    station.on(messages[verb].action, 'silence');
    const sent = await send(id, await bodyOf(verb, { id, station, sample }));
    expect(sent).toMatchObject({ status: 'timedOut', answer: null });
    station.release(messages[verb].accept);
    const isProof = verb === 'unlock' || verb === 'readConfiguration';
    expect(await becomes(sent.id, isProof ? 'confirmed' : 'accepted')).toMatchObject({ answer: messages[verb].accept });
  });

  test.each(['start', 'stop', 'reset', 'changeAvailability', 'trigger'] as const)('%s: accepted, but nothing happens', async (verb) => {
    const { id, station } = await connected(version, sample);
    station.on(messages[verb].action, { result: messages[verb].accept });
    const sent = await send(id, await bodyOf(verb, { id, station, sample }));
    expect(sent.status).toBe('accepted');
    await expireCommands(app.context);
    expect((await app.api('GET', `/commands/${sent.id}`)).body.status).toBe('accepted');
    app.advance(200_000);
    await expireCommands(app.context);
    expect((await app.api('GET', `/commands/${sent.id}`)).body.status).toBe('noEffect');
  });
});

async function becomesReceived(station: RawStation, action: string): Promise<void> {
  while (!station.received.some((call) => call.action === action)) await new Promise((resolve) => setImmediate(resolve));
}

test('2.x: everything is read as a report, confirmed by its last page', async () => {
  const { id, station } = await connected('ocpp2.0.1', sample201);
  station.on('GetBaseReport', { result: { status: 'Accepted' } });
  const sent = await send(id, { verb: 'readConfiguration' });
  expect(sent.status).toBe('accepted');
  const page = (seqNo: number, tbc: boolean) => ({
    requestId: sent.id,
    seqNo,
    tbc,
    generatedAt: new Date().toISOString(),
    reportData: [
      { component: { name: 'C' }, variable: { name: `V${seqNo}` }, variableAttribute: [{ value: 'x', mutability: 'ReadOnly' }] },
    ],
  });
  await station.call('NotifyReport', page(0, true));
  expect((await app.api('GET', `/commands/${sent.id}`)).body.status).toBe('accepted');
  await station.call('NotifyReport', page(1, false));
  await becomes(sent.id, 'confirmed');
  station.on('GetVariables', {
    result: {
      getVariableResult: [{ component: { name: 'C' }, variable: { name: 'V0' }, attributeStatus: 'Accepted', attributeValue: 'y' }],
    },
  });
  await send(id, { verb: 'readConfiguration', variables: [{ component: 'C', variable: 'V0' }] });
  const { body } = await app.api('GET', `/stations/${id}/configuration`);
  expect(body.items).toMatchObject([
    { variable: 'V0', value: 'y', mutability: 'ReadOnly' },
    { variable: 'V1', value: 'x' },
  ]);
});

test('1.6: keys go out in parts of GetConfigurationMaxKeys once it is known', async () => {
  const { id, station } = await connected('ocpp1.6', sample16);
  station.on('GetConfiguration', { result: { configurationKey: [{ key: 'GetConfigurationMaxKeys', readonly: true, value: '2' }] } });
  expect((await send(id, { verb: 'readConfiguration' })).status).toBe('confirmed');
  await send(id, { verb: 'readConfiguration', variables: ['A', 'B', 'C'].map((variable) => ({ variable })) });
  expect(station.received.map(({ payload }) => payload)).toEqual([{}, { key: ['A', 'B'] }, { key: ['C'] }]);
});

test('a station that waits to be let in takes configuration, but starts nothing', async () => {
  const id = await newStation();
  await app.api('PATCH', `/stations/${id}`, { registration: 'Pending' });
  const station = await RawStation.connect(app.ocpp + id, 'ocpp1.6');
  open.push(station);
  await sample16.boot(station);
  station.on('GetConfiguration', { result: {} });
  expect(await send(id, bodies.start)).toMatchObject({ status: 'failed', reason: 'stationNotAccepted' });
  expect((await send(id, { verb: 'readConfiguration' })).status).toBe('confirmed');
});

test('parameters that do not fit the version are not sent', async () => {
  const { id, station } = await connected('ocpp1.6', sample16);
  await app.query(`insert into token (tenant_id, value, canonical) values (1, $1, $1)`, ['CARD-OF-MORE-THAN-20-CHARACTERS']);
  expect(await send(id, { verb: 'start', token: 'CARD-OF-MORE-THAN-20-CHARACTERS' })).toMatchObject({
    status: 'failed',
    reason: 'invalidMessage',
  });
  expect(station.received).toEqual([]);
});

test('what a killed server left on the way is marked failed', async () => {
  const id = await newStation();
  const rows = await app.query(
    `insert into command (tenant_id, station_id, verb, parameters, status, requested_by, requested_at) select 1, id, 'reset', '{"kind":"soft"}', 'sent', 'x', '2026-01-01' from station where identity = $1 returning id`,
    [id],
  );
  await failInterrupted(app.context);
  expect((await app.api('GET', `/commands/${rows[0].id}`)).body).toMatchObject({ status: 'failed', reason: 'serverStopped' });
});

test('commands of a station are listed newest first, page by page', async () => {
  const id = await newStation();
  for (let n = 0; n < 3; n++) await send(id, bodies.reset);
  const first = (await app.api('GET', `/stations/${id}/commands?limit=2`)).body;
  const second = (await app.api('GET', `/stations/${id}/commands?limit=2&cursor=${first.next}`)).body;
  const ids = [...first.items, ...second.items].map((command: { id: number }) => command.id);
  expect(ids).toEqual([...ids].sort((a, b) => b - a));
  expect([ids.length, second.next]).toEqual([3, null]);
  expect((await app.api('GET', `/stations/${id}/commands?cursor=nonsense`)).body.error.code).toBe('badCursor');
});
