import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { type AuthorityWorld, LockedAuthority, replaceRoot, signingAuthority } from './authority.ts';
import { families } from './families.ts';
import { hashDataOf } from './hash-data.ts';
import { createChest } from './sealed.ts';
import { issueServerCertificate, type ServerCertificate, stationRoots } from './server-certificate.ts';

const day = 86_400_000;
/** An independent eye on what we make; where the machine has none the rest is tested all the same. */
const hasOpenSsl = spawnSync('openssl', ['version']).status === 0;
let database: TestDatabase;
let folder: string;
let now = Date.now();
const key = randomBytes(32);
const worldWith = (sealing: Buffer): AuthorityWorld => ({
  db: database.db,
  clock: () => now,
  log: pino({ level: 'silent' }),
  chest: createChest(sealing),
  baseUrl: 'http://127.0.0.1:8080',
});
const world = () => worldWith(key);
const names = ['csms.example.org', '127.0.0.1'];

beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'stationmaster-certificates-'));
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** OpenSSL's word on a chain below a root, at a moment of the test's clock. */
function verify(chain: string, root: string): string {
  const [leaf = '', ...above] = chain.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const args = ['verify', '-x509_strict', '-attime', String(Math.floor(now / 1000)), '-CAfile', file('root', root)];
  const between = above.length === 0 ? [] : ['-untrusted', file('above', above.join('\n'))];
  return execFileSync('openssl', [...args, ...between, file('leaf', leaf)], { encoding: 'utf8' });
}
const rootsOf = async () => (await stationRoots(world())).map(({ pem }) => pem);
const rootFor = (roots: readonly string[], algorithm: string) =>
  roots.filter((pem) => new X509Certificate(pem).publicKey.asymmetricKeyType === (algorithm === 'rsa' ? 'rsa' : 'ec'));

describe('authorities', () => {
  test.runIf(hasOpenSsl).each(Object.keys(families) as (keyof typeof families)[])(
    '%s: as many tiers as it has, whatever asks at once',
    async (name) => {
      const made = await Promise.all([signingAuthority(world(), 1, name), signingAuthority(world(), 1, name)]);
      expect(made[0].row.id).toBe(made[1].row.id);
      const { row, chain, root } = made[0];
      expect(verify(chain, root.pem)).toContain('OK');
      expect(chain.match(/BEGIN/g)).toHaveLength(families[name].tiers.length - 1);
      expect(chain.startsWith(row.pem)).toBe(true);
    },
  );

  test('private keys are not in the database as they are, and open for the right key and row only', async () => {
    const { rows } = await sql<{ sealed: Buffer; keyId: string }>`select sealed, key_id as "keyId" from certificate_key`.execute(
      database.db,
    );
    expect(rows.length).toBeGreaterThan(5);
    // PKCS#8 begins with a sequence and the version.
    for (const { sealed, keyId } of rows) {
      expect(sealed.subarray(28).includes(Buffer.from('020100', 'hex'))).toBe(false);
      expect(keyId).toBe(createChest(key).keyId);
      expect(() => createChest(key).open(sealed, 'of another certificate')).toThrow();
    }
    await expect(issueServerCertificate(worldWith(randomBytes(32)), 1, names)).rejects.toThrow(LockedAuthority);
  });

  test('the API’s role cannot read them', async () => {
    const asApi = database.db.transaction().execute(async (tx) => {
      await sql`set local role stationmaster_api`.execute(tx);
      return await sql`select * from certificate_key`.execute(tx);
    });
    await expect(asApi).rejects.toThrow(/permission denied/);
  });

  test.runIf(hasOpenSsl)('hash data are those OpenSSL asks an OCSP responder for', async () => {
    const { row, root } = await signingAuthority(world(), 1, 'csmsRsa');
    writeFileSync(join(folder, 'ca'), root.pem);
    writeFileSync(join(folder, 'sub'), row.pem);
    const text = execFileSync(
      'openssl',
      ['ocsp', '-issuer', join(folder, 'ca'), '-sha256', '-cert', join(folder, 'sub'), '-req_text', '-no_nonce'],
      {
        encoding: 'utf8',
      },
    );
    const hash = hashDataOf(row.pem, root.pem);
    for (const value of [hash.issuerNameHash, hash.issuerKeyHash, hash.serialNumber]) expect(text.toLowerCase()).toContain(value);
    expect(hash.issuerKeyHash).toBe(
      createHash('sha256')
        .update(bitsOf(new X509Certificate(root.pem)))
        .digest('hex'),
    );
  });
});

