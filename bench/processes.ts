/** Processes under measurement and what the operating system says of them. Linux only: /proc is the accounting. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';

const TICKS_PER_SECOND = 100;
const root = fileURLToPath(new URL('..', import.meta.url));

export interface Running {
  child: ChildProcess;
  pid: number;
  output: () => string;
}

/** Starts `node ARGS` at the project root and resolves when `ready` answers true. */
export async function start(
  args: string[],
  env: Record<string, string>,
  ready: (output: string) => boolean | Promise<boolean>,
): Promise<Running> {
  let output = '';
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (text: Buffer) => {
    output = (output + text.toString()).slice(-20_000);
  });
  child.stderr.on('data', (text: Buffer) => {
    output = (output + text.toString()).slice(-20_000);
  });
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(20)) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended early:\n${output}`);
    if (await ready(output)) return { child, pid: child.pid ?? 0, output: () => output };
  }
  throw new Error(`${args.join(' ')} was not ready in 60 s:\n${output}`);
}

export async function end(running: Running, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (running.child.exitCode !== null || running.child.signalCode !== null) return;
  const gone = new Promise((resolve) => running.child.once('exit', resolve));
  running.child.kill(signal);
  await gone;
}

/** Runs the load generator and returns its JSON line. */
export async function load(args: string[]): Promise<LoadResult> {
  const child = spawn(process.execPath, ['bench/load.ts', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString();
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`load generator ended with ${String(code)}: ${output}`);
  return JSON.parse(output) as LoadResult;
}
export interface LoadResult {
  calls: number;
  callsPerSecond: number;
  seconds: number;
  sessions: number;
  errors: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
  generatorCpuUsPerCall: number;
}

/** CPU seconds used so far, process by process. A PostgreSQL tree is `treeOf(postmaster)`. */
export function cpuSeconds(pids: readonly number[]): Map<number, number> {
  const used = new Map<number, number>();
  for (const pid of pids) {
    const stat = read(`/proc/${pid}/stat`);
    if (!stat) continue;
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    used.set(pid, (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND);
  }
  return used;
}

/** CPU seconds between two readings; a process that began in between counts whole. */
export function cpuBetween(before: Map<number, number>, after: Map<number, number>): number {
  let seconds = 0;
  for (const [pid, used] of after) seconds += used - (before.get(pid) ?? 0);
  return seconds;
}

/** Memory that belongs to these processes, shared pages divided by their sharers (PSS), bytes. */
export function memoryBytes(pids: readonly number[]): number {
  let kib = 0;
  for (const pid of pids) kib += Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1] ?? 0);
  return kib * 1024;
}

export function treeOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : undefined;
    if (!stat) continue;
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [pid];
  for (const one of tree) tree.push(...(children.get(one) ?? []));
  return tree;
}

/** The embedded PostgreSQL of a data folder: postmaster and its back ends. */
export function postgresOf(dataDir: string): number[] {
  const pid = Number(read(`${dataDir}/postgres/postmaster.pid`)?.split('\n')[0]);
  return pid > 0 ? treeOf(pid) : [];
}

/** Resident memory and heap of a Node process started with --inspect, after a forced collection. */
export async function collectedMemory(inspectPort: number): Promise<{ rss: number; heapUsed: number; external: number }> {
  const [target] = (await (await fetch(`http://127.0.0.1:${inspectPort}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  if (!target) throw new Error('no inspector target');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve) => socket.once('open', resolve));
  const ask = (id: number, method: string, params: object) =>
    new Promise<{ result: { result: { value: string } } }>((resolve) => {
      const listen = (data: WebSocket.RawData): void => {
        const message = JSON.parse(String(data)) as { id: number; result: { result: { value: string } } };
        if (message.id !== id) return;
        socket.off('message', listen);
        resolve(message);
      };
      socket.on('message', listen);
      socket.send(JSON.stringify({ id, method, params }));
    });
  await ask(1, 'HeapProfiler.collectGarbage', {});
  await ask(2, 'HeapProfiler.collectGarbage', {});
  const answer = await ask(3, 'Runtime.evaluate', { expression: 'JSON.stringify(process.memoryUsage())' });
  socket.close();
  return JSON.parse(answer.result.result.value) as { rss: number; heapUsed: number; external: number };
}

const given = new Set<number>();

/** One that nobody else here was given: the system hands out a port that was just let go of again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as { port: number };
        server.close(() => resolve(port));
      });
    });
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
