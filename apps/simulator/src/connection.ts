import { randomUUID } from 'node:crypto';
import {
  checkRequest,
  type ErrorCode,
  encodeError,
  encodeResult,
  encodeSend,
  type IncomingCall,
  isAction,
  type Outcome,
  Peer,
  type Version,
} from '@stationmaster/ocpp';
import WebSocket from 'ws';
import type { Random } from './random.ts';
import type { Timers } from './world.ts';

export interface ConnectionOptions {
  /** Endpoint without the identity. */
  url: string;
  id: string;
  version: Version;
  /** HTTP Basic, security profile 1; null for none. */
  password: string | null;
  /** For wss: whom it trusts, and its own certificate and key, PEM. Absent: whom the machine trusts, and none. */
  tls?: StationTls;
  timers: Timers;
  random: Random;
  /** First wait before a reconnect and the longest one, ms; doubled from one to the other, plus up to half as jitter. */
  backOffMs: readonly [number, number];
  callTimeoutMs: number;
  onOpen(): void;
  onClose(): void;
  onCommand(call: IncomingCall): void;
  /** Why a connection did not come about or ended, in the words of the network. */
  onTrouble(why: string): void;
  /** Last change of a CALL before it goes out: where a maker's misbehaviour sits. */
  distort(text: string): string;
}

/** What a station needs for an encrypted line. */
export interface StationTls {
  ca?: string;
  cert?: string;
  key?: string;
}

