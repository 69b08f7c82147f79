import { flawless, makers } from '../makers.ts';
import { createNetwork, type Network } from '../network.ts';
import { seeded, seedOf } from '../random.ts';
import { drive } from '../scenario/drive.ts';
import type { Scenario } from '../scenario/scenarios.ts';
import { broken, drivers, missing, newcomer, places } from './places.ts';

/** Shorter than real life, so that there is always something to see. */
const lively: Scenario = {
  what: 'demo',
  gap: [0.3, 6],
  firstGap: [0, 2],
  stay: [3, 25],
  hours: null,
  chances: { pause: 0.15, offline: 0.03, fault: 0.02, refusedCard: 0.08, stopByCard: 0.4 },
};
const oftenMeasured = {
  MeterValueSampleInterval: '15',
  'SampledDataCtrlr.TxUpdatedInterval': '15',
  TransactionMessageRetryInterval: '5',
  'OCPPCommCtrlr.MessageAttemptInterval': '5',
};

/** The network as it lives from now on; ends with `stop` of the network. */
export function goLive(url: string, passwords: ReadonlyMap<string, string>, meters: ReadonlyMap<string, number>): Network {
  const network = createNetwork({ url });
  const { world } = network;
  for (const { id, version, maker } of places.flatMap(({ stations }) => stations)) {
    if (id === missing) continue;
    const station = network.add({
      id,
      version,
      maker: makers.find(({ name }) => name === maker) ?? flawless,
      password: passwords.get(id) ?? null,
      settings: oftenMeasured,
      registerWh: meters.get(id) ?? seedOf(id, 1) % 3_000_000,
    });
    station.powerUp();
    if (id === broken) station.fault('GroundFailure');
    else drive(station, { world, scenario: lively, random: seeded(seedOf(id, world.now())), cards: drivers.map(({ card }) => card) });
  }
  network
    .add({ id: newcomer.id, version: newcomer.version, maker: makers.find(({ name }) => name === newcomer.maker) ?? flawless })
    .powerUp();
  return network;
}
