import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { makeAddress } from './address.ts';
import { cleanFiles } from './clean.ts';
import { createFileServer } from './serve.ts';
import type { Arrivals } from './take.ts';

const content = randomBytes(300_000);
const sha256 = createHash('sha256').update(content).digest('hex');
const arrivals: Arrivals = { firmware: () => Promise.reject(new Error('never')), log: () => Promise.reject(new Error('never')) };
let app: ApiApp;
let base: string;
let stationId: number;
let made = 0;

beforeAll(async () => {
  app = await startApiApp();
  base = app.ocpp.replace(/^ws/, 'http').replace(/\/ocpp\/$/, '');
  await app.api('POST', '/stations', { id: 'FILES', securityProfile: 0 });
  stationId = (await app.query('select id from station')).at(-1).id;
});
afterAll(() => app.stop());

const firmware = async (body: object = {}) =>
  (await app.api('POST', '/firmware', { vendor: 'Acme', version: `1.${made++}`, ...body })).body as { id: number };
const uploadPath = async (id: number, name = 'acme-1.0.bin') =>
  (await app.api('POST', `/firmware/${id}/upload`, { name })).body.path as string;
const put = (path: string, body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}, method = 'PUT') =>
  fetch(base + path, { method, body, headers });

/** A firmware with its file, and an address to fetch it from. */
async function fetchable(): Promise<string> {
  const { id } = await firmware();
  expect((await put(await uploadPath(id), content)).status).toBe(201);
  const file = (await app.api('GET', `/firmware/${id}`)).body.file;
  expect(file).toMatchObject({ name: 'acme-1.0.bin', size: content.length, sha256 });
  const [{ file_id }] = await app.query('select file_id from firmware where id = $1', [id]);
  return await addressFor(file_id);
}
async function addressFor(fileId: number, expiresIn = 60_000): Promise<string> {
  const at = app.context.clock();
  const made = { tenantId: 1, fileId, stationId, subjectId: null, commandId: null, maxBytes: null, at, expiresAt: at + expiresIn };
  return (await makeAddress(app.context.db, { ...made, purpose: 'fetch', name: 'acme-1.0.bin' })).path;
}
async function logAddress(maxBytes = 1_000_000): Promise<{ path: string; fetchId: number }> {
  const [{ id: fetchId }] = await app.query(
    "insert into log_fetch (tenant_id, station_id, batch_id, kind, state, requested_by, requested_at, expires_at) values (1, $1, 1, 'diagnostics', 'sent', 'x', now(), now() + interval '1 day') returning id",
    [stationId],
  );
  const at = app.context.clock();
  const owner = { tenantId: 1, fileId: null, stationId, subjectId: fetchId, commandId: null, maxBytes, at, expiresAt: at + 86_400_000 };
  return { path: (await makeAddress(app.context.db, { ...owner, purpose: 'log', name: '' })).path, fetchId };
}
const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code;
const logsOf = async (fetchId: number) =>
  (await app.api('GET', '/logs?stationId=FILES')).body.items.filter((log: { fetchId: number }) => log.fetchId === fetchId);
