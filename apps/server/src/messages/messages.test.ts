import { type Version, versions } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { TEST_KEY } from '../testing/app.ts';
import { TestSocket } from '../testing/socket.ts';

let app: ApiApp;
const open: TestSocket[] = [];
let made = 0;
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

const boots: Record<Version, object> = {
  'ocpp1.6': { chargePointVendor: 'Acme', chargePointModel: 'One' },
  'ocpp2.0.1': { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } },
  'ocpp2.1': { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } },
};
const soft: Record<Version, object> = { 'ocpp1.6': { type: 'Soft' }, 'ocpp2.0.1': { type: 'OnIdle' }, 'ocpp2.1': { type: 'OnIdle' } };

async function newStation(more: object = {}): Promise<string> {
  const id = `MSG-${++made}`;
  expect((await app.api('POST', '/stations', { id, securityProfile: 0, ...more })).status).toBe(201);
  return id;
}
async function connected(version: Version, more: object = {}): Promise<{ id: string; station: TestSocket }> {
  const id = await newStation(more);
  return { id, station: await connect(id, version) };
}
async function connect(id: string, version: Version, password?: string): Promise<TestSocket> {
  const station = await TestSocket.open(app.ocpp.slice(0, -1), id, { version, ...(password === undefined ? {} : { password }) });
  open.push(station);
  await station.call('BootNotification', boots[version]);
  return station;
}
const send = (id: string, action: string, body: object) => app.api('POST', `/stations/${id}/messages/${action}`, body);
/** The station takes the next call of this action and says that; `null` in place of a message id. */
async function answers(station: TestSocket, action: string, frame: readonly unknown[]): Promise<unknown> {
  const call = await station.until((one) => one[0] === 2 && one[2] === action);
  station.frames.splice(station.frames.indexOf(call), 1);
  station.socket.send(JSON.stringify([frame[0], call[1], ...frame.slice(1)]));
  return call[3];
}
const loggedAs = async (id: string, frameId: number) =>
  (await app.api('GET', `/stations/${id}/frames?direction=out`)).body.items.find((frame: { id: number }) => frame.id === frameId);

