import { versions } from '@stationmaster/ocpp';
import { createNetwork, drive, flawless, type Network, runningWorld, seeded } from '@stationmaster/simulator';

import { allSessions, type Comparison, compare } from './books.ts';
import { cards, pause, ServerProcess } from './server-process.ts';

export interface KillPlan {
  stations: number;
  /** Kills in this order: the server's process or PostgreSQL's postmaster. */
  kills: readonly ('server' | 'postgres')[];
  /** Of quiet charging before each kill and after the last, ms. */
  quietMs: number;
  speed: number;
  say: (line: string) => void;
}
export interface KillReport extends Comparison {
  acknowledgedStops: number;
  serverStarts: number;
  lostMessages: number;
  /** Sessions that the server ended because of their card: none, the cards are known. */
  refused: number;
  seconds: number;
}

const day = 86_400_000;
/** Short sessions with hardly a pause; some end by card, some lines break by themselves. */
const fast = {
  what: 'kill test',
  gap: [0.2, 2],
  stay: [4, 14],
  hours: null,
  chances: { pause: 0.1, offline: 0.05, fault: 0, refusedCard: 0, stopByCard: 0.5 },
} as const;
const patient = {
  TransactionMessageAttempts: '9999',
  TransactionMessageRetryInterval: '1',
  MeterValueSampleInterval: '120',
  'OCPPCommCtrlr.MessageAttempts': '9999',
  'OCPPCommCtrlr.MessageAttemptInterval': '1',
  'SampledDataCtrlr.TxUpdatedInterval': '120',
};

/** Charges while server and database are killed, then lays both books side by side. */
export async function runKills({ stations, kills, quietMs, speed, say }: KillPlan): Promise<KillReport> {
  const begun = performance.now();
  const server = await ServerProcess.start();
  const world = runningWorld({ speed, since: Date.now() - 5 * day });
  const network = createNetwork({ url: server.url, world, backOffMs: [200, 1000], callTimeoutMs: 5000 });
  try {
    await bootAll(network, stations);
    const drives = network.stations.map((station, n) => drive(station, { world, scenario: fast, random: seeded(n + 1), cards }));
    for (const [n, kill] of kills.entries()) {
      await pause(quietMs);
      say(
        `kill ${n + 1} of ${kills.length}: ${kill}; ${network.ledger().filter((entry) => entry.isStopAcknowledged).length} stops acknowledged so far`,
      );
      if (kill === 'server') await server.kill();
      else await server.killPostgres();
    }
    await pause(quietMs);
    for (const one of drives) one.stop();
    await endAll(network);
    const ledger = network.ledger();
    return {
      ...compare(ledger, await allSessions(server.client)),
      acknowledgedStops: ledger.filter((entry) => entry.isStopAcknowledged).length,
      serverStarts: server.starts,
      refused: ledger.filter((entry) => entry.stopReason === 'DeAuthorized').length,
      lostMessages: ledger.reduce((sum, entry) => sum + entry.lostMessages, 0),
      seconds: (performance.now() - begun) / 1000,
    };
  } finally {
    network.stop();
    await server.stop();
  }
}

async function bootAll(network: Network, stations: number): Promise<void> {
  const added = Array.from({ length: stations }, (_, n) =>
    network.add({
      id: `KILL-${n + 1}`,
      version: versions[n % versions.length] ?? 'ocpp1.6',
      maker: twoSockets,
      settings: patient,
      registerWh: 1000 * n,
    }),
  );
  await Promise.all(added.map((station) => station.boot(60_000)));
}
const twoSockets = {
  ...flawless,
  evses: [
    { kind: 'AC', maxW: 22_000 },
    { kind: 'DC', maxW: 50_000 },
  ],
} as const;

/** Everyone drives away; every message finds its answer. */
async function endAll(network: Network): Promise<void> {
  for (const station of network.stations) {
    station.comeBack();
    for (const { id } of station.state.evses) station.unplug({ evse: id });
  }
  // A card being asked about at this moment may still begin a session: without a car it waits, then gives up.
  await network.until(() => network.queued === 0 && network.stations.every(({ state }) => state.asking === 0), {
    timeoutMs: 120_000,
    what: 'every message to be answered',
  });
}
