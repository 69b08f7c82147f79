import { versions } from '@stationmaster/ocpp';
import { afterEach, expect, it } from 'vitest';
import { createNetwork, type Network } from './network.ts';
import { type RecordedSession, replay } from './replay.ts';
import { TinyCsms } from './testing/csms.ts';
import { SteppedWorld } from './world.ts';

const day = Date.UTC(2019, 2, 1);
let network: Network;
let csms: TinyCsms;
afterEach(() => {
  network.stop();
  csms.stop();
});

it('plays each session at its own moments and with its own energy, also where one car follows another at once', async () => {
  csms = new TinyCsms();
  await csms.listening();
  const world = new SteppedWorld(day);
  network = createNetwork({ url: csms.url, world });
  const sessions: RecordedSession[] = [0, 1, 2, 3, 4, 5].map((n) => ({
    name: `R${n}`,
    evse: `E${n % 3}`,
    arrival: day + Math.floor(n / 3) * 3_600_000,
    departure: day + (Math.floor(n / 3) + 1) * 3_600_000,
    energyWh: 1000 + n,
  }));
  await replay({ network, world, sessions, versions, cardOf: () => '04A1B2C3D4', settings: { MeterValueSampleInterval: '900' } });
  const booked = network
    .ledger()
    .map(({ stationId, startedAt, endedAt, startWh, stopWh }) => [stationId, startedAt, endedAt, (stopWh ?? 0) - startWh]);
  expect(booked.sort()).toEqual(sessions.map(({ evse, arrival, departure, energyWh }) => [evse, arrival, departure, energyWh]).sort());
  expect(network.ledger().every(({ isStopAcknowledged }) => isStopAcknowledged)).toBe(true);
});
