import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@stationmaster/contract';

const root = fileURLToPath(new URL('../..', import.meta.url));
const key = 'sm_reliability_0123456789abcdef0123456789';
/** Cards that may charge everywhere. */
export const cards = ['04A1B2C3D4', '04FFEE1122'] as const;
const readyWithinMs = 60_000;

/**
 * The real server as a process of its own, with its embedded PostgreSQL in a temporary folder, kept running as a service
 * manager would: when it ends, it is started again on the same port with the same data.
 */
export class ServerProcess {
  readonly dataDir: string;
  readonly port: number;
  readonly client: Client;
  /** The last of what it wrote, for the message of a test that failed. */
  output = '';
  starts = 0;
  #child: ChildProcess | null = null;
  #isWanted = true;
  readonly #settings: Record<string, string>;

  private constructor(port: number, settings: Record<string, string>) {
    this.port = port;
    this.#settings = settings;
    this.dataDir = settings['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'stationmaster-reliability-'));
    this.client = createClient({ baseUrl: `http://127.0.0.1:${port}`, key });
  }

  /** `settings`: of the environment, beside what a test needs anyway. */
  static async start(settings: Record<string, string> = {}): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), settings);
    server.#spawn();
    await server.ready();
    for (const value of cards) await server.client.createToken({ body: { value } });
    return server;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/ocpp`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** SIGKILL; resolves when it answers again. */
  async kill(): Promise<void> {
    await this.#killAndReturn(this.pid, true);
  }

  /** SIGKILL of the PostgreSQL postmaster; resolves when the server answers again. */
  async killPostgres(): Promise<void> {
    const [first = ''] = readFileSync(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
    await this.#killAndReturn(Number(first), false);
  }

  async ready(): Promise<void> {
    for (const until = Date.now() + readyWithinMs; Date.now() < until; await pause(25)) {
      if (await isReady(this.port)) return;
    }
    throw new Error(`The server was not ready in ${readyWithinMs} ms:\n${this.output}`);
  }

  /** Resident memory of the server alone, bytes. Linux only. */
  memoryBytes(): number {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  }

  async stop({ keepData = false } = {}): Promise<void> {
    this.#isWanted = false;
    const child = this.#child;
    if (child !== null && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    if (!keepData) rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** A killed server cannot say that it is back before it has been away: readiness counts only from the new start, or after a silence. */
  async #killAndReturn(pid: number, isServer: boolean): Promise<void> {
    const child = this.#child;
    const gone = child !== null && isServer ? once(child, 'exit') : Promise.resolve();
    process.kill(pid, 'SIGKILL');
    await gone;
    if (!isServer) while (await isReady(this.port)) await pause(10);
    await this.ready();
  }

  #spawn(): void {
    const env = {
      ...process.env,
      PORT: String(this.port),
      HOST: '127.0.0.1',
      DATA_DIR: this.dataDir,
      ADMIN_API_KEY: key,
      UNKNOWN_STATIONS: 'adopt',
      LOG_LEVEL: 'error',
      MAX_CONNECTIONS_PER_ADDRESS: '100000',
      MAX_LOBBY_SOCKETS: '10000',
      ...this.#settings,
    };
    this.starts += 1;
    const child = spawn(process.execPath, ['apps/server/src/main.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => {
        this.output = (this.output + text.toString()).slice(-20_000);
      });
    child.once('exit', () => {
      if (this.#isWanted)
        setTimeout(() => {
          if (this.#isWanted) this.#spawn();
        }, 50);
    });
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

/** Below the ports that systems hand out by themselves: none of those is taken between the question and the server's start. */
export function freePort(): Promise<number> {
  const port = 15_000 + Math.floor(Math.random() * 15_000);
  return new Promise((resolve, reject) => {
    const server = createServer()
      .once('error', () => freePort().then(resolve, reject))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });
}