/** What a client of old says, byte for byte, and what it gets. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let got = '';
    socket.setEncoding('latin1').on('data', (part: string) => {
      got += part;
    });
    socket.on('end', () => resolve(got)).on('error', reject);
  });

describe('giving', () => {
  let path: string;
  beforeAll(async () => {
    path = await fetchable();
  });

  test('the whole file, with its name at the end of the address and its checksum in the head', async () => {
    expect(path).toMatch(/^\/files\/[0-9a-f]{40}\/acme-1\.0\.bin$/);
    const response = await fetch(base + path);
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
    const { headers } = response;
    expect(headers.get('content-length')).toBe('300000');
    expect(headers.get('accept-ranges')).toBe('bytes');
    expect(headers.get('etag')).toBe(`"${sha256}"`);
    expect(headers.get('repr-digest')).toBe(`sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
    expect(headers.get('content-disposition')).toContain('acme-1.0.bin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
  test.each([
    ['bytes=0-99', 206, 0, 100],
    ['bytes=299900-', 206, 299_900, 300_000],
    ['bytes=-10', 206, 299_990, 300_000],
    ['bytes=100-999999999', 206, 100, 300_000],
    ['lines=1-2', 200, 0, 300_000],
    ['bytes=0-1,5-9', 200, 0, 300_000],
  ])('range %s', async (range, status, from, to) => {
    const response = await fetch(base + path, { headers: { range } });
    expect(response.status).toBe(status);
    expect(Buffer.from(await response.arrayBuffer()).equals(content.subarray(from, to))).toBe(true);
    if (status === 206) expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/300000`);
  });
  test('a range behind the end; goes on only with the same file', async () => {
    const beyond = await fetch(base + path, { headers: { range: 'bytes=300000-' } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */300000']);
    const other = await fetch(base + path, { headers: { range: 'bytes=10-19', 'if-range': '"another"' } });
    expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, 300_000]);
    const same = await fetch(base + path, { headers: { range: 'bytes=10-19', 'if-range': `"${sha256}"` } });
    expect([same.status, (await same.arrayBuffer()).byteLength]).toEqual([206, 10]);
  });
  test('HEAD, and a second name, slashes too many, the secret in capitals', async () => {
    const head = await fetch(base + path, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '300000', '']);
    const [, , token = ''] = path.split('/');
    for (const odd of [
      `//files/${token}/acme-1.0.bin`,
      `/files/${token}`,
      `/files/${token}/`,
      `/files/${token.toUpperCase()}/x.bin`,
      `/files/${token}//acme-1.0.bin`,
    ])
      expect((await fetch(base + odd, { method: 'HEAD' })).status, odd).toBe(200);
  });
  test('a client of HTTP/1.0 that knows nothing', async () => {
    const got = await raw(`GET ${path} HTTP/1.0\r\n\r\n`);
    const [head = '', ...rest] = got.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(head.toLowerCase()).toContain('connection: close');
    expect(Buffer.from(rest.join('\r\n\r\n'), 'latin1').equals(content)).toBe(true);
  });
  test('what was moved is counted, and when the last byte went', async () => {
    const before = await addressFor((await app.query('select id from file limit 1'))[0].id);
    const [, , token = ''] = before.split('/');
    const hash = createHash('sha256').update(token).digest();
    const uses = async () =>
      (
        await app.query(
          'select requests, bytes::int as bytes, done_at is not null as done, client from file_address where token_hash = $1',
          [hash],
        )
      )[0];
    await (await fetch(base + before, { headers: { range: 'bytes=0-999' } })).arrayBuffer();
    await expect.poll(uses).toMatchObject({ requests: 1, bytes: 1000, done: false });
    await (await fetch(base + before, { headers: { range: 'bytes=1000-', 'user-agent': 'Box/1' } })).arrayBuffer();
    await expect.poll(uses).toMatchObject({ requests: 2, bytes: 300_000, done: true, client: '127.0.0.1 Box/1' });
    expect(JSON.stringify(await app.query('select * from file_address'))).not.toContain(token);
  });
  test('an address that is over, was never made, or is no address says nothing', async () => {
    const over = await addressFor((await app.query('select id from file limit 1'))[0].id, -1);
    for (const wrong of [over, `/files/${'0'.repeat(40)}/acme-1.0.bin`, '/files/', '/files/%E0%A4%A/x', `/files/${'a'.repeat(41)}`]) {
      const response = await fetch(base + wrong);
      expect([response.status, await codeOf(response)], wrong).toEqual([404, 'fileAddressUnknown']);
    }
    expect((await put(path, 'x')).status).toBe(405);
  });
});

