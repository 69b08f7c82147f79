import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { TestAuthority, writeServerFiles } from '../testing/pki.ts';
import { filesBase, makeAddress } from './address.ts';
import { cleanFiles } from './clean.ts';

const folder = mkdtempSync(join(tmpdir(), 'stationmaster-files-tls-'));
const content = randomBytes(2_000_000);
const hours = 3_600_000;
let offset = 0;
let root: TestAuthority;
let app: TestApp;

beforeAll(async () => {
  root = await TestAuthority.create('Test root');
  const files = await writeServerFiles(folder, root);
  app = await startTestApp({ TLS_PORT: '0', ...files }, { clock: () => Date.now() + offset });
});
afterAll(async () => {
  await app.drop();
  rmSync(folder, { recursive: true, force: true });
});

function ask(path: string, { method = 'GET', body, range }: { method?: string; body?: Buffer; range?: string } = {}) {
  return new Promise<{ status: number; body: Buffer }>((resolve, reject) => {
    const headers = { ...(body === undefined ? {} : { 'content-length': body.length }), ...(range === undefined ? {} : { range }) };
    const url = filesBase({ ...app.context.config, tlsPort: app.tlsPort ?? 0 }, 2) + path;
    const sent = request(url, { method, ca: root.pem, headers }, (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
    });
    sent.on('error', reject).end(body);
  });
}
const api = async <T>(method: string, path: string, body?: object): Promise<T> => {
  const headers = { authorization: `Bearer ${app.key}`, 'content-type': 'application/json' };
  return (await (await fetch(app.api + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })).json()) as T;
};
async function bring(id: number, file: Buffer): Promise<string> {
  const { path } = await api<{ path: string }>('POST', `/firmware/${id}/upload`, { name: 'box.bin' });
  expect((await ask(path, { method: 'PUT', body: file })).status).toBe(201);
  const { rows } = await sql<{ file_id: number }>`select file_id from firmware where id = ${id}`.execute(app.context.db);
  const owner = { tenantId: 1, stationId: null, subjectId: null, commandId: null, maxBytes: null, fileId: rows[0]?.file_id ?? 0 };
  const at = app.context.clock();
  return (await makeAddress(app.context.db, { ...owner, purpose: 'fetch', name: 'box.bin', at, expiresAt: at + 100 * hours })).path;
}

test('files are given and taken on the encrypted port, whole and in ranges; what nothing refers to any more is cleared away', async () => {
  const { id } = await api<{ id: number }>('POST', '/firmware', { vendor: 'Acme', version: '1' });
  const old = await bring(id, content);
  const whole = await ask(old);
  expect(createHash('sha256').update(whole.body).digest()).toEqual(createHash('sha256').update(content).digest());
  expect(await ask(old, { range: 'bytes=1000-1999' })).toEqual({ status: 206, body: content.subarray(1000, 2000) });
  const better = await bring(id, Buffer.from('better'));
  offset = 3 * hours;
  await cleanFiles(app.context);
  expect((await ask(old)).status).toBe(404);
  expect((await ask(better)).body.toString()).toBe('better');
  const { rows } = await sql`select id from file`.execute(app.context.db);
  expect(rows).toHaveLength(1);
});
