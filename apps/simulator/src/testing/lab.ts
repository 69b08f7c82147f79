import type { Version } from '@stationmaster/ocpp';
import type { StationControl } from '../control.ts';
import { flawless, type Maker } from '../makers.ts';
import { createNetwork, type Network } from '../network.ts';
import { SteppedWorld, type Timers } from '../world.ts';
import { type Said, TinyCsms } from './csms.ts';

type Payload = Record<string, unknown>;

/** Two EVSEs: what a test of one must not touch is the other. */
const two: Maker = {
  ...flawless,
  evses: [
    { kind: 'AC', maxW: 22_000 },
    { kind: 'DC', maxW: 50_000 },
  ],
};
/** Retries at once, and no pings, whose answers a busy machine may miss at this pace. */
const quick = {
  TransactionMessageRetryInterval: '0',
  'OCPPCommCtrlr.MessageAttemptInterval': '0',
  WebSocketPingInterval: '0',
  'OCPPCommCtrlr.WebSocketPingInterval': '0',
};
/** The network's time a hundred times as fast: what takes a station seconds takes a test none. */
const hurried: Timers = {
  set: (fn, ms) => setTimeout(fn, ms / 100),
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
};

/** A CSMS, a world that stands still until it is moved, and one booted station S1, over a real socket. */
export class Lab {
  static readonly start = Date.UTC(2030, 4, 1, 8);
  readonly csms = new TinyCsms();
  readonly world = new SteppedWorld(Lab.start);
  readonly troubles: unknown[] = [];
  readonly network: Network;
  readonly station: StationControl;
  #mark = 0;

  static async open(
    version: Version,
    { maker = two, settings = {} }: { maker?: Maker; settings?: Record<string, string> } = {},
  ): Promise<Lab> {
    const csms = new TinyCsms();
    await csms.listening();
    const lab = new Lab(csms, { version, maker, settings: { ...quick, ...settings } });
    await lab.station.boot();
    await lab.heardAll();
    lab.mark();
    return lab;
  }

  private constructor(csms: TinyCsms, options: { version: Version; maker: Maker; settings: Record<string, string> }) {
    this.csms = csms;
    this.network = createNetwork({ url: csms.url, world: this.world, timers: hurried, backOffMs: [500, 2000], callTimeoutMs: 1_000_000 });
    this.network.onHappening(({ name, data }) => {
      if (name === 'trouble' && !String(data.why).startsWith('closed')) this.troubles.push(data.why);
    });
    this.station = this.network.add({ id: 'S1', ...options });
  }

  /** The payload of the answer, or the code of the error. Fails on an answer that is not what the schema asks for. */
  async ask(action: string, payload: object = {}): Promise<Payload | string> {
    const outcome = await this.csms.call('S1', action, payload as Payload);
    if (outcome.kind === 'result') return outcome.payload as Payload;
    if (outcome.kind === 'error') return outcome.code;
    throw new Error(`${action}: ${JSON.stringify(outcome)}`);
  }

  /** Asks and waits for the message that the station sends because of it. */
  async askAndHear(action: string, payload: object, expected: string | { action: string; matches: (payload: Payload) => boolean }) {
    const heard = typeof expected === 'string' ? this.csms.hears(expected) : this.csms.hears(expected.action, expected.matches);
    const answer = await this.ask(action, payload);
    return { answer, message: (await heard).payload };
  }

  /** From here on `said` counts. */
  mark(): void {
    this.#mark = this.csms.said.length;
  }

  /** What the station has said since the mark. */
  get said(): Said[] {
    return this.csms.said.slice(this.#mark);
  }

  /** A whole call of its own behind an empty queue: once it is back, everything said before has arrived. */
  async heardAll(): Promise<void> {
    await this.station.settled();
    const messageId = 'Everything said?';
    const heard = this.csms.hears('DataTransfer', (payload) => payload.messageId === messageId);
    this.station.send('DataTransfer', { payload: { messageId } });
    this.csms.said.splice(this.csms.said.indexOf(await heard), 1);
  }

  /** What was said while something was done, as soon as all of it has arrived. */
  async during(act: () => unknown): Promise<Said[]> {
    await this.heardAll();
    this.mark();
    await act();
    await this.heardAll();
    return this.said;
  }

  close(): void {
    this.network.stop();
    this.csms.stop();
  }
}
