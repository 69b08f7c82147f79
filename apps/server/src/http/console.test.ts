import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConsole } from './console.ts';
import { errorAnswer, failureOf } from './failure.ts';
import { respondJson } from './respond.ts';

const dir = mkdtempSync(join(tmpdir(), 'stationmaster-console-'));
const server: Server = createServer();
let base = '';
const script = `console.log(${JSON.stringify('x'.repeat(5000))})`;

beforeAll(async () => {
  const files = createConsole(join(dir, 'dist'));
  server.on('request', (request, response) => {
    files
      .serve(request, response, { pathname: new URL(request.url ?? '/', 'http://any').pathname, headers: {} })
      .catch((error: unknown) => respondJson(response, errorAnswer(failureOf(error, 'r'), 'r')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true });
});
const get = (path: string, headers: Record<string, string> = { accept: 'text/html' }) => fetch(base + path, { headers });

test('before it is built a page says so', async () => {
  const response = await get('/');
  expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('not built yet')]);
  mkdirSync(join(dir, 'dist/assets'), { recursive: true });
  writeFileSync(join(dir, 'dist/index.html'), '<title>console</title>');
  writeFileSync(join(dir, 'dist/assets/main-abc.js'), script);
  writeFileSync(join(dir, 'secret.txt'), 'secret');
});

test('hashed files are kept for ever and packed', async () => {
  for (const [offered, used] of [
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ] as const) {
    const response = await get('/assets/main-abc.js', { 'accept-encoding': offered });
    expect([response.headers.get('content-encoding'), response.headers.get('cache-control'), await response.text()]).toEqual([
      used,
      'public, max-age=31536000, immutable',
      script,
    ]);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  }
});

test('every page of the app gets index.html, asked for anew each time', async () => {
  for (const path of ['/', '/stations', '/stations/CP.1', '/welcome']) {
    const response = await get(path);
    expect([response.status, response.headers.get('cache-control'), await response.text()]).toEqual([
      200,
      'no-cache',
      '<title>console</title>',
    ]);
    const etag = response.headers.get('etag') ?? '';
    expect((await get(path, { accept: 'text/html', 'if-none-match': etag })).status).toBe(304);
  }
});

test.each([
  '/assets/gone.js',
  '/gone.png',
  '/..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/%00',
  '/%E0%A4%A',
])('%s is not there', async (path) => {
  const response = await get(path, { accept: '*/*' });
  expect([response.status, await response.text()]).toEqual([404, expect.not.stringContaining('<title>')]);
});

test('nothing can be sent there', async () => expect((await fetch(base, { method: 'POST' })).status).toBe(405));
