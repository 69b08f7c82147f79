import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { untilReadable } from '../testing/outbox.ts';
import { createCharger } from './charge.ts';
import { laboratory } from './laboratory.ts';
import { settlePayments } from './settle.ts';

let app: TestApp;
let station: RawStation;
let siteId: number;
let offset = 0;
let seqNo = 0;
beforeAll(async () => {
  app = await startTestApp({ PAYMENT_PROVIDER: 'laboratory' }, { clock: () => Date.now() + offset });
  siteId = (await api('POST', '/sites', { name: 'Yard', timeZone: 'Europe/Berlin', currency: 'EUR' })).body.id;
  const component = (type: string, price: string) => ({ type, price, stepSize: 1 });
  const elements = [{ priceComponents: [component('ENERGY', '0.50'), component('FLAT', '2')] }];
  await api('POST', '/tariffs', { name: 'Day', currency: 'EUR', elements, siteIds: [siteId] });
  station = await opened('PAY');
});
afterAll(async () => {
  await station.close();
  await app.drop();
});

// What the API answers is looked into by tests that say what they expect.
// biome-ignore lint/suspicious/noExplicitAny: see above
async function api(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const headers = { authorization: `Bearer ${app.key}`, 'content-type': 'application/json' };
  const response = await fetch(app.api + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, body: await response.json() };
}
async function opened(id: string): Promise<RawStation> {
  await api('POST', '/stations', { id, securityProfile: 0, siteId });
  const made = await RawStation.connect(`${app.ocpp}/${id}`, 'ocpp2.1');
  await made.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } });
  await made.call('StatusNotification', { timestamp: now(), connectorStatus: 'Available', evseId: 1, connectorId: 1 });
  return made;
}
const now = () => new Date(Date.now() + offset).toISOString();

interface Said {
  token?: string;
  wh: number;
  info?: object;
}
function event(kind: string, id: string, { token, wh, info = {} }: Said): Promise<Record<string, unknown>> {
  return station.call('TransactionEvent', {
    ...{ eventType: kind, triggerReason: kind === 'Ended' ? 'StopAuthorized' : 'Authorized', timestamp: now(), seqNo: seqNo++ },
    transactionInfo: { transactionId: id, ...info },
    evse: { id: 1, connectorId: 1 },
    ...(token === undefined ? {} : { idToken: { idToken: token, type: 'DirectPayment' } }),
    meterValue: [{ timestamp: now(), sampledValue: [{ value: wh }] }],
  });
}
const settlement = (token: string, more: object) =>
  station.call('NotifySettlement', { pspRef: token, settlementAmount: 0, settlementTime: now(), status: 'Settled', ...more });
/** All that was committed is booked, and what is due is settled. */
async function booked(): Promise<void> {
  await untilReadable(app.context.db);
  await createCharger(app.context)();
  await settlePayments(app.context);
}
const payment = async (reference: string) =>
  (await api('GET', '/payments?limit=500')).body.items.find((one: { reference: string }) => one.reference === reference);
/** Once it is so; the server's own jobs may be at it, too. */
async function paid(reference: string, expected: object): Promise<Record<string, unknown>> {
  for (const until = Date.now() + 10_000; ; await booked()) {
    const found = await payment(reference);
    if (Date.now() > until || Object.entries(expected).every(([name, value]) => found?.[name] === value)) {
      expect(found).toMatchObject(expected);
      return found;
    }
  }
}

describe('at the terminal of a station', () => {
  test('what was told twice is one payment, and one receipt', async () => {
    await event('Started', 'twice', { token: 'twice', wh: 0 });
    expect(await event('Ended', 'twice', { token: 'twice', wh: 4000, info: { chargingState: 'Charging' } })).toMatchObject({
      totalCost: 4,
    });
    const told = { transactionId: 'twice', settlementAmount: 4 };
    const [first, again] = [await settlement('twice', told), await settlement('twice', told)];
    expect(again).toEqual(first);
    const { receiptUrl } = await paid('twice', { state: 'settled', amount: '4', owed: '4' });
    expect(first['receiptUrl']).toBe(receiptUrl);
    await booked();
    const { body } = await api('GET', '/payments?state=settled');
    expect(body.items.filter(({ reference }: { reference: string }) => reference === 'twice')).toHaveLength(1);
  });

  test('a settlement that comes before the end of its session finds it all the same', async () => {
    await event('Started', 'early', { token: 'early', wh: 0 });
    await event('Updated', 'early', { wh: 2000, info: { chargingState: 'Charging' } });
    await settlement('early', { transactionId: 'early', settlementAmount: 3 });
    await paid('early', { state: 'settled', amount: '3' });
    await event('Ended', 'early', { token: 'early', wh: 2000 });
    await paid('early', { state: 'settled', amount: '3', owed: '3' });
  });

  test("the terminal's own receipt is not ours to give; what is refused has none; what is called off was nothing", async () => {
    await event('Started', 'own', { token: 'own', wh: 0 });
    await event('Ended', 'own', { token: 'own', wh: 1000, info: { chargingState: 'Charging' } });
    expect(await settlement('own', { transactionId: 'own', receiptId: '17' })).toEqual({});
    expect(await settlement('own', { transactionId: 'own', status: 'Rejected' })).toEqual({});
    await paid('own', { state: 'rejected', amount: '0' });
    expect(await settlement('never', { status: 'Canceled' })).toEqual({});
    await paid('never', { state: 'canceled', sessionId: null });
  });

  test('called off before a car took anything it costs nothing, and its bill says why', async () => {
    await event('Started', 'off', { token: 'off', wh: 0 });
    expect(await event('Ended', 'off', { token: 'off', wh: 0, info: { stoppedReason: 'Local' } })).toMatchObject({ totalCost: 0 });
    const { sessionId } = await paid('off', { state: 'owed', owed: '0' });
    const { body } = await api('GET', `/sessions/${sessionId}/bill`);
    expect(body.cost).toMatchObject({
      total: '0.00',
      lines: expect.arrayContaining([expect.objectContaining({ type: 'REDUCTION', name: 'cancelled', amount: '-2' })]),
    });
    // Who took energy pays the fee.
    await event('Started', 'on', { token: 'on', wh: 0 });
    expect(await event('Ended', 'on', { token: 'on', wh: 500, info: { chargingState: 'Charging' } })).toMatchObject({ totalCost: 2.25 });
  });
});

