/** Closed loops of 50 stations: the server beside its limit, turn by turn, the median of three. */
import { cpuBetween, cpuSeconds, type LoadResult, load } from './processes.ts';
import { type Subject, startBare, startDurable, startServer } from './server.ts';

const seconds = process.env['BENCH_SECONDS'] ?? '10';
const WARM_UP_SECONDS = '8';
const rounds = Number(process.env['BENCH_ROUNDS'] ?? '3');

interface Row extends LoadResult {
  name: string;
  cpuUsPerCall: number;
  postgresUsPerCall: number;
}

export async function closedLoops(mode: 'heartbeat' | 'sessions'): Promise<void> {
  const limits = mode === 'heartbeat' ? [await startBare()] : [await startDurable('calls'), await startDurable('all')];
  const server = await startServer();
  const versions = mode === 'heartbeat' ? ['ocpp1.6'] : ['ocpp1.6', 'ocpp2.0.1'];
  for (const version of versions) {
    const rows = new Map<string, Row[]>();
    for (let round = 0; round < rounds; round++) {
      for (const subject of [...limits, server]) {
        const row = await measure(subject, mode, version);
        rows.set(subject.name, [...(rows.get(subject.name) ?? []), row]);
        process.stderr.write(`${mode} ${version} ${subject.name}: ${Math.round(row.callsPerSecond)} calls/s\n`);
      }
    }
    print(mode, version, [...rows.values()].map(median));
  }
  for (const limit of limits) await limit.stop();
  await server.stop();
}

async function measure(subject: Subject, mode: string, version: string): Promise<Row> {
  const read = (): { server: Map<number, number>; postgres: Map<number, number> } => {
    const { server, postgres } = subject.pids();
    return { server: cpuSeconds(server), postgres: cpuSeconds(postgres) };
  };
  // What the compiler does once is not the cost of a call; it goes on for some seconds.
  await load([subject.url, mode, '50', WARM_UP_SECONDS, version]);
  const before = read();
  const result = await load([subject.url, mode, '50', seconds, version]);
  const perCall = (used: number): number => (used / result.calls) * 1e6;
  const after = read();
  const postgres = perCall(cpuBetween(before.postgres, after.postgres));
  return {
    ...result,
    name: subject.name,
    postgresUsPerCall: postgres,
    cpuUsPerCall: perCall(cpuBetween(before.server, after.server)) + postgres,
  };
}

function median(rows: Row[]): Row {
  const sorted = [...rows].sort((a, b) => a.callsPerSecond - b.callsPerSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('no runs');
  return middle;
}

function print(mode: string, version: string, rows: Row[]): void {
  const server = rows.at(-1);
  if (!server) return;
  console.log(`### ${mode}, ${version}, 50 stations, closed loop, ${seconds} s, median of ${rounds}\n`);
  console.log(
    '| | calls/s | CPU µs/call | of it PostgreSQL | p50 ms | p95 ms | p99 ms | errors | generator µs/call |\n|---|---|---|---|---|---|---|---|---|',
  );
  for (const row of rows) {
    console.log(
      `| ${row.name} | ${Math.round(row.callsPerSecond)} | ${row.cpuUsPerCall.toFixed(1)} | ${row.postgresUsPerCall.toFixed(1)} | ${row.p50.toFixed(2)} | ${row.p95.toFixed(2)} | ${row.p99.toFixed(2)} | ${row.errors} | ${row.generatorCpuUsPerCall.toFixed(1)} |`,
    );
  }
  for (const limit of rows.slice(0, -1))
    console.log(
      `| ratio to ${limit.name} | ${(server.callsPerSecond / limit.callsPerSecond).toFixed(2)} | ${(server.cpuUsPerCall / limit.cpuUsPerCall).toFixed(2)} | | | | | | |`,
    );
  console.log('');
}
