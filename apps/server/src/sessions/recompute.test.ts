import {
  costOf,
  type FullTariff,
  type PriceFacts,
  periodState,
  type Reading,
  type StateChange,
  sessionPeriods,
} from '@stationmaster/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { around } from '../prices/around.ts';
import { TestSocket } from '../testing/socket.ts';

/** Sessions of both versions over real sockets, messages late, repeated and out of order; then every bill once more from the raw frames alone. */
const minute = 60_000;
let app: ApiApp;
let series: { slots: { from: number; until: number; price: string }[] };
let seed = 7;
const random = (most: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * most);
};
const iso = (at: number): string => new Date(at).toISOString();
const vat = '19';
const energy = { type: 'ENERGY', price: '0.4173', vat, stepSize: 1 };
const tariffs = [
  [
    {
      priceComponents: [energy, { type: 'FLAT', price: '0.35', vat: '7', stepSize: 1 }, { type: 'TIME', price: '0.6', vat, stepSize: 60 }],
    },
  ],
  [
    { priceComponents: [{ ...energy, price: '0.2911' }], restrictions: { startTime: '22:00', endTime: '06:00' } },
    { priceComponents: [energy, { type: 'IDLE_TIME', price: '6', vat, stepSize: 1, graceSeconds: 1800, maxAmount: '5' }] },
  ],
  [
    { priceComponents: [{ ...energy, price: '0.19' }], restrictions: { maxEnergyWh: 3000 } },
    {
      priceComponents: [
        energy,
        { type: 'PARKING_TIME', price: '1.2', vat, stepSize: 300 },
        { type: 'CHARGING_TIME', price: '0.9', vat, stepSize: 1 },
      ],
    },
  ],
  [
    {
      priceComponents: [
        {
          ...energy,
          recipe: {
            series: 'spot',
            lock: 'market',
            steps: [
              { kind: 'add', name: 'fee', price: '0.15' },
              { kind: 'percent', name: 'margin', percent: '7' },
              { kind: 'atLeast', price: '0.1' },
            ],
          },
        },
      ],
    },
  ],
];
/** The day before yesterday, so that everything is over. */
const base = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 48 * 3_600_000;

beforeAll(async () => {
  app = await startApiApp();
  const spot = (
    await app.api('POST', '/price-series', { name: 'spot', currency: 'EUR', timeZone: 'Europe/Berlin', source: { kind: 'upload' } })
  ).body.id;
  series = {
    slots: Array.from({ length: 192 }, (_, index) => ({
      from: base + index * 15 * minute,
      until: base + (index + 1) * 15 * minute,
      price: ((random(400) - 100) / 1000).toFixed(3),
    })).filter((_, index) => index % 11 !== 0),
  };
  await app.api('POST', `/price-series/${spot}/slots`, {
    slots: series.slots.map(({ from, until, price }) => ({ from: iso(from), until: iso(until), value: price })),
  });
  for (const [index, elements] of tariffs.entries()) {
    const body = { name: `T${index}`, currency: 'EUR', taxIncluded: index % 2 === 0, elements };
    const { id } = (await app.api('POST', '/tariffs', body)).body;
    const site = await app.api('POST', '/sites', {
      name: `S${index}`,
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      tariffId: id,
      openAccess: true,
    });
    for (const version of ['16', '201'])
      await app.api('POST', '/stations', { id: `R${index}-${version}`, siteId: site.body.id, securityProfile: 0 });
  }
});
afterAll(() => app.stop());

const register = (at: number, sample: object) => ({
  timestamp: iso(at),
  sampledValue: [{ ...sample, measurand: 'Energy.Active.Import.Register' }],
});
/** A course: a reading every seven minutes or so; charging, a pause of the car, charging, idle. */
function course(): { at: number; wh: number; state: 'charging' | 'idle' }[] {
  let wh = 10_000 + random(1000);
  let at = base + random(20 * 60) * minute;
  const pause = 4 + random(6);
  const full = pause + 3 + random(10);
  return Array.from({ length: full + 2 + random(12) }, (_, index) => {
    const isCharging = index < pause || (index > pause && index < full);
    if (index > 0) at += (4 + random(8)) * minute + random(60) * 1000;
    if (index > 0 && (index - 1 < pause || (index - 1 > pause && index - 1 < full))) wh += 200 + random(1800);
    return { at, wh, state: isCharging ? 'charging' : 'idle' };
  });
}
function shuffled<T>(list: T[]): T[] {
  for (let index = list.length - 1; index > 0; index--) {
    const other = random(index + 1);
    [list[index], list[other]] = [list[other] as T, list[index] as T];
  }
  return list;
}

