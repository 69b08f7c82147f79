import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluate } from '../alerts/evaluate.ts';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { runRunbooks } from './run.ts';

const minute = 60_000;
let app: ApiApp;
const open: RawStation[] = [];
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

const now = () => app.context.clock();
let made = 0;
async function faulted(): Promise<{ id: string; station: RawStation; becomes: (status: string) => Promise<unknown> }> {
  const id = `RB${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 2000 });
  const station = await RawStation.connect(app.ocpp + id, 'ocpp1.6');
  open.push(station);
  station.on('TriggerMessage', { result: { status: 'Accepted' } });
  station.on('Reset', { result: { status: 'Accepted' } });
  await station.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' });
  const becomes = (status: string) =>
    station.call('StatusNotification', { connectorId: 1, status, errorCode: status === 'Faulted' ? 'GroundFailure' : 'NoError' });
  await becomes('Faulted');
  return { id, station, becomes };
}
/** Lets time pass and looks at alerts and runs, as the jobs do. */
async function pass(ms = 0): Promise<void> {
  app.advance(ms);
  await evaluate(app.context, ['faulted', 'runbookGaveUp'], { at: now(), startedAt: 0, diskPercent: null });
  await runRunbooks(app.context, 0);
}
const runOf = async (id: string) => (await app.api('GET', `/runbook-runs?stationId=${id}`)).body.items[0];
const until = (
  id: string,
  isSo: (run: Record<string, unknown> & { log: { what: string; action: string; because: string }[] }) => boolean,
  ms = 0,
) =>
  expect
    .poll(
      async () => {
        await pass(ms);
        const run = await runOf(id);
        return run !== undefined && isSo(run);
      },
      { timeout: 60_000 },
    )
    .toBe(true);
const resets = (station: RawStation) =>
  station.received.filter(({ action }) => action === 'Reset').map(({ payload }) => (payload as { type: string }).type);
async function turnOn(more: object = {}): Promise<number> {
  const { items } = (await app.api('GET', '/runbooks')).body;
  const book = items.find(({ builtin }: { builtin: string }) => builtin === 'faultedConnector');
  expect(book).toBeDefined();
  const { name, kinds, steps } = book;
  await app.api('PUT', `/runbooks/${book.id}`, { name, kinds, steps, enabled: true, ...more });
  return book.id;
}

test('nothing is done by itself before somebody switches it on', async () => {
  const { id, station } = await faulted();
  await pass(10 * minute);
  await pass();
  expect(await runOf(id)).toBeUndefined();
  expect(station.received.filter(({ action }) => action === 'Reset')).toEqual([]);
  await station.close();
});

test('asks, resets softly, and is healed: with the reason, and counted', async () => {
  const bookId = await turnOn();
  const { id, station, becomes } = await faulted();
  await pass(3 * minute);
  await until(id, ({ log }) => log.some(({ action, what }) => action === 'askStatus' && what === 'begun'));
  await expect.poll(() => station.received.map(({ action }) => action), { timeout: 60_000 }).toContain('TriggerMessage');
  await until(id, ({ step }) => step === 1, 30_000);
  await expect.poll(() => resets(station), { timeout: 60_000 }).toEqual(['Soft']);
  await becomes('Available');
  await until(id, ({ status }) => status === 'healed');
  expect(await runOf(id)).toMatchObject({ status: 'healed', reason: 'resetSoft', kind: 'faulted', startedBy: 'Stationmaster' });
  expect(resets(station)).toEqual(['Soft']);
  const book = (await app.api('GET', '/runbooks')).body.items.find((one: { id: number }) => one.id === bookId);
  expect(book.runs).toMatchObject({ healed: 1 });
  await station.close();
});

test('disturbs no car: what would interrupt it is left out, and a person is told', async () => {
  await turnOn();
  const { id, station } = await faulted();
  await app.query(`insert into token (tenant_id, value, canonical) values (1, 'RBCARD', 'RBCARD') on conflict do nothing`);
  await station.call('StartTransaction', { connectorId: 2, idTag: 'RBCARD', meterStart: 0, timestamp: new Date(now()).toISOString() });
  await pass(3 * minute);
  await until(id, ({ status }) => status === 'gaveUp', minute);
  const run = await runOf(id);
  expect(resets(station)).toEqual([]);
  expect(run.log.filter(({ what }: { what: string }) => what === 'skipped')).toMatchObject([
    { action: 'resetSoft', because: 'charging' },
    { action: 'resetHard', because: 'charging' },
  ]);
  await pass();
  const alerts = (await app.api('GET', `/alerts?state=open&stationId=${id}`)).body.items;
  expect(alerts.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['faulted', 'runbookGaveUp']);
  await station.close();
});

test('begun and stopped by hand; one at a time at a station', async () => {
  const bookId = await turnOn({ enabled: false });
  const { id, station } = await faulted();
  const first = await app.api('POST', `/runbooks/${bookId}/runs`, { stationId: id });
  expect(first).toMatchObject({ status: 201, body: { status: 'running', stationId: id } });
  const second = await app.api('POST', `/runbooks/${bookId}/runs`, { stationId: id });
  expect([second.status, second.body.error.code]).toEqual([409, 'runbookRunning']);
  expect((await app.api('POST', `/runbook-runs/${first.body.id}/stop`)).body).toMatchObject({ status: 'stopped' });
  await pass(60 * minute);
  expect(resets(station)).toEqual([]);
  await station.close();
});
