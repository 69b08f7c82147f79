import type { Answer, Routes } from '@stationmaster/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Install } from '../install.ts';
import { hour, minute, PastNetwork } from './past-network.ts';

/** Sessions of virtual stations of every version, priced over the real protocol; every figure here was worked out by hand. */
const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;
const vat = '19';
const card = '04AA00BB11';
const quarter = 15 * minute;
let install: Install;
beforeAll(async () => {
  install = await Install.start({ isSetUp: true });
});
afterAll(() => install?.stop());

type Body = Parameters<Install['client']['createTariff']>[0]['body'];
async function site(name: string, tariff: Omit<Body, 'name' | 'currency'>): Promise<number> {
  const { client } = install;
  const { id } = await client.createTariff({ body: { name, currency: 'EUR', ...tariff } });
  const made = await client.createSite({
    body: { name, address: '', timeZone: 'Europe/Berlin', currency: 'EUR', openAccess: true, tariffId: id },
  });
  for (const version of versions) await client.createStation({ body: { id: `${name}-${version}`, siteId: made.id, securityProfile: 0 } });
  return made.id;
}
function stations(name: string, since: number): PastNetwork {
  const network = new PastNetwork(install.ocppUrl, since);
  for (const version of versions) network.add(`${name}-${version}`, version);
  return network;
}

type Bill = Answer<Routes['sessionBill']>;
/** The bills of a station's sessions, the oldest first, once all of them are priced. */
async function bills(stationId: string, count: number): Promise<Bill[]> {
  const { client } = install;
  let ended: Answer<Routes['listSessions']>['items'] = [];
  const settled = async (): Promise<boolean> => {
    ended = (await client.listSessions({ query: { stationId, status: 'ended', limit: 50 } })).items;
    return ended.length === count && ended.every(({ cost }) => cost !== null);
  };
  await expect.poll(settled, { timeout: 30_000, message: stationId }).toBe(true);
  const oldest = ended.sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  return await Promise.all(
    oldest.map(async ({ id, cost }) => {
      const bill = await client.sessionBill({ params: { sessionId: id } });
      // What was stored with the last message is what comes out of the stored readings.
      expect(bill.cost).toMatchObject({ total: cost?.total, net: cost?.net, tax: cost?.tax });
      return bill;
    }),
  );
}
const lines = ({ cost }: Bill): string[] =>
  (cost?.lines ?? []).map(({ type, quantity, price, amount }) =>
    type === 'CAP' ? `${type} ${amount}` : `${type} ${quantity} × ${price} = ${amount}`,
  );
const sums = ({ cost }: Bill): string => `${cost?.net} + ${cost?.tax} = ${cost?.total}`;

/** 01:00 UTC of the last Sunday of October that is over: in Berlin the clock goes from 03:00 back to 02:00. */
function clockChange(): number {
  const of = (year: number): number => {
    const last = new Date(Date.UTC(year, 9, 31, 1));
    return last.getTime() - last.getUTCDay() * 24 * hour;
  };
  const thisYear = of(new Date().getUTCFullYear());
  return thisYear < Date.now() - 24 * hour ? thisYear : of(new Date().getUTCFullYear() - 1);
}

describe('a price by night, and for blocking the plug', () => {
  it('across midnight and the change of the clock in October', { timeout: 120_000 }, async () => {
    const change = clockChange();
    await site('Night', {
      taxIncluded: true,
      elements: [
        { priceComponents: [{ type: 'ENERGY', price: '0.29', vat, stepSize: 1 }], restrictions: { startTime: '22:00', endTime: '06:00' } },
        {
          priceComponents: [
            { type: 'ENERGY', price: '0.49', vat, stepSize: 1 },
            { type: 'IDLE_TIME', price: '6', vat, stepSize: 1, graceSeconds: 1800, maxAmount: '12' },
          ],
        },
      ],
    });
    const network = stations('Night', change - 12 * hour);
    // The evening before: 17:30 to 20:45 on the wall, 33 kWh by day in three hours, unplugged within the grace.
    network.visit({ card, from: change - 9.5 * hour, until: change - 6.25 * hour, energyWh: 33_000 });
    // 21:00 to 05:15 on the wall: 77 kWh in seven hours, of which six by night though the clock shows five; then 2 h 15 min plugged in.
    network.visit({ card, from: change - 6 * hour, until: change + 3.25 * hour, energyWh: 77_000 });
    // 06:00 to 12:00: 22 kWh by day, four hours plugged in: 3.5 h beyond the grace would be 21.00, at most 12.00 are charged.
    network.visit({ card, from: change + 4 * hour, until: change + 10 * hour, energyWh: 22_000 });
    await network.deliver();
    for (const version of versions) {
      const [evening, night, morning] = await bills(`Night-${version}`, 3);
      if (!evening || !night || !morning) throw new Error('three sessions');
      expect({ version, lines: lines(evening), sums: sums(evening) }).toEqual({
        version,
        lines: ['ENERGY 33 × 0.49 = 16.17'],
        sums: '13.59 + 2.58 = 16.17',
      });
      // 11 kWh × 0.49 = 5.39; 66 kWh × 0.29 = 19.14; 1.75 h × 6 = 10.50; 35.03 ÷ 1.19 = 29.4370
      expect({ version, lines: lines(night), sums: sums(night) }).toEqual({
        version,
        lines: ['ENERGY 11 × 0.49 = 5.39', 'ENERGY 66 × 0.29 = 19.14', 'IDLE_TIME 1.75 × 6 = 10.5'],
        sums: '29.44 + 5.59 = 35.03',
      });
      // 10.78 + 21.00 − 9.00 = 22.78; ÷ 1.19 = 19.1429
      expect({ version, lines: lines(morning), sums: sums(morning) }).toEqual({
        version,
        lines: ['ENERGY 22 × 0.49 = 10.78', 'IDLE_TIME 3.5 × 6 = 21', 'CAP -9'],
        sums: '19.14 + 3.64 = 22.78',
      });
      expect(night.cost?.lines[1]?.spans[0]).toMatchObject({
        from: new Date(change - 5 * hour).toISOString(),
        readings: { from: { wh: 1_044_000 }, to: { wh: 1_110_000 } },
      });
    }
  });
});

