import type { Client } from '@stationmaster/contract';
import { DatedStation, type Moment } from './dated-station.ts';

export const card = '04AA00BB11';
const vat = '19';
const minute = 60_000;
const hour = 60 * minute;

export interface Seeded {
  ended: number;
  running: number;
  /** Goes on with the running session. */
  station: DatedStation;
  /** Of the last moment told. */
  last: Moment;
}

/** A hall with a price by night and a fee for blocking, one plug of it with a price of its own, a club without any; a bill of each kind. */
export async function seed(client: Client, ocppUrl: string): Promise<Seeded> {
  const tariff = await client.createTariff({
    body: {
      name: 'Day and night',
      currency: 'EUR',
      elements: [
        { priceComponents: [{ type: 'ENERGY', price: '0.29', vat, stepSize: 1 }], restrictions: { startTime: '22:00', endTime: '06:00' } },
        {
          priceComponents: [
            { type: 'ENERGY', price: '0.49', vat, stepSize: 1 },
            { type: 'FLAT', price: '0.50', vat, stepSize: 1 },
            { type: 'IDLE_TIME', price: '6', vat, stepSize: 1, graceSeconds: 1800, maxAmount: '12' },
          ],
        },
      ],
    },
  });
  const fast = await client.createTariff({
    body: { name: 'Fast lane', currency: 'EUR', elements: [{ priceComponents: [{ type: 'ENERGY', price: '0.79', vat, stepSize: 1 }] }] },
  });
  const place = { address: '', timeZone: 'Europe/Berlin', currency: 'EUR' };
  const hall = await client.createSite({ body: { ...place, name: 'Market hall', tariffId: tariff.id } });
  const club = await client.createSite({ body: { ...place, name: 'Tennis club' } });
  await client.createToken({ body: { value: card, driverName: 'Grace Hopper' } });
  for (const [id, siteId] of [
    ['HALL-1', hall.id],
    ['HALL-2', hall.id],
    ['CLUB-1', club.id],
  ] as const)
    await client.createStation({ body: { id, siteId, securityProfile: 0 } });
  await client.createTariffAssignment({ body: { tariffId: fast.id, target: 'evse', stationId: 'HALL-2', evseId: 1 } });
  const station = await DatedStation.boot({ url: ocppUrl, id: 'HALL-1' });
  const ended = lateEvening();
  await station.charge({ id: 'ended', card, moments: ended });
  const begun = Date.now() - hour;
  const running = Array.from({ length: 6 }, (_, index): Moment => {
    return { at: begun + index * 10 * minute, wh: 1_400_000 + index * 1500, state: 'Charging', power: 9000 };
  });
  await station.charge({ id: 'running', card, moments: running, isRunning: true });
  const { items } = await client.listSessions();
  const idOf = (status: string): number => items.find((session) => session.status === status)?.id ?? 0;
  const last = running.at(-1);
  if (last === undefined) throw new Error('no moments');
  return { ended: idOf('ended'), running: idOf('active'), station, last };
}

/** 21:00 to 00:30 in Berlin, two days ago: an hour by day at 12 kW, an hour by night, then plugged in for an hour and a half. */
function lateEvening(): Moment[] {
  const day = new Date(Date.now() - 48 * hour).toISOString().slice(0, 10);
  const offset =
    Number(
      new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hour: 'numeric', hourCycle: 'h23' }).format(Date.parse(`${day}T12:00Z`)),
    ) - 12;
  const from = Date.parse(`${day}T21:00Z`) - offset * hour;
  return Array.from({ length: 22 }, (_, index): Moment => {
    const isCharging = index < 12;
    return {
      at: from + index * 10 * minute,
      wh: 1_234_000 + Math.min(index, 12) * 2000,
      state: isCharging ? 'Charging' : 'SuspendedEV',
      power: isCharging ? 12_000 : 0,
    };
  });
}
