import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { type PoolAuthority, poolBelow, poolRoot, testContract } from '../testing/contract-pki.ts';
import { TestResponder } from '../testing/responder.ts';
import { signingAuthority } from './authority.ts';
import { checkContract } from './contract.ts';
import { hashDataOf } from './hash-data.ts';
import { ask } from './outgoing.ts';
import { issueServerCertificate } from './server-certificate.ts';
import type { CertificateHash, CertificateServices } from './services.ts';
import { insertCertificate } from './store.ts';
import { factsOf } from './text.ts';

const run = promisify(execFile);
/** An independent eye on what we say; where the machine has none the rest is tested all the same. */
const hasOpenSsl = spawnSync('openssl', ['version']).status === 0;
const minute = 60_000;
let app: TestApp;
let folder: string;
let offset = 0;
const clock = () => Date.now() + offset;
let responder: TestResponder;
let services: CertificateServices;
const emaid = 'DE8ACC12E456789';

beforeAll(async () => {
  app = await startTestApp({ OCSP_HOSTS: '127.0.0.1' }, { clock });
  services = app.context.certificates;
  responder = await TestResponder.start(clock);
  folder = mkdtempSync(join(tmpdir(), 'stationmaster-ocsp-'));
});
afterAll(async () => {
  await responder.stop();
  await app?.drop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  responder.mode = 'honest';
});

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
async function trust(pem: string, use: string): Promise<void> {
  const facts = factsOf(pem);
  if (facts === null) throw new Error('unreadable');
  await insertCertificate(app.context.db, { tenantId: 1, role: 'root', use, origin: 'imported', state: 'active', facts, at: clock() });
}
/** Two tiers below a root, known to the responder, as ISO 15118-2 has it. */
async function operator(name: string, { isTrusted = true } = {}): Promise<{ root: PoolAuthority; sub: PoolAuthority }> {
  const at = clock();
  const root = await poolRoot({ name: `${name} Root`, at, ocspUrl: `${responder.url}/${name.replaceAll(' ', '')}` });
  const middle = await poolBelow(root, { name: `${name} Sub 1`, at });
  const sub = await poolBelow(middle, { name: `${name} Sub 2`, at });
  responder.knows(root, middle, sub);
  if (isTrusted) await trust(root.pem, 'mo');
  return { root, sub };
}

