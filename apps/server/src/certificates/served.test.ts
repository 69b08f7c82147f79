import { webcrypto } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { sample201 } from '../commands/samples.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { testCsr } from '../testing/csr.ts';
import { TestSocket } from '../testing/socket.ts';

const patience = { timeout: 60_000 };
const dataDir = mkdtempSync(join(tmpdir(), 'stationmaster-served-'));
const start = (tlsPort = '0') => startTestApp({ DATA_DIR: dataDir, TLS_PORT: tlsPort });
let app: TestApp;
beforeAll(async () => {
  app = await start();
});
afterAll(async () => {
  await app.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

// Answers are looked into by tests that say what they expect.
// biome-ignore lint/suspicious/noExplicitAny: see above
async function ask(method: string, path: string, body?: object): Promise<any> {
  const headers = { authorization: `Bearer ${app.key}`, 'content-type': 'application/json' };
  const response = await fetch(`${app.api}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  return await response.json();
}
async function roots(): Promise<string[]> {
  const { items } = await ask('GET', '/certificates/radar');
  const ids = items
    .filter((one: { role: string; use: string }) => one.role === 'root' && one.use === 'csms')
    .map(({ id }: { id: number }) => id);
  return await Promise.all(ids.map(async (id: number) => (await ask('GET', `/certificates/${id}`)).pem));
}

test('a station gets its certificate here, comes in with it and with nothing else, and not any more when it is taken back', async () => {
  await ask('POST', '/stations', { id: 'OWN', securityProfile: 0 });
  const station = await RawStation.connect(`${app.ocpp}/OWN`, 'ocpp2.0.1');
  await sample201.boot(station);
  const chain = new Promise<string>((resolve) => {
    station.on('CertificateSigned', (payload) => {
      resolve((payload as { certificateChain: string }).certificateChain);
      return { result: { status: 'Accepted' } };
    });
  });
  const { csr, keys } = await testCsr('CN=OWN, O=Operator');
  await station.call('SignCertificate', { csr });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const tls = { cert: await chain, key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`, ca: await roots() };
  await expect.poll(async () => (await ask('GET', '/certificates?stationId=OWN')).items[0]?.state, patience).toBe('active');
  await station.close();
  await ask('PATCH', '/stations/OWN', { securityProfile: 3 });

  await expect(TestSocket.open(app.wss, 'OWN', { tls: { ca: tls.ca } })).rejects.toThrow();
  const inside = await TestSocket.open(app.wss, 'OWN', { tls });
  expect((await inside.call('BootNotification', { chargePointVendor: 'Acme', chargePointModel: 'One' }))[2]).toMatchObject({
    status: 'Accepted',
  });

  const [{ id }] = (await ask('GET', '/certificates?stationId=OWN')).items;
  await ask('POST', `/certificates/${id}/revocation`, { reason: 'stolen' });
  await expect.poll(async () => (await ask('GET', '/stations/OWN')).connected, patience).toBe(false);
  await expect(TestSocket.open(app.wss, 'OWN', { tls })).rejects.toThrow();
});

test('a change of the root reaches the running listener; who trusts the old one alone still gets in', async () => {
  const before = await roots();
  const { fingerprint } = await ask('POST', '/certificate-authorities/replacements', { name: 'csmsEc' });
  expect(fingerprint).toBeDefined();
  const after = await roots();
  expect(after.length).toBe(before.length + 1);
  const handshake = async (ca: string[]): Promise<string> => {
    const { connect } = await import('node:tls');
    return await new Promise((resolve) => {
      const socket = connect(
        { host: '127.0.0.1', port: app.tlsPort ?? 0, ca, minVersion: 'TLSv1.3', sigalgs: 'ecdsa_secp256r1_sha256' },
        () => {
          resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? '');
          socket.end();
        },
      );
      socket.on('error', (error) => resolve(error.message));
    });
  };
  const [byOld, byNew] = [await handshake(before), await handshake(after.filter((pem) => !before.includes(pem)))];
  expect(byOld).toMatch(/^[0-9A-F:]{95}$/);
  expect(byNew).toBe(byOld);
});

test('after a restart the same certificates are served; with another key file it says so, and goes on', async () => {
  const file = join(dataDir, 'certificate-key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = (await ask('GET', '/certificates?role=leaf')).items.length;
  await app.stop();
  app = await start();
  expect((await ask('GET', '/certificates?role=leaf')).items.length).toBe(before);
  expect((await ask('GET', '/certificates/radar')).isLocked).toBe(false);
  await app.stop();
  expect(existsSync(file)).toBe(true);
  writeFileSync(file, `${'ab'.repeat(32)}\n`);
  // It could not show its certificates; without TLS it goes on, and says what is wrong.
  await expect(start()).rejects.toThrow(/bring back certificate-key/);
  app = await start('');
  expect((await ask('GET', '/certificates/radar')).isLocked).toBe(true);
  expect((await ask('POST', '/certificate-authorities/replacements', { name: 'csmsEc' })).error.code).toBe('authorityLocked');
});
