import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import type { TlsOptions } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { type Issued, TestAuthority } from '../testing/pki.ts';
import { waitBefore } from './back-off.ts';
import { TestBackEnd } from './test-back-end.ts';

const dayMs = 86_400_000;
const card = '04F1F1F1';
const names = ['127.0.0.1', 'localhost'];
let app: ApiApp;
let root: TestAuthority;
let strangers: TestAuthority;
let good: Issued;
const ended: (() => Promise<unknown>)[] = [];
let made = 0;

beforeAll(async () => {
  app = await startApiApp({ PRIVATE_TARGETS: 'true' });
  await app.query(`insert into token (tenant_id, value, canonical) values (1, $1, $1)`, [card]);
  [root, strangers] = [await TestAuthority.create('Their root'), await TestAuthority.create('Strangers')];
  good = await root.issue({ commonName: 'csms', names });
});
afterAll(async () => {
  for (const end of ended.reverse()) await end();
  await app.stop();
});

async function backEnd(tls: TlsOptions | null): Promise<TestBackEnd> {
  const other = await TestBackEnd.start(0, tls);
  ended.push(() => other.stop());
  return other;
}
const path = (id: string) => `/stations/${id}/second-back-end`;
/** A connected station whose second back end is there, and what became of the first call. */
async function forwarded(settings: object) {
  const id = `TLS${made++}`;
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 });
  const { status, body } = await app.api('PUT', path(id), settings);
  expect({ status, body }).toMatchObject({ status: 200 });
  const station = await RawStation.connect(app.ocpp + id, 'ocpp1.6');
  ended.push(() => station.close());
  await station.call('BootNotification', { chargePointVendor: 'Maker', chargePointModel: 'Box' });
  const { forwarding } = await app.eventually(path(id), ({ forwarding: one }) => one.problem !== null || (one.connected && one.accepted));
  return { id, station, forwarding };
}
/** The station gets our answers, whoever should have given them. */
async function charges(station: RawStation): Promise<void> {
  const timestamp = new Date().toISOString();
  const { idTagInfo, transactionId } = await station.call('StartTransaction', { connectorId: 1, idTag: card, meterStart: 0, timestamp });
  expect(idTagInfo).toEqual({ status: 'Accepted' });
  expect(await station.call('StopTransaction', { transactionId, meterStop: 10, timestamp })).toEqual({});
}

describe('what the line over TLS trusts', () => {
  it('is the authority that was given, and nothing else', async () => {
    const other = await backEnd(good);
    const { forwarding } = await forwarded({ url: other.url, authority: root.pem, password: 'correct horse' });
    expect(forwarding).toMatchObject({ connected: true, problem: null });
    expect(other.authorizations[0]).toMatch(/^Basic /);
  });

  it('may be the very certificate of the server', async () => {
    const other = await backEnd(good);
    const { forwarding } = await forwarded({ url: other.url, authority: good.cert });
    expect(forwarding).toMatchObject({ connected: true, problem: null });
  });

  it('is what this machine trusts where none was given', () => {
    // A process of its own: what a machine trusts is read once.
    const script = `
      import { createServer, connect } from 'node:tls';
      import { readFileSync } from 'node:fs';
      import { secureContextOf } from './tls.ts';
      const [cert, key] = [process.env.SERVER_CERT, process.env.SERVER_KEY];
      const server = createServer({ cert, key }, (socket) => socket.end()).listen(0, '127.0.0.1', () => {
        const secureContext = secureContextOf({ authority: null, certificate: null, certificateKey: null });
        const socket = connect({ host: '127.0.0.1', port: server.address().port, secureContext }, () => { console.log('trusted'); process.exit(); });
        socket.on('error', ({ code }) => { console.log(code); process.exit(); });
      });`;
    const seen = (env: Record<string, string>) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        cwd: import.meta.dirname,
        env: { ...process.env, SERVER_CERT: good.cert, SERVER_KEY: good.key, ...env },
        encoding: 'utf8',
      }).trim();
    expect(seen({})).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    const file = `${app.context.config.dataDir}/machine-roots.pem`;
    execFileSync('tee', [file], { input: root.pem });
    expect(seen({ SSL_CERT_FILE: file })).toBe('trusted');
  });
});

describe('who is shown a certificate of the station', () => {
  it('knows the station by it', async () => {
    const other = await backEnd({ ...good, ca: root.pem, requestCert: true, rejectUnauthorized: true });
    const own = await root.issue({ commonName: 'THEIR-3' });
    const { id, forwarding } = await forwarded({
      url: other.url,
      identity: 'THEIR-3',
      authority: root.pem,
      certificate: own.cert,
      certificateKey: own.key,
    });
    expect(forwarding).toMatchObject({ connected: true, problem: null, hasCertificateKey: true });
    expect(other.certificates).toEqual(['THEIR-3']);
    // Without the certificate its key is of no use to anybody.
    const { body } = await app.api('PUT', path(id), { url: other.url, identity: 'THEIR-3', authority: root.pem, certificate: null });
    expect(body).toMatchObject({ certificate: null, hasCertificateKey: false });
    const { forwarding: after } = await app.eventually(path(id), ({ forwarding: one }) => one.problem !== null);
    expect(after).toMatchObject({ problem: 'noCertificate', connected: false });
  });
});

