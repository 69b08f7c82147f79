import { type ConnectionOptions, connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { Client } from '@stationmaster/contract';
import type { Version } from '@stationmaster/ocpp';
import { expect, vi } from 'vitest';
import { TestAuthority } from '../../apps/server/src/testing/pki.ts';
import { password } from './fixture.ts';
import type { Lab } from './lab.ts';
import { rootsOf, type Tls } from './own-certificate.ts';
import type { Station } from './station.ts';

type Boot<V extends Version> = (station: Station<V>) => Promise<{ status: string }>;
const dayMs = 86_400_000;
/** 2.x A00.FR.318, 319; 1.6 security whitepaper: a CSMS has all four, so it has a certificate of either kind. */
const suites = [
  ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ec'],
  ['ECDHE-ECDSA-AES256-GCM-SHA384', 'ec'],
  ['AES128-GCM-SHA256', 'rsa'],
  ['AES256-GCM-SHA384', 'rsa'],
] as const;

/** TC_A_04, TC_086: every suite, good certificates, and then a station boots. */
export async function goodServer<V extends Version>(lab: Lab<V>, boot: Boot<V>): Promise<void> {
  const ca = await rootsOf(lab.api, 'csms');
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const)
    expect((await shakeHands(lab.outside.tlsPort, { ca, minVersion: version, maxVersion: version })).protocol).toBe(version);
  for (const [ciphers, kind] of suites) {
    const { certificate, key } = await shakeHands(lab.outside.tlsPort, { ca, maxVersion: 'TLSv1.2', ciphers });
    expect(key?.asymmetricKeyType).toBe(kind);
    expect(certificate.bits).toBeGreaterThanOrEqual(kind === 'rsa' ? 2048 : 224);
    expect(certificate.serialNumber).toMatch(/^[0-9A-F]+$/);
    expect(certificate.subject.CN).toBeTruthy();
  }
  await bootsWith(lab, boot, ca);
}

/** TC_A_06: less than TLS 1.2 is dropped. */
export async function oldTls<V extends Version>(lab: Lab<V>, boot: Boot<V>): Promise<void> {
  const ca = await rootsOf(lab.api, 'csms');
  const old = { ca, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  await expect(shakeHands(lab.outside.tlsPort, old)).rejects.toThrow();
  await bootsWith(lab, boot, ca);
}

/** TC_A_07, TC_087: a station is known by its certificate. */
export async function goodClient<V extends Version>(lab: Lab<V>, boot: Boot<V>): Promise<void> {
  const { own, ca, id } = await prepared(lab);
  const station = await lab.connect(id, { tls: { ...(await own.issue({ commonName: id, organization: 'Conformance' })), ca } });
  expect((await boot(station)).status).toBe('Accepted');
  expect(await lab.station(id)).toMatchObject({ securityProfile: 3, transport: { certificate: { commonName: id, problem: null } } });
}

/** TC_A_08: of a stranger, expired, of another: dropped. The next good one is let in. */
export async function badClient<V extends Version>(lab: Lab<V>, boot: Boot<V>): Promise<void> {
  const { own, ca, id } = await prepared(lab);
  const strangers = await TestAuthority.create('Strangers');
  const bad = [
    ['certificateUnknownAuthority', await strangers.issue({ commonName: id })],
    ['certificateExpired', await own.issue({ commonName: id, from: Date.now() - 20 * dayMs, to: Date.now() - dayMs })],
    ['certificateWrongName', await own.issue({ commonName: 'somebody-else' })],
  ] as const;
  for (const [reason, shown] of bad) {
    await expect(lab.connect(id, { tls: { ...shown, ca } })).rejects.toThrow(/hang up|ECONNRESET/);
    await isInLobby(lab.api, id, reason);
  }
  const station = await lab.connect(id, { tls: { ...(await own.issue({ commonName: id })), ca } });
  expect((await boot(station)).status).toBe('Accepted');
}

/** TC_A_19, TC_083: after the move the profile before is refused. `obey`: what the station is asked for on its way there, up to its restart. */
export async function nextProfile<V extends Version>(
  lab: Lab<V>,
  { boot, obey, rotate }: { boot: Boot<V>; obey: (station: Station<V>) => Promise<void>; rotate: (station: Station<V>) => Promise<string> },
): Promise<void> {
  const ca = await rootsOf(lab.api, 'csms');
  const id = await lab.register({ securityProfile: 1, password: password.old });
  const station = await lab.connect(id, { password: password.old });
  await boot(station);
  const { id: moveId } = await lab.api.startMove({ params: { stationId: id }, body: { toProfile: 2, hasRoot: true } });
  await obey(station);
  await station.close();
  const back = await lab.connect(id, { password: password.old, tls: { ca } as Tls });
  expect((await boot(back)).status).toBe('Accepted');
  const changed = await rotate(back);
  await vi.waitFor(async () => expect(await lab.api.getMove({ params: { moveId } })).toMatchObject({ status: 'done' }), 30_000);
  expect(await lab.station(id)).toMatchObject({ securityProfile: 2 });
  await back.close();
  await expect(lab.connect(id, { password: changed })).rejects.toThrow('403');
  await isInLobby(lab.api, id, 'needsTls');
}

async function bootsWith<V extends Version>(lab: Lab<V>, boot: Boot<V>, ca: string[]): Promise<void> {
  const id = await lab.register({ securityProfile: 2, password: password.old });
  const station = await lab.connect(id, { password: password.old, tls: { ca } as Tls });
  expect((await boot(station)).status).toBe('Accepted');
  expect(await lab.station(id)).toMatchObject({ securityProfile: 2, transport: { encryptedBy: 'us' } });
}

/** A station of profile 3, and the authority of its maker, whom the CSMS trusts. */
async function prepared<V extends Version>(lab: Lab<V>): Promise<{ own: TestAuthority; ca: string[]; id: string }> {
  const ca = await rootsOf(lab.api, 'csms');
  const id = await lab.register({ securityProfile: 3 });
  const own = await TestAuthority.create(`Maker of ${id}`);
  await lab.api.importCertificate({ body: { use: 'csms', pem: own.pem } });
  return { own, ca, id };
}

async function isInLobby(api: Client, id: string, reason: string): Promise<void> {
  await vi.waitFor(async () => {
    const { items } = await api.listLobby({ query: { limit: 500 } });
    expect(items.filter(({ stationId }) => stationId === id).map((one) => one.reason)).toContain(reason);
  }, 10_000);
}

interface Hands {
  protocol: string | null;
  certificate: PeerCertificate & { bits?: number };
  key: NonNullable<ReturnType<TLSSocket['getPeerX509Certificate']>>['publicKey'] | undefined;
}
function shakeHands(port: number, options: ConnectionOptions): Promise<Hands> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ...options }, () => {
      const [protocol, certificate] = [socket.getProtocol(), socket.getPeerCertificate()];
      resolve({ protocol, certificate, key: socket.getPeerX509Certificate()?.publicKey });
      socket.end();
    });
    socket.on('error', reject);
  });
}
