import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { marketOf, refreshMarket } from '../prices/market.ts';
import { insertSeries, insertSlots } from '../prices/store.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { elements, energy, event, stationWith, totals } from '../testing/priced.ts';
import { type TestStation, TestWorld } from '../testing/station.ts';
import { supplySessions } from './supply-job.ts';

/** 2026-05-01 10:00 in Berlin. */
const start = Date.UTC(2026, 4, 1, 8);
const minute = 60_000;

let database: TestDatabase;
let world: TestWorld;

beforeAll(async () => {
  database = await testDatabase();
  world = new TestWorld(database);
});
afterAll(async () => {
  await world.commits.close();
  await database.drop();
});
beforeEach(() => {
  world.now = start;
});

describe('a tariff made from market prices', () => {
  const quarter = 15 * minute;
  const spot = (lock: 'start' | 'market', series: string) => ({
    ...energy,
    price: '0.50',
    recipe: {
      series,
      lock,
      steps: [
        { kind: 'add' as const, name: 'margin', price: '0.10' },
        { kind: 'atMost' as const, price: '0.45' },
      ],
    },
  });
  async function market(name: string, prices: readonly (string | null)[]): Promise<number> {
    const id = await insertSeries(database.db, {
      tenant_id: 1,
      name,
      kind: 'price',
      currency: 'EUR',
      time_zone: 'Europe/Berlin',
      source: { kind: 'upload' },
      secret: null,
      next_at: null,
    });
    await marketOf(database.db, 1, world.now);
    const slots = prices.flatMap((price, index) =>
      price === null ? [] : [{ from: start + index * quarter, until: start + (index + 1) * quarter, price }],
    );
    await insertSlots(database.db, { seriesId: id ?? 0, tenantId: 1, slots, knownAt: world.now });
    await refreshMarket(database.db, 1, world.now);
    return id ?? 0;
  }
  const hourOf = async (station: TestStation) => {
    await event(station, { kind: 'Started', at: start, seqNo: 0, wh: 0, state: 'Charging' });
    return await event(station, { kind: 'Ended', at: start + 60 * minute, seqNo: 1, wh: 4000 });
  };

  test('follows each quarter, within its clamp, and falls back to its own price where the market has none', async () => {
    await market('follow', ['0.10', '0.30', '0.90', null]);
    const station = await stationWith(world, elements({ priceComponents: [spot('market', 'follow')] }));
    // 0.20 + 0.40 + 0.45 + 0.50
    expect(await hourOf(station)).toMatchObject({ totalCost: 1.55 });
    expect(await totals(station)).toEqual({ stored: 1.55, anew: 1.55 });
  });

  test('what is published after the end changes no bill, a correction neither', async () => {
    const id = await market('late', ['0.10', '0.30', '0.90', null]);
    const station = await stationWith(world, elements({ priceComponents: [spot('market', 'late')] }));
    await hourOf(station);
    world.now += minute;
    const slots = [0, 3].map((index) => ({ from: start + index * quarter, until: start + (index + 1) * quarter, price: '-1' }));
    expect(await insertSlots(database.db, { seriesId: id, tenantId: 1, slots, knownAt: world.now })).toBe(2);
    expect(await insertSlots(database.db, { seriesId: id, tenantId: 1, slots, knownAt: world.now + 1 })).toBe(0);
    await refreshMarket(database.db, 1, world.now);
    expect(await totals(station)).toEqual({ stored: 1.55, anew: 1.55 });
  });

  test('is locked at the price of the start', async () => {
    await market('locked', ['0.10', '0.30', '0.90', null]);
    const station = await stationWith(world, elements({ priceComponents: [spot('start', 'locked')] }));
    expect(await hourOf(station)).toMatchObject({ totalCost: 0.8 });
    expect(await totals(station)).toEqual({ stored: 0.8, anew: 0.8 });
  });

  test('the energy’s own cost and CO2 are known after the end', async () => {
    await market('supply', ['0.10', '0.20', '0.30', '0.40']);
    const recipe = { series: 'supply', lock: 'market', steps: [] };
    await sql`insert into supply_rate (tenant_id, site_id, currency, price, recipe, co2_g, valid_from)
      values (1, 1, 'EUR', 0.5, ${JSON.stringify(recipe)}::jsonb, 300, ${new Date(start - minute)})`.execute(database.db);
    await supplySessions(world.context);
    const station = await stationWith(world, elements({ priceComponents: [energy] }));
    await hourOf(station);
    expect(await supplySessions(world.context)).toBe(1);
    const { rows } = await sql<{
      cost: string;
      co2: number;
    }>`select supply_cost::text as cost, co2_g::float8 as co2 from session where station_id = ${station.state.id}`.execute(database.db);
    expect(rows).toEqual([{ cost: '1.0000', co2: 1200 }]);
    expect(await supplySessions(world.context)).toBe(0);
  });
});
