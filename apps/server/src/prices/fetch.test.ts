import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Config } from '../config.ts';
import { seal } from '../secrets/seal.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { fetchSeries } from './fetch.ts';
import { marketOf } from './market.ts';
import type { Question } from './sources/source.ts';
import { insertSeries, selectSeries } from './store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const start = Date.UTC(2026, 4, 1, 12, 20);
const minute = 60_000;
const hour = 60 * minute;
const config = { secretKey: 'x'.repeat(32) } as Config;

test('a source is asked when it is due, again after a failure, and what it tells is known at once', async () => {
  const { db } = database;
  let now = start;
  const context = { db, clock: () => now, config, log: pino({ level: 'silent' }) };
  const asked: Question[] = [];
  let answer: string | Error = new Error('getaddrinfo ENOTFOUND');
  const ask = (question: Question): Promise<string> => {
    asked.push(question);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const id = await insertSeries(db, {
    tenant_id: 1,
    name: 'home',
    kind: 'price',
    currency: 'EUR',
    time_zone: 'Europe/Berlin',
    source: { kind: 'tibber', part: 'energy' },
    secret: seal(config, 'priceSeries', 'my-token'),
    next_at: new Date(now),
  });
  const market = await marketOf(db, 1, now);
  const view = async () => (await selectSeries(db, id ?? 0)).view;

  expect(await fetchSeries(context, ask)).toBe(1);
  expect(asked[0]).toMatchObject({ method: 'POST', headers: { authorization: 'Bearer my-token' } });
  expect(await view()).toMatchObject({ failure: 'It could not be reached.', failures: 1, nextAt: new Date(now + minute).toISOString() });
  expect(await fetchSeries(context, ask)).toBe(0);
  now += minute;
  answer = '{"errors":[{"message":"invalid token"}]}';
  expect(await fetchSeries(context, ask)).toBe(1);
  expect(await view()).toMatchObject({
    failure: 'Tibber answers: invalid token',
    failures: 2,
    nextAt: new Date(now + 2 * minute).toISOString(),
  });

  now += 2 * minute;
  const price = (startsAt: string, energy: number) => ({ total: energy, energy, startsAt });
  const told = (energy: number) =>
    JSON.stringify({
      data: {
        viewer: {
          homes: [
            {
              currentSubscription: {
                priceInfo: { today: [price('2026-05-01T14:00:00+02:00', 0.1), price('2026-05-01T14:15:00+02:00', energy)], tomorrow: [] },
              },
            },
          ],
        },
      },
    });
  answer = told(0.2);
  expect(await fetchSeries(context, ask)).toBe(1);
  expect(await view()).toMatchObject({
    failure: null,
    failures: 0,
    nextAt: new Date(now + hour).toISOString(),
    lastSlot: '2026-05-01T12:30:00.000Z',
  });
  expect(market.series['home']?.slots.map((slot) => slot.price)).toEqual(['0.1', '0.2']);
  expect(market.asOf).toBe(now);

  now += hour;
  answer = told(0.3);
  await fetchSeries(context, ask);
  expect(market.series['home']?.slots.map((slot) => slot.price)).toEqual(['0.1', '0.3']);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from price_slot`.execute(db);
  expect(rows[0]?.n).toBe(3);
});
