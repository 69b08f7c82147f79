import { createNetwork, flawless, type Network, type StationControl } from '@stationmaster/simulator';
import { afterAll, beforeAll, describe, type ExpectStatic, expect, it } from 'vitest';
import { Install } from '../install.ts';

const card = '04C0FFEE01';
const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;
let install: Install;
let network: Network;
beforeAll(async () => {
  install = await Install.start({ isSetUp: true });
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  const { client } = install;
  await client.createToken({ body: { value: card } });
});
afterAll(async () => {
  network?.stop();
  await install?.stop();
});

type Run = Awaited<ReturnType<Install['client']['getAcceptance']>>;
const box = async (id: string, version: (typeof versions)[number]): Promise<StationControl> => {
  await install.client.createStation({ body: { id, securityProfile: 0 } });
  const settings: Record<string, string> =
    version === 'ocpp1.6' ? { MeterValueSampleInterval: '1' } : { 'SampledDataCtrlr.TxUpdatedInterval': '1' };
  return network.add({ id, version, maker: flawless, settings });
};
const get = (runId: number) => install.client.getAcceptance({ params: { runId } });
const codes = ({ steps }: Run) => Object.fromEntries(steps.map(({ name, status, code }) => [name, `${status} ${code ?? ''}`]));

/** What somebody at the station does, step by step, as the screen tells him. */
const hands: Record<string, (station: StationControl) => unknown> = {
  connection: (station) => station.boot(),
  refused: (station) => station.tap('DEADBEEF'),
  accepted: (station) => station.tap(card),
  start: (station) => station.plugIn({ vehicle: { batteryWh: 60_000 } }),
  alarm: async (station) => {
    station.fault('GroundFailure');
    await station.settled();
    station.fault(null);
  },
  reset: (station) => station.unplug(),
  offline: (station) => {
    station.goOffline();
    setTimeout(() => station.comeBack(), 1500);
  },
};

/** Follows the run to its end, and does each step's part once. */
async function walk(expect: ExpectStatic, { runId, station }: { runId: number; station: StationControl }): Promise<Run> {
  const done = new Set<string>();
  let run = await get(runId);
  await expect
    .poll(
      async () => {
        run = await get(runId);
        const now = run.steps.find(({ status }) => status === 'running');
        if (now !== undefined && !done.has(`${now.name} ${now.tries}`)) {
          done.add(`${now.name} ${now.tries}`);
          await hands[now.name]?.(station);
        }
        return `${run.status} ${now?.name ?? ''}`;
      },
      { timeout: 60_000, interval: 150 },
    )
    .not.toMatch(/^running/);
  return run;
}

describe.concurrent.each(versions)('a virtual station of %s', (version) => {
  it('passes with somebody at hand, and the report holds the proof', { timeout: 200_000 }, async ({ expect }) => {
    const id = `ACC-${version}`;
    const station = await box(id, version);
    const { client } = install;
    const started = await client.startAcceptance({ params: { stationId: id }, body: { token: card } });
    const run = await walk(expect, { runId: started.id, station });
    expect(codes(run)).toEqual({
      connection: 'passed connected',
      security: 'passed openConnection',
      boot: expect.stringMatching(/^passed booted/),
      clock: 'passed clockRight',
      configuration: 'passed noTemplates',
      refused: 'passed cardRefused',
      accepted: 'passed cardAccepted',
      start: 'passed started',
      meter: 'passed meterCounts',
      stop: 'passed stopped',
      record: 'passed recordFree',
      alarm: 'passed alarmTold',
      reset: 'passed restarted',
      offline: 'passed recovered',
    });
    expect(run.status).toBe('passed');
    const start = run.steps.find(({ name }) => name === 'start');
    const { items } = await client.listAcceptanceEvidence({ params: { runId: run.id, place: start?.place ?? 0 } });
    expect(items.map(({ action }) => action)).toContain(version === 'ocpp1.6' ? 'StartTransaction' : 'TransactionEvent');
    const report = await fetch(`${install.url}/api/v1/acceptance/${run.id}/report.pdf?language=de`, {
      headers: { authorization: 'Bearer sm_endtoend_0123456789abcdef0123456789abcdef' },
    });
    const bytes = Buffer.from(await report.arrayBuffer());
    expect([report.status, report.headers.get('content-type'), bytes.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
    expect(bytes.length).toBeGreaterThan(10_000);
  });
});

it('a step that fails ends it and says so; skipped with a reason, it goes on; a killed server goes on where it was', {
  timeout: 200_000,
}, async () => {
  const station = await (await box('ACC-LOW', 'ocpp2.0.1')).boot();
  const { client } = install;
  const { id: runId } = await client.startAcceptance({
    params: { stationId: 'ACC-LOW' },
    body: { leastProfile: 2, steps: ['reset', 'connection', 'security', 'boot', 'refused'] },
  });
  const failed = await walk(expect, { runId, station });
  expect([failed.status, codes(failed)['security'], codes(failed)['boot']]).toEqual(['failed', 'failed belowProfile', 'pending ']);
  const skipped = await client.skipAcceptanceStep({ params: { runId, place: 1 }, body: { note: 'Test bench without TLS' } });
  expect([skipped.status, skipped.steps[1]?.note]).toEqual(['running', 'Test bench without TLS']);
  await expect.poll(async () => codes(await get(runId))['refused'], { timeout: 60_000 }).toMatch(/^running/);
  await install.kill();
  await install.start();
  await expect.poll(async () => (await get(runId)).connected, { timeout: 60_000 }).toBe(true);
  station.tap('DEADBEEF');
  const run = await walk(expect, { runId, station });
  expect(codes(run)).toMatchObject({ security: 'skipped skipped', refused: 'passed cardRefused', reset: 'passed restarted' });
  expect(run.status).toBe('passed');
});

it('a shelf of stations overnight: nobody there, sessions begun from afar, one that is not plugged in fails alone', {
  timeout: 200_000,
}, async () => {
  const ids = Array.from({ length: 12 }, (_, index) => `SHELF-${String(index).padStart(2, '0')}`);
  const stations = await Promise.all(ids.map(async (id, index) => (await box(id, versions[index % 3] ?? 'ocpp1.6')).boot()));
  for (const station of stations.slice(1)) station.plugIn({ vehicle: { batteryWh: 60_000 } });
  const { client } = install;
  // Nobody plugs the first one in: twenty seconds are enough to see it.
  const plan = { hands: 'none' as const, token: card, stepSeconds: 20 };
  const { id: batchId } = await client.startAcceptanceBatch({ body: { name: 'Delivery 7', filter: { stationIds: ids }, plan } });
  await expect
    .poll(async () => (await client.getAcceptanceBatch({ params: { batchId } })).byStatus, { timeout: 180_000, interval: 250 })
    .toEqual({ passed: 11, failed: 1 });
  const { items } = await client.listAcceptance({ query: { batchId, limit: 50 } });
  const [bare] = items.filter(({ stationId }) => stationId === 'SHELF-00');
  expect(codes(bare as Run)).toMatchObject({
    refused: 'skipped needsHands',
    start: expect.stringMatching(/^failed/),
    meter: 'skipped needsSession',
    offline: 'passed recovered',
  });
});
