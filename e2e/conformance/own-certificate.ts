import { type KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import type { Client } from '@stationmaster/contract';
import { expect, vi } from 'vitest';
import { testCsr } from '../../apps/server/src/testing/csr.ts';

/** What a station shows in the handshake, and whom it trusts. */
export interface Tls {
  cert: string;
  key: string;
  ca: string[];
}
export interface KeyRequest {
  csr: string;
  key: string;
}
export const organisation = 'Conformance';

/** A key of the station's own, and the request to certify it. */
export async function request(commonName: string): Promise<KeyRequest> {
  const { csr, keys } = await testCsr(`CN=${commonName}, O=${organisation}`);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { csr, key: `-----BEGIN PRIVATE KEY-----\n${pkcs8.match(/.{1,64}/g)?.join('\n')}\n-----END PRIVATE KEY-----\n` };
}

/** PEM of the roots that this install certifies with. */
export async function rootsOf(api: Client, use: 'csms' | 'v2g'): Promise<string[]> {
  const { items } = await api.certificateRadar();
  const roots = items.filter((one) => one.role === 'root' && one.use === use && one.origin === 'own');
  return await Promise.all(roots.map(async ({ id }) => (await api.getCertificate({ params: { certificateId: id } })).pem));
}

/** The chain belongs to the key of the request, and leads to one of the roots. */
export function isGood(chain: string, { key, roots, tiers }: { key: KeyObject; roots: readonly string[]; tiers: number }): void {
  const path = (chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((pem) => new X509Certificate(pem));
  expect(path).toHaveLength(tiers);
  const [leaf] = path;
  expect(leaf?.checkPrivateKey(key)).toBe(true);
  expect(leaf?.subject).toContain(`O=${organisation}`);
  for (const [place, above] of path.slice(1).entries()) expect(path[place]?.verify(above.publicKey)).toBe(true);
  const last = path.at(-1);
  expect(roots.some((root) => last?.verify(new X509Certificate(root).publicKey))).toBe(true);
}

/** The newest certificate the CSMS knows of this station is in that state. */
export async function certificateBecomes(api: Client, stationId: string, state: 'active' | 'refused'): Promise<void> {
  await vi.waitFor(async () => {
    const { items } = await api.listCertificates({ query: { stationId } });
    expect(items[0]).toMatchObject({ state });
  }, 10_000);
}
