import { type IncomingCall, InvalidCall, type Outcome } from '@stationmaster/ocpp';
import { Connection, type ConnectionOptions } from './connection.ts';
import { newKeyRequest } from './crypto/pkcs10.ts';
import { download, upload } from './files.ts';
import { type Maker, wireFaultsOf } from './makers.ts';
import type { Effect, HappeningName, LedgerEntry, StationEvent } from './station/event.ts';
import type { Encoded } from './station/face.ts';
import { faces } from './station/faces.ts';
import type { Answer, Message } from './station/message.ts';
import { numberOf, type Setting, settingKey } from './station/settings.ts';
import type { StationState } from './station/state.ts';
import { newStation, step } from './station/station.ts';
import { distortion } from './wire.ts';
import type { World } from './world.ts';

export interface ShellOptions extends Omit<ConnectionOptions, 'onOpen' | 'onClose' | 'onCommand' | 'onTrouble' | 'distort'> {
  maker: Maker;
  world: World;
  registerWh: number;
  /** Changes to the factory settings, `Key` in 1.6, `Component.Variable` in 2.x; unknown ones are left out. */
  settings: Readonly<Record<string, string>>;
  onHappening(happening: Happening): void;
}

export interface Happening {
  stationId: string;
  name: HappeningName | 'trouble';
  at: number;
  data: Readonly<Record<string, string | number | null>>;
}

/** Carries out what the state machine decides: sockets, timers, books. Decides nothing itself. */
export class Shell {
  readonly ledger = new Map<string, LedgerEntry>();
  readonly #options: ShellOptions;
  readonly #connection: Connection;
  readonly #timers = new Map<string, { clock: 'world' | 'real'; handle: unknown }>();
  readonly #waiting: StationEvent[] = [];
  #isStepping = false;
  #state: StationState;

