import { X509Certificate } from 'node:crypto';
import type { Version } from '@stationmaster/ocpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type Sample, sample16, sample201 } from '../commands/samples.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { type TestKind, testCsr } from '../testing/csr.ts';
import { deliverWaiting } from './deliver.ts';

const minute = 60_000;
let app: ApiApp;
const open: RawStation[] = [];
let made = 0;
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app?.stop();
});

interface Kept {
  state: string;
  reason: string | null;
  use: string;
  subject: string;
  pem: string;
  attempts: number;
}
const kept = (id: string): Promise<Kept[]> =>
  app.query(`select c.* from certificate c join station s on s.id = c.station_id where s.identity = $1 order by c.id`, [id]);
const isKept = async (id: string, isSo: (rows: Kept[]) => boolean): Promise<Kept[]> => {
  let rows: Kept[] = [];
  // Every change of a certificate is told in the live stream, at which the path is looked at again.
  await app.eventually(`/stations/${id}/records?kind=certificateRequest`, () => true);
  for (let more = 600; more > 0; more--) {
    rows = await kept(id);
    if (isSo(rows)) return rows;
    await new Promise((resolve) => setImmediate(() => setTimeout(resolve, 50)));
  }
  throw new Error(`not so: ${JSON.stringify(rows.map(({ state, attempts }) => ({ state, attempts })))}`);
};