async function charge16(index: number): Promise<void> {
  const socket = await TestSocket.open(app.ocpp.replace(/\/$/, ''), `R${index}-16`);
  await socket.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
  const points = course();
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return;
  await socket.call('StatusNotification', { connectorId: 1, status: 'Preparing', errorCode: 'NoError', timestamp: iso(first.at - 1000) });
  const started = await socket.call('StartTransaction', { connectorId: 1, idTag: 'CARD', meterStart: first.wh, timestamp: iso(first.at) });
  const { transactionId } = started[2] as { transactionId: number };
  let state = '';
  for (const point of points.slice(0, -1)) {
    if (point.state !== state)
      await socket.call('StatusNotification', {
        connectorId: 1,
        status: point.state === 'charging' ? 'Charging' : 'SuspendedEV',
        errorCode: 'NoError',
        timestamp: iso(point.at),
      });
    state = point.state;
    const values = { connectorId: 1, transactionId, meterValue: [register(point.at, { value: String(point.wh), unit: 'Wh' })] };
    await socket.call('MeterValues', values);
    if (random(5) === 0) await socket.call('MeterValues', values);
  }
  await socket.call('StopTransaction', { transactionId, meterStop: last.wh, timestamp: iso(last.at), idTag: 'CARD' });
  socket.socket.close();
  await socket.closed;
}

async function charge201(index: number, round: number): Promise<void> {
  const socket = await TestSocket.open(app.ocpp.replace(/\/$/, ''), `R${index}-201`, { version: 'ocpp2.0.1' });
  await socket.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } });
  const points = course();
  const events = points.map((point, seqNo) => ({
    eventType: seqNo === 0 ? 'Started' : seqNo === points.length - 1 ? 'Ended' : 'Updated',
    timestamp: iso(point.at),
    triggerReason: 'MeterValuePeriodic',
    seqNo,
    offline: true,
    transactionInfo: { transactionId: `R${index}-${round}`, chargingState: point.state === 'charging' ? 'Charging' : 'SuspendedEV' },
    evse: { id: 1, connectorId: 1 },
    ...(seqNo === 0 && { idToken: { idToken: 'CARD', type: 'ISO14443' } }),
    meterValue: [register(point.at, { value: point.wh, unitOfMeasure: { unit: 'Wh' } })],
  }));
  // Every other session arrives whole and in order; of the others what is between start and end comes late and shuffled, some of it twice.
  const [begin, ...rest] = events;
  const between = rest.slice(0, -1);
  const late = round % 2 === 0 ? [] : shuffled([...between.splice(Math.floor(between.length / 2))]);
  for (const event of [begin, ...between, rest.at(-1), ...late, ...late.slice(0, 2)])
    if (event !== undefined) await socket.call('TransactionEvent', event);
  socket.socket.close();
  await socket.closed;
}

interface RawFrame {
  action: string;
  request: string;
  answer: string;
}
interface Stored {
  id: number;
  identity: string;
  station_id: number;
  total: string | null;
  definition: FullTariff;
  facts: PriceFacts | null;
  zone: string;
}