describe('our own responder', () => {
  test.runIf(hasOpenSsl)(
    'OpenSSL asks it for a certificate of ours, by POST and GET, and is content; taken back it hears that',
    async () => {
      const { world } = app.context.authority;
      const [{ chain = '' } = {}] = await issueServerCertificate(world, 1, ['ocsp.example.org']);
      const { row, root, chain: above } = await signingAuthority(world, 1, 'csmsEc');
      const [leaf = ''] = chain.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/) ?? [];
      const openssl = async (): Promise<string> => {
        const files = [
          '-issuer',
          file('sub', row.pem),
          '-cert',
          file('leaf', leaf),
          '-CAfile',
          file('root', root.pem),
          '-verify_other',
          file('above', above),
        ];
        const { stdout, stderr } = await run('openssl', ['ocsp', ...files, '-url', `${app.url}/ocsp`, '-no_nonce']);
        return stdout + stderr;
      };
      const said = await openssl();
      expect(said).toContain('Response verify OK');
      expect(said).toContain(': good');
      const { ocspRequest, parseOcspAnswer } = await import('./ocsp-message.ts');
      const request = ocspRequest(hashDataOf(leaf, row.pem)).toString('base64');
      const got = await fetch(`${app.url}/ocsp/${encodeURIComponent(request)}`);
      expect(got.headers.get('content-type')).toBe('application/ocsp-response');
      expect(parseOcspAnswer(Buffer.from(await got.arrayBuffer())).answers).toMatchObject([{ state: 'Good' }]);
      await sql`update certificate set state = 'revoked', revoked_at = now() where fingerprint = ${factsOf(leaf)?.fingerprint ?? ''}`.execute(
        app.context.db,
      );
      offset += 2 * minute;
      expect(await openssl()).toContain(': revoked');
      const list = await fetch(`${app.url}/crl/${row.id}.crl`);
      writeFileSync(join(folder, 'list'), Buffer.from(await list.arrayBuffer()));
      const { stdout } = await run('openssl', [
        'crl',
        '-inform',
        'DER',
        '-in',
        join(folder, 'list'),
        '-noout',
        '-text',
        '-CAfile',
        file('sub', row.pem + root.pem),
      ]);
      expect(stdout.toLowerCase().replaceAll(/\s|:/g, '')).toContain(factsOf(leaf)?.serial ?? 'none');
    },
  );

  test.runIf(hasOpenSsl).each([
    ['nonsense', Buffer.from('nonsense'), 'malformedrequest'],
    ['a certificate of somebody else', null, 'unauthorized'],
  ])('%s', async (_, body, expected) => {
    const { ocspRequest } = await import('./ocsp-message.ts');
    const other = { hashAlgorithm: 'SHA1', issuerNameHash: 'ab'.repeat(20), issuerKeyHash: 'cd'.repeat(20), serialNumber: '1f' } as const;
    const response = await fetch(`${app.url}/ocsp`, { method: 'POST', body: body ?? ocspRequest(other) });
    writeFileSync(join(folder, 'answer'), Buffer.from(await response.arrayBuffer()));
    const { stdout, stderr } = await run('openssl', ['ocsp', '-respin', join(folder, 'answer'), '-resp_text', '-noverify']).catch(
      (error) => error,
    );
    expect((stdout + stderr).toLowerCase()).toContain(expected);
  });

  test('too much to read, another method, a list of nobody', async () => {
    expect((await fetch(`${app.url}/ocsp`, { method: 'POST', body: Buffer.alloc(5000) })).status).toBe(413);
    expect((await fetch(`${app.url}/ocsp`, { method: 'PUT' })).status).toBe(405);
    expect((await fetch(`${app.url}/crl/999999.crl`)).status).toBe(404);
  });
});

