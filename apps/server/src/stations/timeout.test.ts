import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { TestSocket } from '../testing/socket.ts';

let app: TestApp;
let now = Date.UTC(2026, 4, 1, 8);
beforeAll(async () => {
  app = await startTestApp({ UNKNOWN_STATIONS: 'adopt' }, { clock: () => now });
});
afterAll(() => app.drop());

interface Told {
  callTimeoutMs: number;
  answerTimeoutMs: number;
}
async function api(method: string, id: string, body?: object): Promise<Told> {
  const headers = { authorization: `Bearer ${app.key}`, 'content-type': 'application/json' };
  const response = await fetch(`${app.api}/stations/${id}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Told;
}
const patience = async (id: string): Promise<[own: number, waited: number]> => {
  const { callTimeoutMs, answerTimeoutMs } = await api('GET', id);
  return [callTimeoutMs, answerTimeoutMs];
};

/** A station that answers what it is sent after `tookMs` of the server's clock. */
class Slow {
  readonly socket: TestSocket;
  readonly rowId: number;
  #asked = 0;

  constructor(socket: TestSocket, rowId: number) {
    this.socket = socket;
    this.rowId = rowId;
  }

  static async boot(identity: string): Promise<Slow> {
    const socket = await TestSocket.open(app.ocpp, identity);
    await socket.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' });
    const known = await app.gateway.parts.directory.find(identity);
    return new Slow(socket, known?.id ?? 0);
  }

  async answersAfter(tookMs: number, timeoutMs = 20_000): Promise<string> {
    this.#asked += 1;
    const asked = app.gateway.send(this.rowId, { action: 'ClearCache', payload: {}, timeoutMs, isExact: true, commandId: null });
    const late = timeoutMs < 1000 ? await asked : null;
    const calls = async () => this.socket.frames.filter(([, , action]) => action === 'ClearCache');
    await expect.poll(async () => (await calls()).length).toBe(this.#asked);
    const [, call] = (await calls()).at(-1) ?? [];
    now += tookMs;
    this.socket.socket.send(JSON.stringify([3, call, { status: 'Accepted' }]));
    return (late ?? (await asked)).kind;
  }
}

it('a late answer buys more patience, which stays when the station comes back and when another name is given', async () => {
  const station = await Slow.boot('slow');
  expect(await patience('slow')).toEqual([30_000, 30_000]);
  expect(await station.answersAfter(40_000, 5)).toBe('timedOut');
  await expect.poll(() => patience('slow')).toEqual([30_000, 60_000]);
  await station.socket.close();
  await expect.poll(() => app.gateway.peek(station.rowId)).toBeUndefined();
  expect(await patience('slow')).toEqual([30_000, 60_000]);
  const again = await Slow.boot('slow');
  expect(app.gateway.peek(again.rowId)?.callTimeoutMs).toBe(60_000);
  await api('PATCH', 'slow', { name: 'Slow one' });
  expect(await patience('slow')).toEqual([30_000, 60_000]);
  await again.socket.close();
});

it('never more than five minutes; less than there is changes nothing', async () => {
  const station = await Slow.boot('slower');
  await station.answersAfter(10_000, 5);
  await station.answersAfter(900_000, 5);
  await expect.poll(() => patience('slower')).toEqual([30_000, 300_000]);
  await station.answersAfter(40_000, 5);
  expect(await patience('slower')).toEqual([30_000, 300_000]);
  await station.socket.close();
});

it('is forgotten after twenty quick answers in a row, and not before', async () => {
  const station = await Slow.boot('mended');
  await station.answersAfter(40_000, 5);
  await expect.poll(() => patience('mended')).toEqual([30_000, 60_000]);
  for (let count = 0; count < 19; count++) expect(await station.answersAfter(20_000)).toBe('result');
  // As slow as the operator's own 30 s could not have stood: it counts from the beginning.
  expect(await station.answersAfter(20_001)).toBe('result');
  for (let count = 0; count < 19; count++) await station.answersAfter(1000);
  expect(await patience('mended')).toEqual([30_000, 60_000]);
  await station.answersAfter(1000);
  await expect.poll(() => patience('mended')).toEqual([30_000, 30_000]);
  expect(app.gateway.peek(station.rowId)?.callTimeoutMs).toBe(30_000);
  await station.socket.close();
});

it('what an operator sets holds at once', async () => {
  const station = await Slow.boot('set');
  await station.answersAfter(40_000, 5);
  await expect.poll(() => patience('set')).toEqual([30_000, 60_000]);
  await api('PATCH', 'set', { callTimeoutMs: 45_000 });
  expect(await patience('set')).toEqual([45_000, 45_000]);
  expect(app.gateway.peek(station.rowId)?.callTimeoutMs).toBe(45_000);
  await station.socket.close();
});
