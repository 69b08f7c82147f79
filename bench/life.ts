/** Memory of idle stations, return after a kill, time from start to ready. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectedMemory, end, memoryBytes, postgresOf, sleep } from './processes.ts';
import { embeddedAlone, type Subject, startBare, startServer } from './server.ts';

const KIB = 1024;
const MIB = 1024 * 1024;

export async function idleStations(counts: number[]): Promise<void> {
  console.log('### idle stations: connected and booted, memory after a forced collection\n');
  console.log('| | stations | booted in s | resident KiB each | heap KiB each |\n|---|---|---|---|---|');
  for (const subject of [startBare, startServer]) {
    for (const count of counts) {
      const one = await subject();
      const before = await collectedMemory(one.inspectPort);
      const stations = spawnIdle(one.url, count);
      const booted = await stations.line('booted');
      await sleep(3_000);
      const after = await collectedMemory(one.inspectPort);
      const heap = (memory: typeof after): number => memory.heapUsed + memory.external;
      console.log(
        `| ${one.name} | ${count} | ${(Number(booted[1]) / 1000).toFixed(1)} | ${((after.rss - before.rss) / count / KIB).toFixed(1)} | ${((heap(after) - heap(before)) / count / KIB).toFixed(1)} |`,
      );
      stations.end();
      await one.stop();
    }
  }
  console.log();
}

export async function restarts(counts: number[]): Promise<void> {
  console.log('### kill -9 of the server with known stations that retry after about 1 s\n');
  console.log('| stations | all booted again after s |\n|---|---|');
  for (const count of counts) {
    const first = await startServer();
    const port = Number(new URL(first.url).port);
    const stations = spawnIdle(first.url, count);
    await stations.line('booted');
    const back = stations.line('back');
    await end(first.running, 'SIGKILL');
    const again = spawnAgain(port, first);
    const words = await back;
    console.log(`| ${count} | ${(Number(words[1]) / 1000).toFixed(1)} |`);
    stations.end();
    again.kill('SIGTERM');
    await new Promise((resolve) => again.once('exit', resolve));
    rmSync(first.dataDir, { recursive: true, force: true });
  }
  console.log();
}

export async function starts(): Promise<void> {
  console.log('### start to ready, second start\n\n| | s | MiB |\n|---|---|---|');
  const folder = mkdtempSync(join(tmpdir(), 'stationmaster-bench-'));
  await (await embeddedAlone(folder)).stop(true);
  const begun = performance.now();
  const alone = await embeddedAlone(folder);
  console.log(
    `| embedded PostgreSQL alone | ${((performance.now() - begun) / 1000).toFixed(2)} | ${(memoryBytes(postgresOf(folder)) / MIB).toFixed(0)} |`,
  );
  await alone.stop(true);
  rmSync(folder, { recursive: true, force: true });

  const data = mkdtempSync(join(tmpdir(), 'stationmaster-bench-'));
  await end((await startServer(data)).running);
  const started = performance.now();
  const server = await startServer(data);
  const ready = (performance.now() - started) / 1000;
  await sleep(2_000);
  const { server: own, postgres } = server.pids();
  console.log(`| Stationmaster with PostgreSQL | ${ready.toFixed(2)} | ${(memoryBytes([...own, ...postgres]) / MIB).toFixed(0)} |\n`);
  await server.stop();
}

function spawnIdle(url: string, count: number): { line: (first: string) => Promise<string[]>; end: () => void } {
  const child = spawn(process.execPath, ['bench/idle.ts', url, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const waiting: { first: string; resolve: (words: string[]) => void }[] = [];
  child.stdout.on('data', (text: Buffer) => {
    for (const line of text.toString().split('\n').filter(Boolean)) {
      const one = waiting.find((wait) => line.startsWith(wait.first));
      if (one) one.resolve(line.split(' '));
      else lines.push(line);
    }
  });
  return {
    line: (first) => {
      const known = lines.find((line) => line.startsWith(first));
      return known ? Promise.resolve(known.split(' ')) : new Promise((resolve) => waiting.push({ first, resolve }));
    },
    end: () => child.kill('SIGKILL'),
  };
}

function spawnAgain(port: number, first: Subject): ChildProcess {
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: first.dataDir,
    UNKNOWN_STATIONS: 'refuse',
    LOG_LEVEL: 'warn',
  };
  return spawn(process.execPath, ['apps/server/src/main.ts'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}