describe('contracts of others', () => {
  test('a chain up to a root that we trust, and then taken back', async () => {
    const { sub } = await operator('Chain');
    const good = await testContract(sub, { emaid, at: clock() });
    const present = { hashes: [], chain: good.chain, emaid };
    expect(await checkContract(services, present, clock())).toBe('Accepted');
    sub.states.set(good.serial, 'Revoked');
    // What was said is kept until the responder said to ask again.
    expect(await checkContract(services, present, clock())).toBe('Accepted');
    offset += 61 * minute;
    expect(await checkContract(services, present, clock())).toBe('CertificateRevoked');
  });

  test('by hashes alone, as a station that has looked at the chain tells it; asked once and then known', async () => {
    const { sub } = await operator('Hashes');
    const { hashes } = await testContract(sub, { emaid, at: clock() });
    const before = responder.asked;
    const began = performance.now();
    for (let again = 0; again < 20; again++)
      expect(await checkContract(services, { hashes, chain: null, emaid }, clock())).toBe('Accepted');
    expect(responder.asked).toBe(before + 1);
    expect((performance.now() - began) / 20).toBeLessThan(100);
  });

  test.each([
    ['garbage', 'NoCertificateAvailable'],
    ['huge', 'NoCertificateAvailable'],
    ['redirect', 'NoCertificateAvailable'],
    ['stale', 'NoCertificateAvailable'],
    ['otherKey', 'NoCertificateAvailable'],
  ] as const)('a responder that sends %s is not believed', async (mode, verdict) => {
    const { sub } = await operator(`Bad ${mode}`);
    const { hashes, chain } = await testContract(sub, { emaid, at: clock() });
    responder.mode = mode;
    expect(await checkContract(services, { hashes, chain: null, emaid }, clock())).toBe(verdict);
    expect(await checkContract(services, { hashes: [], chain, emaid }, clock())).toBe(verdict);
    const [{ responderURL = '', ...hash } = {}] = hashes as { responderURL?: string }[];
    expect(await services.ocsp?.(hash as never, responderURL)).toBeNull();
  });

  test('unknown to the responder, of a root that nobody trusts, of another contract, out of date, or with a forged signature', async () => {
    const { sub } = await operator('Faults');
    const at = clock();
    const check = (chain: string, name = emaid) => checkContract(services, { hashes: [], chain, emaid: name }, at);
    const unknown = await testContract(sub, { emaid, at });
    sub.states.delete(unknown.serial);
    expect(await check(unknown.chain)).toBe('CertChainError');
    const stranger = await operator('Stranger', { isTrusted: false });
    expect(await check((await testContract(stranger.sub, { emaid, at })).chain)).toBe('CertChainError');
    const good = await testContract(sub, { emaid, at });
    expect(await check(good.chain, 'DEXYZC000000001')).toBe('CertChainError');
    expect(await check(good.chain, 'DE-8AC-C12E45678-9')).toBe('Accepted');
    expect(await check((await testContract(sub, { emaid, at, validMs: -minute })).chain)).toBe('CertificateExpired');
    // The same names, other keys.
    const twin = await operator('Faults', { isTrusted: false });
    const [leaf = ''] = (await testContract(twin.sub, { emaid, at })).chain.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----\n/) ?? [];
    expect(await check(`${leaf}${sub.chain}`)).toBe('SignatureError');
  });

  test('GetCertificateStatus hands on what the responder said', async () => {
    const { sub } = await operator('HandOn');
    const [{ responderURL = '', ...hash } = {}] = (await testContract(sub, { emaid, at: clock() })).hashes as { responderURL?: string }[];
    const answer = await services.ocsp?.(hash as never, responderURL);
    const { parseOcspAnswer } = await import('./ocsp-message.ts');
    expect(parseOcspAnswer(Buffer.from(answer ?? '', 'base64')).answers).toMatchObject([{ ...hash, state: 'Good' }]);
  });
});

test('a revocation list of an issuer that we know', async () => {
  const lists = await TestResponder.start(clock);
  const root = await poolRoot({ name: 'Lists Root', crlUrl: `${lists.url}/crl`, at: clock() });
  lists.knows(root);
  await trust(root.pem, 'mo');
  const state = async (serial: string) =>
    (await services.state?.({ ...hash, serialNumber: serial } as CertificateHash, { kind: 'CRL', urls: [`${lists.url}/crl`] }))?.state ??
    null;
  const contract = await testContract(root, { emaid, at: clock() });
  const [hash] = contract.hashes;
  expect(await state(contract.serial)).toBe('Good');
  expect(await checkContract(services, { hashes: [], chain: contract.chain, emaid }, clock())).toBe('Accepted');
  root.states.set(contract.serial, 'Revoked');
  offset += 61 * minute;
  expect(await state(contract.serial)).toBe('Revoked');
  await lists.stop();
});

describe('where a question may go', () => {
  const to = (url: string, allowedHosts: string[] = []) => ask({ url, mostBytes: 1000, timeoutMs: 2000, allowedHosts });
  test.each([
    'http://127.0.0.1:1/',
    'http://[::1]:1/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://2130706433/',
    'http://localhost:1/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'http://user:password@example.org/',
    'nonsense',
  ])('not to %s', async (url) => expect(await to(url)).toBeNull());

  test('to a private address only where its host is named in the settings', async () => {
    const before = responder.asked;
    expect(await to(`${responder.url}/crl`)).toBeNull();
    expect(responder.asked).toBe(before);
    responder.mode = 'garbage';
    expect(String(await to(`${responder.url}/crl`, ['127.0.0.1']))).toBe('<html>');
  });
});
