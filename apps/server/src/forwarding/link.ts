import {
  type ErrorCode,
  encodeError,
  encodeResult,
  encodeResultError,
  encodeSend,
  type FrameFault,
  type IncomingCall,
  InvalidCall,
  type Outcome,
  Peer,
} from '@stationmaster/ocpp';
import type WebSocket from 'ws';
import { waitBefore } from './back-off.ts';
import { DialFailed, dial, type Problem, type Target } from './dial.ts';

const pingMs = 30_000;
/** A message that nobody waits for is left out while so much waits to be read there. */
const mostUnsentBytes = 1_048_576;
/** A line that held that long was a good one: the next failure begins anew. */
const goodAfterMs = 30_000;
const timers = {
  set: (fn: () => void, ms: number) => setTimeout(fn, ms).unref(),
  clear: (handle: unknown) => clearTimeout(handle as NodeJS.Timeout),
};

export interface LinkOptions {
  target: Target;
  newMessageId: () => string;
  /** Epoch ms. */
  clock: () => number;
  /** In [0, 1). */
  random: () => number;
  onOpen: () => void;
  onCall: (call: IncomingCall) => void;
  /** What it says of an answer of ours to a command of this id (2.1 CALLRESULTERROR). */
  onRefused: (id: string, refusal: NonNullable<FrameFault['refusal']>) => void;
  /** Not or no longer connected, and why. */
  onDown: (problem: Problem) => void;
}

/** The line to a second back end on behalf of one station: called again and again until `stop`, with growing patience. */
export class Link {
  readonly #options: LinkOptions;
  #socket: WebSocket | null = null;
  #peer: Peer | null = null;
  #retry: NodeJS.Timeout | null = null;
  #ping: NodeJS.Timeout | null = null;
  #failures = 0;
  #isStopped = false;
  #reason: Problem | null = null;
  #lastId = '';

  constructor(options: LinkOptions) {
    this.#options = options;
    void this.#connect();
  }

  get isOpen(): boolean {
    return this.#peer !== null;
  }

  /** It was never tried in vain: an answer from there is worth waiting for. */
  get isHopeful(): boolean {
    return this.isOpen || (this.#failures === 0 && !this.#isStopped);
  }

  /** Calls of ours that have not ended. */
  get pending(): number {
    return this.#peer?.pending ?? 0;
  }

  /** A call as the station would make it, with the id it got. A payload that is against the schema is not sent. */
  async call(action: string, payload: unknown, timeoutMs: number): Promise<Outcome & { id?: string }> {
    if (this.#peer === null) return { kind: 'closed' };
    try {
      const answered = this.#peer.call(action, payload, { timeoutMs });
      const id = this.#lastId;
      return { ...(await answered), id };
    } catch (error) {
      if (!(error instanceof InvalidCall)) throw error;
      return { kind: 'error', code: error.refusal.code, description: error.refusal.description, details: {} };
    }
  }

  /** A message that nobody answers (2.1 SEND). */
  send(action: string, payload: unknown): void {
    if ((this.#socket?.bufferedAmount ?? 0) > mostUnsentBytes) return;
    this.#send(encodeSend(this.#options.newMessageId(), action, payload));
  }

  /** An answer of theirs is refused (2.1 CALLRESULTERROR). */
  refuseAnswer(id: string, { code, description }: { code: ErrorCode; description: string }): void {
    this.#send(encodeResultError({ id, code, description }));
  }

  answer(id: string, payload: unknown): void {
    this.#send(encodeResult(id, payload));
  }

  refuse(id: string, { code, description }: { code: ErrorCode; description: string }): void {
    this.#send(encodeError(this.#options.target.version, { id, code, description: description.slice(0, 255) }));
  }

  /** Hangs up and calls again. */
  reopen(problem: Problem): void {
    this.#reason = problem;
    this.#socket?.terminate();
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#socket?.close(1000, 'the station has left');
    this.#hangUp();
  }

  async #connect(): Promise<void> {
    try {
      const socket = await dial(this.#options.target, this.#options.clock);
      if (this.#isStopped) return socket.terminate();
      this.#opened(socket);
    } catch (error) {
      this.#down(error instanceof DialFailed ? error.told : { problem: 'unreachable', detail: (error as Error).message });
    }
  }

  #opened(socket: WebSocket): void {
    const openedAt = performance.now();
    const { version } = this.#options.target;
    this.#socket = socket;
    this.#peer = new Peer({
      version,
      role: 'station',
      send: (text) => this.#send(text),
      onCall: (call) => this.#options.onCall(call),
      onFault: ({ id, refusal }) => {
        if (id !== null && refusal !== undefined) this.#options.onRefused(id, refusal);
      },
      newId: () => {
        this.#lastId = this.#options.newMessageId();
        return this.#lastId;
      },
      timers,
    });
    let isAlive = true;
    const alive = (): void => {
      isAlive = true;
    };
    this.#ping = setInterval(() => {
      if (!isAlive) return this.reopen({ problem: 'silent', detail: '' });
      isAlive = false;
      socket.ping();
    }, pingMs).unref();
    socket.on('pong', alive);
    socket.on('message', (data, isBinary) => {
      alive();
      if (!isBinary) this.#peer?.receive(String(data));
    });
    socket.on('error', () => undefined);
    socket.once('close', (code, reason) => {
      if (this.#isStopped) return;
      if (performance.now() - openedAt > goodAfterMs) this.#failures = 0;
      const problem = this.#reason ?? { problem: 'closed', detail: `${code} ${String(reason)}`.trim() };
      this.#hangUp();
      this.#down(problem);
    });
    this.#options.onOpen();
  }

  #hangUp(): void {
    if (this.#ping !== null) clearInterval(this.#ping);
    const peer = this.#peer;
    this.#socket = null;
    this.#peer = null;
    this.#reason = null;
    peer?.close();
  }

  #down(problem: Problem): void {
    if (this.#isStopped) return;
    this.#options.onDown(problem);
    const wait = waitBefore(problem.problem, this.#failures, this.#options.random());
    this.#failures += 1;
    this.#retry = setTimeout(() => void this.#connect(), wait).unref();
  }

  #send(text: string): void {
    if (this.#socket?.readyState === this.#socket?.OPEN) this.#socket?.send(text);
  }
}