async function connected(version: Version, sample: Sample = version === 'ocpp1.6' ? sample16 : sample201) {
  const id = `SIGNS${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0 });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  await sample.boot(station);
  const ask = async (subject = `CN=${id}, O=Operator`, { kind = 'ec256' as TestKind, more = {} } = {}) => {
    const { csr, keys } = await testCsr(subject, kind);
    return { keys, answer: await station.call('SignCertificate', { csr, ...more }) };
  };
  const chainOf = (): string[] => {
    const { payload } = station.received.findLast(({ action }) => action === 'CertificateSigned') ?? {};
    return (payload as { certificateChain: string }).certificateChain.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];
  };
  return { id, station, ask, chainOf };
}

describe.each<Version>(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'])('%s', (version) => {
  const is16 = version === 'ocpp1.6';

  test.each<[TestKind, string]>([
    ['ec256', 'ec'],
    ['rsa', 'rsa'],
  ])('a station with a key of kind %s gets a certificate whose chain is of that kind', async (kind, type) => {
    const { id, station, ask, chainOf } = await connected(version);
    station.on('CertificateSigned', { result: { status: 'Accepted' } });
    const { answer } = await ask(undefined, { kind });
    expect(answer).toEqual({ status: 'Accepted' });
    const [row] = await isKept(id, ([one]) => one?.state === 'active');
    expect(row).toMatchObject({ use: 'station', attempts: 1 });
    const chain = chainOf().map((pem) => new X509Certificate(pem));
    expect(chain).toHaveLength(2);
    expect(chain.map(({ publicKey }) => publicKey.asymmetricKeyType)).toEqual([type, type]);
    const [leaf, above] = chain as [X509Certificate, X509Certificate];
    expect(leaf.subject.split('\n')).toEqual([`CN=${id}`, 'O=Operator']);
    expect(leaf.verify(above.publicKey)).toBe(true);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    const { stationRoots } = await import('./server-certificate.ts');
    const roots = (await stationRoots(app.context)).map(({ pem }) => new X509Certificate(pem));
    expect(roots.some((root) => above.verify(root.publicKey))).toBe(true);
    const records = (await app.api('GET', `/stations/${id}/records?kind=certificateRequest`)).body.items;
    expect(records).toMatchObject([{ key: 'ChargingStationCertificate', data: { status: 'delivered' } }]);
  });

  test.each<[string, TestKind, (id: string) => string]>([
    ['wrongName', 'ec256', () => 'CN=SOMEBODY, O=Operator'],
    ['weakKey', 'weakRsa', (id) => `CN=${id}, O=Operator`],
  ])('%s: refused, with the reason kept', async (fault, kind, subject) => {
    const { id, ask } = await connected(version);
    const { answer } = await ask(subject(id), { kind });
    expect(answer).toEqual(
      is16 ? { status: 'Rejected' } : { status: 'Rejected', statusInfo: { reasonCode: 'InvalidCSR', additionalInfo: fault } },
    );
    const records = (await app.api('GET', `/stations/${id}/records?kind=certificateRequest`)).body.items;
    expect(records).toMatchObject([{ data: { status: 'refused', reason: fault } }]);
    expect(await kept(id)).toEqual([]);
  });

  test('the operator’s name must be the one the station is configured with', async () => {
    const { id, ask, station } = await connected(version);
    const [component, variable] = is16 ? ['', 'CpoName'] : ['SecurityCtrlr', 'OrganizationName'];
    await app.query(
      `insert into station_variable (station_id, tenant_id, component, variable, value, updated_at) select id, 1, $2, $3, 'Nice Power', now() from station where identity = $1`,
      [id, component, variable],
    );
    expect((await ask()).answer).toMatchObject({ status: 'Rejected' });
    station.on('CertificateSigned', { result: { status: 'Accepted' } });
    expect((await ask(`CN=${id.toLowerCase()}, O=nice power`)).answer).toEqual({ status: 'Accepted' });
    await isKept(id, ([one]) => one?.state === 'active');
  });

  test('refused by the station: kept as that; the next one it takes replaces the one it had', async () => {
    const { id, station, ask } = await connected(version);
    station.on('CertificateSigned', { result: { status: 'Accepted' } });
    await ask();
    await isKept(id, ([one]) => one?.state === 'active');
    station.on('CertificateSigned', { result: { status: 'Rejected' } });
    await ask();
    await isKept(id, ([, two]) => two?.state === 'refused');
    station.on('CertificateSigned', { result: { status: 'Accepted' } });
    await ask();
    const rows = await isKept(id, ([, , three]) => three?.state === 'active');
    expect(rows.map(({ state }) => state)).toEqual(['replaced', 'refused', 'active']);
  });

  test('no answer: brought again when it is due, and only then', async () => {
    const { id, station, ask } = await connected(version);
    await app.api('PATCH', `/stations/${id}`, { callTimeoutMs: 1000 });
    station.on('CertificateSigned', 'silence');
    await ask();
    await app.eventually(`/stations/${id}/commands`, ({ items }) => items[0]?.status === 'timedOut');
    await app.api('PATCH', `/stations/${id}`, { callTimeoutMs: 30_000 });
    station.release({ status: 'Rejected' });
    station.on('CertificateSigned', { result: { status: 'Accepted' } });
    await deliverWaiting(app.context);
    expect((await kept(id))[0]).toMatchObject({ state: 'issued', attempts: 1 });
    app.advance(3 * minute);
    await deliverWaiting(app.context);
    await isKept(id, ([one]) => one?.state === 'active' && one.attempts === 2);
  });
});

test.each<[string, object, string, string]>([
  ['2.0.1', { certificateType: 'V2GCertificate' }, 'v2g', 'prime256v1'],
  ['2.1', { certificateType: 'V2GCertificate', requestId: 7 }, 'v2g', 'prime256v1'],
  ['2.1', { certificateType: 'V2G20Certificate', requestId: 8 }, 'v2g20', 'secp521r1'],
])('%s %o: a chain of ISO 15118, in answer to that very request', async (version, more, use, curve) => {
  const { id, station, ask, chainOf } = await connected(`ocpp${version}` as Version);
  station.on('CertificateSigned', { result: { status: 'Accepted' } });
  expect((await ask(undefined, { kind: use === 'v2g' ? 'ec256' : 'ec521', more })).answer).toEqual({ status: 'Accepted' });
  await isKept(id, ([one]) => one?.state === 'active' && one.use === use);
  expect(station.received.findLast(({ action }) => action === 'CertificateSigned')?.payload).toMatchObject(more);
  const chain = chainOf().map((pem) => new X509Certificate(pem));
  expect(chain).toHaveLength(3);
  expect(chain.map(({ publicKey }) => publicKey.asymmetricKeyDetails?.namedCurve)).toEqual([curve, curve, curve]);
  expect(chain.slice(1).every((above, place) => chain[place]?.verify(above.publicKey))).toBe(true);
});

test('1.6: the certificate for cars is asked for and brought inside DataTransfer', async () => {
  const { id, station } = await connected('ocpp1.6');
  const vendorId = 'org.openchargealliance.iso15118pnc';
  station.on('DataTransfer', { result: { status: 'Accepted', data: JSON.stringify({ status: 'Accepted' }) } });
  const { csr } = await testCsr(`CN=${id}, O=Operator`);
  const answer = await station.call('DataTransfer', { vendorId, messageId: 'SignCertificate', data: JSON.stringify({ csr }) });
  expect(answer).toMatchObject({ status: 'Accepted', data: JSON.stringify({ status: 'Accepted' }) });
  await isKept(id, ([one]) => one?.state === 'active' && one.use === 'v2g');
  const brought = station.received.at(-1) as { action: string; payload: { messageId: string; data: string } };
  expect(brought.payload.messageId).toBe('CertificateSigned');
  expect(JSON.parse(brought.payload.data)).toMatchObject({ certificateType: 'V2GCertificate' });
});

test('a request that was accepted before the process ended is signed after all', async () => {
  const { id, station } = await connected('ocpp2.0.1');
  station.on('CertificateSigned', { result: { status: 'Accepted' } });
  const { csr } = await testCsr(`CN=${id}`);
  const data = { csr, type: 'ChargingStationCertificate', requestId: null, status: 'pending' };
  await app.query(
    `insert into station_record (station_id, tenant_id, kind, key, data, at) select id, 1, 'certificateRequest', 'ChargingStationCertificate', $2::jsonb, now() - interval '1 hour' from station where identity = $1`,
    [id, JSON.stringify(data)],
  );
  const { signForgotten } = await import('./sign.ts');
  const { createCertificateCenter } = await import('./center.ts');
  const { createServing } = await import('./serving.ts');
  const center = createCertificateCenter(app.context.config, app.context, { context: () => app.context, serving: createServing() });
  await signForgotten(center.parts);
  const [row] = await isKept(id, ([one]) => one?.state === 'active');
  // Without an operator's name in the request it is the install's.
  expect(row?.subject).toBe(`CN=${id}, O=Stationmaster`);
});
