import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { TestAuthority, writeServerFiles } from '../testing/pki.ts';
import { TestSocket } from '../testing/socket.ts';

const folder = mkdtempSync(join(tmpdir(), 'stationmaster-tls-'));
const dayMs = 86_400_000;
const patience = { timeout: 60_000 };
const boot = { chargePointVendor: 'Acme', chargePointModel: 'One', chargePointSerialNumber: 'SN-1' };
let root: TestAuthority;
let strangers: TestAuthority;
let app: TestApp;

beforeAll(async () => {
  root = await TestAuthority.create('Test root');
  strangers = await TestAuthority.create('Strangers');
  app = await startTestApp({ TLS_PORT: '0', ...(await writeServerFiles(folder, root)) });
});
afterAll(async () => {
  await app.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const headers = { authorization: `Bearer ${app.key}`, 'content-type': 'application/json' };
  const response = await fetch(`${app.api}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
interface Entry {
  stationId: string | null;
  reason: string;
  transport: { code?: string; servername?: string | null; protocol?: string | null; certificate?: { commonName: string } | null } | null;
  perhaps: string[];
}
async function inLobby(fits: (entry: Entry) => boolean): Promise<Entry> {
  const find = async () => (await ask<{ items: Entry[] }>('GET', '/lobby?limit=200')).items.find(fits);
  await expect.poll(find, patience).toBeDefined();
  const found = await find();
  if (found === undefined) throw new Error('it has gone again');
  return found;
}
const trusting = (more: ConnectionOptions = {}): ConnectionOptions => ({ ca: root.pem, ...more });
/** Ends the handshake as a station would, however it ends. */
function handshake(options: ConnectionOptions): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: app.tlsPort ?? 0, ...options }, () => {
      const word = `${socket.getProtocol()} ${socket.getCipher().standardName} ${socket.getPeerX509Certificate()?.publicKey.asymmetricKeyType}`;
      socket.end();
      resolve(word);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

describe('the TLS port', () => {
  it.each([
    ['TLSv1.2', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'ec'],
    ['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'ec'],
    ['TLSv1.2', 'AES128-GCM-SHA256', 'TLS_RSA_WITH_AES_128_GCM_SHA256', 'rsa'],
    ['TLSv1.2', 'AES256-GCM-SHA384', 'TLS_RSA_WITH_AES_256_GCM_SHA384', 'rsa'],
    ['TLSv1.2', 'ECDHE-RSA-AES256-GCM-SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'rsa'],
  ] as const)('speaks %s with %s, and shows the certificate of that kind (2.x A00.FR.318, .319)', async (version, ciphers, name, kind) => {
    expect(await handshake(trusting({ minVersion: version, maxVersion: version, ciphers }))).toBe(`${version} ${name} ${kind}`);
  });

  it.each([
    ['ecdsa_secp256r1_sha256', 'ec'],
    ['rsa_pss_rsae_sha256', 'rsa'],
  ])('speaks TLS 1.3 to who only knows %s', async (sigalgs, kind) => {
    expect(await handshake(trusting({ minVersion: 'TLSv1.3', sigalgs }))).toMatch(new RegExp(`^TLSv1.3 TLS_AES_\\d+_GCM_\\S+ ${kind}$`));
  });

  it('turns old TLS and weak ciphers away, and the lobby says why', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    expect(await handshake(trusting(old))).toContain('PROTOCOL_VERSION');
    expect(await handshake(trusting({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA:AES128-SHA' }))).toContain('HANDSHAKE_FAILURE');
    await inLobby(({ reason }) => reason === 'tlsProtocol');
    await inLobby(({ reason, transport }) => reason === 'tlsCipher' && transport?.code === 'ERR_SSL_NO_SHARED_CIPHER');
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('hears in %s that a station does not trust it', async (version) => {
    const attemptsOf = async () =>
      (await ask<{ items: (Entry & { attempts: number })[] }>('GET', '/lobby?limit=200')).items.find(
        ({ reason }) => reason === 'tlsUntrusted',
      )?.attempts ?? 0;
    const before = await attemptsOf();
    // Node hangs up without a word; OpenSSL's own client, and most stations, send the alert.
    if (!hasOpenSsl) return;
    await openssl(['-CAfile', file('strangers.pem', strangers.pem), '-verify_return_error', version === 'TLSv1.2' ? '-tls1_2' : '-tls1_3']);
    await expect.poll(attemptsOf, patience).toBeGreaterThan(before);
  });

  it('tells wss on the wrong port from ws on the wrong port', async () => {
    const plain = connectPlain(app.tlsPort ?? 0, '127.0.0.1', () => plain.write('GET /ocpp/X HTTP/1.1\r\nHost: x\r\n\r\n'));
    plain.on('error', () => undefined);
    await inLobby(({ reason }) => reason === 'tlsPlain');
    plain.destroy();
    await expect(TestSocket.open(`wss://127.0.0.1:${app.port}/ocpp`, 'X', { tls: trusting() })).rejects.toThrow();
    await inLobby(({ reason }) => reason === 'plainTls');
  });

  it('keeps few rows of a flood of handshakes, and goes on', async () => {
    await Promise.all(Array.from({ length: 100 }, () => handshake(trusting({ maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' }))));
    const { items } = await ask<{ items: Entry[] }>('GET', '/lobby?limit=200');
    expect(items.filter(({ reason }) => reason === 'tlsCipher').length).toBe(1);
    expect(await handshake(trusting())).toContain('TLSv1.3');
  });
});

describe('profiles over real TLS', () => {
  it('2: password over TLS, and never without', async () => {
    const { password } = await ask<{ password: string }>('POST', '/stations', { id: 'P2', securityProfile: 2 });
    await expect(TestSocket.open(app.ocpp, 'P2', { password })).rejects.toThrow('403');
    await inLobby(({ stationId, reason }) => stationId === 'P2' && reason === 'needsTls');
    await expect(TestSocket.open(app.wss, 'P2', { password: 'wrong-wrong-wrong', tls: trusting() })).rejects.toThrow('401');
    const station = await TestSocket.open(app.wss, 'P2', { password, tls: trusting() });
    expect((await station.call('BootNotification', boot))[2]).toMatchObject({ status: 'Accepted' });
    const told = async () => (await ask<{ transport: object | null }>('GET', '/stations/P2')).transport;
    await expect.poll(told, patience).toMatchObject({ encryptedBy: 'us', protocol: 'TLSv1.3', certificate: null });
    await station.close();
  });

  it.each(['rsa', 'ecdsa'] as const)('3: a certificate of its own with an %s key, in TLS 1.2 and 1.3', async (kind) => {
    const id = `P3-${kind}`;
    expect(await ask<{ password: string | null }>('POST', '/stations', { id, securityProfile: 3 })).toMatchObject({ password: null });
    const own = await root.issue({ kind, commonName: id, organization: 'Acme' });
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const station = await TestSocket.open(app.wss, id, { tls: trusting({ ...own, minVersion: version, maxVersion: version }) });
      expect((await station.call('BootNotification', boot))[2]).toMatchObject({ status: 'Accepted' });
      const told = async () => (await ask<{ transport: object | null }>('GET', `/stations/${id}`)).transport;
      await expect
        .poll(told, patience)
        .toMatchObject({ protocol: version, certificate: { commonName: id, organization: 'Acme', problem: null } });
      await station.close();
    }
  });

  it('3: ends the connection of whoever shows none, a foreign, an expired, a future one, one of another or of a server', async () => {
    await ask('POST', '/stations', { id: 'P3', securityProfile: 3 });
    const past = { from: Date.now() - 20 * dayMs, to: Date.now() - dayMs };
    const future = { from: Date.now() + dayMs, to: Date.now() + 20 * dayMs };
    const shown: [string, ConnectionOptions][] = [
      ['noCertificate', {}],
      ['certificateUnknownAuthority', await strangers.issue({ commonName: 'P3' })],
      ['certificateExpired', await root.issue({ commonName: 'P3', ...past })],
      ['certificateExpired', await root.issue({ commonName: 'P3', ...future })],
      ['certificateWrongName', await root.issue({ commonName: 'P4' })],
      ['certificateInvalid', await root.issue({ commonName: 'P3', names: ['p3.example'] })],
    ];
    for (const [reason, own] of shown) {
      await expect(TestSocket.open(app.wss, 'P3', { tls: trusting(own) })).rejects.toThrow(/hang up|ECONNRESET/);
      await inLobby((entry) => entry.stationId === 'P3' && entry.reason === reason);
    }
    const { transport } = await inLobby((entry) => entry.stationId === 'P3' && entry.reason === 'certificateWrongName');
    expect(transport?.certificate).toMatchObject({ commonName: 'P4' });
    await ask('PATCH', '/stations/P3', { certificateName: 'P4' });
    const station = await TestSocket.open(app.wss, 'P3', { tls: trusting(await root.issue({ commonName: 'P4' })) });
    await station.close();
  });

  it('3: does not let anybody from the web in, only who the roots of the settings have signed', async () => {
    const empty = await startTestApp({ TLS_PORT: '0', ...(await writeServerFiles(folder, root)), TLS_CLIENT_CA: '' });
    const headers = { authorization: `Bearer ${empty.key}`, 'content-type': 'application/json' };
    await fetch(`${empty.api}/stations`, { method: 'POST', headers, body: JSON.stringify({ id: 'NONE', securityProfile: 3 }) });
    const own = await root.issue({ commonName: 'NONE' });
    await expect(TestSocket.open(empty.wss, 'NONE', { tls: trusting(own) })).rejects.toThrow(/hang up|ECONNRESET/);
    await empty.drop();
  });
});

const hasOpenSsl = spawnSync('openssl', ['version']).status === 0;
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
/** Not in this process's turn: the server answers in it. */
function openssl(options: readonly string[]): Promise<string> {
  const all = ['s_client', '-connect', `127.0.0.1:${app.tlsPort}`, ...options];
  return new Promise((resolve) => {
    const child = execFile('openssl', all, { timeout: 20_000 }, (_, stdout, stderr) => resolve(`${stdout}${stderr}`));
    child.stdin?.end('Q\n');
  });
}
