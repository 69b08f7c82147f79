import { afterEach, beforeEach, expect, it } from 'vitest';
import { serveControl } from './control-server.ts';
import { createNetwork, type Network } from './network.ts';
import { TinyCsms } from './testing/csms.ts';

let csms: TinyCsms;
let network: Network;
let control: { port: number; stop: () => void };
beforeEach(async () => {
  csms = new TinyCsms();
  await csms.listening();
  network = createNetwork({ url: csms.url });
  control = await serveControl(network, 0);
});
afterEach(() => {
  control.stop();
  network.stop();
  csms.stop();
});

const ask = (
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Response> =>
  fetch(`http://127.0.0.1:${control.port}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

it('does over HTTP what a hand could do at the charger', async () => {
  const station = network.add({ id: 'S 1', version: 'ocpp2.1' });
  const booted = station.waitFor('booted');
  await ask('POST', '/stations/S%201/powerUp');
  await booted;
  const acknowledged = station.waitFor('startAcknowledged');
  await ask('POST', '/stations/S%201/plugIn', { body: { vehicle: { soc: 0.4 } } });
  await ask('POST', '/stations/S%201/tap', { body: { idToken: '04A1' } });
  await acknowledged;
  expect(await (await ask('GET', '/stations/S%201')).json()).toMatchObject({
    link: 'open',
    evses: [{ status: 'Charging', session: { idToken: '04A1' } }],
  });
  expect(await (await ask('GET', '/ledger')).json()).toMatchObject([{ stationId: 'S 1', isStartAcknowledged: true }]);
});

it('tells mistakes plainly and keeps websites out', async () => {
  expect((await ask('POST', '/stations/NONE/tap', { body: {} })).status).toBe(400);
  expect((await ask('POST', '/stations/S1/explode', { body: {} })).status).toBe(404);
  expect((await ask('POST', '/stations/S1/constructor', { body: {} })).status).toBe(404);
  expect((await ask('GET', '/ledger', { headers: { origin: 'https://evil.example' } })).status).toBe(403);
});
