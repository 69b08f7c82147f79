import type { Network } from './network.ts';

/** One line of what is going on. */
export function progressLine(network: Network): string {
  const { stations } = network;
  const online = stations.filter(({ state }) => state.link === 'open').length;
  const accepted = stations.filter(({ state }) => state.registration === 'Accepted').length;
  const charging = stations.reduce((sum, { state }) => sum + state.evses.filter(({ session }) => session !== null).length, 0);
  const ended = network.ledger().filter(({ endedAt }) => endedAt !== null).length;
  return `${new Date(network.world.now()).toISOString()}  online ${online}/${stations.length}, accepted ${accepted}, charging ${charging}, ended ${ended}, waiting messages ${network.queued}`;
}

/** The stations' own books, in a few lines. */
export function summary(network: Network): string {
  const ledger = network.ledger();
  const ended = ledger.filter(({ endedAt }) => endedAt !== null);
  const energyWh = ended.reduce((sum, { startWh, stopWh }) => sum + ((stopWh ?? startWh) - startWh), 0);
  const unconfirmed = ended.filter(({ isStopAcknowledged }) => !isStopAcknowledged).length;
  return [
    `stations            ${network.stations.length}`,
    `sessions begun      ${ledger.length}`,
    `sessions ended      ${ended.length}, of which ${unconfirmed} not yet acknowledged`,
    `delivered           ${energyWh} Wh in ended sessions, by the stations' own books`,
    `messages given up   ${ledger.reduce((sum, { lostMessages }) => sum + lostMessages, 0)}`,
  ].join('\n');
}