describe('where we settle', () => {
  const begin = async (reference: string, more: object = {}) => {
    station.on('RequestStartTransaction', { result: { status: 'Accepted' } });
    return await api('POST', '/payments', {
      stationId: 'PAY',
      evseId: 1,
      reference,
      held: '10',
      currency: 'EUR',
      settledBy: 'us',
      ...more,
    });
  };

  test('not more is taken than is held, and nothing twice', async () => {
    expect((await begin('held', { held: '3' })).body).toMatchObject({ state: 'held', held: '3' });
    await event('Started', 'held', { token: 'held', wh: 0 });
    await event('Ended', 'held', { token: 'held', wh: 4000, info: { chargingState: 'Charging' } });
    await paid('held', { state: 'settled', owed: '4', amount: '3' });
    await sql`update outbox_place set xid = '0', id = '0' where reader = 'payments'`.execute(app.context.db);
    await booked();
    await paid('held', { state: 'settled', amount: '3' });
  });

  test('a provider that cannot be reached is asked again later, under the same key', async () => {
    const asked: string[] = [];
    const { settle } = laboratory;
    laboratory.settle = ({ key }) => {
      asked.push(key);
      return Promise.reject(new Error('away'));
    };
    await begin('away');
    await event('Started', 'away', { token: 'away', wh: 0 });
    await event('Ended', 'away', { token: 'away', wh: 1000, info: { chargingState: 'Charging' } });
    await paid('away', { state: 'failed', info: 'providerUnreachable' });
    laboratory.settle = (one) => {
      asked.push(one.key);
      return settle(one);
    };
    await booked();
    expect(asked).toHaveLength(1);
    offset += 61_000;
    await paid('away', { state: 'settled', amount: '2.5' });
    expect(new Set(asked).size).toBe(1);
    laboratory.settle = settle;
  });

  test("a refusal stands; a station that does not begin takes nobody's money; nor does one where nobody plugs in", async () => {
    await begin('card-declined');
    await event('Started', 'declined', { token: 'card-declined', wh: 0 });
    await event('Ended', 'declined', { token: 'card-declined', wh: 1000, info: { chargingState: 'Charging' } });
    await paid('card-declined', { state: 'rejected', amount: '0' });
    station.on('RequestStartTransaction', { result: { status: 'Rejected' } });
    await api('POST', '/payments', { stationId: 'PAY', evseId: 1, reference: 'not-begun', held: '10', currency: 'EUR', settledBy: 'us' });
    await paid('not-begun', { state: 'canceled', amount: '0' });
    await begin('no-car');
    offset += 3_601_000;
    await paid('no-car', { state: 'canceled', amount: '0' });
  });

  test('a kiosk that settles itself tells it once; nobody tells it of a terminal', async () => {
    const { body } = await begin('kiosk', { settledBy: 'kiosk' });
    const tell = (id: number, more: object = {}) => api('POST', `/payments/${id}/settlement`, { status: 'settled', amount: '4', ...more });
    expect((await tell(body.id)).body).toMatchObject({ state: 'settled', amount: '4' });
    expect((await tell(body.id, { amount: '5' })).body.error.code).toBe('paymentOver');
    expect((await tell(Number((await payment('twice')).id))).body.error.code).toBe('paymentNotYours');
  });
});

test('the pages refuse what is not theirs', async () => {
  const base = app.url;
  const status = async (path: string, method = 'GET') => (await fetch(base + path, { method })).status;
  expect(await status('/r/nonsense')).toBe(404);
  expect(await status('/r/nonsense', 'POST')).toBe(405);
  expect(await status('/q/PAY/9')).toBe(400);
  expect(await status(`/q/${'x'.repeat(300)}/1`)).toBe(400);
  expect(await status('/q/%E0%A4%A/1')).toBe(400);
  expect(await status('/q/PAY/1')).toBe(200);
  const page = async (language: string) => await (await fetch(`${base}/q/PAY/1`, { headers: { 'accept-language': language } })).text();
  expect(await page('de-AT,en;q=0.5')).toContain('0,50 EUR/kWh, 2 EUR je Ladevorgang');
  expect(await page('fr')).toContain('0.50 EUR/kWh, 2 EUR per session');
  // Who guesses is asked to wait.
  for (let tries = 0; tries < 20; tries++) await status('/q/PAY/9');
  expect(await status('/q/PAY/1')).toBe(429);
});
