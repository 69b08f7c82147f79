import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@stationmaster/contract';
import { afterAll, expect, test } from 'vitest';
import { TEST_KEY } from '../testing/app.ts';
import { TestSocket } from '../testing/socket.ts';

/** The real server as its own process, killed where it hurts. */
const dataDir = mkdtempSync(join(tmpdir(), 'stationmaster-vouchers-'));
let server: ChildProcess;
afterAll(async () => {
  await ended('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<string> {
  server = spawn(process.execPath, [join(import.meta.dirname, '../main.ts')], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      ADMIN_API_KEY: TEST_KEY,
      UNKNOWN_STATIONS: 'adopt',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const text of server.stdout as AsyncIterable<Buffer>) {
    said += text.toString();
    const address = /Console\s+(http:\/\/[^/\s]+)/.exec(said)?.[1];
    if (address) return address;
  }
  throw new Error(`the server did not start: ${said}`);
}
async function ended(signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await exit;
}
const connected = async (base: string): Promise<TestSocket> => {
  const station = await TestSocket.open(`${base.replace('http', 'ws')}/ocpp`, 'KILLED');
  await station.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' });
  return station;
};

test('killed while sessions begin and end, a voucher is neither lost nor used twice', { timeout: 180_000 }, async () => {
  let base = await start();
  let client = createClient({ baseUrl: base, key: TEST_KEY });
  let station = await connected(base);
  const priceComponents = [{ type: 'ENERGY' as const, price: '0.50', stepSize: 1 }];
  const tariff = await client.createTariff({ body: { name: 'Day', currency: 'EUR', elements: [{ priceComponents }] } });
  await client.createTariffAssignment({ body: { tariffId: tariff.id, target: 'tenant' } });
  const card = await client.createToken({ body: { value: '04AABBCC' } });
  const { codes } = await client.createVoucherCampaign({
    body: { name: 'Gift', rule: { kind: 'value', amount: '8' }, currency: 'EUR', target: 'tenant' },
  });
  const order = { body: { code: codes[0] ?? '', tokenId: card.id }, idempotencyKey: 'gift-1' } as const;
  await client.redeemVoucher(order);

  const killed = async (): Promise<void> => {
    await ended('SIGKILL');
    base = await start();
    client = createClient({ baseUrl: base, key: TEST_KEY });
    station = await connected(base);
  };
  const vouchers = async () => (await client.listVouchers({ query: { tokenId: card.id } })).items;
  const begin = { connectorId: 1, idTag: '04AABBCC', meterStart: 0, timestamp: new Date().toISOString() };

  // Its start is sent, and nobody hears an answer.
  station.call('StartTransaction', begin).catch(() => undefined);
  await killed();
  const [, , answer] = await station.call('StartTransaction', begin);
  const { transactionId } = answer as { transactionId: number };
  expect((await vouchers()).map(({ left }) => left)).toEqual(['0']);

  // So is its end.
  const end = { transactionId, meterStop: 10_000, timestamp: new Date().toISOString(), idTag: '04AABBCC' };
  station.call('StopTransaction', end).catch(() => undefined);
  await killed();
  await station.call('StopTransaction', end);
  for (;;) if ((await vouchers())[0]?.left === '3') break;
  expect((await client.listSessions({ query: {} })).items.map(({ cost }) => cost)).toMatchObject([{ total: '5.00', due: '0.00' }]);

  // Redeemed again by the same request it is the same voucher; and a code is used once.
  expect((await client.redeemVoucher(order)).id).toBe((await vouchers())[0]?.id);
  expect(await vouchers()).toHaveLength(1);
  await expect(client.redeemVoucher({ body: order.body })).rejects.toMatchObject({ code: 'voucherUsed' });
  const { items } = await client.listVoucherCampaigns({ query: {} });
  expect(items).toMatchObject([{ redeemed: 1, used: 1, running: 0, costs: [{ currency: 'EUR', amount: '5' }] }]);
});
