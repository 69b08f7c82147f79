import { createNetwork } from '@stationmaster/simulator';
import { expect, test } from 'vitest';
import { ServerProcess } from '../reliability/server-process.ts';

const value = '04C0FFEE';

test('killed between the end of reservations and their price: each is priced and paid once', { timeout: 600_000 }, async () => {
  const server = await ServerProcess.start();
  const network = createNetwork({ url: server.url, backOffMs: [200, 500] });
  try {
    const { client } = server;
    const site = await client.createSite({ body: { name: 'Yard', timeZone: 'Europe/Berlin', currency: 'EUR' } });
    const fee = (price: string) => [{ type: 'FLAT' as const, price }];
    await client.createTariff({
      body: {
        name: 'Kept',
        currency: 'EUR',
        elements: [
          { priceComponents: fee('2'), restrictions: { reservation: 'RESERVATION' } },
          { priceComponents: fee('5'), restrictions: { reservation: 'RESERVATION_EXPIRES' } },
        ],
        siteIds: [site.id],
      },
    });
    const card = await client.createToken({ body: { value, prepaid: true } });
    await client.addCredit({ params: { tokenId: card.id }, body: { kind: 'topUp', amount: '100', currency: 'EUR' } });
    const ids = ['KEPT1', 'KEPT2', 'KEPT3', 'KEPT4', 'KEPT5', 'KEPT6'];
    const made = await Promise.all(
      ids.map(async (stationId, index) => {
        await client.createStation({ body: { id: stationId, securityProfile: 0, siteId: site.id } });
        await network.add({ id: stationId, version: 'ocpp2.0.1' }).boot();
        // The first three expire, the others are taken back.
        const expiresAt = new Date(Date.now() + (index < 3 ? 20_000 : 3_600_000)).toISOString();
        const command = await client.sendCommand({ params: { stationId }, body: { verb: 'reserve', evseId: 1, token: value, expiresAt } });
        return { stationId, id: command.id };
      }),
    );
    const all = async () => (await client.listReservations({ query: {} })).items;
    await expect.poll(async () => (await all()).map(({ status }) => status), { timeout: 60_000 }).toEqual(made.map(() => 'active'));
    const entries = async () => (await client.listCreditEntries({ params: { tokenId: card.id }, query: { limit: 100 } })).items;

    for (const { stationId, id } of made.slice(3)) {
      // The station is back after the kill before.
      await expect.poll(async () => (await client.getStation({ params: { stationId } })).connected, { timeout: 60_000 }).toBe(true);
      await client.sendCommand({ params: { stationId }, body: { verb: 'cancelReservation', reservationId: id } });
      await server.kill();
    }
    await expect
      .poll(async () => (await all()).filter(({ status }) => status === 'expired').length, { timeout: 60_000, interval: 50 })
      .toBe(3);
    await server.kill();

    await expect
      .poll(async () => Object.fromEntries((await all()).map(({ id, status, cost }) => [id, `${status} ${cost?.total}`])), {
        timeout: 60_000,
      })
      .toEqual(Object.fromEntries(made.map(({ id }, index) => [id, index < 3 ? 'expired 5.00' : 'cancelled 2.00'])));
    await expect.poll(async () => (await entries()).length, { timeout: 60_000 }).toBe(1 + made.length);
    const paid = (await entries()).filter(({ kind }) => kind === 'reservation').map(({ reservationId }) => reservationId);
    expect(paid.sort()).toEqual(made.map(({ id }) => id).sort());
    const { credits } = await client.getCredit({ params: { tokenId: card.id } });
    // 100 − 3 × 5 − 3 × 2
    expect(credits).toEqual([{ currency: 'EUR', amount: '79', available: '79' }]);
    expect(server.starts).toBeGreaterThanOrEqual(5);
  } finally {
    network.stop();
    await server.stop();
  }
});
