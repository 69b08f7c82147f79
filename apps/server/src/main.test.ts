import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from './db/embedded/postmaster.ts';
import { TestSocket } from './testing/socket.ts';

/** The server as a person starts it: a process of its own. */
interface Running {
  child: ChildProcess;
  url: string;
  ocpp: string;
}

const folder = mkdtempSync(join(tmpdir(), 'stationmaster-main-'));
chmodSync(folder, 0o711);
const dataDir = join(folder, 'data');
const key = 'administrator-key-for-this-test-0123456789';
const boot = { chargePointVendor: 'Acme', chargePointModel: 'One' };
let server: Running;

beforeAll(async () => {
  server = await run({});
});
afterAll(async () => {
  await stop(server, 'SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

const postgres = (): number => Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
};
const status = (path: string): Promise<number> => fetch(`${server.url}${path}`).then((response) => response.status);

function launch(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'fatal',
      UNKNOWN_STATIONS: 'adopt',
      ADMIN_API_KEY: key,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(env: Record<string, string>): Promise<Running> {
  const child = launch(env);
  let said = '';
  const port = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        said += String(text);
        const found = /Stations connect +ws:\/\/[^:]+:(\d+)\//.exec(said);
        if (found?.[1] !== undefined) resolve(found[1]);
      });
    }
    child.once('exit', () => reject(new Error(said)));
  });
  return { child, url: `http://127.0.0.1:${port}`, ocpp: `ws://127.0.0.1:${port}/ocpp` };
}

async function stop({ child }: Running, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

/** What a start that must fail says, and its exit code. */
async function refusal(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = launch(env);
  let said = '';
  child.stderr?.on('data', (text) => {
    said += String(text);
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said: said.trim() };
}

describe('the server process', () => {
  it('stops in order on SIGTERM: stations are told, PostgreSQL ends, exit 0; and starts again with its data', async () => {
    const station = await TestSocket.open(server.ocpp, 'kept');
    await station.call('BootNotification', boot);
    const database = postgres();
    const code = stop(server, 'SIGTERM');
    expect(await station.closed).toBe(1001);
    expect(await code).toBe(0);
    expect(isAlive(database)).toBe(false);
    server = await run({});
    const response = await fetch(`${server.url}/api/v1/stations/kept`, { headers: { authorization: `Bearer ${key}` } });
    expect(await response.json()).toMatchObject({ id: 'kept', vendor: 'Acme', connected: false });
  });

  it('killed with SIGKILL, it finds its PostgreSQL still running and goes on with it', async () => {
    const database = postgres();
    await stop(server, 'SIGKILL');
    expect(isAlive(database)).toBe(true);
    server = await run({});
    expect(postgres()).toBe(database);
    expect(await status('/health/ready')).toBe(200);
  });

  it.each(['adopted', 'started by it'])('starts a PostgreSQL (%s) that was killed again, and stations go on', async (how) => {
    if (how === 'started by it') {
      await stop(server, 'SIGTERM');
      server = await run({});
    }
    const station = await TestSocket.open(server.ocpp, 'through');
    await station.call('BootNotification', boot);
    const database = postgres();
    process.kill(database, 'SIGKILL');
    await until(async () => (await status('/health/ready')) === 503 || postgres() !== database);
    await until(async () => (await status('/health/ready')) === 200);
    const answers = async (): Promise<boolean> =>
      (await station.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' }))[0] === 3;
    await until(answers);
    await station.close();
  });

  it('leaves a data folder alone that another server uses', async () => {
    const database = postgres();
    const { code, said } = await refusal({});
    expect(said).toBe(
      `Stationmaster cannot run: The data folder ${dataDir} is in use by another Stationmaster. Stop that one first, or choose another DATA_DIR.`,
    );
    expect(code).toBe(1);
    expect(postgres()).toBe(database);
    expect(await status('/health/ready')).toBe(200);
  });
});

describe('a start that cannot be', () => {
  it('says that the port is in use, and leaves no PostgreSQL behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = (other.address() as { port: number }).port;
    const folderOfIts = join(folder, 'second');
    const { code, said } = await refusal({ PORT: String(port), DATA_DIR: folderOfIts });
    other.close();
    expect(said).toBe(`Stationmaster cannot run: Port ${port} is in use by another program. Stop it or set PORT to a free one.`);
    expect(code).toBe(1);
    expect(() => readFileSync(join(folderOfIts, 'postgres/postmaster.pid'))).toThrow('ENOENT');
  });

  it('says in one sentence what is wrong', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const [env, sentence] of [
      [{ PORT: 'x' }, /PORT must be a whole number/],
      [{ DATA_DIR: file }, /is a file; set DATA_DIR to a folder/],
      [{ DATA_DIR: join(folder, 'third'), DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' }, /DATABASE_URL/],
    ] as const) {
      const { code, said } = await refusal(env);
      expect(said).toMatch(sentence);
      expect(said.split('\n')).toHaveLength(1);
      expect(code).toBe(1);
    }
  });
});
