import { flawless, makers } from '../makers.ts';
import { createNetwork, type Network } from '../network.ts';
import { seeded, seedOf } from '../random.ts';
import { drive } from '../scenario/drive.ts';
import { scenarios } from '../scenario/scenarios.ts';
import { SteppedWorld, systemTimers } from '../world.ts';
import { drivers, places } from './places.ts';

const day = 86_400_000;
const quarterHourly = { MeterValueSampleInterval: '900', 'SampledDataCtrlr.TxUpdatedInterval': '900' };

interface History {
  url: string;
  passwords: ReadonlyMap<string, string>;
  now: number;
  days: number;
}

/**
 * Some days as they would have been: the stations were offline all the time and now deliver it, message by message, through OCPP.
 * Returns where each station's meter stands.
 */
export async function sendHistory({ url, passwords, now, days }: History): Promise<Map<string, number>> {
  const world = new SteppedWorld(now - days * day);
  const network = createNetwork({ url, world });
  const drives = places.flatMap(({ stations, history }) =>
    stations.map(({ id, version, maker }) => {
      const station = network.add({
        id,
        version,
        maker: makers.find(({ name }) => name === maker) ?? flawless,
        password: passwords.get(id) ?? null,
        settings: quarterHourly,
        registerWh: seedOf(id, 1) % 3_000_000,
      });
      // Never connected: everything waits in its queue until it comes back.
      station.goOffline();
      station.powerUp();
      const scenario = { ...scenarios[history], chances: { ...scenarios[history].chances, offline: 0, refusedCard: 0 } };
      return drive(station, { world, scenario, random: seeded(seedOf(id, 7)), cards: drivers.map(({ card }) => card) });
    }),
  );
  world.moveTo(now);
  for (const one of drives) one.stop();
  for (const station of network.stations) for (const { id } of station.state.evses) station.unplug({ evse: id });
  const meters = new Map(
    network.stations.map(({ id, state }) => [id, Math.ceil(Math.max(...state.evses.map(({ registerWh }) => registerWh)))]),
  );
  // What they say of themselves is as of now: a clock that lags would be noticed, and marked.
  world.moveTo(Date.now());
  for (const station of network.stations) station.comeBack();
  await delivered(network);
  network.stop();
  return meters;
}

async function delivered(network: Network): Promise<void> {
  const total = network.queued;
  const said = systemTimers.set(() => console.log(`  … ${network.queued} of ${total} messages of the past still to deliver`), 5000);
  await network.until(() => network.queued === 0, { timeoutMs: 300_000, what: 'the history to be delivered' });
  systemTimers.clear(said);
}
