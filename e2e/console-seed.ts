import type { Client } from '@stationmaster/contract';
import type { Network } from '@stationmaster/simulator';
import { carTaking, fastCharger, readingsEverySecond } from './stations.ts';

export const viewer = { email: 'vera@example.com', password: 'only looking at it' } as const;
export const card = '04AA00BB11';
export const rightPassword = 'the-right-password-1';

export interface Seeded {
  endedSession: number;
  activeSession: number;
  /** A command for all stations; one of them is away. */
  bulk: number;
}

/** A small network with something on every page: a bill, a running car, an idle plug, a lobby, a refused card, a viewer, commands. */
export async function seed(client: Client, network: Network): Promise<Seeded> {
  const tariff = await client.createTariff({
    body: {
      name: 'Guests',
      currency: 'EUR',
      elements: [
        {
          priceComponents: [
            { type: 'ENERGY', price: '0.39', vat: '19', stepSize: 1 },
            { type: 'FLAT', price: '1', vat: '19', stepSize: 1 },
          ],
        },
      ],
    },
  });
  const site = await client.createSite({
    body: { name: 'Market hall', address: '1 Market Square', timeZone: 'Europe/Berlin', currency: 'EUR', tariffId: tariff.id },
  });
  await client.createToken({ body: { value: card, driverName: 'Grace Hopper', note: 'Delivery van' } });
  for (const id of ['HALL-1', 'HALL-2']) await client.createStation({ body: { id, siteId: site.id, securityProfile: 0 } });
  await client.createStation({
    body: { id: 'HALL-3', name: 'Back entrance', siteId: site.id, securityProfile: 1, password: rightPassword },
  });
  const busy = network.add({ id: 'HALL-1', version: 'ocpp1.6', maker: fastCharger, settings: readingsEverySecond });
  const idle = network.add({ id: 'HALL-2', version: 'ocpp2.0.1', maker: fastCharger });
  await Promise.all([busy.boot(), idle.boot(), acceptInvitation(client)]);

  const charge = async (energyWh: number): Promise<void> => {
    const [started, sampled] = [busy.waitFor('startAcknowledged'), busy.waitFor('sampled')];
    busy.plugIn({ vehicle: carTaking(energyWh) });
    busy.tap(card);
    await Promise.all([started, sampled]);
  };
  await charge(200);
  const ended = busy.waitFor('stopAcknowledged');
  busy.unplug();
  await ended;
  const refused = idle.waitFor('refused');
  idle.tap('0BADCA4D');
  await refused;
  await charge(90_000);
  const { items } = await client.listSessions();
  const idOf = (status: string): number => items.find((session) => session.status === status)?.id ?? 0;
  const heartbeat = { verb: 'trigger', message: 'Heartbeat' } as const;
  const { id: bulk } = await client.createBulkCommand({ body: { filter: { siteId: site.id }, request: heartbeat } });
  await client.sendCommand({ params: { stationId: 'HALL-3' }, query: { waitSeconds: 86_400 }, body: { verb: 'reset', kind: 'soft' } });
  return { endedSession: idOf('ended'), activeSession: idOf('active'), bulk };
}

async function acceptInvitation(client: Client): Promise<void> {
  const { url } = await client.inviteUser({ body: { role: 'viewer' } });
  await client.acceptInvitation({ body: { token: new URL(url).hash.slice(1), name: 'Vera', ...viewer } });
}
