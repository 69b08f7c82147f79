import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { versions } from '@stationmaster/ocpp';
import { createNetwork, readAcn, replay, SteppedWorld } from '@stationmaster/simulator';
import { expect, it } from 'vitest';
import { allSessions, compare } from './books.ts';
import { ServerProcess } from './server-process.ts';

/** A month of a real car park; lies beside the repository, not in it. */
const file = fileURLToPath(
  new URL('../../../shared/data/acn/caltech_20190301T000000_20190401T000000_5m_208V_6.6kW.json.gz', import.meta.url),
);
const isThere = existsSync(file);
/** Midnight in Los Angeles. */
const march = Date.parse('2019-03-01T08:00:00Z');
const settings = {
  MeterValueSampleInterval: '1800',
  'SampledDataCtrlr.TxUpdatedInterval': '1800',
  TransactionMessageAttempts: '9999',
  TransactionMessageRetryInterval: '1',
  'OCPPCommCtrlr.MessageAttempts': '9999',
  'OCPPCommCtrlr.MessageAttemptInterval': '1',
};

if (!isThere) console.warn('skipped: ../shared/data/acn is not beside the repository, so the recorded month is not replayed');

it.skipIf(!isThere)(
  'a recorded month, 954 sessions at 47 stations of three versions, with kills in between, is in the API as it is in the file',
  { timeout: 180_000 },
  async () => {
    const sessions = readAcn(file, march);
    const server = await ServerProcess.start();
    const world = new SteppedWorld(march);
    const network = createNetwork({ url: server.url, world, backOffMs: [200, 1000], callTimeoutMs: 5000 });
    let kills = Promise.resolve();
    try {
      await replay({
        network,
        world,
        sessions,
        versions,
        settings,
        cardOf: () => '04A1B2C3D4',
        mostQueued: 600,
        onSession: (done) => {
          if (done % 250 === 0) kills = kills.then(() => (done === 500 ? server.killPostgres() : server.kill()));
        },
      });
      await kills;
      const told = await allSessions(server.client);
      expect(compare(network.ledger(), told).differences).toEqual([]);
      const inFile = sessions
        .map(({ evse, arrival, departure, energyWh }) => [evse, arrival, departure, Math.round(energyWh)].join(' '))
        .sort();
      const inApi = told
        .map(({ stationId, startedAt, endedAt, energyWh }) =>
          [stationId, Date.parse(startedAt), Date.parse(String(endedAt)), energyWh].join(' '),
        )
        .sort();
      expect(inApi).toEqual(inFile);
      const kWh = told.reduce((sum, { energyWh }) => sum + energyWh, 0) / 1000;
      expect([told.length, new Set(told.map(({ stationId }) => stationId)).size, Math.round(kWh * 10) / 10]).toEqual([954, 47, 8900.5]);
      expect(server.starts).toBeGreaterThanOrEqual(3);
    } finally {
      network.stop();
      await server.stop();
    }
  },
);
