import type { Version } from '@stationmaster/ocpp';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CommitObserver } from '../gateway/commit.ts';
import type { Observer } from '../gateway/parts.ts';

/** Prometheus metrics. Label values are bounded: a station's action is counted by name only when it is one of the standard's. */
export interface Metrics {
  registry: Registry;
  gateway: Observer;
  commit: CommitObserver;
  watch: (read: { stations: () => number; strangers: () => number; waiting: () => number }) => void;
}

export function createMetrics(isKnownAction: (version: Version, action: string) => boolean): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const calls = new Counter({
    name: 'stationmaster_calls_total',
    help: 'Calls of stations by action and outcome',
    labelNames: ['version', 'action', 'outcome'],
    registers,
  });
  const callSeconds = new Histogram({
    name: 'stationmaster_call_seconds',
    help: 'From the receipt of a call to its answer',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const opened = new Gauge({
    name: 'stationmaster_connections',
    help: 'Open connections by OCPP version',
    labelNames: ['version'],
    registers,
  });
  const refused = new Counter({
    name: 'stationmaster_refused_handshakes_total',
    help: 'Connections refused before the upgrade',
    labelNames: ['reason'],
    registers,
  });
  const groups = new Histogram({
    name: 'stationmaster_commit_group_size',
    help: 'Messages committed together',
    buckets: [1, 2, 5, 10, 20, 50, 100, 500, 1000],
    registers,
  });
  const commitSeconds = new Histogram({
    name: 'stationmaster_commit_seconds',
    help: 'Duration of a group commit',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers,
  });
  const failed = new Counter({ name: 'stationmaster_commit_failures_total', help: 'Group commits that failed', registers });
  // One object a label set, looked up once: this is on the way of every heartbeat.
  const cells = new Map<string, ReturnType<typeof calls.labels>>();
  return {
    registry,
    gateway: {
      call: ({ version, action, outcome, ms }) => {
        const key = `${version}|${action}|${outcome}`;
        let cell = cells.get(key);
        if (cell === undefined) {
          cell = calls.labels(version, action === 'malformed' || isKnownAction(version, action) ? action : 'other', outcome);
          if (cells.size < 1_000) cells.set(key, cell);
        }
        cell.inc();
        callSeconds.observe(ms / 1000);
      },
      connection: (version, change) => opened.labels(version).inc(change),
      refused: (reason) => refused.labels(reason).inc(),
    },
    commit: {
      group: (size, ms) => {
        groups.observe(size);
        commitSeconds.observe(ms / 1000);
      },
      failed: () => failed.inc(),
    },
    watch: ({ stations, strangers, waiting }) => {
      for (const [name, help, read] of [
        ['stationmaster_stations_connected', 'Stations connected', stations],
        ['stationmaster_lobby_connected', 'Boxes waiting in the lobby', strangers],
        ['stationmaster_commit_waiting', 'Messages waiting for a commit', waiting],
      ] as const) {
        new Gauge({
          name,
          help,
          registers,
          collect() {
            this.set(read());
          },
        });
      }
    },
  };
}
