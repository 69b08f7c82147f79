import { once } from 'node:events';
import {
  type ActionOf,
  checkRequest,
  checkResponse,
  encodeCall,
  encodeError,
  encodeResult,
  encodeSend,
  parseFrame,
  type RequestOf,
  type ResponseOf,
  type Version,
} from '@stationmaster/ocpp';
import { WebSocket } from '@stationmaster/simulator';
import type { Tls } from './own-certificate.ts';

/** One call of either side with what came back. */
export interface Exchange {
  by: 'station' | 'csms';
  id: string;
  action: string;
  request: unknown;
  /** The payload of a CALLRESULT, or the code of a CALLERROR; undefined: none yet. */
  result?: unknown;
  error?: string;
}
/** A call of the CSMS that waits for the station's answer. */
export interface Asked<P> {
  payload: P;
  answer: (payload: object) => void;
  /** A CALLERROR. */
  refuse: (code: 'NotSupported' | 'NotImplemented' | 'InternalError') => void;
}
export interface Address {
  /** To be followed by the station's id. */
  url: string;
  id: string;
  version: Version;
  /** Name and value of the HTTP Basic header. */
  credentials?: { name: string; password: string };
  /** Over TLS, with a certificate of its own. */
  tls?: Tls;
  /** Instead of the version's own. */
  subprotocols?: readonly string[];
}
interface Waiting {
  action: string;
  resolve: (asked: Asked<never>) => void;
  reject: (error: Error) => void;
}

let made = 0;

/**
 * A station of a certification case: says exactly what the case says, answers nothing by itself, and keeps every frame.
 * What comes from the CSMS is checked against the official schema of the version; a call that the case does not expect
 * fails it.
 */
export class Station<V extends Version> {
  readonly id: string;
  readonly exchanges: Exchange[] = [];
  /** What the CSMS should not have sent. */
  readonly faults: string[] = [];
  readonly closed: Promise<void>;
  /** Of the connection, as the server chose it. */
  readonly subprotocol: string;
  readonly #version: V;
  readonly #socket: WebSocket;
  readonly #asked: { action: string; asked: Asked<never> }[] = [];
  readonly #answers = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  readonly #standing = new Map<string, (payload: never) => object>();
  #waiting: Waiting | null = null;

  private constructor(socket: WebSocket, { id, version }: { id: string; version: V }) {
    this.id = id;
    this.#version = version;
    this.#socket = socket;
    this.subprotocol = socket.protocol;
    this.closed = once(socket, 'close').then(() => this.#end());
    socket.on('message', (data: Buffer) => this.#hear(data.toString()));
  }

  /** Rejects with the HTTP status of a refusal, as text. */
  static async connect<V extends Version>(address: Address): Promise<Station<V>> {
    const { url, id, version, credentials, tls, subprotocols = [version] } = address;
    const basic = credentials && Buffer.from(`${credentials.name}:${credentials.password}`).toString('base64');
    const headers = basic === undefined ? {} : { authorization: `Basic ${basic}` };
    const socket = new WebSocket(`${url}/${id}`, [...subprotocols], { perMessageDeflate: false, headers, ...tls });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('unexpected-response', (_, { statusCode }) => reject(new Error(String(statusCode))));
      socket.once('error', reject);
    });
    return new Station<V>(socket, { id, version: version as V });
  }

  /** A call of the station: resolves with the payload of its CALLRESULT, rejects with anything else. */
  async call<A extends ActionOf<V> & string>(action: A, payload: RequestOf<V, A>): Promise<ResponseOf<V, A>> {
    const exchange = await this.#say(action, payload);
    if (exchange.error !== undefined) throw new Error(`${action} was answered by CALLERROR ${exchange.error}`);
    return exchange.result as ResponseOf<V, A>;
  }

  /** As `call`, where a CALLERROR is to come: its code. */
  async callRefused<A extends ActionOf<V> & string>(action: A, payload: RequestOf<V, A>): Promise<string> {
    const { error, result } = await this.#say(action, payload);
    if (error === undefined) throw new Error(`${action} was answered by ${JSON.stringify(result)}, not by a CALLERROR`);
    return error;
  }

  /** A 2.1 SEND: nothing comes back. */
  send<A extends ActionOf<V> & string>(action: A, payload: RequestOf<V, A>): void {
    const id = this.#newId();
    this.exchanges.push({ by: 'station', id, action, request: payload });
    this.#socket.send(encodeSend(id, action, payload));
  }

