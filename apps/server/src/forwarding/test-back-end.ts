import { once } from 'node:events';
import { createServer as createPlain } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type WebSocket, WebSocketServer } from 'ws';

type Frame = [type: number, id: string, ...rest: unknown[]];
/** An answer; 'nothing': none at all; an array: the error of a CALLERROR. */
export type Said = object | 'nothing' | [code: string, description: string];

/** A bare back end at the other end of a WebSocket that answers as a test tells it, however wrong. */
export class TestBackEnd {
  readonly server: WebSocketServer;
  /** What it was called with, as [action, payload]. */
  readonly heard: [string, Record<string, unknown>][] = [];
  /** Messages nobody answers (2.1 SEND), as [action, payload]. */
  readonly sends: [string, unknown][] = [];
  /** Answers of its own that were refused (2.1 CALLRESULTERROR), as frames. */
  readonly refusals: Frame[] = [];
  readonly authorizations: (string | undefined)[] = [];
  readonly paths: (string | undefined)[] = [];
  /** Common names of the certificates it was shown; '' for none. */
  readonly certificates: string[] = [];
  /** Sockets that were opened to it, whatever came of them. */
  calls = 0;
  /** By action; the payload is there to answer by. */
  readonly says: Record<string, (payload: Record<string, unknown>) => Said | Promise<Said>> = {
    BootNotification: () => ({ status: 'Accepted', currentTime: new Date().toISOString(), interval: 300 }),
    Authorize: () => ({ idTagInfo: { status: 'Accepted' } }),
    StartTransaction: () => ({ transactionId: this.number++, idTagInfo: { status: 'Accepted' } }),
    StopTransaction: () => ({}),
  };
  number = 70_001;
  readonly #http: ReturnType<typeof createPlain>;
  readonly #isTls: boolean;
  #lines = new Set<WebSocket>();
  #answers = new Map<string, (frame: Frame) => void>();
  #next = 1;

  private constructor(server: WebSocketServer, http: ReturnType<typeof createPlain>, isTls: boolean) {
    this.server = server;
    this.#http = http;
    this.#isTls = isTls;
    http.on('connection', () => {
      this.calls += 1;
    });
    server.on('connection', (line, request) => {
      this.authorizations.push(request.headers.authorization);
      this.paths.push(request.url);
      this.certificates.push(isTls ? commonName(request.socket as TLSSocket) : '');
      this.#lines.add(line);
      line.on('close', () => this.#lines.delete(line));
      line.on('message', (data) => void this.#hear(line, JSON.parse(String(data)) as Frame));
    });
  }

  /** `tls`: wss, with this certificate. */
  static async start(port = 0, tls: ServerOptions | null = null): Promise<TestBackEnd> {
    const http = tls === null ? createPlain() : createServer(tls);
    const server = new WebSocketServer({ server: http, handleProtocols: (offered) => [...offered][0] ?? false });
    http.listen(port, '127.0.0.1');
    await once(http, 'listening');
    return new TestBackEnd(server, http, tls !== null);
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }
  get url(): string {
    return `${this.#isTls ? 'wss' : 'ws'}://127.0.0.1:${this.port}/central`;
  }
  get isConnected(): boolean {
    return this.#lines.size > 0;
  }

  /** All it was told under this name. */
  told(action: string): Record<string, unknown>[] {
    return this.heard.filter(([name]) => name === action).map(([, payload]) => payload);
  }

  /** Sends a command on the newest line; its answer, as a frame. */
  command(action: string, payload: unknown): Promise<Frame> {
    const id = `c${this.#next++}`;
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.say([2, id, action, payload]);
    });
  }

  /** Any frame, on the newest line. */
  say(frame: Frame): void {
    [...this.#lines].at(-1)?.send(JSON.stringify(frame));
  }

  /** Hangs up without a word. */
  drop(): void {
    for (const line of this.#lines) line.terminate();
  }

  async stop(): Promise<void> {
    this.drop();
    this.server.close();
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.#http.closeAllConnections();
    await closed;
  }

  async #hear(line: WebSocket, [type, id, ...rest]: Frame): Promise<void> {
    if (type === 6) return void this.sends.push(rest as [string, unknown]);
    if (type === 5) return void this.refusals.push([type, id, ...rest]);
    if (type !== 2) return this.#answers.get(id)?.([type, id, ...rest]);
    const [action, payload] = rest as [string, Record<string, unknown>];
    this.heard.push([action, payload]);
    const said = (await this.says[action]?.(payload)) ?? {};
    if (said === 'nothing') return;
    line.send(JSON.stringify(Array.isArray(said) ? [4, id, ...said, {}] : [3, id, said]));
  }
}

function commonName(socket: TLSSocket): string {
  const { subject } = socket.getPeerCertificate();
  return String(subject?.CN ?? '');
}
