/**
 * `npm run bench [part…]`: measures the server beside its limits in one run and prints a table; nothing is asserted.
 * Parts: heartbeat sessions idle restart start signed prices reports (default: all). BENCH_SECONDS (default 10) a closed-loop run.
 */
import { cpus, totalmem } from 'node:os';
import { closedLoops } from './closed-loops.ts';
import { idleStations, restarts, starts } from './life.ts';
import { prices } from './prices.ts';
import { reports } from './reports.ts';
import { signedValues } from './signed.ts';

const parts = process.argv.slice(2);
const wants = (part: string): boolean => parts.length === 0 || parts.includes(part);

console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}; server, PostgreSQL and generator share the cores\n`,
);
if (wants('heartbeat')) await closedLoops('heartbeat');
if (wants('sessions')) await closedLoops('sessions');
if (wants('idle')) await idleStations([1_000, 10_000]);
if (wants('restart')) await restarts([1_000, 10_000]);
if (wants('start')) await starts();
if (wants('signed')) await signedValues();
if (wants('prices')) await prices();
if (wants('reports')) await reports();
