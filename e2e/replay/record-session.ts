import type { Version } from '@stationmaster/ocpp';
import type { Network } from '@stationmaster/simulator';
import type { ServerProcess } from '../reliability/server-process.ts';
import { carTaking, fastCharger, readingsEverySecond } from '../stations.ts';

const settings = { ...readingsEverySecond, 'SampledDataCtrlr.TxUpdatedInterval': '1' };

/** A virtual station boots, charges a car, is asked to restart, turns a card away; its conversation as it is shared. */
export async function recordSession(
  { server, network, card }: { server: ServerProcess; network: Network; card: string },
  version: Version,
): Promise<string> {
  const id = `RECORD-${version}`;
  const station = network.add({ id, version, maker: fastCharger, settings });
  await station.boot();
  const [started, sampled] = [station.waitFor('startAcknowledged'), station.waitFor('sampled')];
  station.plugIn({ vehicle: carTaking(90_000) });
  station.tap(card);
  await Promise.all([started, sampled]);
  const ended = station.waitFor('stopAcknowledged');
  station.unplug();
  await ended;
  const refused = station.waitFor('refused');
  station.tap('0BADCA4D');
  await refused;
  await server.client.sendCommand({ params: { stationId: id }, query: {}, body: { verb: 'readConfiguration', variables: [] } });
  return await server.client.shareConversation({ params: { stationId: id }, query: {} });
}
