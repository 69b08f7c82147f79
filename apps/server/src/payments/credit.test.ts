import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hour, iso, type Player, type QualityWorld, startQualityWorld } from '../quality/test-world.ts';
import { createCharger } from './charge.ts';
import { stopSpent } from './stop-spent.ts';

let world: QualityWorld;
let station: Player;
let made = 0;
beforeAll(async () => {
  world = await startQualityWorld();
  const sites = await world.api('GET', '/sites');
  await world.api('PATCH', `/sites/${sites.body.items[0].id}`, { openAccess: false });
  station = await world.connected('ocpp1.6');
});
afterAll(() => world.stop());

async function card(credit?: string): Promise<{ id: number; value: string }> {
  const value = `CREDIT${++made}`;
  const { body } = await world.api('POST', '/tokens', { value, prepaid: true });
  if (credit !== undefined)
    await world.api('POST', `/tokens/${body.id}/credit/entries`, { kind: 'topUp', amount: credit, currency: 'EUR' });
  return { id: body.id, value };
}
const entries = async (id: number) => (await world.api('GET', `/tokens/${id}/credit/entries`)).body.items;
const credits = async (id: number) => (await world.api('GET', `/tokens/${id}/credit`)).body.credits;
const told = (id: number, count: number) => world.eventually(`/tokens/${id}/credit/entries`, ({ items }) => items.length === count);
const authorize = async (value: string) => (await station.station.call('Authorize', { idTag: value })).idTagInfo as Record<string, string>;
/** A session from now on; its end comes an hour later. */
async function begin(value: string): Promise<{ sessionId: number; end: (wh: number) => Promise<unknown> }> {
  const start = { connectorId: 1, idTag: value, meterStart: 0, timestamp: iso(world.context.clock()) };
  const { transactionId } = await station.station.call('StartTransaction', start);
  let endedAt: number | null = null;
  const end = (wh: number): Promise<unknown> => {
    if (endedAt === null) world.advance(hour);
    endedAt ??= world.context.clock();
    return station.station.call('StopTransaction', { transactionId, meterStop: wh, timestamp: iso(endedAt), idTag: value });
  };
  return { sessionId: Number(transactionId), end };
}

describe('entries', () => {
  test('are added up by currency, and say who made them and why', async () => {
    const { id } = await card('20');
    expect(
      (
        await world.api('POST', `/tokens/${id}/credit/entries`, {
          kind: 'correction',
          amount: '-2.50',
          currency: 'EUR',
          reason: 'Paid out',
        })
      ).status,
    ).toBe(201);
    await world.api('POST', `/tokens/${id}/credit/entries`, { kind: 'topUp', amount: '100', currency: 'DKK' });
    expect(await credits(id)).toEqual([
      { currency: 'DKK', amount: '100', available: '100' },
      { currency: 'EUR', amount: '17.5', available: '17.5' },
    ]);
    expect(await entries(id)).toMatchObject([
      { amount: '100' },
      { kind: 'correction', amount: '-2.5', reason: 'Paid out' },
      { kind: 'topUp', amount: '20' },
    ]);
    expect((await world.api('GET', `/tokens/${id}`)).body.credit).toEqual([
      { currency: 'DKK', amount: '100' },
      { currency: 'EUR', amount: '17.5' },
    ]);
    const { body } = await world.api('GET', '/audit?action=addCredit');
    expect(body.items[1]).toMatchObject({ subject: `token:${id}`, detail: { kind: 'correction', amount: '-2.50', reason: 'Paid out' } });
  });

  test.each([
    [{ kind: 'topUp', amount: '-1', currency: 'EUR' }, 'badRequest'],
    [{ kind: 'topUp', amount: '0', currency: 'EUR' }, 'badRequest'],
    [{ kind: 'topUp', amount: '0.005', currency: 'EUR' }, 'badRequest'],
    [{ kind: 'topUp', amount: '0.5', currency: 'JPY' }, 'badRequest'],
    [{ kind: 'correction', amount: '-1', currency: 'EUR' }, 'badRequest'],
  ])('%o is refused, and nothing changes', async (body, code) => {
    const { id } = await card();
    expect((await world.api('POST', `/tokens/${id}/credit/entries`, body)).body.error.code).toBe(code);
    expect(await entries(id)).toEqual([]);
  });

  test('a card that is not prepaid takes none; one with credit is not removed', async () => {
    const { body: plain } = await world.api('POST', '/tokens', { value: 'PLAIN' });
    const topUp = { kind: 'topUp', amount: '5', currency: 'EUR' };
    expect((await world.api('POST', `/tokens/${plain.id}/credit/entries`, topUp)).body.error.code).toBe('notPrepaid');
    const { id } = await card('5');
    expect((await world.api('DELETE', `/tokens/${id}`)).body.error.code).toBe('creditLeft');
    await world.api('POST', `/tokens/${id}/credit/entries`, { kind: 'correction', amount: '-5', currency: 'EUR', reason: 'Paid out' });
    expect((await world.api('DELETE', `/tokens/${id}`)).status).toBe(204);
  });

  test('are never changed, not even past the API', async () => {
    await card('5');
    for (const statement of ['update credit_entry set amount = 500', 'delete from credit_entry'])
      await expect(world.query(statement)).rejects.toThrow(/never changed/);
  });
});

