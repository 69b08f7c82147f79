import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { ServerProcess } from '../reliability/server-process.ts';

/** A station that connects and is gone. */
async function comeAndGo(url: string): Promise<void> {
  const socket = new WebSocket(url, ['ocpp1.6']);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const closed = new Promise((resolve) => {
    socket.onclose = resolve;
  });
  socket.close();
  await closed;
}

test('killed while it watches, and while a message is on its way: one alert, and the message comes again', {
  timeout: 600_000,
}, async () => {
  const ids: string[] = [];
  let holds = true;
  const receiver = createServer((request, response) => {
    ids.push(String(request.headers['stationmaster-delivery']));
    request.resume();
    // The first is taken and never answered.
    if (!holds) response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const server = await ServerProcess.start({ PRIVATE_TARGETS: 'true' });
  try {
    const { client } = server;
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    await client.createChannel({ body: { name: 'Hook', settings: { kind: 'webhook', url }, secret: 'sixteen characters' } });
    const rule = (await client.listAlertRules()).items.find(({ kind }) => kind === 'offline');
    await client.updateAlertRule({
      params: { ruleId: rule?.id ?? 0 },
      body: { kind: 'offline', severity: 'critical', parameters: { minutes: 0 } },
    });
    for (const id of ['GONE1', 'GONE2']) {
      await client.createStation({ body: { id, securityProfile: 0 } });
      await comeAndGo(`${server.url}/${id}`);
    }
    await expect
      .poll(async () => (await client.listAlerts({ query: { state: 'open' } })).items, { timeout: 90_000 })
      .toMatchObject([{ items: 2 }]);
    // Before anybody is told.
    for (let times = 0; times < 3; times++) await server.kill();
    await expect.poll(() => ids.length, { timeout: 120_000 }).toBe(1);
    await server.kill();
    holds = false;
    await expect
      .poll(async () => (await client.listNotifications({ query: {} })).items[0]?.status, { timeout: 240_000, interval: 1000 })
      .toBe('delivered');
    const { items } = await client.listNotifications({ query: {} });
    expect(items).toMatchObject([{ occasion: 'opened', status: 'delivered' }]);
    expect(ids.length).toBeGreaterThanOrEqual(2);
    expect(new Set(ids).size).toBe(1);
    const alerts = (await client.listAlerts({ query: { state: 'open' } })).items;
    expect(alerts).toMatchObject([{ kind: 'offline', items: 2, openItems: 2 }]);
    expect(server.starts).toBeGreaterThanOrEqual(5);
  } finally {
    receiver.closeAllConnections();
    receiver.close();
    await server.stop();
  }
});
