import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { createObserver } from './observe.ts';

let app: ApiApp;
const open: RawStation[] = [];
beforeAll(async () => {
  app = await startApiApp();
  // The ledger begins with the first look.
  await vi.waitFor(async () => expect(await app.query('select 1 from observation')).toHaveLength(1), { timeout: 60_000, interval: 200 });
}, 90_000);
afterEach(() => Promise.all(open.splice(0).map((station) => station.close())));
afterAll(() => app?.stop());

let made = 0;
async function station() {
  const id = `UP-${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0 });
  const connect = async () => {
    const raw = await RawStation.connect(app.ocpp + id, 'ocpp1.6');
    open.push(raw);
    return raw;
  };
  const raw = await connect();
  const status = (word: string, connectorId = 1, on = raw) =>
    on.call('StatusNotification', { connectorId, status: word, errorCode: word === 'Faulted' ? 'GroundFailure' : 'NoError' });
  await raw.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' });
  await status('Available');
  await status('Available', 2);
  return { id, raw, status, connect };
}
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by what a test expects
type Any = any;
const outagesOf = async (id: string): Promise<Any[]> => (await app.api('GET', `/uptime/outages?stationId=${id}`)).body.items;
const wordsOf = async (id: string) =>
  (await outagesOf(id)).map(({ evseId, cause, endedAt, errorCode }) => [evseId, cause, endedAt === null ? 'open' : 'over', errorCode]);
const become = (id: string, words: unknown[]) => expect.poll(() => wordsOf(id), { timeout: 60_000, interval: 300 }).toEqual(words);

test('a fault is written down with its word and its evidence, and ends', { timeout: 90_000 }, async () => {
  const { id, status } = await station();
  await status('Faulted');
  await become(id, [[1, 'faulted', 'open', 'GroundFailure']]);
  await status('Charging');
  await become(id, [[1, 'faulted', 'over', 'GroundFailure']]);
  const [outage] = await outagesOf(id);
  const { body } = await app.api('GET', `/uptime/outages/${outage.id}`);
  expect(JSON.parse(body.before[0].request)[3]).toMatchObject({ connectorId: 1, status: 'Faulted' });
  expect(body.after.map(({ request }: Any) => JSON.parse(request)[3].status)).toContain('Charging');
});

test('a lost connection takes both connectors; coming back ends it; the month and the ports show it', { timeout: 120_000 }, async () => {
  const { id, raw, connect } = await station();
  await raw.close();
  const lost = (state: string) => [
    [2, 'offline', state, null],
    [1, 'offline', state, null],
  ];
  await become(id, lost('open'));
  const { body: down } = await app.api('GET', `/stations/${id}/uptime`);
  expect(down.connectors.map(({ outages }: Any) => outages.length)).toEqual([1, 1]);
  expect(down.health.reasons.map(({ code }: Any) => code)).toContain('downNow');
  await connect();
  await become(id, lost('over'));
  const { body } = await app.api('GET', '/uptime');
  const ports = body.items.filter(({ stationId }: Any) => stationId === id);
  expect(ports.map(({ evseId, outages }: Any) => [evseId, outages])).toEqual([
    [1, 1],
    [2, 1],
  ]);
  for (const { driver, nevi } of ports) {
    expect(driver.outageMinutes).toBeGreaterThan(0);
    expect(nevi.percent).toBeGreaterThan(99);
    expect(nevi.outageMinutes).toBeCloseTo(driver.outageMinutes, 3);
  }
});

test('put out of service by an operator: planned, by whom; a person excludes a part with a reason', { timeout: 90_000 }, async () => {
  const { id, raw, status } = await station();
  raw.on('ChangeAvailability', { result: { status: 'Accepted' } });
  await app.api('POST', `/stations/${id}/commands`, { verb: 'changeAvailability', operative: false, evseId: 1 });
  await status('Unavailable');
  await status('Faulted', 2);
  await become(id, [
    [2, 'faulted', 'open', 'GroundFailure'],
    [1, 'unavailable', 'open', null],
  ]);
  const [faulty, planned] = await outagesOf(id);
  expect(planned.exclusions).toMatchObject([{ kind: 'planned', until: null }]);
  expect(planned.exclusions[0].author).not.toBe('Stationmaster');
  const path = `/uptime/outages/${faulty.id}/exclusions`;
  const said = await app.api('POST', path, { kind: 'vandalism', reason: 'Cable cut, police report 17' });
  expect([said.status, said.body.exclusions]).toMatchObject([
    201,
    [{ kind: 'vandalism', reason: 'Cable cut, police report 17', until: null }],
  ]);
  const outside = await app.api('POST', path, { kind: 'utility', reason: 'grid', until: '2020-01-01T00:00:00Z' });
  expect([outside.status, outside.body.error.code]).toEqual([400, 'badRequest']);
  const { body: ports } = await app.api('GET', '/uptime');
  const [port] = ports.items.filter(({ stationId, evseId }: Any) => stationId === id && evseId === 2);
  expect(port.nevi.excludedMinutes).toBeGreaterThan(0);
  expect(port.nevi.excludedMinutes).toBeCloseTo(port.nevi.outageMinutes, 3);
  const csv = (await app.api('GET', '/uptime/outages.csv')).body as string;
  expect(csv.split('\r\n').find((line) => line.startsWith(`${faulty.id},`))).toMatch(
    /faulted,GroundFailure,vandalism [\d.]+,"Cable cut, police report 17"/,
  );
  expect((await app.api('DELETE', `${path}/${said.body.exclusions[0].id}`)).status).toBe(204);
  expect((await app.api('GET', `/uptime/outages/${faulty.id}`)).body.exclusions).toEqual([]);
  const audit = await app.query("select action from audit where action in ('excludeOutage', 'includeOutage') order by id");
  expect(audit.map(({ action }) => action)).toEqual(['excludeOutage', 'includeOutage']);
});

test('only ports known to be fast are measured by the rules for fast ones', async () => {
  const { id } = await station();
  const before = (await app.api('GET', '/uptime/network')).body;
  await app.api('PUT', `/stations/${id}/ports/1/rating`, { ratedW: 150_000 });
  await app.api('PUT', `/stations/${id}/ports/2/rating`, { ratedW: 22_000 });
  const after = (await app.api('GET', '/uptime/network')).body;
  expect([after.uk.ports, after.california.ports]).toEqual([before.uk.ports + 1, before.california.ports + 1]);
  expect((await app.api('GET', '/uptime.csv')).body).toContain(`${id},,,1,150000,`);
});

test('our own downtime is nobody else’s outage', { timeout: 120_000 }, async () => {
  const { id, raw } = await station();
  const [{ at }] = await app.query('select (extract(epoch from beat_at) * 1000)::float8 as at from observation');
  await app.query("update observation set beat_at = beat_at - interval '1 minute'");
  // Another server takes over: what nobody saw since the last sign of life is written down.
  await raw.close();
  const observe = createObserver(app.context);
  await observe();
  const [row] = await app.query(
    'select (extract(epoch from began_at) * 1000)::float8 as began from server_downtime order by began_at desc limit 1',
  );
  expect(row.began).toBeLessThan(at + 60_000);
  await become(id, [
    [2, 'offline', 'open', null],
    [1, 'offline', 'open', null],
  ]);
  const [outage] = await outagesOf(id);
  expect(outage.exclusions).toMatchObject([{ kind: 'server', author: 'Stationmaster', id: null }]);
  expect((await app.api('GET', `/stations/${id}/uptime`)).body.unobserved.length).toBeGreaterThan(0);
});
