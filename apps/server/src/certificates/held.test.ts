import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandLab } from '../commands/command-lab.ts';
import type { RawStation } from '../commands/raw-station.ts';
import { sample16, sample201 } from '../commands/samples.ts';
import { type PoolAuthority, poolBelow, poolRoot, testContract } from '../testing/contract-pki.ts';
import { TestAuthority } from '../testing/pki.ts';
import { hashDataOf } from './hash-data.ts';

const year = 365 * 86_400_000;
const at = Date.now();
let lab: CommandLab;
let root: PoolAuthority;
let below: PoolAuthority;
beforeAll(async () => {
  lab = await CommandLab.open('HOLDS');
  root = await poolRoot({ name: 'Acme Root', at });
  below = await poolBelow(root, { name: 'Acme Sub', at });
});
afterAll(() => lab?.close());

const install = (id: string, certificate: string) =>
  lab.app.api('POST', `/stations/${id}/commands`, { verb: 'installCertificate', type: 'CSMSRootCertificate', certificate });
const deliver = (id: string, chain: string) => lab.app.api('POST', `/stations/${id}/commands`, { verb: 'certificateSigned', chain });
interface Held {
  types: string[];
  serialNumber: string;
  issuerKeyHash: string;
  below: number;
  known: { subject: string; issuer: string; level: string; validTo: string; origin: string } | null;
}
const held = async (id: string): Promise<Held[]> => (await lab.app.api('GET', `/stations/${id}/certificates`)).body.items;
const trusts = (station: RawStation, hashes: readonly object[]): void =>
  station.on('GetInstalledCertificateIds', {
    result: {
      status: 'Accepted',
      certificateHashDataChain: hashes.map((certificateHashData) => ({ certificateType: 'CSMSRootCertificate', certificateHashData })),
    },
  });

describe('what a station holds', () => {
  test('is named where it was installed from here, and as it was told where not', async () => {
    const { id, station } = await lab.connected('ocpp2.0.1', sample201);
    const hash = hashDataOf(root.pem, root.pem, 'SHA512');
    const told = { ...hash, serialNumber: `00${hash.serialNumber.toUpperCase()}`, issuerKeyHash: hash.issuerKeyHash.toUpperCase() };
    const stranger = { ...hash, serialNumber: 'ABC1' };
    trusts(station, [told, stranger]);
    station.on('InstallCertificate', { result: { status: 'Accepted' } });
    await lab.send(id, { verb: 'getInstalledCertificateIds' });
    expect((await held(id)).map(({ known }) => known)).toEqual([null, null]);
    expect((await install(id, root.pem)).body.status).toBe('confirmed');
    const [known, unknown] = (await held(id)).toSorted((left) => (left.known === null ? 1 : -1));
    expect(known).toMatchObject({
      ...told,
      types: ['CSMSRootCertificate'],
      known: { subject: 'CN=Acme Root', issuer: 'CN=Acme Root', level: 'fine', origin: 'seen' },
    });
    expect(Date.parse(known?.known?.validTo ?? '')).toBeGreaterThan(at + 9 * year);
    expect(unknown).toMatchObject({ serialNumber: 'ABC1', known: null });
  });

  test('is known by the name of its issuer, where only that is at hand', async () => {
    const { id, station } = await lab.connected('ocpp2.1', sample201);
    // What a station tells that has not its issuer either.
    const hash = { ...hashDataOf(below.pem, root.pem), issuerKeyHash: 'ab'.repeat(32) };
    trusts(station, [hash, { ...hash, issuerNameHash: 'cd'.repeat(32), issuerKeyHash: 'ef'.repeat(32) }]);
    station.on('InstallCertificate', { result: { status: 'Accepted' } });
    await install(id, below.pem);
    expect((await held(id)).map(({ known }) => known?.subject).toSorted()).toEqual(['CN=Acme Sub', undefined]);
    expect((await held(id)).find(({ known }) => known !== null)?.known?.issuer).toBe('CN=Acme Root');
  });

  test('is gone when the station has deleted it, and is told for no other station', async () => {
    const { id, station } = await lab.connected('ocpp1.6', sample16);
    const other = await lab.connected('ocpp1.6', sample16);
    const hash = hashDataOf(root.pem, root.pem);
    station.on('InstallCertificate', { result: { status: 'Accepted' } });
    station.on('GetInstalledCertificateIds', { result: { status: 'Accepted', certificateHashData: [hash] } });
    expect((await install(id, root.pem)).body.status).toBe('confirmed');
    expect(await held(id)).toMatchObject([{ known: { subject: 'CN=Acme Root' } }]);
    expect(await held(other.id)).toEqual([]);
    station.on('DeleteCertificate', { result: { status: 'Accepted' } });
    await lab.send(id, { verb: 'deleteCertificate', ...hash });
    expect(await held(id)).toEqual([]);
    expect((await lab.app.api('GET', '/stations/NOBODY/certificates')).status).toBe(404);
  });
});

