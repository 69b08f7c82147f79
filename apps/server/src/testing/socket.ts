import { once } from 'node:events';
import type { ConnectionOptions } from 'node:tls';
import WebSocket from 'ws';

export interface SocketOptions {
  version?: string;
  password?: string;
  userName?: string;
  path?: string;
  /** For wss: roots to trust, own certificate, versions. */
  tls?: ConnectionOptions;
  headers?: Record<string, string>;
}
type Frame = [type: number, id: string, ...rest: unknown[]];

/** A bare WebSocket of a station: sends what it is told, remembers what comes. For tests of the gateway. */
export class TestSocket {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  readonly closed: Promise<number>;
  #next = 0;
  #waiting: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', (code) => resolve(code)));
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)) as Frame);
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  /** Opens, or rejects with the HTTP status of the refusal. */
  static async open(
    base: string,
    identity: string,
    { version = 'ocpp1.6', password, userName = identity, path = `/${identity}`, tls = {}, headers: more = {} }: SocketOptions = {},
  ): Promise<TestSocket> {
    const basic = `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
    const headers = { ...(password === undefined ? {} : { authorization: basic }), ...more };
    const socket = new WebSocket(`${base}${path}`, version === '' ? [] : version.split(','), { headers, ...tls });
    const station = new TestSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('unexpected-response', (_, response) => reject(new Error(String(response.statusCode))));
      socket.once('error', reject);
    });
    return station;
  }

  /** Sends a call and waits for the frame that answers it. */
  call(action: string, payload: unknown): Promise<Frame> {
    const id = `t${++this.#next}`;
    this.socket.send(JSON.stringify([2, id, action, payload]));
    return this.until((frame) => frame[1] === id && frame[0] !== 2);
  }

  /** The first frame, past or coming, that fits. Rejects when the connection ends before. */
  async until(fits: (frame: Frame) => boolean): Promise<Frame> {
    for (;;) {
      const found = this.frames.find(fits);
      if (found !== undefined) return found;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('the connection ended');
      await Promise.race([new Promise<void>((resolve) => this.#waiting.push(resolve)), this.closed]);
    }
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    this.socket.close();
    await once(this.socket, 'close');
  }
}
