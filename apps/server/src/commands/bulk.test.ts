import { createClient } from '@stationmaster/contract';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { TestSocket } from '../testing/socket.ts';

let app: TestApp;
const open: TestSocket[] = [];
const client = () => createClient({ baseUrl: `http://127.0.0.1:${app.port}`, key: app.key });
const reset = { verb: 'reset', kind: 'soft' } as const;

beforeAll(async () => {
  app = await startTestApp({ UNKNOWN_STATIONS: 'adopt' });
});
afterAll(async () => {
  await Promise.all(open.map((socket) => socket.close()));
  await app?.drop();
});

/** A 1.6 station that answers every reset, and tells which it was asked for. */
async function connect(id: string, status = 'Accepted'): Promise<{ socket: TestSocket; asked: string[] }> {
  const socket = await TestSocket.open(app.ocpp, id);
  open.push(socket);
  const asked: string[] = [];
  socket.socket.on('message', (data) => {
    const [type, messageId, action, payload] = JSON.parse(String(data)) as [number, string, string, { type?: string }];
    if (type !== 2 || action !== 'Reset') return;
    asked.push(payload.type ?? '');
    socket.socket.send(JSON.stringify([3, messageId, { status }]));
  });
  await socket.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: id.startsWith('B') ? 'Bulky' : 'One' });
  return { socket, asked };
}
const commandOf = (commandId: number) => client().getCommand({ params: { commandId } });

it('a command waits for its station and is sent, in order, when it has come back', async () => {
  const { socket } = await connect('W1');
  await socket.close();
  await vi.waitFor(async () => expect((await client().getStation({ params: { stationId: 'W1' } })).connected).toBe(false));
  const send = (kind: 'soft' | 'hard') =>
    client().sendCommand({ params: { stationId: 'W1' }, query: { waitSeconds: 60 }, body: { ...reset, kind } });
  const [first, second] = [await send('hard'), await send('soft')];
  expect([first.status, second.status]).toEqual(['waiting', 'waiting']);
  expect(Date.parse(first.expiresAt ?? '') - Date.parse(first.requestedAt)).toBe(60_000);
  const back = await connect('W1');
  // A boot that is heard after a restart was accepted confirms it.
  const agreed = expect.stringMatching(/^(accepted|confirmed)$/);
  await vi.waitFor(async () => expect((await commandOf(second.id)).status).toEqual(agreed));
  expect(back.asked).toEqual(['Hard', 'Soft']);
  expect((await commandOf(first.id)).status).toEqual(agreed);
});

it('what waited too long, or was taken back, is never sent; what is sent cannot be taken back', async () => {
  await (await connect('W2')).socket.close();
  await vi.waitFor(async () => expect((await client().getStation({ params: { stationId: 'W2' } })).connected).toBe(false));
  const send = (waitSeconds: number) => client().sendCommand({ params: { stationId: 'W2' }, query: { waitSeconds }, body: reset });
  const [short, long] = [await send(1), await send(600)];
  expect(await client().cancelCommand({ params: { commandId: long.id } })).toMatchObject({ status: 'cancelled' });
  expect(await client().cancelCommand({ params: { commandId: long.id } })).toMatchObject({ status: 'cancelled' });
  await vi.waitFor(async () => expect((await commandOf(short.id)).status).toBe('expired'), { timeout: 15_000, interval: 200 });
  const { asked } = await connect('W2');
  const now = await client().sendCommand({ params: { stationId: 'W2' }, body: reset });
  expect(now.status).toBe('accepted');
  expect(asked).toEqual(['Soft']);
  await expect(client().cancelCommand({ params: { commandId: now.id } })).rejects.toMatchObject({ code: 'alreadySent' });
});

it('a password is not kept, so a command with one neither waits nor goes to many', async () => {
  const body = {
    verb: 'writeConfiguration',
    variables: [{ component: '', variable: 'AuthorizationKey', value: 'SECRET-0123456789' }],
  } as const;
  const request = { ...body, variables: [...body.variables] };
  await expect(client().sendCommand({ params: { stationId: 'W1' }, query: { waitSeconds: 9 }, body: request })).rejects.toMatchObject({
    code: 'secretCannotWait',
  });
  await expect(client().createBulkCommand({ body: { filter: {}, request } })).rejects.toMatchObject({ code: 'secretCannotWait' });
});

it('one command goes to all that fit; each has its result; the failed are tried again', async () => {
  const good = await Promise.all(['B1', 'B2', 'B3'].map((id) => connect(id)));
  const refusing = await connect('B4', 'Rejected');
  await (await connect('B5')).socket.close();
  await vi.waitFor(async () => expect((await client().getStation({ params: { stationId: 'B5' } })).connected).toBe(false));
  const filter = { model: 'Bulky' };
  expect(await client().previewBulkCommand({ body: { filter } })).toEqual({
    total: 5,
    connected: 4,
    charging: 0,
    sample: ['B1', 'B2', 'B3', 'B4', 'B5'],
  });
  await expect(client().createBulkCommand({ body: { filter: { model: 'None' }, request: reset } })).rejects.toMatchObject({
    code: 'badRequest',
  });

  const { id } = await client().createBulkCommand({ body: { filter, request: reset } });
  const progress = () => client().getBulkCommand({ params: { bulkId: id } });
  await vi.waitFor(async () => expect((await progress()).byStatus).toEqual({ accepted: 3, rejected: 1, offline: 1 }), { timeout: 10_000 });
  expect(await progress()).toMatchObject({ total: 5, verb: 'reset', finished: false });
  expect([...good, refusing].map(({ asked }) => asked)).toEqual([['Soft'], ['Soft'], ['Soft'], ['Soft']]);
  await Promise.all(good.map(({ socket }) => socket.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'Bulky' })));
  await vi.waitFor(async () =>
    expect(await progress()).toMatchObject({ byStatus: { confirmed: 3, rejected: 1, offline: 1 }, finished: true }),
  );
  const results = await client().listBulkResults({ params: { bulkId: id }, query: { status: 'offline' } });
  expect(results.items.map(({ stationId, status }) => [stationId, status])).toEqual([['B5', 'offline']]);

  const again = await client().retryBulkCommand({ params: { bulkId: id } });
  expect(again).toMatchObject({ total: 2, retryOf: id });
  await vi.waitFor(
    async () => expect((await client().getBulkCommand({ params: { bulkId: again.id } })).byStatus).toEqual({ rejected: 1, offline: 1 }),
    { timeout: 10_000 },
  );
  expect((await client().listBulkCommands({ query: {} })).items.map((bulk) => bulk.id)).toEqual([again.id, id]);
});

it('a cancelled one stops where it is', async () => {
  const { id } = await client().createBulkCommand({ body: { filter: { stationIds: ['B5'] }, request: reset, waitSeconds: 600 } });
  await vi.waitFor(async () => expect((await client().getBulkCommand({ params: { bulkId: id } })).byStatus).toEqual({ waiting: 1 }), {
    timeout: 10_000,
  });
  expect(await client().cancelBulkCommand({ params: { bulkId: id } })).toMatchObject({
    byStatus: { cancelled: 1 },
    finished: true,
    cancelledAt: expect.any(String),
  });
  const { asked } = await connect('B5');
  await client().sendCommand({ params: { stationId: 'B5' }, body: { ...reset, kind: 'hard' } });
  expect(asked).toEqual(['Hard']);
});
