import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { hashSecret } from '../people/secrets.ts';
import { expireCustomerData } from './expire.ts';

let app: ApiApp;
let station: RawStation;
let made = 0;
let id: string;
const operator = 'sm_test_operator_key';
beforeAll(async () => {
  app = await startApiApp();
  await app.query(`insert into token (tenant_id, value, canonical, blocked) values (1, '04A1B2C3', '04A1B2C3', true)`);
  await app.query(
    `insert into api_key (tenant_id, name, role, prefix, key_hash, created_by) values (1, 'o', 'operator', 'test', $1, 'test')`,
    [hashSecret(operator)],
  );
});
afterAll(() => app.stop());
beforeEach(async () => {
  id = `N${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 });
  station = await RawStation.connect(app.ocpp + id, 'ocpp2.0.1');
  await station.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } });
  station.on('CustomerInformation', { result: { status: 'Accepted' } });
  return () => station.close();
});

const customer = { token: '04A1B2C3' };
const send = async (body: object) =>
  (await app.api('POST', `/stations/${id}/commands`, { verb: 'customerInformation', customer, ...body })).body;
const statusOf = async (commandId: number) => (await app.api('GET', `/commands/${commandId}`)).body.status;
const data = async () => (await app.api('GET', `/stations/${id}/customer-data`)).body.items;
const tell = (requestId: number, seqNo: number, text: string, tbc = false) =>
  station.call('NotifyCustomerInformation', { requestId, seqNo, data: text, tbc, generatedAt: '2026-05-01T08:00:00Z' });

describe('what a station keeps of a customer', () => {
  test('N_27: is told in parts, in whatever order, and is one text when all have come', async () => {
    const { id: requestId, status } = await send({});
    expect(status).toBe('accepted');
    expect(station.received).toEqual([
      {
        action: 'CustomerInformation',
        payload: { requestId, report: true, clear: false, idToken: { idToken: '04A1B2C3', type: 'ISO14443' } },
      },
    ]);
    await tell(requestId, 0, 'transactions: ', true);
    expect(await data()).toMatchObject([{ requestId, about: '04A1B2C3', text: 'transactions: ', isComplete: false }]);
    await tell(requestId, 2, ' Wh');
    expect((await data())[0].isComplete).toBe(false);
    await tell(requestId, 1, '5000', true);
    await tell(requestId, 1, '5000', true);
    expect(await data()).toMatchObject([{ text: 'transactions: 5000 Wh', isComplete: true, generatedAt: '2026-05-01T08:00:00.000Z' }]);
    expect(await statusOf(requestId)).toBe('confirmed');
  });

  test('N_29, N_32: refused, or erased without a word', async () => {
    expect(await send({ report: false, clear: true })).toMatchObject({ status: 'confirmed' });
    station.on('CustomerInformation', { result: { status: 'Invalid' } });
    expect(await send({})).toMatchObject({ status: 'rejected', reason: 'Invalid' });
  });

  test('is for administrators only: not in the message log, not among the records, not for operators', async () => {
    const { id: requestId } = await send({});
    await tell(requestId, 0, 'lives in Elm Street');
    for (const path of [`/stations/${id}/frames`, `/stations/${id}/records`]) {
      const { status, body } = await app.api('GET', path);
      expect([status, JSON.stringify(body).includes('Elm Street')], path).toEqual([200, false]);
    }
    expect(JSON.stringify(await data())).toContain('Elm Street');
    const frames = await app.query(`select request from frame where action = 'NotifyCustomerInformation'`);
    expect(JSON.stringify(frames)).not.toContain('Elm Street');
    const headers = { authorization: `Bearer ${operator}`, 'content-type': 'application/json' };
    const { port } = new URL(app.ocpp.replace('ws', 'http'));
    const api = `http://127.0.0.1:${port}/api/v1/stations/${id}`;
    const command = { method: 'POST', headers, body: JSON.stringify({ verb: 'customerInformation', customer }) };
    expect((await fetch(`${api}/customer-data`, { headers })).status).toBe(403);
    expect((await fetch(`${api}/commands`, command)).status).toBe(403);
    const bulk = { filter: {}, request: { verb: 'customerInformation', customer } };
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/bulk-commands`, { ...command, body: JSON.stringify(bulk) })).status).toBe(403);
  });

  test('can be removed, and goes by itself after 30 days', async () => {
    const first = await send({});
    await tell(first.id, 0, 'a', true);
    await tell(first.id, 1, 'b');
    const second = await send({});
    await tell(second.id, 0, 'c');
    expect((await data()).map(({ text }: { text: string }) => text)).toEqual(['c', 'ab']);
    expect((await app.api('DELETE', `/stations/${id}/customer-data/${first.id}`)).status).toBe(204);
    expect((await app.api('DELETE', `/stations/${id}/customer-data/${first.id}`)).status).toBe(404);
    expect((await data()).map(({ text }: { text: string }) => text)).toEqual(['c']);
    app.advance(29 * 86_400_000);
    await expireCustomerData(app.context);
    expect(await data()).toHaveLength(1);
    app.advance(2 * 86_400_000);
    await expireCustomerData(app.context);
    expect(await data()).toEqual([]);
  });

  test('1.6 has no word for it', async () => {
    await app.api('POST', '/stations', { id: `${id}-OLD`, securityProfile: 0 });
    const old = await RawStation.connect(`${app.ocpp}${id}-OLD`, 'ocpp1.6');
    await old.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' });
    const { body } = await app.api('POST', `/stations/${id}-OLD/commands`, { verb: 'customerInformation', customer });
    expect(body).toMatchObject({ status: 'notSupported', reason: 'notInVersion' });
    await old.close();
  });
});
