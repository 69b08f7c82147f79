import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { expireForwarded } from './keep.ts';
import { Pace } from './pace.ts';
import { Slots } from './slots.ts';
import { TestBackEnd } from './test-back-end.ts';

const card = '04F3F3F3';
const dayMs = 86_400_000;
const bound = 5;
let app: ApiApp;
let other: TestBackEnd;
const open: RawStation[] = [];
let made = 0;

beforeAll(async () => {
  app = await startApiApp({ PRIVATE_TARGETS: 'true', SECOND_BACK_END_MESSAGES: String(bound), SECOND_BACK_END_DAYS: '2' });
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
const stand = async (id: string) => (await app.api('GET', path(id))).body;
const now = () => new Date(app.context.clock()).toISOString();
async function connected(id: string): Promise<RawStation> {
  const station = await RawStation.connect(app.ocpp + id, 'ocpp1.6');
  open.push(station);
  await station.call('BootNotification', { chargePointVendor: 'Maker', chargePointModel: 'Box' });
  return station;
}
/** A connected station whose second back end knows it, and is away by now. */
async function forsaken(settings: object = {}): Promise<{ id: string; station: RawStation; port: number }> {
  const id = `AW${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 });
  expect((await app.api('PUT', path(id), { url: other.url, ...settings })).status).toBe(200);
  const station = await connected(id);
  await app.eventually(path(id), ({ forwarding }) => forwarding.connected && forwarding.accepted);
  const { port } = other;
  await other.stop();
  await app.eventually(path(id), ({ forwarding }) => !forwarding.connected);
  return { id, station, port };
}
async function charge(station: RawStation): Promise<number> {
  const begun = (await station.call('StartTransaction', { connectorId: 1, idTag: card, meterStart: 0, timestamp: now() })) as {
    transactionId: number;
  };
  const { transactionId } = begun;
  const meterValue = [{ timestamp: now(), sampledValue: [{ value: '500' }] }];
  await station.call('MeterValues', { connectorId: 1, transactionId, meterValue });
  await station.call('StopTransaction', { transactionId, meterStop: 1000, timestamp: now() });
  return transactionId;
}

describe('a second back end that is away for long', () => {
  it('is told the newest, and what was given up is said: too many', async () => {
    const { id, station, port } = await forsaken();
    const ids = [await charge(station), await charge(station), await charge(station)];
    const away = await stand(id);
    expect(away).toMatchObject({ forwarding: { waiting: 9 }, keeps: { messages: bound, days: 2 }, givenUp: null, lostSessions: 0 });
    const [oldest] = await app.query(
      'select min(at) as at from frame f join station s on s.id = f.station_id where s.identity = $1 and session_id is not null',
      [id],
    );
    expect(away.forwarding.waitingSince).toBe(oldest.at.toISOString());

    other = await TestBackEnd.start(port);
    await expect.poll(async () => (await stand(id)).forwarding.waiting, { timeout: 30_000 }).toBe(0);
    // Of the second session only its end was left, and its beginning was never told: that is not told either.
    expect(other.heard.filter(([action]) => /Transaction|Meter/.test(action)).map(([action]) => action)).toEqual([
      'StartTransaction',
      'MeterValues',
      'StopTransaction',
    ]);
    expect(await stand(id)).toMatchObject({ givenUp: { messages: 4, sessions: 2 }, lostSessions: 0 });
    const { items } = (await app.api('GET', `${path(id)}/sessions`)).body;
    expect(items.map(({ sessionId, verdict }: { sessionId: number; verdict: string }) => [sessionId, verdict])).toEqual([
      [ids[2], 'equal'],
      [ids[1], 'notDelivered'],
      [ids[0], 'notDelivered'],
    ]);
  });

  it('is not told what waited too long, and that is written down while it is still away, also where it should have answered', async () => {
    const { id, station, port } = await forsaken({ answers: 'them' });
    await charge(station);
    app.advance(3 * dayMs);
    await expireForwarded(app.context);
    expect(await stand(id)).toMatchObject({ forwarding: { waiting: 0, waitingSince: null }, givenUp: { messages: 3, sessions: 1 } });
    const { items } = (await app.api('GET', `${path(id)}/messages?failed=true`)).body;
    // It may also have hung up while it was being introduced to the station: that is another story.
    const ofSession = items.filter(({ action }: { action: string }) => /Transaction|Meter/.test(action));
    expect(ofSession.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['expired', 'expired', 'expired']);
    await charge(station);
    other = await TestBackEnd.start(port);
    await expect.poll(async () => (await stand(id)).forwarding.waiting, { timeout: 30_000 }).toBe(0);
    expect(other.told('StartTransaction')).toHaveLength(1);
  });

  it('cannot be told what the message log has lost: that is said, and is not called equal', async () => {
    const { id, station, port } = await forsaken();
    const first = await charge(station);
    await app.query('delete from frame where session_id = $1', [first]);
    expect(await stand(id)).toMatchObject({ forwarding: { waiting: 0 }, lostSessions: 1 });
    const verdicts = async () =>
      (await app.api('GET', `${path(id)}/sessions`)).body.items.map(({ verdict, toldWh }: { verdict: string; toldWh: number }) => [
        verdict,
        toldWh,
      ]);
    expect(await verdicts()).toEqual([['gone', null]]);
    other = await TestBackEnd.start(port);
    await charge(station);
    await expect.poll(verdicts, { timeout: 30_000 }).toEqual([
      ['equal', 1000],
      ['gone', null],
    ]);
  });
});

describe('our own charging goes first', () => {
  it('a station whose second back end hangs, or does not let it in, is answered by us', async () => {
    const { id, station, port } = await forsaken({ answers: 'them', patienceSeconds: 25 });
    other = await TestBackEnd.start(port);
    // It takes the line and knows nobody any more.
    other.says['StatusNotification'] = () => ['SecurityError', 'who are you'];
    other.says['StartTransaction'] = () => ['SecurityError', 'who are you'];
    other.says['BootNotification'] = () => ({ status: 'Pending', currentTime: now(), interval: 300 });
    await app.eventually(path(id), ({ forwarding }) => forwarding.connected);
    await charge(station);
    await app.eventually(path(id), ({ forwarding }) => forwarding.problem === 'notAccepted');
    // Nobody waits 25 seconds for each message of a station that is not let in: the calls of a station end after 10.
    await charge(station);
    await station.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' });
    await station.call('Authorize', { idTag: card });
  });

  it('takes a bounded number of turns at once, in the order they came, and gives them back after a failure', async () => {
    const slots = new Slots(2);
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const works = [0, 1, 2, 3].map((n) =>
      slots.run(async () => {
        begun.push(n);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (n === 0) throw new Error('broken');
        return n;
      }),
    );
    const settled = Promise.allSettled(works);
    expect(begun).toEqual([0, 1]);
    ends[0]?.();
    await expect(works[0]).rejects.toThrow('broken');
    expect(begun).toEqual([0, 1, 2]);
    ends[1]?.();
    await works[1];
    expect(begun).toEqual([0, 1, 2, 3]);
    for (const end of ends.slice(2)) end();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  });

  it('lets one back end that hangs hold up nobody else', async () => {
    const pace = new Pace(2);
    const never = new Promise<void>(() => undefined);
    for (let n = 0; n < 100; n++) void pace.catchUp('wss://hangs.example', () => never);
    expect(await pace.catchUp('wss://works.example', async () => 'told')).toBe('told');
  });
});