describe.each(versions)('a message to a station of %s', (version) => {
  test('goes out as given and comes back with its answer; log and audit have it', async () => {
    const { id, station } = await connected(version);
    const payload = { vendorId: 'Acme', messageId: 'hello', data: ' 1.50 €\n' };
    const sending = send(id, 'DataTransfer', { payload });
    expect(await answers(station, 'DataTransfer', [3, { status: 'Accepted', data: 'ok' }])).toEqual(payload);
    const { status, body } = await sending;
    expect(status).toBe(200);
    expect(body).toEqual({
      frameId: expect.any(Number),
      action: 'DataTransfer',
      version,
      sentAt: expect.any(String),
      answeredAt: expect.any(String),
      outcome: 'result',
      payload: { status: 'Accepted', data: 'ok' },
    });
    const frame = await loggedAs(id, body.frameId);
    expect(frame).toMatchObject({ action: 'DataTransfer', outcome: 'result', at: body.sentAt, answeredAt: body.answeredAt });
    expect(JSON.parse(frame.request).slice(2)).toEqual(['DataTransfer', payload]);
    const { items } = (await app.api('GET', `/audit?action=sendMessage&subject=${id}`)).body;
    expect(items).toMatchObject([{ actorName: 'ADMIN_API_KEY', detail: { action: 'DataTransfer', payload } }]);
  });

  test('refused by the station: its error as it came', async () => {
    const { id, station } = await connected(version);
    const sending = send(id, 'Reset', { payload: soft[version] });
    await answers(station, 'Reset', [4, 'InternalError', 'no fuse', { fuse: 3 }]);
    const { status, body } = await sending;
    expect([status, body.outcome, body.payload]).toEqual([200, 'error', undefined]);
    expect(body.error).toEqual({ code: 'InternalError', description: 'no fuse', details: { fuse: 3 } });
    expect(await loggedAs(id, body.frameId)).toMatchObject({ outcome: 'InternalError', answeredAt: body.answeredAt });
  });

  test.concurrent('met with silence: its time is the one asked for, not the longer patience of the station', async () => {
    const { id } = await connected(version, { callTimeoutMs: 300_000 });
    const { status, body } = await send(id, 'ClearCache', { payload: {}, timeoutSeconds: 1 });
    expect([status, body.outcome, body.answeredAt]).toEqual([200, 'timedOut', null]);
    expect(await loggedAs(id, body.frameId)).toMatchObject({ outcome: 'timedOut', answer: null });
  });

  test('cut off: the one that was out, and one that waited and never went out', async () => {
    const { id, station } = await connected(version);
    const first = send(id, 'ClearCache', { payload: {} });
    await station.until((frame) => frame[2] === 'ClearCache');
    const second = send(id, 'Reset', { payload: soft[version] });
    await app.eventually(`/audit?action=sendMessage&subject=${id}`, ({ items }) => items.length === 2);
    await station.close();
    const [out, waiting] = [(await first).body, (await second).body];
    expect([out.outcome, waiting.outcome]).toEqual(['closed', 'closed']);
    expect(await loggedAs(id, out.frameId)).toMatchObject({ action: 'ClearCache', outcome: 'closed', at: out.sentAt });
    expect([waiting.frameId, waiting.sentAt, waiting.answeredAt]).toEqual([null, null, null]);
  });

  test('answered wrongly: as it came, with the places', async () => {
    const { id, station } = await connected(version);
    const sending = send(id, 'Reset', { payload: soft[version] });
    await answers(station, 'Reset', [3, { status: 'Perhaps', extra: 1 }]);
    const { body } = await sending;
    expect(body).toMatchObject({ outcome: 'result', payload: { status: 'Perhaps', extra: 1 } });
    expect(body.answerProblems.sort((a: { path: string }, b: { path: string }) => a.path.localeCompare(b.path))).toEqual([
      { path: 'extra', message: 'is not part of this message' },
      { path: 'status', message: expect.stringMatching(/^must be one of Accepted, Rejected/) },
    ]);
    expect(await loggedAs(id, body.frameId)).toMatchObject({ outcome: 'invalid' });
    const again = send(id, 'Reset', { payload: soft[version] });
    await answers(station, 'Reset', [3]);
    expect((await again).body).toMatchObject({ outcome: 'result', payload: null, answerProblems: [{ path: '' }] });
  });

  test('that is none, or breaks the schema, is not sent', async () => {
    const { id, station } = await connected(version);
    const other = version === 'ocpp1.6' ? 'SetVariables' : 'ChangeConfiguration';
    for (const action of ['BootNotification', other, 'NotifyPeriodicEventStream', 'reset', 'constructor']) {
      const { status, body } = await send(id, action, { payload: {} });
      expect([status, body.error.code], action).toEqual([400, 'unknownAction']);
    }
    const { status, body } = await send(id, 'Reset', { payload: { type: 1, force: true } });
    expect([status, body.error.code]).toEqual([400, 'payloadInvalid']);
    expect(body.error.details.map(({ path }: { path: string }) => path)).toEqual(expect.arrayContaining(['payload.type', 'payload.force']));
    expect((await send(id, 'Reset', { payload: soft[version], timeoutSeconds: 601 })).body.error.details[0].path).toBe('timeoutSeconds');
    await station.call('Heartbeat', {});
    expect(station.frames.filter(([type]) => type === 2)).toEqual([]);
    expect((await app.api('GET', `/audit?action=sendMessage&subject=${id}`)).body.items).toEqual([]);
  });

  test('before the station is accepted: configuration and triggers only', async () => {
    const { id, station } = await connected(version, { registration: 'Pending' });
    const refused = await send(id, 'Reset', { payload: soft[version] });
    expect([refused.status, refused.body.error.code]).toEqual([409, 'stationNotAccepted']);
    const trigger = { payload: { requestedMessage: 'BootNotification' } };
    const sending = send(id, 'TriggerMessage', trigger);
    await answers(station, 'TriggerMessage', [3, { status: 'Accepted' }]);
    expect((await sending).body.outcome).toBe('result');
    await app.api('PATCH', `/stations/${id}`, { registration: 'Rejected' });
    // It is asked to boot again, so that it hears of it.
    if (version !== 'ocpp1.6') await answers(station, 'TriggerMessage', [3, { status: 'Accepted' }]);
    await station.call('BootNotification', boots[version]);
    if (version === 'ocpp1.6') expect((await send(id, 'TriggerMessage', trigger)).body.error.code).toBe('stationNotAccepted');
    else {
      const last = send(id, 'TriggerMessage', trigger);
      await answers(station, 'TriggerMessage', [3, { status: 'Accepted' }]);
      expect((await last).body.outcome).toBe('result');
    }
  });

  test('can be looked up: what may be sent, also after the station has gone', async () => {
    const { id, station } = await connected(version);
    const { body } = await app.api('GET', `/stations/${id}/messages`);
    expect(body.version).toBe(version);
    expect(body.items.length).toBe({ 'ocpp1.6': 26, 'ocpp2.0.1': 40, 'ocpp2.1': 55 }[version]);
    expect(body.items.find(({ action }: { action: string }) => action === 'Reset').schema).toMatchObject({
      type: 'object',
      required: ['type'],
      properties: { type: {} },
    });
    await station.close();
    expect((await app.api('GET', `/stations/${id}/messages`)).body).toEqual(body);
  });
});

