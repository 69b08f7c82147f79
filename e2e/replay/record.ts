/**
 * Writes conversations/*.json anew: a station of each version boots, charges a car and is commanded, and its message log is
 * shared. `node e2e/replay/record.ts`; only when the messages of the virtual stations have changed on purpose.
 */
import { writeFileSync } from 'node:fs';
import { versions } from '@stationmaster/ocpp';
import { createNetwork } from '@stationmaster/simulator';
import { cards, ServerProcess } from '../reliability/server-process.ts';
import { recordSession } from './record-session.ts';

const server = await ServerProcess.start();
const network = createNetwork({ url: server.url });
for (const version of versions) {
  const shared = await recordSession({ server, network, card: cards[0] }, version);
  writeFileSync(new URL(`conversations/${version}.json`, import.meta.url), shared);
}
network.stop();
await server.stop();
