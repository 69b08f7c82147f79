import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';

/** Two sites: one priced by day and by night and with a plug of its own, one without a price but for a day in summer. */
let app: ApiApp;
const ids: Record<string, number> = {};
const vat = '19';
const body = (name: string, price: string, night?: string) => ({
  name,
  currency: 'EUR',
  elements: [
    ...(night === undefined
      ? []
      : [
          {
            priceComponents: [{ type: 'ENERGY', price: night, vat, stepSize: 1 }],
            restrictions: { startTime: '22:00', endTime: '06:00' },
          },
        ]),
    { priceComponents: [{ type: 'ENERGY', price, vat, stepSize: 1 }] },
  ],
});
const noon = '2026-07-01T10:00:00Z';
const midnight = '2026-07-01T22:00:00Z';

beforeAll(async () => {
  app = await startApiApp();
  for (const [name, ...prices] of [
    ['Day and night', '0.49', '0.29'],
    ['Fast', '0.79'],
    ['Fair', '0.10'],
  ] as const)
    ids[name] = (await app.api('POST', '/tariffs', body(name, prices[0], prices[1]))).body.id;
  for (const [name, tariffId] of [
    ['Mall', ids['Day and night']],
    ['Club', undefined],
  ] as const)
    ids[name] = (
      await app.api('POST', '/sites', { name, timeZone: 'Europe/Berlin', currency: 'EUR', ...(tariffId && { tariffId }) })
    ).body.id;
  for (const [id, site] of [
    ['MALL-1', 'Mall'],
    ['MALL-2', 'Mall'],
    ['CLUB-1', 'Club'],
    ['100%', 'Club'],
  ] as const)
    await app.api('POST', '/stations', { id, siteId: ids[site], securityProfile: 0 });
  const on = (tariff: string, more: object) => app.api('POST', '/tariff-assignments', { tariffId: ids[tariff], ...more });
  await on('Fast', { target: 'evse', stationId: 'MALL-2', evseId: 1 });
  const span = { validFrom: '2026-07-01T00:00:00Z', validUntil: '2026-07-02T00:00:00Z' };
  await on('Fair', { target: 'site', targetId: ids['Club'], ...span });
});
afterAll(() => app.stop());

const map = async (query: string) => (await app.api('GET', `/price-map?${query}`)).body;
const rows = async (query: string) =>
  (await map(query)).items.map(({ stationId, tariffName, target, now }: Record<string, unknown>) => [
    stationId,
    tariffName,
    target,
    (now as { price: string }[]).map(({ price }) => price).join(),
  ]);

describe('the price map', () => {
  test('says at any moment which tariff holds where, at which price by the clock of the site, and what is passed over', async () => {
    expect(await rows(`at=${noon}`)).toEqual([
      ['MALL-1', 'Day and night', 'site', '0.49'],
      ['MALL-2', 'Fast', 'evse', '0.79'],
      ['CLUB-1', 'Fair', 'site', '0.10'],
      ['100%', 'Fair', 'site', '0.10'],
    ]);
    expect((await rows(`at=${midnight}`))[0]).toEqual(['MALL-1', 'Day and night', 'site', '0.29']);
    const { items } = await map(`at=${noon}`);
    expect(items[1].passedOver).toEqual([
      { target: 'site', tariffId: ids['Day and night'], tariffName: 'Day and night', outcome: 'later' },
    ]);
    const later = await map('at=2026-07-03T00:00:00Z');
    expect(later.items[2]).toMatchObject({ tariffId: null, now: [], passedOver: [{ tariffName: 'Fair', outcome: 'notThen' }] });
  });

  test('finds places by price, by site, by name, and those without a price', async () => {
    const later = 'at=2026-07-03T00:00:00Z';
    expect((await rows(`${later}&unpriced=true`)).map(([id]: string[]) => id)).toEqual(['CLUB-1', '100%']);
    expect((await rows(`${later}&unpriced=false`)).length).toBe(4);
    expect((await rows(`${later}&tariffId=${ids['Fast']}`)).map(([id]: string[]) => id)).toEqual(['MALL-2']);
    expect((await rows(`${later}&search=mall`)).length).toBe(2);
    expect((await rows(`${later}&search=%25`)).map(([id]: string[]) => id)).toEqual(['100%']);
    expect((await rows(`${later}&siteId=${ids['Club']}`)).length).toBe(2);
  });

  test('comes in pages that neither repeat nor leave out, also when filtered', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { items, next } = await map(`at=${noon}&limit=1&siteId=${ids['Club']}${cursor}`);
      seen.push(...items.map(({ stationId }: { stationId: string }) => stationId));
      cursor = next === null ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(seen).toEqual(['CLUB-1', '100%']);
    const unpriced = await map('at=2026-07-03T00:00:00Z&limit=1&unpriced=true');
    expect([unpriced.items.length, (await map(`at=2026-07-03T00:00:00Z&unpriced=true&cursor=${unpriced.next}`)).items.length]).toEqual([
      1, 1,
    ]);
  });

  test('adds up to a summary', async () => {
    expect((await app.api('GET', '/price-map/summary?at=2026-07-03T00:00:00Z')).body).toEqual({
      evses: 4,
      unpriced: 2,
      tariffs: expect.arrayContaining([
        { tariffId: ids['Fast'], tariffName: 'Fast', evses: 1 },
        { tariffId: ids['Day and night'], tariffName: 'Day and night', evses: 1 },
      ]),
    });
  });
});

test('a driver is asked for with their groups, and each tariff says to whom it is attached', async () => {
  const [driver] = await app.query("insert into driver (tenant_id, name) values (1, 'Grace') returning id::float8 as id");
  const [group] = await app.query(
    "insert into driver_group (tenant_id, name, kind) values (1, 'Staff', 'employees') returning id::float8 as id",
  );
  await app.query('insert into driver_group_member (driver_id, group_id, tenant_id) values ($1, $2, 1)', [driver?.['id'], group?.['id']]);
  await app.api('POST', '/tariff-assignments', { tariffId: ids['Fair'], target: 'driverGroup', targetId: group?.['id'] });
  const { candidates, cost } = (await app.api('GET', `/stations/MALL-2/price?driverId=${driver?.['id']}&at=${noon}&energyWh=10000`)).body;
  expect(candidates.map(({ targetName, outcome }: Record<string, string>) => [targetName, outcome])).toEqual([
    ['Staff', 'used'],
    ['MALL-2', 'later'],
    ['Mall', 'later'],
  ]);
  expect(cost.total).toBe('1.00');
  const card = (await app.api('POST', '/tokens', { value: 'GRACE1' })).body.id;
  const ofCard = async () => (await app.api('GET', `/stations/MALL-2/price?tokenId=${card}&at=${noon}`)).body.candidates[0].targetName;
  expect(await ofCard()).toBe('MALL-2');
  await app.query('update token set driver_id = $1 where id = $2', [driver?.['id'], card]);
  expect(await ofCard()).toBe('Staff');
});
