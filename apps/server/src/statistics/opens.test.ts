import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEST_KEY } from '../testing/app.ts';
import { type StatisticsWorld, startStatisticsWorld } from './test-world.ts';

let world: StatisticsWorld;
const month = { from: '2026-10-01', until: '2026-10-31' };
const outcomes = ['bill', 'hold', 'drop'] as const;

beforeAll(async () => {
  world = await startStatisticsWorld();
  await world.query(`insert into company (id, tenant_id, name) overriding system value values (5, 1, 'Acme')`);
  const stations = ['B1', 'B2', 'T1'] as const;
  // One every seven hours: over both ends of the month, all hours of the day, the change of the clock.
  const first = Date.parse('2026-09-29T22:10:00Z');
  for (let n = 0; n < 120; n++)
    await world.add({
      id: 300 + n,
      station: stations[n % 3] ?? 'B1',
      from: new Date(first + n * 7 * 3_600_000).toISOString(),
      minutes: 30,
      wh: 1000 + n,
      currency: n % 3 === 2 ? 'JPY' : 'EUR',
      price: [String(10 + n), '1'],
      ...(n % 4 === 0 ? { outcome: outcomes[(n / 4) % 3] ?? 'bill' } : {}),
      ...(n % 5 === 0 ? { companyId: 5 } : {}),
    });
  await world.tell(
    'session.checked',
    Array.from({ length: 120 }, (_, n) => 300 + n),
  );
  await world.counted();
});
afterAll(() => world.stop());

const filters: Record<string, (value: string) => string> = {
  site: (value) => `&siteId=${value}`,
  station: (value) => `&stationId=${value}`,
  company: (value) => `&companyId=${value}`,
  hour: (value) => `&hour=${value}`,
  day: (value) => `&fromDay=${value}&untilDay=${value}`,
};
async function opened(by: string, value: string | null): Promise<{ id: number; energyWh: number }[]> {
  const days = by === 'day' ? '' : `&fromDay=${month.from}&untilDay=${month.until}`;
  const narrowed = value === null ? `&without=${by}` : filters[by]?.(value);
  const { status, body } = await world.api('GET', `/sessions?limit=500&outcome=bill${days}${narrowed}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body.items;
}

test.each(Object.keys(filters))('every figure by %s opens down to the sessions it counts', async (by) => {
  const { body } = await world.api('GET', `/statistics?from=${month.from}&until=${month.until}&by=${by}`);
  expect(body.rows.length).toBeGreaterThan(1);
  for (const { keys, sessions, energyWh } of body.rows) {
    const items = await opened(by, keys[0].value);
    expect({ key: keys[0], sessions: items.length, energyWh: items.reduce((sum, item) => sum + item.energyWh, 0) }).toEqual({
      key: keys[0],
      sessions,
      energyWh,
    });
  }
});

test('counted, held and dropped together are all that have ended', async () => {
  const days = `fromDay=${month.from}&untilDay=${month.until}`;
  const { total } = (await world.api('GET', `/statistics?from=${month.from}&until=${month.until}`)).body;
  const count = async (more: string) => (await world.api('GET', `/sessions?limit=500&${days}${more}`)).body.items.length;
  expect([total.sessions, total.held.sessions, total.dropped.sessions]).toEqual([
    await count('&outcome=bill'),
    await count('&outcome=hold'),
    await count('&outcome=drop'),
  ]);
  expect(total.held.sessions).toBeGreaterThan(0);
  expect(total.dropped.sessions).toBeGreaterThan(0);
  expect(total.sessions + total.held.sessions + total.dropped.sessions).toBe(await count('&status=ended'));
});

test('the file of sessions says what of the net was for the reservation', async () => {
  const line = (type: string, net: string, isReservation: boolean) => ({ type, net, isReservation, amount: net, spans: [], taxes: [] });
  const lines = [line('TIME', '0.804', true), line('ENERGY', '9.196', false)];
  await world.query(`update session set cost = jsonb_set(cost, '{lines}', $1::jsonb) where id = 300`, [JSON.stringify(lines)]);
  const csv = (await world.api('GET', '/sessions.csv')).body as string;
  const [head = [], ...rows] = csv.split('\r\n').map((row) => row.split(','));
  const place = head.indexOf('reservationNet');
  expect(head.slice(place - 1, place + 3)).toEqual(['net', 'reservationNet', 'tax', 'total']);
  expect(rows.filter((row) => row[place]).map((row) => row.slice(place - 1, place + 3))).toEqual([['10', '0.80', '1', '11.00']]);
});

test('the files of sessions say what the checks say, and take the same filters', async () => {
  const headers = { authorization: `Bearer ${TEST_KEY}` };
  const path = `http://127.0.0.1:${world.context.config.port}/api/v1/sessions`;
  const csv = await (await fetch(`${path}.csv?outcome=hold&fromDay=${month.from}&untilDay=${month.until}`, { headers })).text();
  const [head = '', ...lines] = csv.trim().split('\r\n');
  const place = head.split(',').indexOf('billing');
  expect(new Set(lines.map((line) => line.split(',')[place]))).toEqual(new Set(['hold']));
  const { total } = (await world.api('GET', `/statistics?from=${month.from}&until=${month.until}`)).body;
  expect(lines).toHaveLength(total.held.sessions);
  const all = await (await fetch(`${path}.csv`, { headers })).text();
  // Of most nobody has said anything.
  expect(
    new Set(
      all
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[place]),
    ),
  ).toEqual(new Set(['bill', 'hold', 'drop', '']));
  const xlsx = await fetch(`${path}.xlsx?outcome=hold&language=de`, { headers });
  expect(xlsx.headers.get('content-disposition')).toBe('attachment; filename="sessions.xlsx"');
  expect(
    Buffer.from(await xlsx.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});
