import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, connect } from 'node:tls';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestAuthority } from '../../apps/server/src/testing/pki.ts';
import { TestSocket } from '../../apps/server/src/testing/socket.ts';
import { openBrowser, openPage, phone, signIn } from '../browser.ts';
import { rootsOf } from '../conformance/own-certificate.ts';
import { faultsOf } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { freePort } from '../reliability/server-process.ts';

const dayMs = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'stationmaster-lobby-'));
let install: Install;
let browser: Browser;
let maker: TestAuthority;
let port: number;
let ca: string;
beforeAll(async () => {
  maker = await TestAuthority.create('Maker root');
  const roots = join(folder, 'roots.pem');
  writeFileSync(roots, maker.pem);
  port = await freePort();
  const settings = { TLS_PORT: String(port), TLS_URL: `wss://127.0.0.1:${port}`, TLS_CLIENT_CA: roots };
  [install, browser] = await Promise.all([Install.start({ isSetUp: true, settings }), openBrowser()]);
  ca = (await rootsOf(install.client, 'csms')).join('\n');
  await install.client.createStation({ body: { id: 'LINE-3', securityProfile: 3 } });
});
afterAll(async () => {
  await Promise.all([browser?.close(), install?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** A handshake that does not come about. */
function handshake(options: ConnectionOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ca, ...options }, () => reject(new Error('It came about.')));
    socket.on('error', () => resolve());
  });
}
const show = async (own: ConnectionOptions) =>
  await expect(TestSocket.open(`wss://127.0.0.1:${port}/ocpp`, 'LINE-3', { tls: { ca, ...own } })).rejects.toThrow(/hang up|ECONNRESET/);

it('whatever goes wrong with an encrypted line stands in the lobby at once, with the reason and what to change', async () => {
  const { page, problems } = await openPage(browser, phone);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(`${install.url}/lobby`);
  await page.getByText('Nobody is waiting').waitFor();
  const seen = async (happened: string | RegExp, change: string | RegExp) => {
    const entry = page.getByRole('article').filter({ hasText: happened });
    await entry.first().getByText(change).waitFor();
  };
  await handshake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
  await seen('Somebody called with an encryption that is too old.', 'switch on TLS 1.2 in it');
  await handshake({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA:AES128-SHA' });
  await seen('no way to encrypt suits both sides', 'Update its firmware');
  const strangers = await TestAuthority.create('Strangers');
  await show(await strangers.issue({ commonName: 'LINE-3' }));
  await seen('LINE-3 showed a certificate from', "name that issuer's root in TLS_CLIENT_CA");
  await show(await maker.issue({ commonName: 'LINE-3', from: Date.now() - 20 * dayMs, to: Date.now() - dayMs }));
  await seen('LINE-3 showed a certificate that is not valid today', 'Give the station a new certificate');
  await show(await maker.issue({ commonName: 'LINE-4' }));
  await seen('LINE-3 showed a certificate made out to LINE-4', "note it on the station's page");
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  expect(problems).toEqual([]);
});
