import type { Version } from '@stationmaster/ocpp';
import { createNetwork, meterPublicKey, type Network, type SigningManner, signing } from '@stationmaster/simulator';
import { afterAll, beforeAll, it, vi } from 'vitest';
import { Install } from './install.ts';
import { carTaking, fastCharger, readingsEverySecond } from './stations.ts';

const card = '04FACADE';
let install: Install;
let network: Network;
beforeAll(async () => {
  install = await Install.start({ isSetUp: true });
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  await install.client.createToken({ body: { value: card } });
});
afterAll(async () => {
  network?.stop();
  await install?.stop();
});

const expected: Record<SigningManner, string | null> = {
  good: null,
  gap: 'signedGap',
  badSignature: 'signedInvalid',
  wrongKey: 'signedInvalid',
  meterFault: 'signedFlagged',
};
const versions: Version[] = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'];

const cases = versions.flatMap((version) => (Object.keys(expected) as SigningManner[]).map((manner) => [version, manner] as const));
// All at once: what is kept and judged of one session must not hang on what the others do meanwhile.
vi.setConfig({ maxConcurrency: cases.length });
it.concurrent.for(cases)('a virtual meter over %s that signs %s', { timeout: 120_000 }, async ([version, manner], { expect }) => {
  const id = `${manner}-${version.slice(4)}`.replaceAll('.', '');
  await install.client.createStation({ body: { id, securityProfile: 0 } });
  const settings = version === 'ocpp1.6' ? readingsEverySecond : {};
  const station = network.add({ id, version, maker: signing(fastCharger, manner), settings });
  await station.boot();
  await install.client.registerMeterKey({
    params: { stationId: id },
    body: { publicKey: meterPublicKey(id, 1), evseId: 1, meterSerial: `${id}-M1` },
  });
  const [started, stopped] = [station.waitFor('startAcknowledged'), station.waitFor('stopAcknowledged', { timeoutMs: 60_000 })];
  const sampled = version === 'ocpp1.6' ? station.waitFor('sampled') : null;
  station.plugIn({ vehicle: carTaking(200) });
  station.tap(card);
  await started;
  await sampled;
  station.unplug();
  await stopped;
  const { items } = await install.client.listSessions({ query: { stationId: id } });
  const sessionId = items[0]?.id ?? 0;
  const find = () => install.client.getSessionCheck({ params: { sessionId } });
  await expect.poll(async () => (await find()).outcome, { timeout: 60_000 }).not.toBeNull();
  const wanted = expected[manner];
  const signedKinds = (await find()).findings.map(({ kind }) => kind).filter((kind) => kind.startsWith('signed'));
  expect(signedKinds).toEqual(wanted === null ? [] : [wanted]);
  const { items: records } = await install.client.sessionSigned({ params: { sessionId } });
  expect(records.map(({ context }) => context)).toEqual(['Transaction.Begin', 'Transaction.End']);
});