test.each([
  ['ocpp1.6', 'ChangeConfiguration', { key: 'AuthorizationKey', value: 'SECRET-0123456789' }, { status: 'Accepted' }],
  [
    'ocpp2.0.1',
    'SetVariables',
    {
      setVariableData: [
        { component: { name: 'SecurityCtrlr' }, variable: { name: 'BasicAuthPassword' }, attributeValue: 'SECRET-0123456789' },
      ],
    },
    {
      setVariableResult: [{ component: { name: 'SecurityCtrlr' }, variable: { name: 'BasicAuthPassword' }, attributeStatus: 'Accepted' }],
    },
  ],
] as const)(
  '%s: a password it writes is nowhere to be read, and is the one that counts from now on',
  async (version, action, payload, answer) => {
    const id = await newStation({ securityProfile: 1, password: 'the-first-password' });
    const station = await connect(id, version, 'the-first-password');
    const sending = send(id, action, { payload });
    expect(await answers(station, action, [3, answer])).toEqual(payload);
    expect((await sending).body.outcome).toBe('result');
    const kept = await app.query(
      `select from frame where request like '%SECRET%' union all select from audit where detail::text like '%SECRET%' union all select from happening where data::text like '%SECRET%'`,
    );
    expect(kept).toEqual([]);
    // Many stations use the new one only after a reboot.
    await (await connect(id, version, 'the-first-password')).call('Heartbeat', {});
    await (await connect(id, version, 'SECRET-0123456789')).call('Heartbeat', {});
    await vi.waitFor(() => expect(connect(id, version, 'the-first-password')).rejects.toThrow('401'));
  },
);

test('secrets in an answer are not told', async () => {
  const { id, station } = await connected('ocpp1.6');
  const sending = send(id, 'GetConfiguration', { payload: {} });
  await answers(station, 'GetConfiguration', [3, { configurationKey: [{ key: 'AuthorizationKey', readonly: false, value: 'SECRET' }] }]);
  expect((await sending).body.payload.configurationKey).toEqual([{ key: 'AuthorizationKey', readonly: false, value: '***' }]);
});

