import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { sample201 } from '../commands/samples.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { poolRoot } from '../testing/contract-pki.ts';
import { testCsr } from '../testing/csr.ts';
import { hashDataOf } from './hash-data.ts';
import { askWhatStationsTrust, renewStations, warnOfExpiry } from './watch.ts';

const day = 86_400_000;
let app: ApiApp;
const open: RawStation[] = [];
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app?.stop();
});

interface Item {
  id: number;
  role: string;
  use: string;
  origin: string;
  state: string;
  subject: string;
  level: string;
  stations: number;
  stranded: number;
  stationId: string | null;
}
const radar = async (): Promise<{ items: Item[]; unknownTrusted: number; isLocked: boolean; stationCertificates: number }> =>
  (await app.api('GET', '/certificates/radar')).body;
const rootOf = async (use: string) => (await radar()).items.find((one) => one.role === 'root' && one.use === use && one.state === 'active');
const pemOf = async (id: number): Promise<string> => (await app.api('GET', `/certificates/${id}`)).body.pem;

async function connected(id: string, version: Version = 'ocpp2.0.1'): Promise<RawStation> {
  await app.api('POST', '/stations', { id, securityProfile: 0 });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  await sample201.boot(station);
  return station;
}
/** The station tells that these are the roots it trusts, in an algorithm of its own. */
async function tells(
  id: string,
  station: RawStation,
  pems: readonly string[],
  algorithm: 'SHA256' | 'SHA384' | 'SHA512' = 'SHA256',
): Promise<void> {
  const chain = pems.map((pem) => {
    const hash = hashDataOf(pem, pem, algorithm);
    return {
      certificateType: 'CSMSRootCertificate',
      certificateHashData: { ...hash, serialNumber: `00${hash.serialNumber.toUpperCase()}` },
    };
  });
  station.on('GetInstalledCertificateIds', {
    result: pems.length === 0 ? { status: 'NotFound' } : { status: 'Accepted', certificateHashDataChain: chain },
  });
  await app.api('POST', `/stations/${id}/commands`, { verb: 'getInstalledCertificateIds' });
}
const holders = async (id: number) =>
  (await app.api('GET', `/certificates/${id}/stations`)).body.items.map((one: { stationId: string; isStranded: boolean }) => [
    one.stationId,
    one.isStranded,
  ]);

test('who trusts a root, and who would be stranded without it; a second root in time leaves nobody', async () => {
  await app.api('POST', '/certificate-authorities/replacements', { name: 'csmsEc' });
  const old = await rootOf('csms');
  if (old === undefined) throw new Error('no root');
  const oldPem = await pemOf(old.id);
  const [one, two] = [await connected('TRUST1'), await connected('TRUST2')];
  await tells('TRUST1', one, [oldPem]);
  await tells('TRUST2', two, [oldPem], 'SHA512');
  expect(await rootOf('csms')).toMatchObject({ id: old.id, stations: 2, stranded: 2, level: 'fine' });
  expect(await holders(old.id)).toEqual([
    ['TRUST1', true],
    ['TRUST2', true],
  ]);
  app.advance(day);
  const replaced = await app.api('POST', '/certificate-authorities/replacements', { name: 'csmsEc' });
  expect(replaced.status).toBe(200);
  const next = await pemOf(replaced.body.id);
  await tells('TRUST2', two, [oldPem, next], 'SHA384');
  const items = (await radar()).items;
  expect(items.find(({ id }) => id === old.id)).toMatchObject({ state: 'retiring', stations: 2, stranded: 1 });
  expect(await holders(old.id)).toEqual([
    ['TRUST1', true],
    ['TRUST2', false],
  ]);
  expect(items.find(({ id }) => id === replaced.body.id)).toMatchObject({ state: 'active', stations: 1 });
  const audit = (await app.api('GET', '/audit?action=replaceAuthority')).body.items;
  expect(audit).toHaveLength(2);
  // The first makes what is there from the start; only the second leaves one that has a successor.
  expect(
    (await radar()).items
      .filter(({ role }) => role === 'root')
      .map(({ state }) => state)
      .sort(),
  ).toEqual(['active', 'retiring']);
});

