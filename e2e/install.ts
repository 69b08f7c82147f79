import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@stationmaster/contract';

const root = fileURLToPath(new URL('..', import.meta.url));
const key = 'sm_endtoend_0123456789abcdef0123456789abcdef';
const readyWithinMs = 60_000;
export const administrator = { email: 'ada@example.com', password: 'correct horse battery' } as const;

/** A log line with an error of class 42: a column, table or function that is not there, a right that is missing. [PostgreSQL, appendix A] */
const misunderstood = /"message":"((?:[^"\\]|\\.)*)".*"code":"42\w{3}"/g;

export interface InstallOptions {
  /** An administrator and an API key from the first second; without them the server prints its one-time link. */
  isSetUp: boolean;
  /** Of the environment, beside what a test needs anyway. */
  settings?: Record<string, string>;
}

/** An install as a customer has it: the server as a process of its own, its PostgreSQL, its data folder, a port of its own. */
export class Install {
  readonly port: number;
  /** Works only when the install was set up from the start. */
  readonly client: Client;
  readonly #isSetUp: boolean;
  readonly #settings: Record<string, string>;
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'stationmaster-e2e-'));
  #output = '';
  readonly #misunderstood = new Set<string>();
  #child: ChildProcess | null = null;

  private constructor(port: number, { isSetUp, settings = {} }: InstallOptions) {
    this.#settings = settings;
    this.port = port;
    this.#isSetUp = isSetUp;
    this.client = createClient({ baseUrl: this.url, key });
  }

  static async start(options: InstallOptions): Promise<Install> {
    const install = new Install(await freePort(), options);
    await install.start();
    return install;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get ocppUrl(): string {
    return `ws://127.0.0.1:${this.port}/ocpp`;
  }

  /** Of an administrator; works only when the install was set up from the start. */
  get apiKey(): string {
    return key;
  }

  /** The link for the first administrator, as the server printed it. */
  get firstLink(): string {
    const link = /http:\/\/\S+\/welcome#\S+/.exec(this.#output)?.[0];
    if (link === undefined) throw new Error(`The server printed no one-time link:\n${this.#output}`);
    return link;
  }

  /** Starts it on its port and its data; resolves when it has said that it is ready. */
  async start(): Promise<void> {
    this.#output = '';
    const people = this.#isSetUp ? { ADMIN_API_KEY: key, ADMIN_EMAIL: administrator.email, ADMIN_PASSWORD: administrator.password } : {};
    const env = {
      ...process.env,
      PORT: String(this.port),
      HOST: '127.0.0.1',
      DATA_DIR: this.#dataDir,
      LOG_LEVEL: 'warn',
      ...people,
      ...this.#settings,
    };
    const child = spawn(process.execPath, ['apps/server/src/main.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      const deadline = setTimeout(
        () => reject(new Error(`The server was not ready in ${readyWithinMs} ms:\n${this.#output}`)),
        readyWithinMs,
      );
      const hear = (text: Buffer): void => {
        this.#output = (this.#output + text.toString()).slice(-20_000);
        for (const [, message = ''] of text.toString().matchAll(misunderstood)) this.#misunderstood.add(message);
        // Its message ends with an empty line, so the one-time link is whole.
        if (!/is ready[\s\S]*\n\n$/.test(this.#output)) return;
        clearTimeout(deadline);
        resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${this.#output}`)));
    });
  }

  /** SIGKILL; nothing is written or said goodbye to. Resolves when the process is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Failure: the server asked its database for what is not there, whichever test it was in and whether or not it noticed. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    rmSync(this.#dataDir, { recursive: true, force: true });
    if (this.#misunderstood.size > 0)
      throw new Error(`The database did not understand the server:\n${[...this.#misunderstood].join('\n')}`);
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