test('nobody there: unknown, never connected, gone', async () => {
  expect((await send('NOBODY', 'Reset', { payload: {} })).body.error.code).toBe('notFound');
  const id = await newStation();
  const { status, body } = await send(id, 'Reset', { payload: { type: 'Soft' } });
  expect([status, body.error.code]).toEqual([409, 'stationOffline']);
  expect((await app.api('GET', `/stations/${id}/messages`)).body).toEqual({ version: null, items: [] });
});

test('one more than the queue holds is refused; the others are told when the connection ends', async () => {
  const { id, station } = await connected('ocpp1.6');
  const [row] = await app.query('select id from station where identity = $1', [id]);
  const call = { action: 'ClearCache', payload: {}, timeoutMs: 60_000, commandId: null };
  const waiting = Array.from({ length: 100 }, () => app.context.gateway.send(Number(row.id), call));
  const { status, body } = await send(id, 'Reset', { payload: { type: 'Soft' } });
  expect([status, body.error.code]).toEqual([409, 'queueFull']);
  expect((await app.api('GET', `/audit?action=sendMessage&subject=${id}`)).body.items).toEqual([]);
  await station.close();
  const outcomes = await Promise.all(waiting);
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 100 }, () => 'closed'));
  expect(outcomes.filter((outcome) => 'sentAt' in outcome && outcome.sentAt !== null)).toHaveLength(1);
});

test('one that waits behind another is sent, and its time runs, when its turn comes', async () => {
  const { id, station } = await connected('ocpp1.6');
  const first = send(id, 'ClearCache', { payload: {} });
  await station.until((frame) => frame[2] === 'ClearCache');
  const second = send(id, 'Reset', { payload: { type: 'Soft' } });
  await app.eventually(`/audit?action=sendMessage&subject=${id}`, ({ items }) => items.length === 2);
  app.advance(90_000);
  await answers(station, 'ClearCache', [3, { status: 'Accepted' }]);
  await answers(station, 'Reset', [3, { status: 'Accepted' }]);
  const [one, two] = [(await first).body, (await second).body];
  expect(Date.parse(two.sentAt) - Date.parse(one.sentAt)).toBeGreaterThanOrEqual(90_000);
  expect(await loggedAs(id, two.frameId)).toMatchObject({ at: two.sentAt });
});

describe('with an Idempotency-Key', () => {
  const post = (id: string, key: string) =>
    fetch(`${app.ocpp.replace('ws:', 'http:').replace('/ocpp/', '/api/v1')}/stations/${id}/messages/ClearCache`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: '{"payload":{}}',
    });

  test('the same request is sent once, and told again', async () => {
    const { id, station } = await connected('ocpp2.1');
    const sending = post(id, 'once');
    await answers(station, 'ClearCache', [3, { status: 'Accepted' }]);
    const first = await sending;
    const again = await post(id, 'once');
    expect([first.status, again.status, again.headers.get('idempotent-replay')]).toEqual([200, 200, 'true']);
    expect(await again.json()).toEqual(await first.json());
    expect(station.frames.some((frame) => frame[2] === 'ClearCache')).toBe(false);
  });

  test('one refused before it went out may be tried again; one that a crash cut off is not sent again', async () => {
    const id = await newStation();
    expect(((await (await post(id, 'crash')).json()) as { error: { code: string } }).error.code).toBe('stationOffline');
    const station = await connect(id, 'ocpp2.1');
    const sending = post(id, 'crash');
    await answers(station, 'ClearCache', [3, { status: 'Accepted' }]);
    await sending;
    // What a process that died before the station's answer leaves behind.
    await app.query(`update idempotency_key set status = null, response = '{}' where key = 'crash'`);
    const again = await post(id, 'crash');
    expect([again.status, ((await again.json()) as { error: { code: string } }).error.code]).toEqual([409, 'idempotencyCutOff']);
    expect(station.frames.some((frame) => frame[2] === 'ClearCache')).toBe(false);
  });
});