  constructor(options: ShellOptions) {
    this.#options = options;
    const { id, version, maker, world, registerWh } = options;
    const state = newStation({ id, version, maker, at: world.now(), registerWh });
    this.#state = { ...state, settings: withChanges(state, options.settings) };
    this.#connection = new Connection({
      ...options,
      onOpen: () => {
        this.#connection.keepAlive(numberOf(this.#state, 'pingSeconds') * 1000);
        this.dispatch({ kind: 'opened' });
        if (this.#state.behaviour.neverReads) this.#connection.stopReading();
      },
      onClose: () => this.dispatch({ kind: 'closed' }),
      onCommand: (call) => this.#command(call),
      onTrouble: (why) => this.#tell('trouble', { why }),
      distort: distortion(wireFaultsOf(maker)),
    });
  }

  get state(): StationState {
    return this.#state;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Lets something happen to the station now. Happenings within a step wait for its end. */
  dispatch(event: StationEvent): void {
    this.#waiting.push(event);
    if (this.#isStepping) return;
    this.#isStepping = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        const { state, effects } = step(this.#state, next, this.#options.world.now());
        this.#state = state;
        for (const effect of effects) this.#carryOut(effect);
      }
    } finally {
      this.#isStepping = false;
    }
  }

  /** Switches the station off for good: no socket and no timer stays. */
  stop(): void {
    this.dispatch({ kind: 'goOffline' });
    for (const name of [...this.#timers.keys()]) this.#cancel(name);
  }

  #carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'connect':
        this.#connection.connect(effect.isFirst);
        break;
      case 'disconnect':
        this.#connection.disconnect();
        break;
      case 'download':
        return void this.#download(effect);
      case 'upload':
        return void this.#upload(effect);
      case 'makeKey':
        this.dispatch({ kind: 'keyMade', use: effect.use, request: newKeyRequest(effect.subject) });
        break;
      case 'certificate':
        this.#connection.proveWith(effect);
        break;
      case 'use':
        this.#connection.use(effect.profile);
        break;
      case 'password':
        this.#connection.changePassword(effect.password);
        break;
      case 'call':
        return void this.#call(effect.message);
      case 'answer':
        this.#answer(effect, () => this.#connection.answer(effect.callId, effect.payload));
        break;
      case 'refuse':
        this.#answer(effect, () => this.#connection.refuse(effect));
        break;
      case 'timer':
        this.#timer(effect);
        break;
      case 'cancel':
        this.#cancel(effect.name);
        break;
      case 'ledger':
        this.#book(effect.sessionId, effect.change);
        break;
      case 'happened':
        this.#tell(effect.name, effect.data);
        break;
    }
  }

  async #call(message: Message): Promise<void> {
    const face = faces[this.#options.version];
    const encoded = face.encode(message, this.#state);
    // A version without such a message: said as well as it can be.
    if (encoded === null) return this.dispatch({ kind: 'answered', message, outcome: 'closed', answer: null, errorCode: null });
    if (encoded.action === 'NotifyPeriodicEventStream') return this.#connection.send(encoded.action, encoded.payload);
    const outcome = await this.#outcomeOf(encoded);
    const answer: Answer | null = outcome.kind === 'result' ? face.read(message, outcome.payload) : null;
    this.dispatch({ kind: 'answered', message, outcome: outcome.kind, answer, errorCode: outcome.kind === 'error' ? outcome.code : null });
  }

  async #download({ job, number, location }: Extract<Effect, { kind: 'download' }>): Promise<void> {
    this.dispatch({ kind: 'downloaded', job, number, content: await download(location, this.#options.tls?.ca) });
  }

  async #upload({ number, location, fileName, content }: Extract<Effect, { kind: 'upload' }>): Promise<void> {
    this.dispatch({ kind: 'uploaded', number, isDone: await upload(location, { name: fileName, content, ca: this.#options.tls?.ca }) });
  }

  /** A person may send what no schema allows; it does not go out. */
  async #outcomeOf({ action, payload }: Encoded): Promise<Outcome> {
    try {
      return await this.#connection.call(action, payload);
    } catch (error) {
      if (!(error instanceof InvalidCall)) throw error;
      this.#tell('trouble', { why: error.message });
      return { kind: 'invalid', why: error.message, payload };
    }
  }

  #command(call: IncomingCall): void {
    this.dispatch({ kind: 'command', callId: call.id, action: call.action, payload: call.payload });
  }

  /** Answers now, or after a while of thinking. */
  #answer({ callId, delayMs }: { callId: string; delayMs: number }, answer: () => void): void {
    if (delayMs <= 0) {
      answer();
      return;
    }
    const name = `answer:${callId}`;
    const late = (): void => {
      this.#timers.delete(name);
      answer();
    };
    this.#timers.set(name, { clock: 'real', handle: this.#options.timers.set(late, delayMs) });
  }

  #timer({ name, afterMs, clock }: Extract<Effect, { kind: 'timer' }>): void {
    this.#cancel(name);
    const ring = (): void => {
      this.#timers.delete(name);
      this.dispatch({ kind: 'timer', name });
    };
    const { world, timers } = this.#options;
    this.#timers.set(name, { clock, handle: clock === 'world' ? world.after(afterMs, ring) : timers.set(ring, afterMs) });
  }

  #cancel(name: string): void {
    const timer = this.#timers.get(name);
    if (timer === undefined) return;
    this.#timers.delete(name);
    if (timer.clock === 'world') this.#options.world.cancel(timer.handle);
    else this.#options.timers.clear(timer.handle);
  }

  #book(sessionId: string, change: Partial<LedgerEntry>): void {
    const entry = this.ledger.get(sessionId) ?? {
      stationId: this.#options.id,
      sessionId,
      transactionId: null,
      evseId: 0,
      idToken: '',
      startedAt: 0,
      endedAt: null,
      startWh: 0,
      stopWh: null,
      stopReason: null,
      isStartAcknowledged: false,
      isStopAcknowledged: false,
      lostMessages: 0,
    };
    const lostMessages = entry.lostMessages + (change.lostMessages ?? 0);
    this.ledger.set(sessionId, { ...entry, ...change, lostMessages });
  }

  #tell(name: Happening['name'], data: Happening['data'] = {}): void {
    this.#options.onHappening({ stationId: this.#options.id, name, at: this.#options.world.now(), data });
  }
}

function withChanges({ settings }: StationState, changes: Readonly<Record<string, string>>): ReadonlyMap<string, Setting> {
  if (Object.keys(changes).length === 0) return settings;
  const changed = new Map(settings);
  for (const [name, value] of Object.entries(changes)) {
    const [variable = '', component = ''] = name.split('.').reverse();
    const key = settingKey({ component, variable, evseId: 0 });
    // Without an instance, all instances of the variable.
    for (const [at, setting] of settings) if (at === key || at.startsWith(`${key}/`)) changed.set(at, { ...setting, value });
  }
  return changed;
}