/** What the frames say, read anew without any of the server's own reading of them. */
function fromFrames(
  frames: readonly RawFrame[],
  transactionId: string,
): { readings: Reading[]; states: StateChange[]; startedAt: number; until: number } {
  const readings: Reading[] = [];
  const states: StateChange[] = [];
  let [startedAt, until] = [0, 0];
  const add = (timestamp: string, wh: number): void => {
    const place = {
      measurand: 'Energy.Active.Import.Register',
      phase: '',
      location: 'Outlet',
      context: '',
      unit: 'Wh',
      signed: null,
      raw: '',
    };
    readings.push({ at: Date.parse(timestamp), value: wh, ...place });
  };
  const told = (word: string, timestamp: string): void => {
    const state = periodState(word);
    if (state !== null) states.push({ at: Date.parse(timestamp), state });
  };
  let isRunning = false;
  for (const { action, request, answer } of frames) {
    const said = (JSON.parse(request) as [number, string, string, Said])[3];
    if (
      action === 'StartTransaction' &&
      String((JSON.parse(answer) as [number, string, { transactionId: number }])[2].transactionId) === transactionId
    ) {
      isRunning = true;
      startedAt = Date.parse(said.timestamp);
      add(said.timestamp, said.meterStart ?? 0);
    }
    if (action === 'StatusNotification' && isRunning) told(said.status ?? '', said.timestamp);
    if (String(said.transactionId ?? said.transactionInfo?.transactionId) !== transactionId) continue;
    if (action === 'StopTransaction') {
      isRunning = false;
      until = Date.parse(said.timestamp);
      add(said.timestamp, said.meterStop ?? 0);
    }
    for (const { timestamp, sampledValue } of said.meterValue ?? []) add(timestamp, Number(sampledValue[0]?.value));
    if (said.transactionInfo !== undefined) told(said.transactionInfo.chargingState, said.timestamp);
    if (said.eventType === 'Started') startedAt = Date.parse(said.timestamp);
    if (said.eventType === 'Ended') until = Date.parse(said.timestamp);
  }
  return { readings, states, startedAt, until };
}
/** Whatever of a request is looked at. */
interface Said {
  timestamp: string;
  meterStart?: number;
  meterStop?: number;
  status?: string;
  eventType?: string;
  transactionId?: number;
  transactionInfo?: { transactionId: string; chargingState: string };
  meterValue?: { timestamp: string; sampledValue: { value: string | number }[] }[];
}

test('every bill, made again from raw frames, is the same to the cent', async () => {
  const rounds = 6;
  for (let round = 0; round < rounds; round++) {
    for (let index = 0; index < tariffs.length; index++) {
      await charge16(index);
      await charge201(index, round);
    }
  }
  const sessions = tariffs.length * rounds * 2;
  // Late data of a settled bill is priced by a job.
  const deadline = Date.now() + 60_000;
  while ((await app.query('select 1 from repricing')).length > 0) if (Date.now() > deadline) throw new Error('still to be priced');
  const stored = (await app.query(
    `select e.id::float8 as id, s.identity, e.station_id::float8 as station_id, e.transaction_id as tx, e.total::text as total, v.definition, e.price_facts as facts, site.time_zone as zone
     from session e join station s on s.id = e.station_id join site on site.id = e.site_id join tariff_version v on v.id = e.tariff_version_id where e.status = 'ended' order by e.id`,
  )) as (Stored & { tx: string })[];
  expect(stored).toHaveLength(sessions);
  const differing: unknown[] = [];
  for (const { id, identity, station_id, total, definition, facts, zone, tx } of stored) {
    const frames = (await app.query(
      `select action, request, answer from frame where station_id = $1 and direction = 'in' and action in ('StartTransaction', 'MeterValues', 'StopTransaction', 'StatusNotification', 'TransactionEvent') order by id`,
      [station_id],
    )) as RawFrame[];
    const { readings, states, startedAt, until } = fromFrames(frames, tx);
    const asks =
      definition.elements.length > 1 ||
      definition.elements.some(({ priceComponents }) => priceComponents.some(({ recipe }) => recipe !== undefined));
    const periods = sessionPeriods(readings, { startedAt, until, ...(asks ? { states } : {}) });
    const cost = costOf({ periods, tariff: definition, around: around(facts ?? { zone }, { series: { spot: series }, asOf: 0 }) });
    if (Number(cost.total) !== Number(total)) differing.push({ id, identity, tx, stored: total, anew: cost.total });
  }
  expect(differing).toEqual([]);
}, 180_000);