  /** The next call of the CSMS, which must be this one. */
  expectCall<A extends ActionOf<V> & string>(action: A): Promise<Asked<RequestOf<V, A>>> {
    return new Promise((resolve, reject) => {
      this.#waiting = { action, resolve: resolve as Waiting['resolve'], reject };
      this.#match();
    });
  }

  /** From now on calls of this action are answered so, whenever they come. */
  answers<A extends ActionOf<V> & string>(action: A, answer: (payload: RequestOf<V, A>) => ResponseOf<V, A>): void {
    this.#standing.set(action, answer as (payload: never) => object);
  }

  /** Ends the connection as a station that goes away. */
  async close(): Promise<void> {
    this.#socket.close();
    await this.closed;
  }

  /** What the case has left unanswered, and what was wrong all along. */
  leftovers(): string[] {
    return [...this.faults, ...this.#asked.map(({ action, asked }) => `not expected: ${action} ${JSON.stringify(asked.payload)}`)];
  }

  async #say(action: string, payload: unknown): Promise<Exchange> {
    const own = checkRequest(this.#version, action, payload);
    if (!own.ok) throw new Error(`the case's own ${action} is wrong: ${own.description}`);
    const exchange: Exchange = { by: 'station', id: this.#newId(), action, request: payload };
    this.exchanges.push(exchange);
    await new Promise<void>((resolve, reject) => {
      this.#answers.set(exchange.id, { resolve, reject });
      this.#socket.send(encodeCall(exchange.id, action, payload));
    });
    return exchange;
  }

  #hear(text: string): void {
    const frame = parseFrame(this.#version, text);
    if (!('kind' in frame)) this.#fault(`no frame: ${text}`);
    else if (frame.kind === 'call') this.#take(frame);
    else if (frame.kind === 'result') this.#answered(frame.id, { result: frame.payload });
    else if (frame.kind === 'error') this.#answered(frame.id, { error: frame.code });
    else this.#fault(`not a frame for a station: ${text}`);
  }

  #answered(id: string, said: Pick<Exchange, 'result' | 'error'>): void {
    const exchange = this.exchanges.find((one) => one.by === 'station' && one.id === id);
    const answer = this.#answers.get(id);
    this.#answers.delete(id);
    if (exchange === undefined || answer === undefined) {
      this.#fault(`answers nothing: ${id} ${JSON.stringify(said)}`);
      return;
    }
    Object.assign(exchange, said);
    const check = said.error === undefined ? checkResponse(this.#version, exchange.action, said.result) : { ok: true as const };
    if (check.ok) answer.resolve();
    else answer.reject(new Error(`the answer to ${exchange.action} breaks the schema: ${check.description}`));
  }

  #fault(what: string): void {
    this.faults.push(what);
  }

  #take({ id, action, payload }: { id: string; action: string; payload: unknown }): void {
    const exchange: Exchange = { by: 'csms', id, action, request: payload };
    this.exchanges.push(exchange);
    const check = checkRequest(this.#version, action, payload);
    if (!check.ok) this.faults.push(`${action} breaks the schema: ${check.description} ${JSON.stringify(payload)}`);
    const answer = (result: object): void => {
      const own = checkResponse(this.#version, action, result);
      if (!own.ok) throw new Error(`the case's own answer to ${action} is wrong: ${own.description}`);
      exchange.result = result;
      this.#socket.send(encodeResult(id, result));
    };
    const refuse = (code: 'NotSupported' | 'NotImplemented' | 'InternalError'): void => {
      exchange.error = code;
      this.#socket.send(encodeError(this.#version, { id, code, description: 'as the case says' }));
    };
    const standing = this.#standing.get(action);
    if (standing !== undefined) answer(standing(payload as never));
    else {
      this.#asked.push({ action, asked: { payload: payload as never, answer, refuse } });
      this.#match();
    }
  }

  #match(): void {
    const [next] = this.#asked;
    const waiting = this.#waiting;
    if (next === undefined || waiting === null) return;
    this.#waiting = null;
    if (next.action === waiting.action) {
      this.#asked.shift();
      waiting.resolve(next.asked);
    } else waiting.reject(new Error(`expected ${waiting.action}, but the CSMS sent ${next.action} ${JSON.stringify(next.asked.payload)}`));
  }

  #end(): void {
    const error = new Error('the connection ended');
    this.#waiting?.reject(error);
    for (const { reject } of this.#answers.values()) reject(error);
    this.#answers.clear();
  }

  /** Never used twice, on no connection. */
  #newId(): string {
    made += 1;
    return `conformance-${made}`;
  }
}