describe('what goes wrong in the encryption is told in its own words, and the station charges on', () => {
  const past = { from: Date.now() - 20 * dayMs, to: Date.now() - dayMs };
  const cases: [string, () => Promise<{ server: TlsOptions | null; settings?: object; scheme?: string }>][] = [
    ['tlsServerName', async () => ({ server: await root.issue({ commonName: 'other', names: ['other.example'] }) })],
    ['tlsServerExpired', async () => ({ server: await root.issue({ commonName: 'csms', names, ...past }) })],
    ['tlsUntrusted', async () => ({ server: await strangers.issue({ commonName: 'csms', names }) })],
    ['tlsUntrusted', async () => ({ server: good, settings: { authority: null } })],
    ['tlsProtocol', async () => ({ server: { ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } })],
    ['tlsGarbage', async () => ({ server: null, scheme: 'wss' })],
    ['needsTls', async () => ({ server: good, scheme: 'ws' })],
    [
      'certificateExpired',
      async () => {
        const { cert, key } = await root.issue({ commonName: 'THEIRS', ...past });
        return {
          server: { ...good, ca: root.pem, requestCert: true, rejectUnauthorized: true },
          settings: { certificate: cert, certificateKey: key },
        };
      },
    ],
    [
      'tlsBroken',
      async () => {
        const { cert, key } = await strangers.issue({ commonName: 'THEIRS' });
        return {
          server: { ...good, ca: root.pem, requestCert: true, rejectUnauthorized: true },
          settings: { certificate: cert, certificateKey: key },
        };
      },
    ],
  ];
  it.each(cases)('%s', async (problem, prepare) => {
    const { server, settings = {}, scheme } = await prepare();
    const other = await backEnd(server);
    const url = scheme === undefined ? other.url : other.url.replace(/^\w+/, scheme);
    const { id, station, forwarding } = await forwarded({ url, authority: root.pem, answers: 'them', ...settings });
    expect(forwarding).toMatchObject({ problem, connected: false });
    await charges(station);
    // What it missed is kept for when it is mended.
    expect((await app.api('GET', path(id))).body.forwarding).toMatchObject({ waiting: 2 });
    // The fifth call would come after more than half a minute.
    expect(other.calls).toBeLessThan(5);
  });

  it('an alert says whose certificate it is about', async () => {
    // A bare server that answers every hello with an alert of TLS 1.2: fatal, unknown_ca.
    const alerting: Server = createServer((socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 48]))));
    await new Promise<void>((resolve) => alerting.listen(0, '127.0.0.1', resolve));
    ended.push(() => new Promise((resolve) => alerting.close(resolve)));
    const { cert, key } = await strangers.issue({ commonName: 'THEIRS' });
    const url = `wss://127.0.0.1:${(alerting.address() as { port: number }).port}/`;
    const { forwarding } = await forwarded({ url, certificate: cert, certificateKey: key });
    expect(forwarding).toMatchObject({
      problem: 'certificateUnknownAuthority',
      problemDetail: expect.stringMatching(/^[\w ]+unknown ca$/),
    });
  });

  it('an authority of which only the first part can be read is refused when it is given', async () => {
    const broken = `${root.pem}\n-----BEGIN CERTIFICATE-----\nnot one\n-----END CERTIFICATE-----\n`;
    await app.api('POST', '/stations', { id: 'TLS-BAD', securityProfile: 0 });
    const { status, body } = await app.api('PUT', path('TLS-BAD'), { url: 'wss://127.0.0.1/', authority: broken });
    expect(status).toBe(400);
    expect(body.error.details).toMatchObject([{ path: 'authority' }]);
  });
});

describe('calling again', () => {
  const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  const problem = fc.constantFrom('unreachable', 'closed', 'tlsUntrusted', 'wrongPassword', 'wrongVersion' as const);

  it('takes longer each time, never past its limit, and never less than half of it', () => {
    fc.assert(
      fc.property(problem, fc.nat(10_000), random, (why, failures, chance) => {
        const most = why === 'unreachable' || why === 'closed' ? 60_000 : 300_000;
        const wait = waitBefore(why, failures, chance);
        expect(wait).toBeGreaterThanOrEqual(waitBefore(why, failures, 0) / 2);
        expect(wait).toBeLessThanOrEqual(most);
        expect(waitBefore(why, failures + 1, chance)).toBeGreaterThanOrEqual(wait);
        if (failures >= 7) expect(waitBefore(why, failures, 0)).toBe(most);
      }),
    );
  });

  it('spreads lines that were lost at one moment', () => {
    expect(waitBefore('closed', 3, 0)).toBe(4_000);
    expect(waitBefore('closed', 3, 0.5)).toBe(3_000);
    expect(waitBefore('wrongPassword', 0, 0)).toBe(5_000);
  });
});
