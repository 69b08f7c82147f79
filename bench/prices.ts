/** Sessions priced a second on one core, and past sessions priced anew by another tariff from their readings in PostgreSQL. */
import { costOf, type FullTariff, plainCost, plainTotal, type Reading, sessionPeriods } from '@stationmaster/domain';
import { startApiApp } from '../apps/server/src/commands/test-app.ts';
import { runSimulations } from '../apps/server/src/simulations/run.ts';
import { insertSimulation, selectSimulation } from '../apps/server/src/simulations/store.ts';

const seconds = Number(process.env['BENCH_SECONDS'] ?? 10) / 5;
const sessions = Number(process.env['BENCH_PRICED_SESSIONS'] ?? 100_000);
const minute = 60_000;
const vat = '19';
const energy = { type: 'ENERGY' as const, price: '0.59', vat, stepSize: 1 };
const named = { id: 0, version: 0, name: 'bench', currency: 'EUR', taxIncluded: true };
const plain: FullTariff = { ...named, elements: [{ priceComponents: [energy] }] };
/** Night, weekday, idle time with grace and cap, a start fee, a maximum. */
const rich: FullTariff = {
  ...named,
  elements: [
    {
      priceComponents: [energy],
      restrictions: { startTime: '07:00', endTime: '20:00', dayOfWeek: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] },
    },
    {
      priceComponents: [
        { ...energy, price: '0.39' },
        { type: 'IDLE_TIME', price: '6', vat, stepSize: 60, graceSeconds: 1800, maxAmount: '12' },
        { type: 'FLAT', price: '0.50', vat, stepSize: 1 },
      ],
    },
  ],
  maxPrice: { afterTaxes: '60' },
};

export async function prices(): Promise<void> {
  console.log('### sessions priced, one core\n');
  console.log('| | a second | µs |\n|---|---|---|');
  const readings = course(16);
  const facts = { startedAt: 0, until: 16 * 15 * minute };
  const periods = sessionPeriods(readings, facts);
  const around = { zone: 'Europe/Berlin' };
  timed('running, energy alone: its total', (n) => plainTotal({ tariff: plain, startedAt: 0, until: n, energyWh: 10_000 + n }));
  timed('ended, energy alone: its lines', (n) => plainCost({ tariff: plain, startedAt: 0, until: n, energyWh: 10_000 + n }));
  timed('typical tariff, a course of 16 periods', () => costOf({ periods, tariff: rich, around }));
  timed('the same from 16 readings', () => costOf({ periods: sessionPeriods(readings, facts), tariff: rich, around }));
  console.log();
  await simulated();
}

function timed(name: string, price: (n: number) => unknown): void {
  const run = (ms: number): number => {
    const until = performance.now() + ms;
    let count = 0;
    while (performance.now() < until) for (let n = 0; n < 100; n++) price(count++);
    return count;
  };
  run(seconds * 250);
  const began = process.cpuUsage();
  const count = run(seconds * 1000);
  const { user, system } = process.cpuUsage(began);
  const rate = count / ((user + system) / 1e6);
  console.log(`| ${name} | ${Math.round(rate).toLocaleString('en')} | ${(1e6 / rate).toFixed(1)} |`);
}

function course(count: number): Reading[] {
  const place = {
    measurand: 'Energy.Active.Import.Register',
    phase: '',
    location: 'Outlet',
    context: '',
    unit: 'Wh',
    signed: null,
    raw: '',
  };
  return Array.from({ length: count }, (_, index) => ({ ...place, at: index * 15 * minute, value: Math.min(index, count - 4) * 1800 }));
}

async function simulated(): Promise<void> {
  const app = await startApiApp();
  const { context } = app;
  const { db } = context;
  try {
    await app.query(
      `insert into site (id, tenant_id, name, time_zone, currency, open_access) overriding system value values (1, 1, 'S', 'Europe/Berlin', 'EUR', true)`,
    );
    await app.query(
      `insert into station (id, tenant_id, identity, site_id) overriding system value select n, 1, 'B' || n, 1 from generate_series(1, 100) n`,
    );
    await app.query(`insert into session (id, tenant_id, station_id, site_id, evse_id, start_key, status, started_at, ended_at, received_at, heard_at, energy_wh, currency, total, id_token, state)
      select n, 1, 1 + n % 100, 1, 1, 'k' || n, 'ended', s, s + interval '4 h', s, s, 21600, 'EUR', 12.74, 'CARD' || n % 500, '{"meter":{"series":{}},"hasBegun":true}'
      from generate_series(1, ${sessions}::int) n, lateral (select timestamptz '2026-05-01T00:00Z' + n * interval '25 s' as s) t`);
    await app.query(`insert into sample (tenant_id, station_id, session_id, evse_id, at, series, frame_id, readings)
      select 1, station_id, id, 1, started_at + m * interval '15 min', 1, 0, '[["Energy.Active.Import.Register","","Outlet","Sample.Periodic","Wh",' || least(m, 12) * 1800 || ',null,""]]'
      from session, generate_series(0, 15) m`);
    await app.query(`analyze session, sample`);
    const made = {
      tenantId: 1,
      tariff: rich,
      from: new Date('2026-01-01'),
      until: new Date('2027-01-01'),
      siteId: null,
      stationIds: [],
      tariffId: null,
      at: new Date(),
      by: 'bench',
    };
    const { id, total } = await insertSimulation(db, made);
    const began = performance.now();
    const cpu = process.cpuUsage();
    // The app's own job may have taken it up already: whichever ends it.
    for (let row = await selectSimulation(db, id); row.status === 'running'; row = await selectSimulation(db, id))
      await runSimulations(context);
    const took = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const { done, status, tally } = await selectSimulation(db, id);
    console.log(
      `### ${total.toLocaleString('en')} past sessions priced anew from their 16 readings each (${status}, ${done.toLocaleString('en')} done)\n`,
    );
    console.log(
      `${took.toFixed(1)} s, ${Math.round(total / took).toLocaleString('en')} a second, server CPU ${(((user + system) / total) * 1).toFixed(0)} µs each; revenue ${tally.before} → ${tally.after} cents\n`,
    );
  } finally {
    await app.stop();
  }
}
