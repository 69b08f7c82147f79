import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type pg from 'pg';

/** A PostgreSQL reached over TCP whose connections a test can cut at the worst moment. */
export class DatabaseProxy {
  readonly #server: Server;
  readonly #password: string;
  readonly #open = new Set<Socket>();
  /** Whose answer is lost: a piece of the connection's `application_name`, and of the statement or its values. */
  #loses: { application: string; text: string } | null = null;
  #lost: (() => void) | null = null;
  #isCut = false;

  private constructor(server: Server, password: string) {
    this.#server = server;
    this.#password = password;
  }

  static async open({ host, port, password }: pg.ClientConfig): Promise<DatabaseProxy> {
    const server = createServer();
    const proxy = new DatabaseProxy(server, String(password));
    server.on('connection', (front) => proxy.#join(front, connect(join(String(host), `.s.PGSQL.${port}`))));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    return `postgres://stationmaster:${this.#password}@127.0.0.1:${(this.#server.address() as AddressInfo).port}/stationmaster`;
  }

  /**
   * Lets the next statement of that application that holds this text be carried out and drops its answer with the connection.
   * Resolves then. The text tells it from what the application does by itself meanwhile.
   */
  loseAnswerTo(application: string, text: string): Promise<void> {
    this.#loses = { application, text };
    return new Promise((resolve) => {
      this.#lost = resolve;
    });
  }

  /** The database is away: what is open is cut and what comes is turned off, until `mend`. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#open) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }

  #join(front: Socket, back: Socket): void {
    if (this.#isCut) {
      front.destroy();
      back.destroy();
      return;
    }
    let greeting: string | null = null;
    // What was sent since the last answer: a statement may come in several pieces.
    let sent = '';
    for (const [one, other] of [
      [front, back],
      [back, front],
    ] as const) {
      this.#open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#open.delete(one);
        other.destroy();
      });
    }
    front.on('data', (data) => {
      greeting ??= data.toString('latin1');
      if (this.#loses !== null) sent += data.toString('latin1');
      back.write(data);
    });
    back.on('data', (data) => {
      const isLost = this.#loses !== null && greeting?.includes(this.#loses.application) && sent.includes(this.#loses.text);
      sent = '';
      if (isLost) {
        this.#loses = null;
        front.destroy();
        this.#lost?.();
      } else front.write(data);
    });
  }
}