describe('roots of others', () => {
  test('brought in, trusted, and not any more; its text is told, keys and leaves are refused', async () => {
    const { pem } = await poolRoot({ name: 'Elsewhere', at: app.context.clock() });
    const { status, body } = await app.api('POST', '/certificates', { use: 'mo', pem });
    expect([status, body]).toMatchObject([201, { role: 'root', use: 'mo', origin: 'imported', subject: 'CN=Elsewhere', level: 'fine' }]);
    expect(await pemOf(body.id)).toBe(pem);
    const wrong = async (text: string) => (await app.api('POST', '/certificates', { use: 'mo', pem: text })).body.error.details[0].code;
    expect(await wrong(`${pem}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`)).toBe('pemPrivateKey');
    expect(await wrong(pem + pem)).toBe('pemSeveral');
    const gone = await app.api('POST', `/certificates/${body.id}/revocation`, { reason: 'left the market' });
    expect(gone.body).toMatchObject({ state: 'revoked', reason: 'left the market' });
    expect((await radar()).items.some(({ id }) => id === body.id)).toBe(false);
    const own = await rootOf('csms');
    expect((await app.api('POST', `/certificates/${own?.id}/revocation`, { reason: 'x' })).body.error.code).toBe('certificateNotRevocable');
  });

  test('one that a station took from us is known by its text; one it had before is counted', async () => {
    const station = await connected('TRUST3');
    const [given, older] = await Promise.all(['Given', 'Older'].map((name) => poolRoot({ name, at: app.context.clock() })));
    if (given === undefined || older === undefined) throw new Error('no roots');
    station.on('InstallCertificate', { result: { status: 'Accepted' } });
    await app.api('POST', '/stations/TRUST3/commands', { verb: 'installCertificate', type: 'CSMSRootCertificate', certificate: given.pem });
    const before = (await radar()).unknownTrusted;
    await tells('TRUST3', station, [given.pem, older.pem]);
    const now = await radar();
    expect(now.unknownTrusted).toBe(before + 1);
    expect(now.items.find(({ subject }) => subject === 'CN=Given')).toMatchObject({ origin: 'seen', stations: 1 });
  });
});

test('stations are asked again after a month what they hold', async () => {
  const station = await connected('MONTHLY');
  const { pem } = await poolRoot({ name: 'Monthly', at: app.context.clock() });
  await tells('MONTHLY', station, [pem]);
  const asked = () => station.received.filter(({ action }) => action === 'GetInstalledCertificateIds').length;
  await askWhatStationsTrust(app.context);
  expect(asked()).toBe(1);
  app.advance(31 * day);
  expect(await askWhatStationsTrust(app.context)).toBeGreaterThan(0);
  await app.eventually('/stations/MONTHLY/commands', ({ items }) => items.length === 2 && items[0].status === 'confirmed');
  expect(asked()).toBe(2);
});

test('no key is told anywhere', async () => {
  for (const path of ['/certificates', '/certificates/radar', `/certificates/${(await rootOf('csms'))?.id}`])
    expect(JSON.stringify((await app.api('GET', path)).body)).not.toContain('PRIVATE');
});

test('a station’s certificate: renewed a month ahead, warned of when it was not, refused when it is taken back', async () => {
  const station = await connected('RENEW');
  station.on('CertificateSigned', { result: { status: 'Accepted' } });
  station.on('TriggerMessage', { result: { status: 'Accepted' } });
  const sign = async () => await station.call('SignCertificate', { csr: (await testCsr('CN=RENEW, O=Operator')).csr });
  await sign();
  const mine = async () => (await app.api('GET', '/certificates?stationId=RENEW')).body.items as (Item & { reason: string })[];
  const becomes = (isSo: (items: Item[]) => boolean) => app.eventually('/certificates?stationId=RENEW', ({ items }) => isSo(items));
  await becomes(([one]) => one?.state === 'active');
  expect(await renewStations(app.context)).toBe(0);
  app.advance(336 * day);
  expect(await renewStations(app.context)).toBe(1);
  expect(await renewStations(app.context)).toBe(0);
  await app.eventually('/stations/RENEW/commands', ({ items }) =>
    items.some((one: { verb: string; status: string }) => one.verb === 'trigger' && one.status === 'accepted'),
  );
  expect(station.received.at(-1)).toEqual({ action: 'TriggerMessage', payload: { requestedMessage: 'SignChargingStationCertificate' } });
  app.advance(10 * day);
  await warnOfExpiry(app.context);
  const told = await app.query(`select data from happening where kind = 'certificate.expiring' and data::text like '%RENEW%'`);
  expect(told).toHaveLength(1);
  expect(JSON.parse(told[0].data)).toMatchObject({ use: 'station', stationId: 'RENEW', days: 21 });
  await warnOfExpiry(app.context);
  expect(await app.query(`select 1 from happening where kind = 'certificate.expiring' and data::text like '%RENEW%'`)).toHaveLength(1);
  expect((await radar()).items.find(({ stationId }) => stationId === 'RENEW')).toMatchObject({ level: 'soon', stations: 1, stranded: 1 });
  await sign();
  await becomes(([two, one]) => two?.state === 'active' && one?.state === 'replaced');
  const [current] = await mine();
  expect((await app.api('POST', `/certificates/${current?.id}/revocation`, { reason: 'stolen' })).body).toMatchObject({ state: 'revoked' });
  const { selectRevokedLeaves } = await import('./store.ts');
  expect(await selectRevokedLeaves(app.context.db, app.context.clock())).toHaveLength(1);
});