describe('a price of the market', () => {
  it('is clamped, and stands in for itself where the market has none', { timeout: 120_000 }, async () => {
    const { client } = install;
    const from = Math.floor(Date.now() / hour) * hour - 48 * hour;
    const { id } = await client.createPriceSeries({
      body: { name: 'spot', currency: 'EUR', timeZone: 'Europe/Berlin', source: { kind: 'upload' } },
    });
    const values = ['0.10', '-0.30', '0.50'];
    await client.uploadPriceSlots({
      params: { seriesId: id },
      body: {
        slots: values.map((value, index) => ({
          from: new Date(from + index * quarter).toISOString(),
          until: new Date(from + (index + 1) * quarter).toISOString(),
          value,
        })),
        days: [],
      },
    });
    await site('Spot', {
      taxIncluded: false,
      elements: [
        {
          priceComponents: [
            {
              type: 'ENERGY',
              price: '0.40',
              vat,
              stepSize: 1,
              recipe: {
                series: 'spot',
                lock: 'market',
                steps: [
                  { kind: 'add', name: 'service', price: '0.15' },
                  { kind: 'atLeast', price: '0.05' },
                  { kind: 'atMost', price: '0.60' },
                ],
              },
            },
          ],
        },
      ],
    });
    const network = stations('Spot', from - hour);
    network.visit({ card, from, until: from + hour + 10 * minute, energyWh: 11_000 });
    await network.deliver();
    for (const version of versions) {
      const [bill] = await bills(`Spot-${version}`, 1);
      if (!bill) throw new Error('one session');
      // 2.75 kWh a quarter; 0.6875 + 0.1375 + 1.65 + 1.10 = 3.575, half up 3.58; 19 % of it 0.6802
      expect({ version, lines: lines(bill), sums: sums(bill) }).toEqual({
        version,
        lines: ['ENERGY 2.75 × 0.25 = 0.6875', 'ENERGY 2.75 × 0.05 = 0.1375', 'ENERGY 2.75 × 0.6 = 1.65', 'ENERGY 2.75 × 0.4 = 1.1'],
        sums: '3.58 + 0.68 = 4.26',
      });
      expect(bill.cost?.lines.map(({ spans }) => spans[0]?.market?.price ?? null)).toEqual(['0.1', '-0.3', '0.5', null]);
    }
  });
});

describe('employees free up to 30 kWh a day, guests for 0.59', () => {
  it('by who the card belongs to, day by day on the clock of the site', { timeout: 120_000 }, async () => {
    const { client } = install;
    const siteId = await site('Work', {
      taxIncluded: true,
      elements: [{ priceComponents: [{ type: 'ENERGY', price: '0.59', vat, stepSize: 1 }] }],
    });
    const group = await client.createDriverGroup({ body: { name: 'Employees', kind: 'employees' } });
    await client.createPriceReduction({
      body: { name: 'Employees', target: 'driverGroup', targetId: group.id, rule: { kind: 'plan', per: 'day', energyWh: 30_000 } },
    });
    const cardOf: Record<string, string> = {};
    for (const version of versions) {
      const driver = await client.createDriver({ body: { name: `Employee ${version}` } });
      await client.joinDriverGroup({ params: { groupId: group.id, driverId: driver.id } });
      cardOf[version] = `0400${versions.indexOf(version)}1`;
      await client.createToken({ body: { value: cardOf[version], driverId: driver.id } });
    }
    // Noon in Berlin, two days ago: 11:00 or 10:00 UTC; morning and evening of one local day, then the next morning.
    const noon = Math.floor(Date.now() / (24 * hour)) * 24 * hour - 2 * 24 * hour + 11 * hour;
    for (const version of versions) {
      const network = new PastNetwork(install.ocppUrl, noon - 8 * hour);
      network.add(`Work-${version}`, version);
      const employee = cardOf[version] ?? '';
      network.visit({ card: employee, from: noon - 4 * hour, until: noon - hour, energyWh: 22_000 });
      network.visit({ card: '04FFFFFF', from: noon, until: noon + 3 * hour, energyWh: 22_000 });
      network.visit({ card: employee, from: noon + 5 * hour, until: noon + 8 * hour, energyWh: 22_000 });
      network.visit({ card: employee, from: noon + 20 * hour, until: noon + 23 * hour, energyWh: 22_000 });
      await network.deliver();
    }
    for (const version of versions) {
      const all = await bills(`Work-${version}`, 4);
      // 22 × 0.59 = 12.98; of the second visit 8 kWh are left of the day's 30: 4.72 off
      expect({ version, sums: all.map(sums) }).toEqual({
        version,
        sums: ['0.00 + 0.00 = 0.00', '10.91 + 2.07 = 12.98', '6.94 + 1.32 = 8.26', '0.00 + 0.00 = 0.00'],
      });
      expect(all[2]?.cost?.lines.map(({ type, name, amount, added }) => [type, name, amount, added])).toEqual([
        ['ENERGY', null, '12.98', '0'],
        ['REDUCTION', 'Employees', '-4.72', '8'],
      ]);
      expect(all[0]?.attached).toMatchObject([{ target: 'site', targetId: siteId, outcome: 'used' }]);
    }
  });
});
