import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { TestAuthority } from '../testing/pki.ts';
import { TestSocket } from '../testing/socket.ts';
import { certificatesIn, chainProblem, problemOf, readForwarded } from './client-certificate.ts';
import { callerAddress, cameEncryptedToProxy } from './proxy.ts';

const request = (remoteAddress: string, headers: Record<string, string>): IncomingMessage =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage;
const site = { trustProxy: true, proxyAddresses: ['10.1.0.0/16', '::1/128'] };
const forwarded = { 'x-forwarded-for': '198.51.100.7, 203.0.113.9', 'x-forwarded-proto': 'https' };

describe('headers of a proxy', () => {
  it.each([
    ['10.1.2.3', true],
    ['::ffff:10.1.2.3', true],
    ['::1', true],
    ['10.2.0.1', false],
    ['203.0.113.9', false],
    ['', false],
  ])('from %s are believed: %s', (address, isBelieved) => {
    expect(cameEncryptedToProxy(site, request(address, forwarded))).toBe(isBelieved);
    expect(callerAddress(site, request(address, forwarded))).toBe(isBelieved ? '203.0.113.9' : address);
  });
  it('are believed from nobody by default', () =>
    expect(cameEncryptedToProxy({ ...site, trustProxy: false }, request('10.1.2.3', forwarded))).toBe(false));
});

describe('a certificate that a proxy passes on', () => {
  it('is read in every usual form, and its chain is looked at here', async () => {
    const root = await TestAuthority.create('Root');
    const { cert } = await root.issue({ commonName: 'CP-1' });
    const base64 = cert.replace(/-----[^-]+-----|\s/g, '');
    const forms = [
      encodeURIComponent(cert),
      cert.replaceAll('\n', ' '),
      `:${base64}:`,
      base64,
      `By=x;Hash=y;Cert="${encodeURIComponent(cert)}";Subject="CN=CP-1"`,
    ];
    for (const form of forms) {
      const read = readForwarded(form);
      expect(read?.subject, form.slice(0, 40)).toBe('CN=CP-1');
      expect(read && chainProblem(read, certificatesIn(root.pem))).toBeNull();
      const other = await TestAuthority.create('Root');
      expect(read && chainProblem(read, certificatesIn(other.pem))).toBe('unknownAuthority');
    }
    const server = await root.issue({ commonName: 'CP-1', names: ['cp-1'] });
    expect(chainProblem(certificatesIn(server.cert)[0] as never, certificatesIn(root.pem))).toBe('invalid');
    expect(readForwarded('nonsense')).toBeNull();
  });
  it.each([
    [null, null],
    ['CERT_HAS_EXPIRED', 'expired'],
    ['CERT_NOT_YET_VALID', 'expired'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unknownAuthority'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unknownAuthority'],
    ['CERT_REVOKED', 'revoked'],
    ['INVALID_PURPOSE', 'invalid'],
  ])('%s is %s', (error, problem) => expect(problemOf(error)).toBe(problem));
});

describe('stations behind a proxy that ends TLS', () => {
  let app: TestApp;
  let root: TestAuthority;
  beforeAll(async () => {
    root = await TestAuthority.create('Proxy root');
    app = await startTestApp({ TRUST_PROXY: 'true', CLIENT_CERT_HEADER: 'X-SSL-Client-Cert', PUBLIC_URL: 'https://csms.example' });
    const headers = { authorization: `Bearer ${app.key}`, 'content-type': 'application/json', 'x-forwarded-proto': 'https' };
    for (const [id, securityProfile] of [
      ['P2', 2],
      ['P3', 3],
    ] as const)
      await fetch(`${app.api}/stations`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ id, securityProfile, ...(securityProfile === 2 && { password: 'a-password-of-sixteen' }) }),
      });
  });
  afterAll(() => app.drop());

  it('are of profile 2 when the proxy says https, and not otherwise', async () => {
    const password = 'a-password-of-sixteen';
    await expect(TestSocket.open(app.ocpp, 'P2', { password })).rejects.toThrow('403');
    await expect(TestSocket.open(app.ocpp, 'P2', { password, headers: { 'x-forwarded-proto': 'http' } })).rejects.toThrow('403');
    await (await TestSocket.open(app.ocpp, 'P2', { password, headers: { 'x-forwarded-proto': 'https' } })).close();
  });

  it('are of profile 3 by the certificate in the header, if whoever signed it is trusted', async () => {
    const { cert } = await root.issue({ commonName: 'P3' });
    const headers = { 'x-forwarded-proto': 'https', 'x-ssl-client-cert': encodeURIComponent(cert) };
    await expect(TestSocket.open(app.ocpp, 'P3', { headers })).rejects.toThrow(/hang up|ECONNRESET/);
    const trusted = await fetch(`${app.api}/certificates`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ use: 'csms', pem: root.pem }),
    });
    expect(trusted.status, await trusted.text()).toBeLessThan(300);
    await expect
      .poll(() => TestSocket.open(app.ocpp, 'P3', { headers }).then((socket) => socket.close().then(() => 'in'), String), {
        timeout: 30_000,
      })
      .toBe('in');
    const plain = { 'x-ssl-client-cert': encodeURIComponent(cert) };
    await expect(TestSocket.open(app.ocpp, 'P3', { headers: plain })).rejects.toThrow('403');
  });
});

it('says in one sentence what is wrong with its settings', async () => {
  const cases: [Record<string, string>, string][] = [
    [{ TLS_RSA_CERT: '/x.pem' }, 'TLS_RSA_CERT and TLS_RSA_KEY must be set together.'],
    [
      { TLS_PORT: '0', TLS_RSA_CERT: '/nowhere.pem', TLS_RSA_KEY: '/nowhere.key' },
      'TLS_RSA_CERT cannot be read: there is no file /nowhere.pem.',
    ],
    [{ PORT: '18443', TLS_PORT: '18443' }, 'TLS_PORT must be another port than PORT, but both are 18443.'],
    [{ CLIENT_CERT_HEADER: 'X-Cert' }, 'CLIENT_CERT_HEADER needs TRUST_PROXY=true.'],
    [
      { PROXY_ADDRESSES: '10.0.0.0/33' },
      'PROXY_ADDRESSES must be addresses or networks such as 10.0.0.7, 10.1.0.0/16, fd00::/8, but is "10.0.0.0/33".',
    ],
    [{ TLS_PORT: '0', TLS_CLIENT_CA: 'package.json' }, `TLS_CLIENT_CA has no certificate in it: ${process.cwd()}/package.json.`],
  ];
  expect(readFileSync('package.json', 'utf8')).not.toContain('CERTIFICATE');
  for (const [env, sentence] of cases) await expect(startTestApp(env), sentence).rejects.toThrow(sentence);
});