describe('a wrong certificate', () => {
  test('is refused with its reason, and nothing is kept or sent', async () => {
    const { id, station } = await lab.connected('ocpp2.0.1', sample201);
    const authority = await TestAuthority.create('Old Root');
    const { cert, key } = await authority.issue({ commonName: 'old', from: at - 2 * year, to: at - year });
    const csr = '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n';
    const rubbish = `-----BEGIN CERTIFICATE-----\n${Buffer.from([0x30, 3, 0x30, 1, 5]).toString('base64')}\n-----END CERTIFICATE-----\n`;
    const wrong: [string, string][] = [
      ['here it is', 'pemMissing'],
      [root.pem.slice(0, 300), 'pemCut'],
      [root.pem.replace('MII', 'AAA'), 'pemGarbled'],
      [key, 'pemPrivateKey'],
      [root.pem + key, 'pemPrivateKey'],
      [root.pem + below.pem, 'pemSeveral'],
      [csr, 'pemRequest'],
      [rubbish, 'certificateUnreadable'],
      [cert, 'certificateOver'],
    ];
    for (const [text, code] of wrong) {
      const answer = await install(id, text);
      expect([answer.status, answer.body.error?.code, answer.body.error?.details], code).toEqual([
        400,
        'certificateUnusable',
        [expect.objectContaining({ path: 'certificate', code })],
      ]);
    }
    expect(station.received).toEqual([]);
    expect((await lab.app.api('GET', `/stations/${id}/commands`)).body.items).toEqual([]);
    const many = await lab.app.api('POST', '/bulk-commands', {
      filter: {},
      request: { verb: 'installCertificate', type: 'CSMSRootCertificate', certificate: rubbish },
    });
    expect(many.body.error?.code).toBe('certificateUnusable');
    const trusted = await lab.app.api('POST', '/certificates', {
      use: 'mo',
      pem: (await testContract(root, { emaid: 'DE8AA', at })).chain,
    });
    expect(trusted.body.error?.details).toMatchObject([{ path: 'pem', code: 'certificateNotAuthority' }]);
  });

  test('of a chain may be several, the station’s own first', async () => {
    const { id, station } = await lab.connected('ocpp2.0.1', sample201);
    const { chain } = await testContract(below, { emaid: 'DE8BB', at });
    const [leaf = '', above = ''] = chain.split(/(?<=-----END CERTIFICATE-----\n)/);
    const wrong = await deliver(id, above + leaf);
    expect(wrong.body.error?.details).toMatchObject([{ path: 'chain', code: 'certificateOrder' }]);
    expect(station.received).toEqual([]);
    station.on('CertificateSigned', { result: { status: 'Accepted' } });
    expect((await deliver(id, leaf + above)).body.status).toBe('confirmed');
    expect((await deliver(id, leaf + above + root.pem)).body.status).toBe('confirmed');
  });
});