describe('taking', () => {
  test.each(['PUT', 'POST'])('%s of a file, under the name the station adds', async (method) => {
    const { path, fetchId } = await logAddress();
    const response = await put(`${path}diag%20${method}.log`, 'one\ntwo\n', {}, method);
    expect(response.status).toBe(201);
    const [log] = await logsOf(fetchId);
    expect(log).toMatchObject({ name: `diag ${method}.log`, size: 8, isText: true, stationId: 'FILES' });
    expect((await app.api('GET', `/logs/${log.id}/lines`)).body.lines.map(({ text }: { text: string }) => text)).toEqual(['one', 'two']);
    expect(
      (
        await fetch(`${base}/api/v1/logs/${log.id}/file`, { headers: { authorization: 'Bearer test-administrator-key-0123456789' } })
      ).headers.get('content-disposition'),
    ).toContain('diag');
    expect((await app.api('GET', `/log-fetches?stationId=FILES`)).body.items.find(({ id }: { id: number }) => id === fetchId).state).toBe(
      'received',
    );
  });
  test('a form with two files and a field', async () => {
    const { path, fetchId } = await logAddress();
    const form = new FormData();
    form.append('comment', 'x');
    form.append('file', new Blob(['boot\n']), '../../etc/boot.log');
    form.append('file', new Blob([gzipSync('packed\n')]), 'more.log.gz');
    expect((await put(path, form, {}, 'POST')).status).toBe(201);
    const logs = await logsOf(fetchId);
    expect(logs.map(({ name, isText }: { name: string; isText: boolean }) => [name, isText])).toEqual([
      ['more.log.gz', true],
      ['boot.log', true],
    ]);
    expect((await app.api('GET', `/logs/${logs[0].id}/lines`)).body.lines).toEqual([{ number: 1, text: 'packed' }]);
  });
  test('in pieces, told how much is there, and again after a cut', async () => {
    const { path, fetchId } = await logAddress();
    const piece = (from: number, to: number, total: string = '300000') =>
      put(path, content.subarray(from, to), { 'content-range': `bytes ${from}-${to - 1}/${total}` });
    const first = await piece(0, 100_000);
    expect([first.status, first.headers.get('range')]).toEqual([202, 'bytes=0-99999']);
    const gap = await piece(150_000, 200_000);
    expect([gap.status, await codeOf(gap)]).toEqual([416, 'rangeNotThere']);
    const asked = await put(path, '', { 'content-range': 'bytes */300000' });
    expect([asked.status, asked.headers.get('range')]).toEqual([202, 'bytes=0-99999']);
    expect((await fetch(base + path, { method: 'HEAD' })).headers.get('range')).toBe('bytes=0-99999');
    expect((await piece(50_000, 200_000)).status).toBe(202);
    expect(await logsOf(fetchId)).toEqual([]);
    expect((await piece(200_000, 300_000)).status).toBe(200);
    expect(await logsOf(fetchId)).toMatchObject([{ size: 300_000, sha256, isText: false }]);
    expect((await put(path, 'x', { 'content-range': 'pages 1-2' })).status).toBe(400);
  });
  test('a cut connection leaves what came, and the newest upload wins', async () => {
    const { path, fetchId } = await logAddress();
    const { hostname, port } = new URL(base);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(`PUT ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n`);
    socket.write(content.subarray(0, 120_000));
    const state = async () => (await fetch(base + path, { method: 'HEAD' })).headers.get('range');
    await expect.poll(state).toBe('bytes=0-119999');
    socket.destroy();
    expect((await put(path, content.subarray(120_000), { 'content-range': 'bytes 120000-299999/300000' })).status).toBe(200);
    expect(await logsOf(fetchId)).toMatchObject([{ sha256 }]);
  });
  test('the same once more is the same log', async () => {
    const { path, fetchId } = await logAddress();
    for (let times = 0; times < 2; times++) expect((await put(path, 'again\n')).status).toBe(201);
    expect(await logsOf(fetchId)).toHaveLength(1);
  });
  test('too large, empty, without a length, no form', async () => {
    const { path, fetchId } = await logAddress(1000);
    const large = await put(path, content);
    expect([large.status, await codeOf(large)]).toEqual([413, 'tooLarge']);
    // biome-ignore lint/suspicious/useAwait: a body without end, as fetch takes it
    async function* endless() {
      for (;;) yield Buffer.alloc(100);
    }
    const stream = fetch(base + path, { method: 'PUT', body: endless() as never, duplex: 'half' } as RequestInit);
    expect(
      await stream.then(
        ({ status }) => status,
        () => 413,
      ),
    ).toBe(413);
    expect((await put(path, '')).status).toBe(400);
    expect(await raw(`PUT ${path} HTTP/1.0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 411/);
    expect((await put(path, 'x', { 'content-type': 'multipart/form-data' }, 'POST')).status).toBe(400);
    expect(await logsOf(fetchId)).toEqual([]);
  });
  test('a firmware that is not what its maker says is not kept', async () => {
    const { id } = await firmware({ expectedSha256: 'f'.repeat(64) });
    const path = await uploadPath(id);
    const wrong = await put(path, content);
    expect([wrong.status, await codeOf(wrong)]).toEqual([422, 'checksumDiffers']);
    expect((await app.api('GET', `/firmware/${id}`)).body.file).toBeNull();
    await app.api('PATCH', `/firmware/${id}`, { expectedSha256: sha256 });
    expect((await put(path, content)).status).toBe(201);
  });
});

test('parts of addresses that are over are thrown away; others stay', async () => {
  const { path } = await logAddress();
  await put(path, 'half', { 'content-range': 'bytes 0-3/10' });
  const state = async () => (await fetch(base + path, { method: 'HEAD' })).headers.get('range');
  await cleanFiles(app.context);
  expect(await state()).toBe('bytes=0-3');
  await app.query("update file_address set expires_at = now() - interval '1 s' where purpose = 'log'");
  await cleanFiles(app.context);
  await app.query("update file_address set expires_at = now() + interval '1 day' where purpose = 'log'");
  expect(await state()).toBeNull();
});

test('a disk without room keeps its reserve', async () => {
  const { path, fetchId } = await logAddress();
  const { config } = app.context;
  const full = createFileServer({ ...app.context, config: { ...config, filesReserveBytes: 2 ** 50 } }, arrivals);
  const server = createServer((request, response) => {
    full({ request, response, pathname: request.url ?? '', headers: {} }).catch((error: { code: string }) =>
      response.writeHead(500).end(error.code),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method: 'PUT', body: 'x' });
  expect(await response.text()).toBe('diskFull');
  server.close();
  expect(await logsOf(fetchId)).toEqual([]);
});
