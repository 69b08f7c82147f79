import { alertKinds } from '@stationmaster/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashDataOf } from '../certificates/hash-data.ts';
import { messageOf } from '../channels/message.ts';
import { RawStation } from '../commands/raw-station.ts';
import { sample201 } from '../commands/samples.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { poolRoot } from '../testing/contract-pki.ts';
import { evaluate } from './evaluate.ts';
import { selectExamples } from './progress-store.ts';

const day = 86_400_000;
const year = 365 * day;
let app: ApiApp;
const open: RawStation[] = [];
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app?.stop();
});

/** A root that ends in so many days, known here. */
async function root(name: string, days: number): Promise<string> {
  const { pem } = await poolRoot({ name, at: app.context.clock() + days * day - 10 * year });
  expect((await app.api('POST', '/certificates', { use: 'csms', pem })).status).toBe(201);
  return pem;
}
async function station(id: string): Promise<RawStation> {
  await app.api('POST', '/stations', { id, name: `Box ${id}`, securityProfile: 0 });
  const connected = await RawStation.connect(app.ocpp + id, 'ocpp2.0.1');
  open.push(connected);
  await sample201.boot(connected);
  return connected;
}
/** The station tells that it holds these. */
async function tells(id: string, connected: RawStation, pems: readonly string[]): Promise<void> {
  const chain = pems.map((pem) => ({ certificateType: 'CSMSRootCertificate', certificateHashData: hashDataOf(pem, pem, 'SHA256') }));
  connected.on('GetInstalledCertificateIds', { result: { status: 'Accepted', certificateHashDataChain: chain } });
  await app.api('POST', `/stations/${id}/commands`, { verb: 'getInstalledCertificateIds' });
}
const look = () => evaluate(app.context, alertKinds, { at: app.context.clock(), startedAt: app.context.clock() - day, diskPercent: null });
interface Item {
  stationId: string;
  data: Record<string, unknown>;
}
async function stranded(): Promise<{ alertId: number; items: Item[] }> {
  await look();
  const [alert] = (await app.api('GET', '/alerts?state=open')).body.items.filter(({ kind }: { kind: string }) => kind === 'rootEnding');
  if (alert === undefined) return { alertId: 0, items: [] };
  return { alertId: alert.id, items: (await app.api('GET', `/alerts/${alert.id}/items?open=true`)).body.items };
}
const names = async () => (await stranded()).items.map(({ stationId, data }) => `${stationId} ${data['root']}`).sort();

test('half a year before a root ends, the stations that trust no other are named, until each has got the next one', async () => {
  const [ending, next] = [await root('Ending', 179), await root('Next', 3000)];
  const [one, two, safe] = [await station('ROOT1'), await station('ROOT2'), await station('ROOT3')];
  await tells('ROOT1', one, [ending]);
  await tells('ROOT2', two, [ending]);
  await tells('ROOT3', safe, [ending, next]);
  expect(await names()).toEqual(['ROOT1 CN=Ending', 'ROOT2 CN=Ending']);
  const { alertId, items } = await stranded();
  expect(items[0]).toMatchObject({ stationName: 'Box ROOT1', data: { use: 'csms', validTo: expect.stringMatching(/^\d{4}-/) } });

  const content = {
    kind: 'rootEnding',
    name: '',
    severity: 'warning',
    items: 2,
    openItems: 2,
    openedAt: '',
    endedAt: null,
    acknowledgedBy: null,
    examples: await selectExamples(app.context.db, alertId, 20),
  } as const;
  const { title, lines } = messageOf({ content, occasion: 'opened', language: 'en', timeZone: 'UTC', url: '' });
  expect(title).toBe('Warning: Stations would be left without a root they trust: 2 affected');
  expect(lines[0]).toMatch(/^Box ROOT1 \(ROOT1\), trusts CN=Ending and nothing that lasts longer than \d+ \w+ \d{4}/);

  await tells('ROOT1', one, [ending, next]);
  expect(await names()).toEqual(['ROOT2 CN=Ending']);
  // The root has ended, and nobody has been there: that is no reason to fall silent.
  app.advance(200 * day);
  expect(await names()).toEqual(['ROOT2 CN=Ending']);
  await tells('ROOT2', two, [next]);
  expect(await names()).toEqual([]);
});

test('one that ends later than the rule looks ahead is nobody’s worry yet; the rule’s days say when', async () => {
  const late = await root('Late', 300);
  const connected = await station('ROOT4');
  await tells('ROOT4', connected, [late]);
  expect(await names()).toEqual([]);
  const rules = (await app.api('GET', '/alert-rules')).body.items;
  const { id, builtin: _, openItems: __, ...rule } = rules.find(({ kind }: { kind: string }) => kind === 'rootEnding');
  expect(rule).toMatchObject({ enabled: true, severity: 'warning', parameters: { days: 180 } });
  expect((await app.api('PUT', `/alert-rules/${id}`, { ...rule, parameters: { days: 365 } })).status).toBe(200);
  expect(await names()).toEqual(['ROOT4 CN=Late']);
  // A station that is not meant is not told of.
  await app.api('PUT', `/alert-rules/${id}`, { ...rule, parameters: { days: 365 }, scope: { stationIds: ['ROOT1'] } });
  expect(await names()).toEqual([]);
});