describe('the server’s certificates', () => {
  let first: ServerCertificate[];

  test.runIf(hasOpenSsl)('one of each kind, good for its names, and OpenSSL follows each to its root', async () => {
    first = await issueServerCertificate(world(), 1, names);
    expect(first.map(({ algorithm }) => algorithm)).toEqual(['ec256', 'rsa']);
    const roots = await rootsOf();
    for (const { chain, algorithm } of first) {
      const [root = ''] = rootFor(roots, algorithm);
      expect(verify(chain, root)).toContain('OK');
      const certificate = new X509Certificate(chain);
      expect([certificate.checkHost('csms.example.org'), certificate.checkIP('127.0.0.1'), certificate.checkHost('other.org')]).toEqual([
        'csms.example.org',
        '127.0.0.1',
        undefined,
      ]);
    }
  });

  test('a TLS client that trusts the root only comes in', async () => {
    const roots = await rootsOf();
    for (const { chain, key: privateKey } of first) {
      const server = createServer({ cert: chain, key: privateKey }, (socket) => socket.end('in'));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const said = await new Promise((resolve, reject) => {
        const socket = connect({ port, host: '127.0.0.1', ca: roots, servername: 'csms.example.org' }).on('error', reject);
        socket.on('data', (data) => resolve(String(data)));
      });
      server.close();
      expect(said).toBe('in');
    }
  });

  test('asked again it is the same, for other names another, shortly before its end a new one', async () => {
    expect(await issueServerCertificate(world(), 1, [...names].reverse())).toEqual(first);
    const [other] = await issueServerCertificate(world(), 1, ['other.example.org']);
    expect(other?.chain).not.toBe(first[0]?.chain);
    const before = now;
    now += 310 * day;
    const later = await issueServerCertificate(world(), 1, names);
    expect(later.map(({ validTo }, place) => validTo - (first[place]?.validTo ?? 0))).toEqual([310 * day, 310 * day]);
    now = before;
  });

  test.runIf(hasOpenSsl)('a new root strands nobody: the chain leads to the old one too', async () => {
    const [old = ''] = rootFor(await rootsOf(), 'ec256');
    await replaceRoot(world(), 1, 'csmsEc');
    const [changed] = await issueServerCertificate(world(), 1, names);
    expect(changed?.chain).not.toBe(first[0]?.chain);
    const roots = rootFor(await rootsOf(), 'ec256');
    expect(roots).toHaveLength(2);
    for (const root of roots) expect(verify(changed?.chain ?? '', root)).toContain('OK');
    expect(roots).toContain(old);
  });

  test.runIf(hasOpenSsl)(
    'one of two years before the end of the root is below a new root, and the old one is trusted as long as it lives',
    async () => {
      const [before] = rootFor(await rootsOf(), 'rsa');
      now += 18.1 * 365 * day;
      const [, rsa] = await issueServerCertificate(world(), 1, names);
      const roots = rootFor(await rootsOf(), 'rsa');
      expect(roots).toHaveLength(2);
      for (const root of roots) expect(verify(rsa?.chain ?? '', root)).toContain('OK');
      now += 2 * 365 * day;
      expect(rootFor(await rootsOf(), 'rsa')).not.toContain(before);
      now -= 20.1 * 365 * day;
    },
  );
});

/** The key's bits, found without the code under test: the end of the DER of an RSA key is its PKCS#1 form. */
function bitsOf(certificate: X509Certificate): Buffer {
  return certificate.publicKey.export({ type: 'pkcs1', format: 'der' });
}
