import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Maker, makers } from './makers.ts';
import { createNetwork, type Network } from './network.ts';
import { TinyCsms } from './testing/csms.ts';
import { SteppedWorld } from './world.ts';

const start = Date.UTC(2030, 4, 1, 8);
let csms: TinyCsms;
let network: Network;
let world: SteppedWorld;
beforeEach(async () => {
  csms = new TinyCsms();
  await csms.listening();
  world = new SteppedWorld(start);
  network = createNetwork({ url: csms.url, world, backOffMs: [5, 20] });
});
afterEach(() => {
  network.stop();
  csms.stop();
});
const maker = (name: string): Maker => makers.find((one) => one.name === name) ?? expect.fail(`no maker ${name}`);

it('every misbehaviour says who, what and why, and does something', () => {
  for (const { misbehaviours } of makers)
    for (const row of misbehaviours) expect([row.who, row.what, row.why, row.behaviour ?? row.wire].every(Boolean)).toBe(true);
});

it('Borealis: kWh without what the specification fills in', async () => {
  const station = await network.add({ id: 'S1', version: 'ocpp1.6', maker: maker('Borealis'), registerWh: 1500 }).boot();
  const heard = csms.hears('MeterValues');
  station.plugIn();
  const started = station.waitFor('startAcknowledged');
  station.tap('04A1');
  await started;
  world.step();
  const { payload } = await heard;
  expect(payload).toMatchObject({
    meterValue: [{ sampledValue: [{ value: '1.683', unit: 'kWh' }, { value: '11000', unit: 'W' }, {}, {}, {}] }],
  });
  expect(JSON.stringify(payload)).not.toMatch(/Register|location|context/);
});

it('Cobalt: 0 as the number of a session that began offline, a slow clock, every start twice', async () => {
  const station = await network.add({ id: 'S1', version: 'ocpp1.6', maker: maker('Cobalt Energy') }).boot();
  station.goOffline();
  station.plugIn();
  station.tap('04A1');
  station.unplug();
  const settled = station.settled();
  station.comeBack();
  await settled;
  expect(csms.payloads('StopTransaction')).toMatchObject([{ transactionId: 0 }]);
  expect(csms.payloads('StartTransaction')[0]).toMatchObject({ timestamp: '2030-05-01T07:57:00.000Z' });
  expect(csms.payloads('StartTransaction')[1]).toEqual(csms.payloads('StartTransaction')[0]);
});

it('Eisvogel: connectors before the boot answer, and a register that starts anew', async () => {
  csms.replies('StatusNotification', { errorCode: 'SecurityError' });
  const station = await network.add({ id: 'S1', version: 'ocpp1.6', maker: maker('Eisvogel'), registerWh: 9000 }).boot();
  expect(csms.said.map(({ action }) => action).slice(0, 3)).toEqual(['StatusNotification', 'StatusNotification', 'BootNotification']);
  const started = station.waitFor('startAcknowledged');
  station.plugIn();
  station.tap('04A1');
  await started;
  expect(station.ledger()).toMatchObject([{ startWh: 0 }]);
});

it('Fjordkraft: never boots, charges all the same', async () => {
  const station = await network.add({ id: 'S1', version: 'ocpp1.6', maker: maker('Fjordkraft Lade') }).boot();
  const started = station.waitFor('startAcknowledged');
  station.plugIn();
  station.tap('04A1');
  await started;
  expect(csms.payloads('BootNotification')).toEqual([]);
});
