import { createNetwork, flawless, type Network, type StationControl, SteppedWorld, type Vehicle } from '@stationmaster/simulator';

export const minute = 60_000;
export const hour = 60 * minute;

/** Takes exactly this much at 11 kW, and then no more. */
export const carAt11kW = (energyWh: number): Partial<Vehicle> => ({
  name: 'Test car',
  batteryWh: 100_000,
  maxAcW: 11_000,
  phases: 3,
  exactWh: energyWh,
});
interface Visit {
  card: string;
  /** Epoch ms. */
  from: number;
  until: number;
  energyWh: number;
}

/**
 * Virtual stations whose clock stands in the past: what happens there happens offline, at its exact moment, and is delivered through
 * OCPP when they come back. A reading each quarter of an hour.
 */
export class PastNetwork {
  readonly #network: Network;
  readonly #world: SteppedWorld;

  constructor(url: string, since: number) {
    this.#world = new SteppedWorld(since);
    this.#network = createNetwork({ url, world: this.#world });
  }

  add(id: string, version: 'ocpp1.6' | 'ocpp2.0.1' | 'ocpp2.1'): StationControl {
    const station = this.#network.add({
      id,
      version,
      maker: { ...flawless, evses: [{ kind: 'AC', maxW: 11_000 }] },
      settings: { MeterValueSampleInterval: '900', 'SampledDataCtrlr.TxUpdatedInterval': '900' },
      registerWh: 1_000_000,
    });
    station.goOffline();
    station.powerUp();
    return station;
  }

  /** Cars come and go at every station; visits in order of time. */
  visit({ card, from, until, energyWh }: Visit): void {
    this.#world.moveTo(from);
    for (const station of this.#network.stations) {
      station.plugIn({ vehicle: carAt11kW(energyWh) });
      station.tap(card);
    }
    this.#world.moveTo(until);
    for (const station of this.#network.stations) station.unplug();
  }

  /** Back to the present; resolves when everything is delivered. */
  async deliver(): Promise<void> {
    this.#world.moveTo(Date.now());
    for (const station of this.#network.stations) station.comeBack();
    await this.#network.until(() => this.#network.queued === 0, { timeoutMs: 60_000, what: 'the past to be delivered' });
    this.#network.stop();
  }
}
