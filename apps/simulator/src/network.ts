import type { Version } from '@stationmaster/ocpp';
import { StationControl } from './control.ts';
import { flawless, type Maker } from './makers.ts';
import { seeded, seedOf } from './random.ts';
import { type Happening, Shell } from './shell.ts';
import type { LedgerEntry } from './station/event.ts';
import { runningWorld, systemTimers, type Timers, type World } from './world.ts';

export interface NetworkOptions {
  /** OCPP endpoint of any CSMS, without the station's identity: `ws://localhost:8080/ocpp`. */
  url: string;
  seed?: number;
  world?: World;
  /** Real time: back-off, call time-outs, heartbeats. */
  timers?: Timers;
  callTimeoutMs?: number;
  backOffMs?: readonly [number, number];
  /** Root certificates that its stations trust, PEM. */
  ca?: string | null;
}

export interface NewStationOptions {
  id: string;
  version: Version;
  maker?: Maker;
  password?: string | null;
  /** Its own certificate and key, PEM, to prove itself with (security profile 3). */
  certificate?: { cert: string; key: string } | null;
  registerWh?: number;
  /** Changes to the factory settings: `Key` in 1.6, `Component.Variable` in 2.x. */
  settings?: Readonly<Record<string, string>>;
}

interface Waiting {
  matches: (happening: Happening) => boolean;
  resolve: (happening: Happening) => void;
  reject: (error: Error) => void;
  deadline: unknown;
}

/** Many stations in one process. */
export class Network {
  readonly world: World;
  readonly #options: NetworkOptions;
  readonly #timers: Timers;
  readonly #stations = new Map<string, { shell: Shell; control: StationControl }>();
  readonly #waiting = new Set<Waiting>();
  readonly #listeners = new Set<(happening: Happening) => void>();

  constructor(options: NetworkOptions) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
    this.world = options.world ?? runningWorld();
  }

  /** Adds a station, still switched off. */
  add({
    id,
    version,
    maker = flawless,
    password = null,
    certificate = null,
    registerWh = 0,
    settings = {},
  }: NewStationOptions): StationControl {
    const { url, seed = 1, callTimeoutMs = 30_000, backOffMs = [1000, 30_000], ca = null } = this.#options;
    const shell = new Shell({
      id,
      version,
      maker,
      password,
      tls: { ...(ca === null ? {} : { ca }), ...certificate },
      registerWh,
      settings,
      url,
      callTimeoutMs,
      backOffMs,
      world: this.world,
      timers: this.#timers,
      random: seeded(seedOf(id, seed)),
      onHappening: (happening) => this.#happened(happening),
    });
    const control = new StationControl({ id, version, maker, shell, network: this });
    this.#stations.set(id, { shell, control });
    return control;
  }

  /** Throws when there is none of that name. */
  station(id: string): StationControl {
    const station = this.#stations.get(id);
    if (station === undefined) throw new RangeError(`There is no station ${id} in this network.`);
    return station.control;
  }

  get stations(): StationControl[] {
    return [...this.#stations.values()].map(({ control }) => control);
  }

  /** Every session of every station by the stations' own books. */
  ledger(): LedgerEntry[] {
    return [...this.#stations.values()].flatMap(({ shell }) => [...shell.ledger.values()]);
  }

  /** Transaction messages that wait for their answer, over all stations. */
  get queued(): number {
    let sum = 0;
    for (const { shell } of this.#stations.values()) sum += shell.state.queue.length;
    return sum;
  }

  onHappening(listener: (happening: Happening) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The next happening that matches; rejects after `timeoutMs` (20 s) of real time. */
  next(matches: (happening: Happening) => boolean, { timeoutMs = 20_000, what = 'happening' } = {}): Promise<Happening> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { matches, resolve, reject, deadline: null };
      waiting.deadline = systemTimers.set(() => {
        this.#waiting.delete(waiting);
        reject(new Error(`Waited ${timeoutMs} ms for ${what} in vain.`));
      }, timeoutMs);
      this.#waiting.add(waiting);
    });
  }

  /** Resolves as soon as `isTrue` holds, looked at after every happening. */
  async until(isTrue: () => boolean, { timeoutMs = 20_000, what = 'condition' } = {}): Promise<void> {
    if (isTrue()) return;
    await this.next(() => isTrue(), { timeoutMs, what });
  }

  /** Switches every station off. */
  stop(): void {
    for (const { shell } of this.#stations.values()) shell.stop();
    for (const { deadline, reject } of this.#waiting) {
      systemTimers.clear(deadline);
      reject(new Error('The network was switched off.'));
    }
    this.#waiting.clear();
  }

  #happened(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening);
    for (const waiting of [...this.#waiting]) {
      if (!waiting.matches(happening)) continue;
      this.#waiting.delete(waiting);
      systemTimers.clear(waiting.deadline);
      waiting.resolve(happening);
    }
  }
}

export function createNetwork(options: NetworkOptions): Network {
  return new Network(options);
}