describe('a prepaid card', () => {
  test('charges while it has credit; what a session cost is entered once', async () => {
    const { id, value } = await card('3');
    const before = world.context.clock();
    const info = await authorize(value);
    expect(info).toMatchObject({ status: 'Accepted' });
    // Soon forgotten by the station.
    expect(Date.parse(info['expiryDate'] ?? '') - before).toBeLessThan(70_000);
    const session = await begin(value);
    await session.end(8000);
    const { items } = await told(id, 2);
    expect(items[0]).toMatchObject({ kind: 'session', amount: '-4', sessionId: session.sessionId });
    expect(await authorize(value)).toMatchObject({ status: 'Invalid' });
    const { body } = await world.api('GET', `/taps?tokenId=${id}&refused=true`);
    expect(body.items[0]).toMatchObject({ status: 'NoCredit', reason: 'noCredit' });
    const start = await world.api('POST', `/stations/${station.id}/commands`, { verb: 'start', token: value });
    expect(start.body.error).toMatchObject({ code: 'tokenRefused', message: expect.stringContaining('noCredit') });
    // The end told again.
    await session.end(8000);
    await createCharger(world.context)();
    expect(await entries(id)).toHaveLength(2);
  });

  test('what is not entered yet is spent already', async () => {
    const { id, value } = await card('2');
    const session = await begin(value);
    world.advance(hour / 2);
    const meterValue = [{ timestamp: iso(world.context.clock()), sampledValue: [{ value: '5000' }] }];
    await station.station.call('MeterValues', { connectorId: 1, transactionId: session.sessionId, meterValue });
    // 2.50 by now. Whoever ends a session is not asked for credit.
    expect(await credits(id)).toEqual([{ currency: 'EUR', amount: '2', available: '-0.5' }]);
    expect(await authorize(value)).toMatchObject({ status: 'Accepted' });
    await session.end(5000);
    await told(id, 2);
    expect(await credits(id)).toEqual([{ currency: 'EUR', amount: '-0.5', available: '-0.5' }]);
  });

  test('a session that has used the credit up is ended, once, also where the station knows no limit', async () => {
    const { id, value } = await card('2');
    const session = await begin(value);
    const asked: unknown[] = [];
    station.station.on('RemoteStopTransaction', (payload: unknown) => {
      asked.push(payload);
      return { result: { status: 'Accepted' } };
    });
    const tell = async (wh: number) => {
      world.advance(hour / 4);
      const meterValue = [{ timestamp: iso(world.context.clock()), sampledValue: [{ value: String(wh) }] }];
      await station.station.call('MeterValues', { connectorId: 1, transactionId: session.sessionId, meterValue });
    };
    await tell(3900);
    await stopSpent(world.context);
    expect(asked).toEqual([]);
    await tell(4000);
    await stopSpent(world.context);
    await world.eventually(`/stations/${station.id}/commands`, ({ items }) => items[0]?.verb === 'stop' && items[0]?.status === 'accepted');
    expect(asked).toContainEqual({ transactionId: session.sessionId });
    expect(await stopSpent(world.context)).toBe(0);
    await session.end(4100);
    await told(id, 2);
    expect(await credits(id)).toMatchObject([{ amount: '-0.05' }]);
  });

  test('a price that changes, and a session that is dropped, are entered as the difference', async () => {
    const { id, value } = await card('50');
    const session = await begin(value);
    await session.end(10_000);
    await told(id, 2);
    const change = (fields: object) => world.api('POST', `/sessions/${session.sessionId}/repairs`, { reason: 'Display', change: fields });
    await change({ energyWh: 4000 });
    expect((await told(id, 3)).items[0]).toMatchObject({ amount: '3', sessionId: session.sessionId });
    await change({ billing: 'drop' });
    expect((await told(id, 4)).items[0]).toMatchObject({ amount: '2' });
    expect(await credits(id)).toEqual([{ currency: 'EUR', amount: '50', available: '50' }]);
    await change({ billing: 'bill' });
    expect((await told(id, 5)).items[0]).toMatchObject({ amount: '-2' });
  });

  test('what was cut off between the end and the entry is entered once after all', async () => {
    const { id, value } = await card('10');
    const session = await begin(value);
    await session.end(6000);
    await told(id, 2);
    const { rows } = await sql`select * from credit_entry order by id`.execute(world.context.db);
    await world.query("update outbox_place set xid = '0', id = '0' where reader = 'payments'");
    // Two at once, from the very first happening on.
    await Promise.all([createCharger(world.context)(), createCharger(world.context)()]);
    expect((await sql`select * from credit_entry order by id`.execute(world.context.db)).rows).toEqual(rows);
  });

  test('is not asked for sessions of before it was prepaid', async () => {
    const { body } = await world.api('POST', '/tokens', { value: 'LATER1' });
    const session = await begin('LATER1');
    await session.end(4000);
    await world.api('PATCH', `/tokens/${body.id}`, { prepaid: true });
    await world.api('POST', `/tokens/${body.id}/credit/entries`, { kind: 'topUp', amount: '5', currency: 'EUR' });
    await createCharger(world.context)();
    expect(await credits(body.id)).toEqual([{ currency: 'EUR', amount: '5', available: '5' }]);
  });
});
