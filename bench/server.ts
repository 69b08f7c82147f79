/** The server and its limits, each started as a user would start it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Embedded, startEmbedded } from '@stationmaster/server/embedded';
import { pino } from 'pino';
import { end, freePort, postgresOf, type Running, start } from './processes.ts';

export interface Subject {
  name: string;
  url: string;
  pids: () => { server: number[]; postgres: number[] };
  dataDir: string;
  inspectPort: number;
  running: Running;
  stop: () => Promise<void>;
}

/** Stationmaster itself: unknown stations adopted, charging open, so that the generator needs no set-up. */
export async function startServer(dataDir = mkdtempSync(join(tmpdir(), 'stationmaster-bench-'))): Promise<Subject> {
  const port = await freePort();
  const inspectPort = await freePort();
  const running = await start(
    [`--inspect=127.0.0.1:${inspectPort}`, 'apps/server/src/main.ts'],
    { PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, UNKNOWN_STATIONS: 'adopt', OPEN_ACCESS: 'true', LOG_LEVEL: 'warn' },
    () => isReady(`http://127.0.0.1:${port}/health/ready`),
  );
  return {
    name: 'Stationmaster',
    url: `ws://127.0.0.1:${port}/ocpp`,
    dataDir,
    inspectPort,
    running,
    pids: () => ({ server: [running.pid], postgres: postgresOf(dataDir) }),
    stop: async () => {
      await end(running);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export async function startBare(): Promise<Subject> {
  const port = await freePort();
  const inspectPort = await freePort();
  const running = await start([`--inspect=127.0.0.1:${inspectPort}`, 'bench/bare-server.ts'], { PORT: String(port) }, (output) =>
    output.includes('ready'),
  );
  return {
    name: 'bare ws server',
    url: `ws://127.0.0.1:${port}`,
    dataDir: '',
    inspectPort,
    running,
    pids: () => ({ server: [running.pid], postgres: [] }),
    stop: () => end(running),
  };
}

/** Every call in the embedded PostgreSQL before its answer, or every call and every answer; nothing else. */
export async function startDurable(frames: 'calls' | 'all'): Promise<Subject> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stationmaster-bench-'));
  const postgres = await embeddedAlone(dataDir);
  const port = await freePort();
  const running = await start(['bench/durable-server.ts'], { PORT: String(port), FRAMES: frames, ...connectionEnv(postgres) }, (output) =>
    output.includes('ready'),
  );
  return {
    name: frames === 'all' ? 'durable limit, every frame' : 'durable limit, calls',
    url: `ws://127.0.0.1:${port}`,
    dataDir,
    inspectPort: 0,
    running,
    pids: () => ({ server: [running.pid], postgres: postgresOf(dataDir) }),
    stop: async () => {
      await end(running);
      await postgres.stop(true);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL as the server runs it, without the server. */
export function embeddedAlone(dataDir: string): Promise<Embedded> {
  return startEmbedded(dataDir, 'bench-password', pino({ level: 'silent' }));
}

function connectionEnv({ connection: { host = '', port = 5432, user = '', password, database = '' } }: Embedded): Record<string, string> {
  return { PGHOST: host, PGPORT: String(port), PGUSER: user, PGPASSWORD: String(password), PGDATABASE: database };
}

export async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