/** The line to the CSMS: opens, pings, notices a dead link, comes back with growing pauses. */
export class Connection {
  readonly #options: ConnectionOptions;
  #target: { url: string; id: string; password: string | null };
  #tls: StationTls;
  #socket: WebSocket | null = null;
  #peer: Peer | null = null;
  #isWanted = false;
  #failures = 0;
  #reconnect: unknown = null;
  #ping: unknown = null;
  #isAlive = false;
  #pingMs = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#tls = options.tls ?? {};
    this.#target = { url: options.url, id: options.id, password: options.password };
  }

  get isOpen(): boolean {
    return this.#peer !== null;
  }

  /** Bytes that the other side has not taken yet. */
  get bufferedAmount(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** Where and as whom, from the next attempt on; null: as at first. */
  use(profile: { url: string; identity: string | null; password: string | null } | null): void {
    const { url, id } = this.#options;
    this.#target = { ...this.#target, url: profile?.url ?? url, id: profile?.identity ?? id };
    if (profile?.password != null) this.#target.password = profile.password;
  }

  changePassword(password: string): void {
    this.#target.password = password;
  }

  /** With its own certificate from now on: where TLS is spoken it goes away and comes back with it. [P2 A02] */
  proveWith({ chain, privateKey }: { chain: string; privateKey: string }): void {
    this.#tls = { ...this.#tls, cert: chain, key: privateKey };
    if (this.#target.url.startsWith('wss:')) this.#socket?.close(1000);
  }

  connect(isFirst: boolean): void {
    this.#isWanted = true;
    if (this.#socket !== null || this.#reconnect !== null) return;
    if (isFirst) {
      this.#open();
      return;
    }
    const {
      backOffMs: [least, most],
      random,
      timers,
    } = this.#options;
    const pause = Math.min(most, least * 2 ** Math.min(this.#failures++, 16));
    this.#reconnect = timers.set(
      () => {
        this.#reconnect = null;
        if (this.#isWanted) this.#open();
      },
      pause * (1 + random.next() / 2),
    );
  }

  /** Ends the connection; it does not come back by itself. */
  disconnect(): void {
    this.#isWanted = false;
    this.#options.timers.clear(this.#reconnect);
    this.#reconnect = null;
    const socket = this.#socket;
    if (socket === null) return;
    this.#gone(socket);
    socket.close(1000);
    // A close handshake that the other side never finishes must not keep the socket.
    const deadline = this.#options.timers.set(() => socket.terminate(), 2000);
    socket.once('close', () => this.#options.timers.clear(deadline));
  }

  call(action: string, payload: object): Promise<Outcome> {
    return this.#peer?.call(action, payload, { timeoutMs: this.#options.callTimeoutMs }) ?? Promise.resolve({ kind: 'closed' });
  }

  answer(callId: string, payload: object): void {
    this.#send(encodeResult(callId, payload));
  }

  refuse({ callId, code, description }: { callId: string; code: string; description: string }): void {
    this.#send(encodeError(this.#options.version, { id: callId, code: code as ErrorCode, description }));
  }

  /** A 2.1 SEND: nobody answers it. [21P4 §4.2.5] */
  send(action: string, payload: object): void {
    this.#send(this.#options.distort(encodeSend(randomUUID(), action, payload)));
  }

  /** Text as it is, past every check: for those who want to see what the CSMS makes of it. */
  sendRaw(text: string): void {
    this.#send(text);
  }

  /** 0 switches pings off. [P4 WebSocketPingInterval] */
  keepAlive(pingMs: number): void {
    this.#pingMs = pingMs;
    this.#options.timers.clear(this.#ping);
    if (pingMs > 0 && this.#socket !== null) this.#ping = this.#options.timers.set(() => this.#pingOnce(), pingMs);
  }

  /** Stops taking what comes in, like a station whose modem hangs. */
  stopReading(): void {
    this.#socket?.pause();
  }

  #send(text: string): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  #open(): void {
    const { version, timers } = this.#options;
    const { url, id, password } = this.#target;
    const headers = password === null ? {} : { authorization: basic(version, id, password) };
    const socket = new WebSocket(`${url.replace(/\/$/, '')}/${encodeURIComponent(id)}`, [version], {
      perMessageDeflate: false,
      handshakeTimeout: 10_000,
      headers,
      ...this.#tls,
    });
    this.#socket = socket;
    socket.on('error', (error) => this.#options.onTrouble(error.message));
    socket.on('close', (code, reason) => {
      if (this.#socket !== socket) return;
      if (this.#peer !== null) this.#options.onTrouble(`closed ${code} ${reason.toString()}`.trim());
      this.#gone(socket);
    });
    socket.on('open', () => {
      if (this.#socket !== socket) return;
      this.#failures = 0;
      this.#isAlive = true;
      this.#peer = new Peer({
        version,
        role: 'station',
        timers,
        newId: randomUUID,
        maxQueue: 1000,
        send: (text) => this.#send(this.#options.distort(text)),
        onCall: (call) => this.#take(call),
        onFault: (fault) => this.#options.onTrouble(fault.why),
      });
      this.keepAlive(this.#pingMs);
      this.#options.onOpen();
    });
    socket.on('message', (data) => this.#peer?.receive(data.toString()));
    socket.on('pong', () => {
      this.#isAlive = true;
    });
  }

  #take(call: IncomingCall): void {
    const { version } = this.#options;
    const check = checkRequest(version, call.action, call.payload);
    if (check.ok) {
      this.#options.onCommand(call);
      return;
    }
    const code = isAction(version, call.action) ? check.code : 'NotImplemented';
    this.#send(encodeError(version, { id: call.id, code, description: check.description }));
  }

  #gone(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.#socket = null;
    this.#options.timers.clear(this.#ping);
    this.#peer?.close();
    this.#peer = null;
    this.#options.onClose();
  }

  #pingOnce(): void {
    const socket = this.#socket;
    if (socket === null || socket.readyState !== WebSocket.OPEN) return;
    if (!this.#isAlive) {
      socket.terminate();
      return;
    }
    this.#isAlive = false;
    socket.ping();
    this.keepAlive(this.#pingMs);
  }
}

/** A 1.6 AuthorizationKey is the hex text of the bytes to be sent; anything else is sent as it is. [whitepaper §4.1] */
function basic(version: Version, id: string, password: string): string {
  const isHex = version === 'ocpp1.6' && /^([0-9a-f]{2}){16,20}$/i.test(password);
  const secret = isHex ? Buffer.from(password, 'hex') : Buffer.from(password);
  return `Basic ${Buffer.concat([Buffer.from(`${id}:`), secret]).toString('base64')}`;
}
