import type { Version } from '@stationmaster/ocpp';
import type { Behaviour, Maker } from './makers.ts';
import type { Network } from './network.ts';
import type { Happening, Shell } from './shell.ts';
import type { Override } from './station/answer.ts';
import type { HappeningName, LedgerEntry } from './station/event.ts';
import { faces } from './station/faces.ts';
import type { Evse, StationState } from './station/state.ts';
import { type Vehicle, vehicles } from './vehicle.ts';

export interface ControlParts {
  id: string;
  version: Version;
  maker: Maker;
  shell: Shell;
  network: Network;
}
export type Evsed = { evse?: number };

/** What a person or a test can do with one station. EVSE 1 when none is named. */
export class StationControl {
  readonly id: string;
  readonly version: Version;
  readonly maker: Maker;
  readonly #shell: Shell;
  readonly #network: Network;

  constructor({ id, version, maker, shell, network }: ControlParts) {
    this.id = id;
    this.version = version;
    this.maker = maker;
    this.#shell = shell;
    this.#network = network;
  }

  get state(): StationState {
    return this.#shell.state;
  }

  evse(number = 1): Evse {
    const evse = this.state.evses.find(({ id }) => id === number);
    if (evse === undefined) throw new RangeError(`Station ${this.id} has no EVSE ${number}.`);
    return evse;
  }

  powerUp(): this {
    this.#shell.dispatch({ kind: 'powerUp' });
    return this;
  }

  /** Switches on and waits until the CSMS has accepted the station. */
  async boot(timeoutMs = 20_000): Promise<this> {
    const booted = this.waitFor('booted', { timeoutMs });
    this.powerUp();
    await booted;
    return this;
  }

  plugIn({ evse = 1, vehicle = {} }: Evsed & { vehicle?: Partial<Vehicle> } = {}): void {
    const [, compact] = vehicles;
    if (compact === undefined) return;
    this.#shell.dispatch({ kind: 'plugIn', evseId: this.evse(evse).id, vehicle: { ...compact, soc: 0.3, isPaused: false, ...vehicle } });
  }

  tap(idToken: string, { evse = 1 }: Evsed = {}): void {
    this.#shell.dispatch({ kind: 'tap', evseId: this.evse(evse).id, idToken });
  }

  unplug({ evse = 1 }: Evsed = {}): void {
    this.#shell.dispatch({ kind: 'unplug', evseId: this.evse(evse).id });
  }

  pause({ evse = 1, isPaused = true }: Evsed & { isPaused?: boolean } = {}): void {
    this.#shell.dispatch({ kind: 'pause', evseId: this.evse(evse).id, isPaused });
  }

  /** null repairs it. */
  fault(errorCode: string | null, { evse = 1 }: Evsed = {}): void {
    this.#shell.dispatch({ kind: 'fault', evseId: this.evse(evse).id, errorCode });
  }

  /** Somebody else than the CSMS limits an EVSE, or (0) the whole station, to so many watt; null: no longer. */
  limit(watt: number | null, { evse = 1 }: Evsed = {}): void {
    this.#shell.dispatch({ kind: 'externalLimit', evseId: evse, watt });
  }

  goOffline(): void {
    this.#shell.dispatch({ kind: 'goOffline' });
  }

  comeBack(): void {
    this.#shell.dispatch({ kind: 'comeBack' });
  }

  misbehave(behaviour: Partial<Behaviour>): void {
    this.#shell.dispatch({ kind: 'misbehave', behaviour });
    if (behaviour.neverReads === true) this.#shell.connection.stopReading();
  }

  /** The next answer to this command, a status or whatever `Override` knows; several wait in line. */
  nextAnswer(action: string, answer: string | Override): void {
    this.#shell.dispatch({ kind: 'nextAnswer', action, override: typeof answer === 'string' ? { status: answer } : answer });
  }

  /** Every answer to this command from now on; null: as usual again. */
  everyAnswer(action: string, answer: string | Override | null): void {
    this.#shell.dispatch({ kind: 'everyAnswer', action, override: typeof answer === 'string' ? { status: answer } : answer });
  }

  /**
   * Sends any message of the version by its OCPP name, as the station would say it now; `payload` replaces members.
   * Throws when the version's stations have no such message.
   */
  send(action: string, { evse = null, payload = null }: { evse?: number | null; payload?: object | null } = {}): void {
    if (!faces[this.version].sayings.has(action)) throw new RangeError(`A station of ${this.version} does not send ${action}.`);
    this.#shell.dispatch({ kind: 'send', action, evseId: evse, payload });
  }

  /** Text as it is, past every check. */
  sendRaw(text: string): void {
    this.#shell.connection.sendRaw(text);
  }

  ledger(): LedgerEntry[] {
    return [...this.#shell.ledger.values()];
  }

  /** The next happening of that name at this station. */
  waitFor(name: HappeningName | 'trouble', { timeoutMs = 20_000 } = {}): Promise<Happening> {
    return this.#network.next((happening) => happening.stationId === this.id && happening.name === name, {
      timeoutMs,
      what: `${name} of ${this.id}`,
    });
  }

  until(isTrue: (state: StationState) => boolean, { timeoutMs = 20_000, what = `a state of ${this.id}` } = {}): Promise<void> {
    return this.#network.until(() => isTrue(this.state), { timeoutMs, what });
  }

  /** Everything that happened at the charger has been answered. */
  settled(timeoutMs = 20_000): Promise<void> {
    return this.until((state) => state.queue.length === 0, { timeoutMs, what: `the empty queue of ${this.id}` });
  }

  stop(): void {
    this.#shell.stop();
  }
}
